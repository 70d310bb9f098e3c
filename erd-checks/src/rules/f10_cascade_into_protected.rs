//! F10: some rows must not vanish with what they reference.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Action, Retention, Table};
use erd_core::{Level, Site};

const DOCS: &str = r"# F10 cascade_into_protected

## What it does
Rejects `on_delete = cascade` in an entity that is declared an `append_only`. Warns about it in one that is declared to have
10 million rows or more, and in one that is partitioned and has a `retain(..)`, whose rows leave by whole partitions.
Soft-deletable entities are the matter of S05.

## Why
One delete of a referenced row erases what happened, or deletes millions of rows in one transaction, with their locks, log
and replication lag.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(append_only)]
pub struct Payment {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Account, on_delete = cascade), index)]
    pub account_id: i64,
}
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(append_only)]
pub struct Payment {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Account, on_delete = restrict), index)]
    pub account_id: i64,
}
```

## Source
A rule of Bytebase (schema.table.disallow-cascade); the number of rows is erd's own.
";

/// Rows that one delete should not be able to touch at once.
const LARGE: u64 = 10_000_000;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F10",
    slug: "cascade_into_protected",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "one delete of a referenced row deletes a great many rows in one transaction",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let intent = &table.intent;
    let aged = intent.partition.is_some() && matches!(intent.retention, Some(Retention::Days(_)));
    let large = intent.rows.filter(|rows| *rows >= LARGE);
    let what = if intent.append_only {
        "is an audit log".to_owned()
    } else if let Some(rows) = large {
        format!("is declared for {rows} rows")
    } else if aged {
        "is purged by whole partitions".to_owned()
    } else {
        return;
    };
    let name = table.path();
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        if !fk.is_enforced() || fk.on_delete != Some(Action::Cascade) {
            continue;
        }
        let subject = path::columns(table, &fk.columns);
        let target = path::target(report.tables, table, &fk.target);
        let entry = report
            .find(
                Site::ForeignKey(i),
                format!(
                    "`{name}` {what}, and deleting a row of `{target}` deletes its rows by `{subject}`"
                ),
            )
            .help("write `on_delete = restrict`, and delete in batches before the referenced row");
        if intent.append_only {
            let _ = entry
                .level(Level::Deny)
                .why("the record of what happened vanishes with what it happened to");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::{Partition, PartitionKind};

    fn payments() -> Builder {
        table("payments")
            .columns(["id", "account_id"])
            .references(["account_id"], "Account")
            .on_delete(Action::Cascade)
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, payments().edit(|t| t.intent.append_only = true));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Deny);
        let large = payments().edit(|t| t.intent.rows = Some(500_000_000));
        assert_eq!(of_entity(&RULE, large)[0].level, Level::Warn);
        let aged = payments().edit(|t| {
            t.intent.retention = Some(Retention::Days(90));
            t.intent.partition = Some(Partition {
                over_time: None,
                key: None,
                parts: Vec::new(),
                kind: PartitionKind::Range,
                columns: Vec::new(),
                count: None,
                default: true,
            });
        });
        assert_eq!(of_entity(&RULE, aged).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, payments()).is_empty());
        let small = payments().edit(|t| t.intent.rows = Some(50_000));
        assert!(of_entity(&RULE, small).is_empty());
        let kept = payments().on_delete(Action::Restrict);
        assert!(of_entity(&RULE, kept.edit(|t| t.intent.append_only = true)).is_empty());
    }
}
