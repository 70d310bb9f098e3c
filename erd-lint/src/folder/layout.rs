//! Names of migration files.

use super::{File, Migration, Tool, Transaction};
use std::path::Path;

/// The name of a folder or file as text.
pub(super) fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// What puts migrations in order: numbers as numbers, and otherwise the name.
pub(super) fn order(migration: &Migration) -> (u128, &str) {
    let number = migration.version.as_deref().and_then(|v| v.parse().ok());
    (number.unwrap_or(u128::MAX), &migration.name)
}

/// The migrations in single files, sorted by path.
pub(super) fn of_files(files: Vec<File>) -> Vec<Migration> {
    let mut migrations: Vec<Migration> = Vec::new();
    let mut downs: Vec<(String, File)> = Vec::new();
    for file in files {
        let full = name(&file.path);
        let stem = full.trim_end_matches(".sql");
        if let Some(stem) = stem.strip_suffix(".down") {
            downs.push((stem.to_owned(), file));
            continue;
        }
        let stem = stem.trim_end_matches(".up").to_owned();
        migrations.push(one(stem, file));
    }
    for (stem, file) in downs {
        if let Some(migration) = migrations.iter_mut().find(|m| m.name == stem) {
            migration.down = Some(file);
        }
    }
    migrations
}

fn one(stem: String, up: File) -> Migration {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let refinery = stem
        .strip_prefix(['V', 'U'])
        .and_then(|rest| rest.split_once("__"));
    let sqlx = stem.split_once('_');
    let (tool, version) = match (refinery, sqlx) {
        (Some((version, _)), _) if digits(version) => (Tool::Refinery, Some(version)),
        (_, Some((version, _))) if digits(version) => (Tool::Sqlx, Some(version)),
        _ => (Tool::Plain, None),
    };
    let transaction = match tool {
        // sqlx looks at the first bytes of the file.
        Tool::Sqlx if up.text.starts_with("-- no-transaction") => Transaction::Message,
        Tool::Plain => Transaction::Unknown,
        _ => Transaction::Tool,
    };
    Migration {
        version: version.map(str::to_owned),
        name: stem,
        tool,
        transaction,
        up,
        down: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[&str]) -> Vec<Migration> {
        let file = |name: &&str| File {
            path: name.into(),
            text: String::new(),
        };
        let mut all = of_files(names.iter().map(file).collect());
        all.sort_by(|a, b| order(a).cmp(&order(b)));
        all
    }

    #[test]
    fn tools_are_told_by_their_names() {
        let found = of(&["1_a.sql", "10_c.up.sql", "10_c.down.sql", "2_b.sql"]);
        let said: Vec<_> = found
            .iter()
            .map(|m| (m.name.as_str(), m.down.is_some()))
            .collect();
        assert_eq!(said, [("1_a", false), ("2_b", false), ("10_c", true)]);
        assert!(found.iter().all(|m| m.tool == Tool::Sqlx));
        let found = of(&["V10__b.sql", "V9__a.sql"]);
        assert_eq!(found[0].name, "V9__a");
        assert_eq!(found[0].tool, Tool::Refinery);
        let found = of(&["schema.sql"]);
        assert_eq!(
            (found[0].tool, found[0].transaction),
            (Tool::Plain, Transaction::Unknown)
        );
    }

    #[test]
    fn sqlx_marks_files_without_a_transaction_in_their_first_line() {
        let file = |text: &str| File {
            path: "1_a.sql".into(),
            text: text.to_owned(),
        };
        let mode = |text| of_files(vec![file(text)])[0].transaction;
        assert_eq!(mode("-- no-transaction\nSELECT 1"), Transaction::Message);
        assert_eq!(mode("\n-- no-transaction\n"), Transaction::Tool);
    }
}
