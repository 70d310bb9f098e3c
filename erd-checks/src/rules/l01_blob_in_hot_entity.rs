//! L01: what every request reads has no room for large values.

use crate::columns::{each, is_json, scalar};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Column, Mark, Table};
use erd_core::{Dialect, Level, Scalar, Site};

const DOCS: &str = r#"# L01 blob_in_hot_entity

## What it does
Warns of a column of a `hot` entity that holds large values: bytes, JSON, or a text declared longer than 2,048. Not for one
that an access path names in `select(..)`, and not for a `blob_store`.

## Why
Rows with large values fill pages and cache, and a query that names no columns reads them with each row. A list of twenty
rows then moves megabytes.

## Bad
```rust
#[erd(hot)]
pub struct Account {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub avatar: Vec<u8>,
}
```

## Good
```rust
#[erd(hot)]
pub struct Account {
    #[erd(primary_key, identity)]
    pub id: i64,
}

pub struct Avatar {
    #[erd(primary_key, references(Account, on_delete = cascade))]
    pub account_id: i64,
    #[erd(blob_store)]
    pub image: Vec<u8>,
}
```

## Source
PostgreSQL manual, 73.2 "TOAST"; MySQL manual, "InnoDB Row Formats"; SchemaCrawler, `LinterTableWithTooManyLobs`. Heuristic.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "L01",
    slug: "blob_in_hot_entity",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "large values fill the pages and the cache that every request needs",
    docs: DOCS,
    check: Check::Entity(check),
};

/// Characters of a text that is still short: the size from which PostgreSQL moves values out of the row.
const SHORT: u32 = 2048;

fn check(table: &Table, report: &mut Report<'_>) {
    if !table.intent.hot {
        return;
    }
    for (id, column) in each(table) {
        let selected = table
            .intent
            .access
            .iter()
            .any(|path| path.select.contains(&id));
        if selected || column.is(Mark::BlobStore) || !is_large(column) {
            continue;
        }
        let subject = path::columns(table, &[id]);
        report
            .find(
                Site::Column(id),
                format!("`{subject}` holds large values, and its entity is declared `hot`"),
            )
            .help("move it to an entity of its own that shares the primary key")
            .help("or name it in the access path that reads it: `select(..)`");
    }
}

fn is_large(column: &Column) -> bool {
    let bytes = Dialect::ALL
        .into_iter()
        .any(|dialect| scalar(column, dialect) == Some(Scalar::Bytes));
    match column.max_len {
        Some(length) => length > SHORT,
        None => bytes || is_json(column),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::{ColumnId, Type};

    fn accounts(ty: Scalar, length: Option<u32>) -> Builder {
        let accounts = table("accounts").columns(["id"]).column("avatar", |c| {
            c.ty = Type::Scalar(ty);
            c.max_len = length;
        });
        accounts.edit(|t| t.intent.hot = true)
    }

    #[test]
    fn bad() {
        for (ty, length) in [
            (Scalar::Bytes, None),
            (Scalar::Json, None),
            (Scalar::Text, Some(10_000)),
        ] {
            let found = of_entity(&RULE, accounts(ty, length));
            assert_eq!(found.len(), 1, "{ty:?}");
            assert_eq!(found[0].path, "accounts.avatar");
        }
    }

    #[test]
    fn ok() {
        let cold = accounts(Scalar::Bytes, None).edit(|t| t.intent.hot = false);
        assert!(of_entity(&RULE, cold).is_empty());
        for (ty, length) in [
            (Scalar::Bytes, Some(32)),
            (Scalar::Text, Some(200)),
            (Scalar::Text, None),
            (Scalar::I64, None),
        ] {
            assert!(of_entity(&RULE, accounts(ty, length)).is_empty(), "{ty:?}");
        }
        let store =
            accounts(Scalar::Bytes, None).edit(|t| t.columns[1].marks.push(Mark::BlobStore));
        assert!(of_entity(&RULE, store).is_empty());
        let read = accounts(Scalar::Bytes, None)
            .access(&["id"], &[])
            .last_path(|path| path.select = vec![ColumnId(1)]);
        assert!(of_entity(&RULE, read).is_empty());
    }
}
