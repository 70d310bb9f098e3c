//! I19: an index that could answer a query alone.

use crate::indexing::{attribute, path_words, serves};
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{Column, ColumnId, Index, KeyPart, Table, Type};
use erd_core::{Level, Scalar, Site};

const DOCS: &str = r"# I19 covering_suggestion

## What it does
Suggests to add one or two narrow columns to the index that serves an access path, where `select` says that the query
reads only these. Narrow is a number, a time, a boolean, a UUID, or text of at most 32 characters. Not reported unless
asked for.

## Why
An index that holds all that a query reads answers it alone; the rows themselves stay unread. It also becomes larger, and
is written when these columns change, so this is a suggestion.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(index(customer_id), access(by(customer_id), select(customer_id, total_cents)))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict))]
    pub customer_id: i64,
    pub total_cents: i64,
}
```

## Good
```rust
#[erd(index(customer_id; include(total_cents)))]
```
MySQL, MariaDB and SQLite have no INCLUDE; append the column to the keys there.

## Source
PostgreSQL manual 11.9, Index-Only Scans and Covering Indexes; MySQL manual 8.3.6; SQLite, Query Planning, 1.7.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "I19",
    slug: "covering_suggestion",
    level: Level::Allow,
    scope: Scope::Entity,
    silenceable: true,
    why: "the query reads each row from the table for columns that the index could hold",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, path) in table.intent.access.iter().enumerate() {
        if path.select.is_empty() {
            continue;
        }
        let serving = table.indexes.iter().filter(|index| {
            index.is_btree() && index.key_columns().is_some() && serves(table, index, path)
        });
        let lacks = serving.map(|index| (lacking(index, &path.select), index));
        let Some((missing, index)) = lacks.min_by_key(|(missing, _)| missing.len()) else {
            continue;
        };
        if missing.is_empty() || missing.len() > 2 || !missing.iter().all(|c| is_narrow(&table[*c]))
        {
            continue;
        }
        let mut covering = index.clone();
        covering.include.extend(&missing);
        let columns = table.column_list(&missing);
        report
            .find(
                Site::Access(i),
                format!(
                    "`{}` holds all that `{}` reads but `{columns}`",
                    index.name,
                    path_words(table, path)
                ),
            )
            .help(format!(
                "let the index hold it too: `{}`",
                attribute(table, &covering)
            ));
    }
}

/// The selected columns that an index does not hold. InnoDB and SQLite hold the primary key in each; PostgreSQL does not.
fn lacking(index: &Index, select: &[ColumnId]) -> Vec<ColumnId> {
    let held = |column: &ColumnId| {
        let part = KeyPart::Column(*column);
        index.include.contains(column) || index.keys.iter().any(|key| key.part == part)
    };
    let mut missing: Vec<ColumnId> = Vec::new();
    for column in select {
        if !held(column) && !missing.contains(column) {
            missing.push(*column);
        }
    }
    missing
}

/// Longest text, in characters, that an index takes along cheaply.
const NARROW_TEXT: u32 = 32;

fn is_narrow(column: &Column) -> bool {
    match &column.ty {
        Type::Scalar(Scalar::Text | Scalar::Bytes) => {
            column.max_len.is_some_and(|n| n <= NARROW_TEXT)
        }
        Type::Scalar(Scalar::Json) | Type::Array(_) | Type::Named(_) | Type::Unknown => false,
        Type::Scalar(_) | Type::Enum(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn orders() -> Builder {
        table("orders")
            .columns(["id", "customer_id", "total", "a", "b"])
            .column("note", |c| c.ty = Type::Scalar(Scalar::Text))
            .primary_key(["id"])
            .access(&["customer_id"], &[])
    }

    #[test]
    fn bad() {
        let path = orders().select(&["customer_id", "total"]);
        let found = of_entity(&RULE, path.index(["customer_id"]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Allow);
        assert_eq!(
            found[0].help,
            ["let the index hold it too: `#[erd(index(customer_id; include(total)))]`"]
        );
    }

    #[test]
    fn ok() {
        let count = |select: &[&str], keys: &[&str]| {
            let path = orders().select(select).index(keys.iter().copied());
            of_entity(&RULE, path).len()
        };
        assert_eq!(
            count(&["customer_id", "total"], &["customer_id", "total"]),
            0
        );
        assert_eq!(count(&["total", "a", "b"], &["customer_id"]), 0);
        assert_eq!(count(&["note"], &["customer_id"]), 0);
        assert_eq!(count(&[], &["customer_id"]), 0);
        assert_eq!(count(&["total"], &["total"]), 0);
    }
}
