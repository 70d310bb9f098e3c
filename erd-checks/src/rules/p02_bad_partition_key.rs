//! P02: a partition key is a plain column with a value.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{PartitionKind, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# P02 bad_partition_key

## What it does
Rejects a generated column in a partition key, and a nullable one where no partition takes NULL: RANGE without a
default partition. A nullable column of another partition key is a warning.

## Why
PostgreSQL rejects a generated column in the key. A row whose key is NULL finds no partition of a RANGE, and its
insert fails, although the column says that NULL is fine; elsewhere all of these rows pile up in one partition. PostgreSQL
accepts such a table, so a column that is there already can be allowed.

## Bad
```rust
#[erd(partition_by(range(day), premake = 12))]
pub struct Event {
    // ..
    pub day: Option<NaiveDate>,
}
```

## Good
```rust
#[erd(partition_by(range(day), premake = 12))]
pub struct Event {
    // ..
    pub day: NaiveDate,
}
```

## Source
PostgreSQL manual, "CREATE TABLE", PARTITION BY. Executed on PostgreSQL.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "P02",
    slug: "bad_partition_key",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "PostgreSQL rejects the table, or the insert of each row whose key is NULL",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(partition) = &table.intent.partition else {
        return;
    };
    if !report.is_target(Dialect::Postgres) {
        return;
    }
    for id in partition.columns.iter().copied() {
        let column = &table[id];
        let subject = path::columns(table, &[id]);
        let site = Site::Column(id);
        if column.generated.is_some() {
            report
                .find(
                    site,
                    format!("`{subject}` is generated, and the table is partitioned by it"),
                )
                .why("PostgreSQL rejects the table")
                .silenceable(false)
                .help("make it a plain column that a trigger or the application fills")
                .help("partition by a column of its expression");
        } else if column.nullable && partition.kind == PartitionKind::Range && !partition.default {
            report
                .find(
                    site,
                    format!("`{subject}` may be NULL, and no partition takes NULL"),
                )
                .why("the insert of each row without a value fails")
                .help(format!(
                    "make `{}` NOT NULL: take the `Option` away",
                    column.field
                ))
                .help("add `default` to `partition_by`");
        } else if column.nullable {
            report
                .find(
                    site,
                    format!("`{subject}` may be NULL, and the table is partitioned by it"),
                )
                .level(Level::Warn)
                .why("all rows without a value are in one partition")
                .help(format!(
                    "make `{}` NOT NULL: take the `Option` away",
                    column.field
                ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{events, of_entity, table};

    fn with(
        kind: PartitionKind,
        default: bool,
        edit: impl FnOnce(&mut erd_core::schema::Column),
    ) -> Vec<erd_core::Finding> {
        let events = events(kind).edit(|t| {
            edit(&mut t.columns[1]);
            t.intent
                .partition
                .iter_mut()
                .for_each(|p| p.default = default);
        });
        of_entity(&RULE, events)
    }

    #[test]
    fn bad() {
        let generated = with(PartitionKind::Hash, false, |c| {
            c.generated = Some(erd_core::schema::Generated {
                sql: erd_core::schema::Sql::new("id + 1"),
                stored: true,
            });
        });
        assert!(generated[0].message.contains("is generated"));
        assert!(!generated[0].silenceable);
        let nullable = with(PartitionKind::Range, false, |c| c.nullable = true);
        assert_eq!(
            nullable[0].message,
            "`events.day` may be NULL, and no partition takes NULL"
        );
        assert_eq!(nullable[0].level, Level::Deny);
        assert!(nullable[0].silenceable, "PostgreSQL accepts the table");
        let piled = with(PartitionKind::Range, true, |c| c.nullable = true);
        assert_eq!(piled[0].level, Level::Warn);
    }

    #[test]
    fn ok() {
        assert!(with(PartitionKind::Range, false, |_| {}).is_empty());
        assert!(of_entity(&RULE, table("events").nullable("day")).is_empty());
    }
}
