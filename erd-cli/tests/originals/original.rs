//! The SQL of the originals, in a folder with a checkout. `None` where there is none for that engine.

use std::fs;
use std::path::{Path, PathBuf};

use erd_core::{Dialect, Family};

/// diesel migrations, in diesel's order: by version, which is the folder's name up to the first `_` without hyphens.
pub(crate) fn crates_io(checkout: &Path, dialect: Dialect) -> Option<String> {
    if dialect != Dialect::Postgres {
        return None;
    }
    let entries = fs::read_dir(checkout.join("migrations")).expect("a folder of migrations");
    let folders = entries.map(|entry| entry.expect("a folder").path());
    let mut files: Vec<(String, PathBuf)> = folders
        .map(|folder| {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            let version = name.split('_').next().unwrap_or_default();
            (version.replace('-', ""), folder.join("up.sql"))
        })
        .filter(|(_, file)| file.is_file())
        .collect();
    files.sort();
    // Some files do not end their last statement.
    let texts = files.iter().map(|(_, file)| read(file) + "\n;\n");
    Some(texts.collect())
}

/// One file for each engine. That of MySQL, which MariaDB takes too, makes a database of its own and names it; here it goes
/// into the scratch database.
pub(crate) fn sakila(checkout: &Path, dialect: Dialect) -> String {
    let name = match dialect.family() {
        Family::Postgres => "postgres",
        Family::MySql => "mysql",
        Family::Sqlite => "sqlite",
    };
    let script = read(&checkout.join(format!("{name}-sakila-db/{name}-sakila-schema.sql")));
    if !dialect.is(Family::MySql) {
        return script;
    }
    let own = ["DROP SCHEMA ", "CREATE SCHEMA ", "USE sakila"];
    let lines = script.lines();
    let kept = lines.filter(|line| !own.iter().any(|start| line.starts_with(start)));
    kept.map(|line| line.replace("sakila.", "") + "\n")
        .collect()
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
