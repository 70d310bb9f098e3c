//! K05: a UUID is sixteen bytes.

use crate::words::any_mentions;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Column, ColumnId, Table, Type};
use erd_core::{Dialect, Level, Scalar, Site};

const DOCS: &str = r#"# K05 uuid_as_text

## What it does
Warns about a `Uuid` whose `sql_type` is a type of text on PostgreSQL, MySQL or MariaDB, and about a column of text whose
default makes a UUID. SQLite has no type of its own for UUIDs and is left alone.

## Why
As text a UUID takes 36 bytes, in the table and in every index that holds it: the same table took 69 MB with text and
40 MB with `uuid` on PostgreSQL 15. Texts also differ where values do not: `A0EE..` is not `a0ee..`.

## Bad
```rust
#[erd(unique, sql_type(mysql = "char(36)"))]
pub public_id: Uuid,
```

## Good
```rust
#[erd(unique)] // uuid on PostgreSQL and MariaDB, binary(16) on MySQL
pub public_id: Uuid,
```

## Source
PostgreSQL manual 8.12 "UUID Type"; MySQL manual, `UUID_TO_BIN()`; measured on PostgreSQL 15.20.
"#;

/// Functions that make UUIDs, on any engine.
const MAKERS: [&str; 9] = [
    "gen_random_uuid",
    "uuid_generate_v1",
    "uuid_generate_v4",
    "uuidv4",
    "uuidv7",
    "uuid_v4",
    "uuid_v7",
    "uuid",
    "random_uuid",
];

/// Types of text, by the first word of their spelling.
const TEXTS: [&str; 8] = [
    "char",
    "character",
    "nchar",
    "varchar",
    "nvarchar",
    "text",
    "tinytext",
    "bpchar",
];

/// The rule.
pub static RULE: Rule = Rule {
    id: "K05",
    slug: "uuid_as_text",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "it takes more than twice the bytes in the table and in every index, and upper case is another value",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, column) in table.columns.iter().enumerate() {
        let subject = path::columns(table, &[ColumnId(i)]);
        let site = Site::Column(ColumnId(i));
        if let Some((dialect, spelling)) = spelled_as_text(column, report) {
            report
                .find(
                    site,
                    format!(
                        "`{subject}` is a UUID and `{spelling}` on {}",
                        dialect.title()
                    ),
                )
                .help("remove the `sql_type`; erd writes `uuid`, or `binary(16)` on MySQL");
        } else if makes_uuid_text(column) {
            report
                .find(
                    site,
                    format!("`{subject}` is text and its default makes a UUID"),
                )
                .help(format!("make `{}` a `Uuid`", column.field));
        }
    }
}

/// A dialect with a compact form in which the column is text all the same.
fn spelled_as_text<'a>(column: &'a Column, report: &Report<'_>) -> Option<(Dialect, &'a str)> {
    if column.ty != Type::Scalar(Scalar::Uuid) {
        return None;
    }
    Dialect::ALL
        .into_iter()
        .filter(|dialect| *dialect != Dialect::Sqlite && report.is_target(*dialect))
        .filter_map(|dialect| Some((dialect, column.sql_type.get(dialect)?)))
        .find(|(_, spelling)| {
            let end = spelling.find(|c: char| !c.is_ascii_alphabetic());
            let word = &spelling[..end.unwrap_or(spelling.len())];
            TEXTS.iter().any(|text| word.eq_ignore_ascii_case(text))
        })
}

fn makes_uuid_text(column: &Column) -> bool {
    column.ty == Type::Scalar(Scalar::Text)
        && column.sql_type.is_empty()
        && any_mentions(&column.default, &MAKERS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};
    use erd_core::schema::Sql;

    fn count(edit: impl FnOnce(&mut Column)) -> usize {
        let tokens = table("tokens").columns(["id"]).column("token", edit);
        of_entity(&RULE, tokens.primary_key(["id"])).len()
    }

    fn uuid(sql_type: Sql) -> impl FnOnce(&mut Column) {
        |c| {
            c.ty = Type::Scalar(Scalar::Uuid);
            c.sql_type = sql_type;
        }
    }

    fn only(dialect: Dialect, sql: &str) -> Sql {
        Sql {
            any: None,
            by_dialect: vec![(dialect, sql.to_owned())],
        }
    }

    #[test]
    fn bad() {
        assert_eq!(count(uuid(Sql::new("CHAR(36)"))), 1);
        assert_eq!(count(uuid(only(Dialect::MySql, "varchar(36)"))), 1);
        let text = |c: &mut Column| {
            c.ty = Type::Scalar(Scalar::Text);
            c.default = Sql::new("gen_random_uuid()::text");
        };
        assert_eq!(count(text), 1);
    }

    #[test]
    fn ok() {
        assert_eq!(count(uuid(Sql::default())), 0);
        assert_eq!(count(uuid(Sql::new("uuid"))), 0);
        assert_eq!(count(uuid(only(Dialect::Sqlite, "text"))), 0);
        let text = |c: &mut Column| {
            c.ty = Type::Scalar(Scalar::Text);
            c.default = Sql::new("''");
        };
        assert_eq!(count(text), 0);
    }
}
