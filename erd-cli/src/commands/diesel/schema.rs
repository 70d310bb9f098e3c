//! `cargo erd diesel schema`: a schema as `diesel print-schema` prints it.

use super::args;
use crate::commands::address;
use crate::commands::side::{self, Side};
use crate::error::Error;
use crate::output;
use crate::project::Project;
use erd_core::{Dialect, Engine};
use erd_live::LeftOut;
use erd_schema_rs::{DieselToml, Section, patched, print, rustfmt};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(super) fn run(args: &args::Schema) -> Result<ExitCode, Error> {
    let folder = match Project::find(&args.subject) {
        Ok(project) => project.folder,
        Err(_) => std::env::current_dir().unwrap_or_default(),
    };
    let (path, file) = super::configured(args.config.as_deref(), &folder)?;
    let (side, engine) = read(args)?;
    if args.write || args.check {
        let files = files(&file, path.as_deref())?;
        return if args.check {
            check(&files, &side, engine)
        } else {
            write(&files, &side, engine)
        };
    }
    let mut all = String::new();
    for section in &file.print_schema {
        all.push_str(&printed(section, &side, engine)?);
    }
    output::result_to(args.out.as_deref(), &all)?;
    Ok(ExitCode::SUCCESS)
}

/// The schema, and the engine that it is printed for.
fn read(args: &args::Schema) -> Result<(Side, Engine), Error> {
    let stated = args.database_url.as_deref();
    let url = stated
        .map(|url| address::required(Some(url), address::OPTION))
        .transpose()?;
    let name = url.as_deref().unwrap_or(&args.source);
    let so = ["is not printed", "are not printed"];
    let mut side = side::read(name, &args.subject, None, so)?;
    for table in &side.left_out {
        let LeftOut { table, tool } = table;
        output::warn(format_args!(
            "`{table}` is left out: {tool} keeps its state there [bookkeeping]"
        ));
    }
    if side.dialect == Some(Dialect::Sqlite) && !side.version.is_empty() {
        let mut connection = erd_live::connect(name)?;
        let query = &mut |sql: &str| connection.query(sql);
        erd_live::show_nullable_rowids(query, &mut side.schema)?;
    }
    let dialect = side.dialect.or(args.dialect);
    let unknown = "nobody tells which engine to print the schema of";
    let mut engine = side::engine(dialect, &args.subject, unknown)?;
    if !side.version.is_empty() {
        engine = Engine::new(engine.dialect, &side.version);
    }
    Ok((side, engine))
}

/// One section, formatted and patched.
fn printed(section: &Section, side: &Side, engine: Engine) -> Result<String, Error> {
    let printed = print(&side.schema, engine, &section.print).map_err(Error::Print)?;
    for warning in &printed.warnings {
        output::warn(warning);
    }
    let text = rustfmt(&printed.text).unwrap_or_else(|error| {
        output::warn(format_args!("the text is not formatted: {error}"));
        printed.text
    });
    let Some(path) = &section.print.patch_file else {
        return Ok(text);
    };
    let changes = std::fs::read_to_string(path).map_err(|error| Error::Read {
        path: path.clone(),
        error,
    })?;
    patched(&text, &changes).map_err(|error| Error::Usage {
        message: format!("{} cannot be applied: {error}", path.display()),
        help: "make the patch anew against what is printed without `patch_file`".to_owned(),
    })
}

/// The sections that have a file.
fn files<'a>(
    file: &'a DieselToml,
    path: Option<&Path>,
) -> Result<Vec<(&'a Section, &'a PathBuf)>, Error> {
    let named = file.print_schema.iter();
    let named: Vec<_> = named
        .filter_map(|section| Some((section, section.print.file.as_ref()?)))
        .collect();
    if named.is_empty() {
        let message = match path {
            Some(path) => format!("{} names no `file`", output::short(path).display()),
            None => "there is no diesel.toml that names a file".to_owned(),
        };
        return Err(Error::Usage {
            message,
            help: "say `file = \"src/schema.rs\"` below `[print_schema]`, or name one with `--out`"
                .to_owned(),
        });
    }
    Ok(named)
}

fn write(files: &[(&Section, &PathBuf)], side: &Side, engine: Engine) -> Result<ExitCode, Error> {
    for (section, path) in files {
        let text = printed(section, side, engine)?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| Error::Write {
                path: folder.to_owned(),
                error,
            })?;
        }
        output::result_to(Some(path), &text)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Says which files are not what would be written, and where they begin to differ.
fn check(files: &[(&Section, &PathBuf)], side: &Side, engine: Engine) -> Result<ExitCode, Error> {
    let mut differs = false;
    for (section, path) in files {
        let text = printed(section, side, engine)?;
        let found = std::fs::read_to_string(path).map_err(|error| Error::Read {
            path: (*path).clone(),
            error,
        })?;
        if let Some(line) = first_difference(&found, &text) {
            differs = true;
            let path = output::short(path).display();
            output::result(&format!(
                "{path}:{line}: differs from what `cargo erd diesel schema --write` writes\n"
            ))?;
        }
    }
    Ok(ExitCode::from(u8::from(differs)))
}

/// The first line, from 1, in which two texts differ; ends of lines are no difference.
fn first_difference(a: &str, b: &str) -> Option<usize> {
    let (mut a, mut b) = (a.lines(), b.lines());
    for line in 1.. {
        match (a.next(), b.next()) {
            (None, None) => return None,
            (a, b) if a != b => return Some(line),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_that_differs_is_found() {
        assert_eq!(first_difference("a\nb\n", "a\r\nb"), None);
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), Some(2));
        assert_eq!(first_difference("a\n", "a\nc\n"), Some(2));
    }
}
