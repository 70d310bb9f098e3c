//! `cargo erd import`: a live database as declarations.

mod decisions;
mod files;

pub(crate) use decisions::target_of;
pub(super) use decisions::{target, targets};

use super::address;
use crate::cli;
use crate::error::Error;
use crate::output::{self, counted};
use erd_core::{Engine, Schema, naming};
use erd_import::{Imported, Options};
use erd_json::{Defect, Import, LeftOut, Missing};
use erd_live::Described;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(super) fn run(args: &cli::Import) -> Result<ExitCode, Error> {
    let url = address::required(args.url.as_deref(), "`cargo erd import URL`")?;
    let mut described = erd_live::describe_url(&url)?;
    if !args.schema.is_empty() {
        described.schema = erd_import::select(&described.schema, &args.schema);
    }
    if described.schema.tables.is_empty() {
        return Err(Error::Usage {
            message: "the database has no tables to import".to_owned(),
            help: "check its name in the address, and the namespaces behind `--schema`".to_owned(),
        });
    }
    if args.diesel {
        let engine = Engine::new(described.dialect, &described.version);
        super::diesel::adopt(&mut described.schema, engine, args.schema_rs.as_deref())?;
    }
    if args.single_file && args.diesel {
        one_module_each(&described.schema)?;
    }
    let decisions = decisions::read(&args.out, &described)?;
    let mut options = Options::new(name(args, &url), described.dialect);
    options.single_file = args.single_file;
    options.diesel = args.diesel;
    options.path = files::module(&args.out);
    options.config = decisions.config;
    let imported = erd_import::import(&described.schema, &options);
    let mut all = files::below(&args.out, &imported.files);
    all.extend(decisions.new);
    files::write(&all, args.force)?;
    if args.written.is_json() {
        output::json(answer(&all, &described, &imported))?;
    } else {
        output::result(&report(&described, &imported))?;
    }
    say(&args.out, &options.path, all.len(), &imported);
    if let Some(text) = decisions.advice {
        let text = text.replace('\n', "\n    ");
        output::note(format_args!(
            "\nand in erd.toml beside it:\n\n    {}",
            text.trim_end()
        ));
    }
    let lost = !described.unsupported.is_empty() && !args.allow_unsupported;
    if lost {
        output::note(
            "some objects are in no file: see `unsupported`, or accept it with `--allow-unsupported`",
        );
    }
    let stopped = imported.to_do.iter().any(|item| !item.allowed);
    Ok(ExitCode::from(u8::from(lost || stopped)))
}

/// diesel's modules of tables are called as the tables are: in one file there is room for each name once.
fn one_module_each(schema: &Schema) -> Result<(), Error> {
    let mut modules = BTreeMap::new();
    for table in &schema.tables {
        let module = naming::diesel_module(&table.name);
        let name = table.path();
        if let Some(other) = modules.insert(module.clone(), name.clone()) {
            return Err(Error::Usage {
                message: format!(
                    "diesel's modules of `{other}` and `{name}` are both called `{module}`"
                ),
                help: "leave `--single-file` out: each table then has a file of its own".to_owned(),
            });
        }
    }
    Ok(())
}

/// The name of the schema: the one asked for, or the database's.
fn name(args: &cli::Import, url: &str) -> String {
    if let Some(name) = &args.name {
        return name.clone();
    }
    let place = url.split(['?', '#']).next().unwrap_or_default();
    let place = place.split_once("://").map_or(place, |(_, rest)| rest);
    let last = place.rsplit(['/', '\\', ':']).next().unwrap_or_default();
    let stem = Path::new(last).file_stem().unwrap_or_default();
    // Without a path the last part is the server, and before it the account.
    if last.contains('@') || !place.contains(['/', '.']) {
        return "Database".to_owned();
    }
    stem.to_string_lossy().into_owned()
}

