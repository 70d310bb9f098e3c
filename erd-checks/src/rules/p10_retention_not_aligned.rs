//! P10: old rows leave with their partition.

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{Column, PartitionKind, Retention, Table, Type};
use erd_core::{Level, Scalar, Site};

const DOCS: &str = r#"# P10 retention_not_aligned

## What it does
Warns of a table whose rows are kept for some days and that is partitioned by something else than ranges of a time.

## Why
Old rows are then in every partition, and have to be removed by DELETE, which writes them all again to the log and
leaves holes. A partition of old rows is dropped in a moment.

## Bad
```rust
#[erd(retain("90 days"), partition_by(hash(user_id), count = 16))]
```

## Good
```rust
#[erd(partition_by(range(created_at), every = "1 month", premake = 12, retain = "3 months"))]
```
`cargo erd partitions apply` drops them.

## Source
PostgreSQL manual, 5.12.1: bulk deletes by dropping partitions. Heuristic.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "P10",
    slug: "retention_not_aligned",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "old rows are deleted one by one, where a partition of them could be dropped",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let (Some(partition), Some(Retention::Days(days))) =
        (&table.intent.partition, &table.intent.retention)
    else {
        return;
    };
    let by_time = || {
        let key = partition.columns.first().map(|id| &table[*id]);
        partition.kind == PartitionKind::Range && key.is_none_or(may_be_time)
    };
    if !by_time() {
        let message = format!(
            "`{}` keeps rows for {days} days and is not partitioned by time",
            table.path()
        );
        report
            .find(Site::Entity, message)
            .help("partition by ranges of the column that the retention counts from");
    }
}

/// Whether the column is a time, or nobody knows.
fn may_be_time(column: &Column) -> bool {
    let time = [Scalar::Date, Scalar::Timestamp, Scalar::TimestampTz];
    match &column.ty {
        Type::Scalar(scalar) => time.contains(scalar) || !column.sql_type.is_empty(),
        Type::Unknown | Type::Named(_) => true,
        Type::Array(_) | Type::Enum(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{events, of_entity};

    fn kept(kind: PartitionKind, ty: Type) -> Vec<erd_core::Finding> {
        let events = events(kind).edit(|t| {
            t.columns[1].ty = ty;
            t.intent.retention = Some(Retention::Days(90));
        });
        of_entity(&RULE, events)
    }

    #[test]
    fn bad() {
        let found = kept(PartitionKind::Hash, Type::Scalar(Scalar::Date));
        assert_eq!(
            found[0].message,
            "`events` keeps rows for 90 days and is not partitioned by time"
        );
        assert_eq!(
            kept(PartitionKind::Range, Type::Scalar(Scalar::Text)).len(),
            1
        );
    }

    #[test]
    fn ok() {
        assert!(kept(PartitionKind::Range, Type::Scalar(Scalar::TimestampTz)).is_empty());
        assert!(kept(PartitionKind::Range, Type::Unknown).is_empty());
        assert!(of_entity(&RULE, events(PartitionKind::Hash)).is_empty());
    }
}
