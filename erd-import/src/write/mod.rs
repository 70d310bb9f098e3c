//! From the declared schema to files.

mod attribute;
mod comment;
mod entity;
mod enums;
mod field;
mod imports;
mod index;
mod key;
mod objects;
mod options;
mod sql;

pub(crate) use attribute::Item;

use crate::declare::{Declared, Needs};
use crate::literal::put;
use crate::{File, Options, diesel};
use imports::Imports;
use std::collections::BTreeSet;

/// The files of an import, the root first.
pub(crate) fn files(declared: &Declared, options: &Options) -> Vec<File> {
    if options.single_file {
        return vec![single(declared, options)];
    }
    let mut files = Vec::new();
    let root = root(declared, options, &mut files);
    let mut all = vec![root];
    if !declared.enums.is_empty() {
        all.push(enums(declared, options));
    }
    if options.diesel {
        all.extend(diesel::sql_types(declared, options).map(|text| File {
            path: "sql_types.rs".to_owned(),
            text,
        }));
    }
    for (position, module) in declared.modules.iter().enumerate() {
        let mut imports = Imports::new(options);
        imports.of_table(declared, position);
        let mut text = imports.text();
        entity::entity(&mut text, declared, position, options.diesel);
        all.push(File {
            path: format!("{module}.rs"),
            text,
        });
    }
    all.extend(files);
    all
}

/// The crates that the code needs, as lines of a `[dependencies]` table.
pub(crate) fn dependencies(declared: &Declared, options: &Options) -> Vec<String> {
    let needs: BTreeSet<Needs> = all_needs(declared).collect();
    let needs = |of: &[Needs]| of.iter().any(|n| needs.contains(n));
    let chrono = needs(&[
        Needs::DateTime,
        Needs::NaiveDate,
        Needs::NaiveDateTime,
        Needs::NaiveTime,
    ]);
    let (uuid, json) = (needs(&[Needs::Uuid]), needs(&[Needs::Json]));
    let decimal = needs(&[Needs::BigDecimal]);
    let mut features = Vec::new();
    let wanted = [
        (decimal, "bigdecimal"),
        (chrono, "chrono"),
        (options.diesel, "diesel"),
        (json, "json"),
        (uuid, "uuid"),
    ];
    features.extend(wanted.iter().filter(|(is, _)| *is).map(|(_, f)| *f));
    let mut lines = vec![if features.is_empty() {
        "erd = \"0.1\"".to_owned()
    } else {
        format!(
            "erd = {{ version = \"0.1\", features = [\"{}\"] }}",
            features.join("\", \"")
        )
    }];
    let crates = [
        (decimal, "bigdecimal = \"0.4\""),
        (chrono, "chrono = \"0.4\""),
        (json, "serde_json = \"1\""),
        (uuid, "uuid = \"1\""),
    ];
    lines.extend(
        crates
            .iter()
            .filter(|(is, _)| *is)
            .map(|(_, c)| (*c).to_owned()),
    );
    if options.diesel {
        lines.push(diesel::dependency(declared, options, &features));
    }
    lines
}

fn all_needs(declared: &Declared) -> impl Iterator<Item = Needs> {
    declared.types.iter().flatten().filter_map(|ty| ty.needs)
}

const ABOUT: &str = "//! Imported from a database by `cargo erd import`.\n";

fn single(declared: &Declared, options: &Options) -> File {
    let mut text = format!("{ABOUT}\n");
    let mut imports = Imports::new(options);
    for position in 0..declared.modules.len() {
        imports.of_table(declared, position);
    }
    text.push_str(&imports.text());
    for position in 0..declared.enums.len() {
        enums::enumeration(&mut text, declared, position, options);
        text.push('\n');
    }
    for position in 0..declared.modules.len() {
        entity::entity(&mut text, declared, position, options.diesel);
        text.push('\n');
    }
    if options.diesel
        && let Some(types) = diesel::sql_types(declared, options)
    {
        text.push_str("/// Types that only the database has.\npub mod sql_types {\n");
        for line in types
            .lines()
            .skip_while(|l| l.starts_with("//!") || l.is_empty())
        {
            if !line.is_empty() {
                text.push_str("    ");
                text.push_str(line);
            }
            text.push('\n');
        }
        text.push_str("}\n\n");
    }
    schema(&mut text, declared, options, &mut Vec::new());
    File {
        path: options.root.clone(),
        text,
    }
}

fn enums(declared: &Declared, options: &Options) -> File {
    let mut text = "//! Enums.\n".to_owned();
    for position in 0..declared.enums.len() {
        text.push('\n');
        enums::enumeration(&mut text, declared, position, options);
    }
    File {
        path: "enums.rs".to_owned(),
        text,
    }
}

/// The root: modules, the names of what is in them, and `schema!`.
fn root(declared: &Declared, options: &Options, files: &mut Vec<File>) -> File {
    let mut modules = declared.modules.clone();
    let mut names: Vec<(String, Vec<String>)> = declared
        .modules
        .iter()
        .zip(&declared.schema.tables)
        .map(|(module, table)| (module.clone(), vec![table.entity.clone()]))
        .collect();
    if !declared.enums.is_empty() {
        modules.push("enums".to_owned());
        let all = declared.enums.iter().map(|e| e.name.clone()).collect();
        names.push(("enums".to_owned(), all));
    }
    if options.diesel && diesel::sql_types(declared, options).is_some() {
        modules.push("sql_types".to_owned());
    }
    // rustfmt sorts modules by their characters and `use` by numbers.
    modules.sort();
    names.sort_by(|(a, _), (b, _)| imports::compare(a, b));
    let mut text = format!("{ABOUT}\n");
    for module in &modules {
        put(&mut text, format!("pub mod {module};\n"));
    }
    if !modules.is_empty() {
        text.push('\n');
    }
    for (module, mut names) in names {
        names.sort_by(|a, b| imports::compare(a, b));
        imports::line(&mut text, "pub use ", &module, &names);
    }
    if !modules.is_empty() {
        text.push('\n');
    }
    schema(&mut text, declared, options, files);
    File {
        path: options.root.clone(),
        text,
    }
}

/// `schema!` with the entities and the objects.
fn schema(text: &mut String, declared: &Declared, options: &Options, files: &mut Vec<File>) {
    text.push_str("erd::schema! {\n");
    if options.diesel {
        text.push_str("    #[erd(diesel)]\n");
    }
    put(text, format!("    pub {} {{", declared.name));
    for (module, table) in declared.modules.iter().zip(&declared.schema.tables) {
        // diesel's tables are looked for beside the structs.
        let path = if options.diesel && !options.single_file {
            format!("{module}::{}", table.entity)
        } else {
            table.entity.clone()
        };
        put(text, format!("\n        {path},"));
    }
    objects::objects(text, &declared.schema.objects, options.single_file, files);
    text.push_str("\n    }\n}\n");
}