/// What is to be done: defects that are allowed, and what no file has.
pub(super) fn report(described: &Described, imported: &Imported) -> String {
    let mut text = String::new();
    if !imported.to_do.is_empty() {
        text.push_str("to do: what the rules reject, and the declarations allow as `existing`\n");
        for item in &imported.to_do {
            let _ = writeln!(text, "  {} {}: {}", item.id, item.slug, item.message);
            if !item.allowed {
                text.push_str(
                    "      no `allow` silences it: mend it in the database, or the build fails\n",
                );
            }
        }
    }
    if !described.left_out.is_empty() {
        text.push_str("left out: where migration tools keep their state\n");
        for table in &described.left_out {
            let _ = writeln!(text, "  {} of {}", table.table, table.tool);
        }
    }
    if !described.unsupported.is_empty() {
        text.push_str("unsupported: what no file has\n");
        for object in &described.unsupported {
            let _ = writeln!(text, "  {object}");
        }
    }
    text
}

/// The same for programs, with what was written.
fn answer(files: &[(PathBuf, String)], described: &Described, imported: &Imported) -> Import {
    let to_do = imported.to_do.iter().map(|item| Defect {
        id: item.id.to_owned(),
        rule: item.slug.to_owned(),
        path: item.path.clone(),
        message: item.message.clone(),
        help: item.help.clone(),
        allowed: item.allowed,
    });
    let left_out = described.left_out.iter().map(|left| LeftOut {
        table: left.table.clone(),
        tool: left.tool.to_owned(),
    });
    let unsupported = described.unsupported.iter().map(|object| Missing {
        code: object.code.to_owned(),
        object: object.object.clone(),
    });
    Import {
        files: files
            .iter()
            .map(|(path, _)| output::short(path).to_string_lossy().replace('\\', "/"))
            .collect(),
        dependencies: imported.dependencies.clone(),
        to_do: to_do.collect(),
        left_out: left_out.collect(),
        unsupported: unsupported.collect(),
        notes: imported.notes.clone(),
    }
}

fn say(out: &Path, path: &str, files: usize, imported: &Imported) {
    let schema = &imported.schema;
    let columns: usize = schema.tables.iter().map(|t| t.columns.len()).sum();
    let keys: usize = schema.tables.iter().map(|t| t.foreign_keys.len()).sum();
    output::note(format_args!(
        "imported {}, {}, {}, {}, {} into {} below {}",
        counted(schema.tables.len(), "table"),
        counted(columns, "column"),
        counted(keys, "foreign key"),
        counted(schema.enums.len(), "enum"),
        counted(schema.objects.len(), "other object"),
        counted(files, "file"),
        out.display()
    ));
    for note in &imported.notes {
        output::note(format_args!("note: {note}"));
    }
    output::note("it needs in Cargo.toml:\n\n    [dependencies]");
    for line in &imported.dependencies {
        output::note(format_args!("    {line}"));
    }
    let path = path.strip_prefix("crate::").unwrap_or_default();
    if !path.is_empty() {
        let root = path.split("::").next().unwrap_or_default();
        output::note(format_args!(
            "\n    [package.metadata.erd]\n    schema = \"<name of the library>::{path}::{}\"\n\nand `pub mod {root};` in src/lib.rs",
            imported.name
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[test]
    fn a_schema_is_called_as_its_database() {
        let named = |url: &str| {
            let cli = cli::Cli::try_parse_from(["cargo-erd", "import", url]);
            match cli.map(|cli| cli.command) {
                Ok(cli::Command::Import(args)) => name(&args, url),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(
            named("postgres://me:secret@host:5432/shop_app?sslmode=x"),
            "shop_app"
        );
        assert_eq!(named("sqlite://data/app.db"), "app");
        assert_eq!(named("data/app.sqlite3"), "app");
        assert_eq!(named("postgres://me:secret@host"), "Database");
        assert_eq!(named("sqlite::memory:"), "Database");
    }
}
