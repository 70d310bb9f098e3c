//! L02: a row that every request reads is narrow.

use crate::columns::scalar;
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{Column, Table};
use erd_core::{Dialect, Level, Scalar, Site};

const DOCS: &str = r#"# L02 wide_hot_row

## What it does
Warns of a `hot` entity with more than 60 columns, or with rows that can be wider than 2 KB (PostgreSQL is a target) or than
8,126 bytes (MySQL or MariaDB is). A text counts as many bytes as its `max_len`; one without, bytes and JSON count as a
pointer, because they are stored apart (L01 speaks of them).

## Why
Four such rows fill a page, so each read brings in few others, and the cache holds a small part of the table. PostgreSQL
writes the whole row again with every change of one column.

## Bad
```rust
#[erd(hot)]
pub struct Account {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 2000)]
    pub biography: String,
    #[erd(max_len = 2000)]
    pub signature: String,
    // ..
}
```

## Good
```rust
#[erd(hot)]
pub struct Account {
    #[erd(primary_key, identity)]
    pub id: i64,
    // what each request needs
}

pub struct Profile {
    #[erd(primary_key, references(Account, on_delete = cascade))]
    pub account_id: i64,
    // the rest
}
```

## Source
PostgreSQL manual, 73.2 "TOAST" (2 KB); MySQL manual, "Limits on Table Column Count and Row Size" (8,126 bytes of a page of
16 KB). Heuristic.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "L02",
    slug: "wide_hot_row",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "few rows fit on a page and in the cache, and each change writes the whole row again",
    docs: DOCS,
    check: Check::Entity(check),
};

/// Columns of an entity that is still easy to read.
const COLUMNS: usize = 60;
/// From this width PostgreSQL moves values out of the row.
const POSTGRES: u64 = 2048;
/// The widest row that InnoDB keeps on a page of 16 KB.
const INNODB: u64 = 8126;

fn check(table: &Table, report: &mut Report<'_>) {
    if !table.intent.hot {
        return;
    }
    let (name, count) = (table.path(), table.columns.len());
    let engines = [
        (Dialect::Postgres, POSTGRES),
        (Dialect::MySql, INNODB),
        (Dialect::MariaDb, INNODB),
    ];
    let wide = engines.into_iter().find_map(|(dialect, most)| {
        let width: u64 = table.columns.iter().map(|c| bytes(c, dialect)).sum();
        (report.is_target(dialect) && width > most).then_some(width)
    });
    let message = match wide {
        Some(width) => {
            format!("a row of `{name}` has up to {width} bytes, and the entity is declared `hot`")
        }
        None if count > COLUMNS => {
            format!("`{name}` has {count} columns, and the entity is declared `hot`")
        }
        None => return,
    };
    report
        .find(Site::Entity, message)
        .help("move the columns that few requests read to an entity of its own that shares the primary key");
}

/// Room for a value, with one byte to a character.
fn bytes(column: &Column, dialect: Dialect) -> u64 {
    match (scalar(column, dialect), column.max_len) {
        (Some(Scalar::Text | Scalar::Bytes), Some(length)) => u64::from(length),
        (Some(Scalar::Bool), _) => 1,
        (Some(Scalar::I16), _) => 2,
        (Some(Scalar::I32 | Scalar::F32 | Scalar::U32), _) => 4,
        (Some(Scalar::Uuid), _) => 16,
        _ => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::schema::Type;

    fn accounts(length: u32) -> Builder {
        let text = move |c: &mut Column| {
            c.ty = Type::Scalar(Scalar::Text);
            c.max_len = Some(length);
        };
        let accounts = table("accounts").columns(["id"]).column("biography", text);
        accounts.edit(|t| t.intent.hot = true)
    }

    fn many() -> Builder {
        let names: Vec<String> = (0..=COLUMNS).map(|i| format!("c{i}")).collect();
        let many = table("accounts").columns(names.iter().map(String::as_str));
        many.edit(|t| t.intent.hot = true)
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, accounts(3000));
        assert_eq!(
            found[0].message,
            "a row of `accounts` has up to 3008 bytes, and the entity is declared `hot`"
        );
        assert_eq!(
            of_entity_on(&RULE, accounts(9000), &[Dialect::MariaDb]).len(),
            1
        );
        assert!(
            of_entity(&RULE, many())[0]
                .message
                .contains("has 61 columns")
        );
    }

    #[test]
    fn ok() {
        assert!(of_entity_on(&RULE, accounts(3000), &[Dialect::MariaDb]).is_empty());
        assert!(of_entity_on(&RULE, accounts(9000), &[Dialect::Sqlite]).is_empty());
        assert!(of_entity(&RULE, accounts(500)).is_empty());
        for cold in [accounts(3000), many()] {
            let cold = cold.edit(|t| t.intent.hot = false);
            assert!(of_entity(&RULE, cold).is_empty());
        }
    }
}
