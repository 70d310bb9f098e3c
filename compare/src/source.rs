//! The originals: SQL files in a folder with a checkout, given by the user.

use std::fs;
use std::path::{Path, PathBuf};

use erd_core::{Dialect, Family, Schema};

/// An example and where its original is.
pub(crate) struct Example {
    /// The folder under `examples`.
    pub(crate) folder: &'static str,
    /// What must exist in our database before the tables.
    pub(crate) prelude: &'static str,
    /// Our schema.
    pub(crate) schema: fn() -> Schema,
    /// The engines that the original has a version for.
    pub(crate) dialects: &'static [Dialect],
    /// The whole SQL of the original.
    pub(crate) original: fn(&Path, Dialect) -> Result<String, String>,
}

/// The examples, by their name on the command line.
pub(crate) fn find(name: &str) -> Option<Example> {
    match name {
        "package-registry" => Some(Example {
            folder: "package_registry",
            prelude: package_registry::PRELUDE,
            schema: package_registry::Registry::schema,
            dialects: &[Dialect::Postgres],
            original: package_registry_sql,
        }),
        "sakila" => Some(Example {
            folder: "sakila",
            prelude: "",
            schema: sakila::Sakila::schema,
            dialects: &Dialect::ALL,
            original: sakila_sql,
        }),
        _ => None,
    }
}

/// diesel migrations, in diesel's order: by version, which is the folder's name up to the first `_` without hyphens.
fn package_registry_sql(checkout: &Path, _: Dialect) -> Result<String, String> {
    let folder = checkout.join("migrations");
    let mut migrations: Vec<(String, PathBuf)> = Vec::new();
    for entry in fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry
            .map_err(|error| format!("{}: {error}", folder.display()))?
            .path()
            .join("up.sql");
        let name = path
            .parent()
            .and_then(Path::file_name)
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if path.is_file() {
            let version = name.split('_').next().unwrap_or_default().replace('-', "");
            migrations.push((version, path));
        }
    }
    migrations.sort();
    let mut script = String::new();
    for (_, path) in migrations {
        script.push_str(&read(&path)?);
        // Some files do not end their last statement.
        script.push_str("\n;\n");
    }
    Ok(script)
}

fn sakila_sql(checkout: &Path, dialect: Dialect) -> Result<String, String> {
    let name = match dialect.family() {
        Family::Postgres => "postgres",
        Family::MySql => "mysql",
        Family::Sqlite => "sqlite",
    };
    let script = read(&checkout.join(format!("{name}-sakila-db/{name}-sakila-schema.sql")))?;
    Ok(if dialect.is(Family::MySql) {
        in_scratch(&script)
    } else {
        script
    })
}

/// The MySQL version makes a database of its own and names it; here it goes into the scratch database.
fn in_scratch(script: &str) -> String {
    let own = ["DROP SCHEMA ", "CREATE SCHEMA ", "USE sakila"];
    let lines = script
        .lines()
        .filter(|line| !own.iter().any(|start| line.starts_with(start)));
    lines
        .map(|line| line.replace("sakila.", "") + "\n")
        .collect()
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
