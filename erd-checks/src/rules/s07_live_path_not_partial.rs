//! S07: a path that reads only live rows needs only live rows in its index.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{AccessPath, ColumnId, Index, KeyPart, SoftDelete, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# S07 live_path_not_partial

## What it does
Reports an access path with `live` whose only index holds deleted rows too. PostgreSQL and SQLite; the others have no
partial indexes. Off unless it is asked for.

## Why
The index grows with every row that ever was, and each scan reads the dead entries to throw them away.

## Bad
```rust
#[erd(access(by(customer_id), live), index(customer_id))]
```

## Good
```rust
#[erd(access(by(customer_id), live), index(customer_id; where = "deleted_at IS NULL"))]
```
An index that serves a foreign key stays as it is: rows that are soft-deleted reference too.

## Source
PostgreSQL manual, "Partial Indexes".
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "S07",
    slug: "live_path_not_partial",
    level: Level::Allow,
    scope: Scope::Entity,
    silenceable: true,
    why: "the index grows with every row that ever was, and each scan reads dead entries",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(soft_delete) = table.soft_delete() else {
        return;
    };
    if ![Dialect::Postgres, Dialect::Sqlite]
        .into_iter()
        .any(|dialect| report.is_target(dialect))
    {
        return;
    }
    for (i, access) in table.intent.access.iter().enumerate() {
        let mut serving = table
            .indexes
            .iter()
            .filter(|index| starts(index, access))
            .peekable();
        let Some(first) = serving.peek().map(|index| index.name.as_str()) else {
            continue;
        };
        if access.live && !serving.any(Index::is_partial) {
            let fields = path::field_list(table, &leading(access));
            let live = predicate(table, soft_delete);
            report
                .find(
                    Site::Access(i),
                    format!("the path reads live rows, and its index `{first}` holds the deleted ones too"),
                )
                .help(format!("add `where = \"{live}\"` to the index, or a second one with it if a foreign key needs ({fields})"));
        }
    }
}

/// The columns that an index for the path starts with, in any order.
fn leading(access: &AccessPath) -> Vec<ColumnId> {
    if access.by.is_empty() {
        let first = access.order.first().map(|(column, _)| *column);
        access.range.or(first).into_iter().collect()
    } else {
        access.by.clone()
    }
}

/// Whether the index finds the rows of the path, as far as its first keys tell.
fn starts(index: &Index, access: &AccessPath) -> bool {
    let leading = leading(access);
    let key = |n: usize| match index.keys.get(n).map(|key| &key.part) {
        Some(KeyPart::Column(column)) => Some(*column),
        _ => None,
    };
    !leading.is_empty()
        && index.is_btree()
        && (0..leading.len()).all(|n| key(n).is_some_and(|c| leading.contains(&c)))
}

fn predicate(table: &Table, soft_delete: SoftDelete) -> String {
    let name = &table[soft_delete.column()].name;
    match soft_delete {
        SoftDelete::Timestamp(_) => format!("{name} IS NULL"),
        SoftDelete::Flag(_) => format!("NOT {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn orders(live: bool) -> Builder {
        table("orders")
            .columns(["id", "customer_id"])
            .deleted_at()
            .edit(|t| {
                t.intent.access.push(AccessPath {
                    contains: Vec::new(),
                    by: vec![ColumnId(1)],
                    range: None,
                    order: Vec::new(),
                    limit: false,
                    live,
                    select: Vec::new(),
                });
            })
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, orders(true).index(["customer_id", "id"]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "orders.access[0]");
        assert!(found[0].help[0].contains("deleted_at IS NULL"));
    }

    #[test]
    fn ok() {
        let partial = || {
            orders(true)
                .index(["customer_id"])
                .filter("deleted_at IS NULL")
        };
        assert!(of_entity(&RULE, partial()).is_empty());
        let both = partial().index(["customer_id"]);
        assert!(of_entity(&RULE, both).is_empty());
        assert!(of_entity(&RULE, orders(false).index(["customer_id"])).is_empty());
        let unserved = orders(true).index(["id"]);
        assert!(of_entity(&RULE, unserved).is_empty(), "that is I01's");
    }
}
