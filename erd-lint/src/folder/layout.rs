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

/// The lines with which goose, dbmate and sql-migrate begin the way back in the file of the way forth.
const BACK: [&str; 3] = ["-- +goose Down", "-- migrate:down", "-- +migrate Down"];
const FORTH: [&str; 3] = ["-- +goose Up", "-- migrate:up", "-- +migrate Up"];

/// The two ways of one file, each with blanks where the other stands; `None` where it has one way alone.
fn both_ways(file: &File) -> Option<(File, File)> {
    let begins = |line: &str, marks: &[&str]| {
        let line = line.trim().to_ascii_lowercase();
        marks
            .iter()
            .any(|mark| line.starts_with(&mark.to_ascii_lowercase()))
    };
    let (mut up, mut down) = (String::new(), String::new());
    let (mut back, mut found) = (false, false);
    for line in file.text.split_inclusive('\n') {
        if begins(line, &BACK) {
            (back, found) = (true, true);
        } else if begins(line, &FORTH) {
            back = false;
        }
        let blank: String = line
            .chars()
            .map(|c| {
                if c == '\n' {
                    "\n".to_owned()
                } else {
                    " ".repeat(c.len_utf8())
                }
            })
            .collect();
        let (here, there) = if back {
            (&mut down, &mut up)
        } else {
            (&mut up, &mut down)
        };
        here.push_str(line);
        there.push_str(&blank);
    }
    let way = |text| File {
        path: file.path.clone(),
        text,
    };
    found.then(|| (way(up), way(down)))
}

fn one(stem: String, file: File) -> Migration {
    // Flyway leaves a statement that no transaction takes outside of one; its default folder tells it from refinery.
    let flyway = file.path.to_string_lossy().contains("db/migration");
    let alone = file.text.lines().any(|line| {
        let line = line.trim();
        line.eq_ignore_ascii_case("-- +goose NO TRANSACTION")
            || line.starts_with("-- migrate:up") && line.contains("transaction:false")
            || line.starts_with("-- +migrate Up") && line.contains("notransaction")
    });
    let (up, down) = match both_ways(&file) {
        Some((up, down)) => (up, Some(down)),
        None => (file, None),
    };
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
        Tool::Refinery if flyway => Transaction::Unknown,
        _ if alone => Transaction::Unknown,
        _ => Transaction::Tool,
    };
    Migration {
        version: version.map(str::to_owned),
        name: stem,
        tool,
        transaction,
        up,
        down,
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
    fn a_file_may_go_without_a_transaction() {
        let mode = |path: &str, text: &str| {
            let file = File {
                path: path.into(),
                text: text.to_owned(),
            };
            of_files(vec![file])[0].transaction
        };
        for text in [
            "-- +goose NO TRANSACTION\n-- +goose Up\n",
            "-- migrate:up transaction:false\n",
            "-- +migrate Up notransaction\n",
        ] {
            assert_eq!(mode("1_a.sql", text), Transaction::Unknown, "{text}");
        }
        assert_eq!(mode("1_a.sql", "-- +goose Up\n"), Transaction::Tool);
        let flyway = "src/main/resources/db/migration/V1__a.sql";
        assert_eq!(mode(flyway, ""), Transaction::Unknown);
        assert_eq!(mode("V1__a.sql", ""), Transaction::Tool);
    }

    #[test]
    fn one_file_may_have_both_ways() {
        for (up, down) in FORTH.into_iter().zip(BACK) {
            let text = format!("{up}\nCREATE TABLE é (a int);\n{down}\nDROP TABLE é;\n");
            let length = text.len();
            let path = "1_a.sql".into();
            let found = of_files(vec![File { path, text }]);
            let back = found[0].down.as_ref().expect("a way back");
            assert!(!found[0].up.text.contains("DROP") && back.text.contains("DROP"));
            assert!(!back.text.contains("CREATE"));
            assert_eq!((found[0].up.text.len(), back.text.len()), (length, length));
        }
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
