//! P05: tomorrow needs a partition.

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{PartitionKind, PartitionTable, Table};
use erd_core::{Level, Site};

const DOCS: &str = r#"# P05 no_catch_all

## What it does
Warns of a table partitioned by RANGE or LIST that has neither `premake` nor `every`, nor a partition that takes the rest:
a default one, or one up to MAXVALUE; and of one partitioned by HASH for which nobody says how many partitions there are.

## Why
When the last range is full, or a new value comes, every insert fails. That is at midnight on the first. A default
partition has a price of its own on PostgreSQL: to attach a new partition, the default one is locked and scanned.

## Bad
```rust
#[erd(partition_by(range(day)))]
```

## Good
```rust
#[erd(partition_by(range(day), every = "1 month", premake = 12))]
```
`cargo erd partitions apply` makes them.

## Source
PostgreSQL manual, 5.12.2 and "ALTER TABLE", ATTACH PARTITION. Executed on PostgreSQL.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "P05",
    slug: "no_catch_all",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "inserts fail when the last partition is full, or a new value comes",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(partition) = &table.intent.partition else {
        return;
    };
    let open = matches!(partition.kind, PartitionKind::Range | PartitionKind::List);
    if open
        && partition.count.is_none()
        && partition.over_time.is_none()
        && !partition.default
        && !partition.parts.iter().any(takes_rest)
    {
        let message = format!("nothing makes the next partition of `{}`", table.path());
        report
            .find(Site::Entity, message)
            .help("add `every = \"1 month\", premake = 12`: `cargo erd partitions apply` makes them ahead")
            .help("add `default`, for a partition that takes what fits no other");
    }
    let made = partition.count.is_some() || partition.default || !partition.parts.is_empty();
    if partition.kind == PartitionKind::Hash && !made {
        let message = format!("`{}` has no partition, so it takes no row", table.path());
        report
            .find(Site::Entity, message)
            .help("say how many: `partition_by(hash(column), partitions = 8)`");
    }
}

/// A partition that is stated, and takes all that is left: `DEFAULT`, `TO (MAXVALUE)`, `VALUES LESS THAN MAXVALUE`.
fn takes_rest(part: &PartitionTable) -> bool {
    let bounds = part.bounds.to_ascii_uppercase();
    let end = bounds.rsplit(" TO ").next().unwrap_or_default();
    bounds == "DEFAULT" || end.contains("MAXVALUE")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{events, of_entity};
    use erd_core::schema::{ObjectName, OverTime, Partition};

    #[test]
    fn a_stated_partition_may_take_the_rest() {
        let stated = |bounds: &str| {
            let part = PartitionTable {
                name: ObjectName {
                    schema: None,
                    name: "later".to_owned(),
                },
                bounds: bounds.to_owned(),
                partition: None,
            };
            let edit = |partition: &mut Partition| {
                partition.count = None;
                partition.default = false;
                partition.parts = vec![part.clone()];
            };
            let table = events(PartitionKind::Range);
            of_entity(
                &RULE,
                table.edit(|t| t.intent.partition.iter_mut().for_each(edit)),
            )
            .len()
        };
        assert_eq!(stated("VALUES LESS THAN (MAXVALUE)"), 0);
        assert_eq!(stated("DEFAULT"), 0);
        assert_eq!(stated("FOR VALUES FROM ('2026-01-01') TO (MAXVALUE)"), 0);
        assert_eq!(
            stated("FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')"),
            1
        );
    }

    fn open(kind: PartitionKind, count: Option<u32>, default: bool) -> Vec<erd_core::Finding> {
        let edit = |partition: &mut Partition| {
            partition.count = count;
            partition.default = default;
        };
        of_entity(
            &RULE,
            events(kind).edit(|t| t.intent.partition.iter_mut().for_each(edit)),
        )
    }

    #[test]
    fn bad() {
        let found = open(PartitionKind::Range, None, false);
        assert_eq!(
            found[0].message,
            "nothing makes the next partition of `events`"
        );
        assert_eq!(open(PartitionKind::List, None, false).len(), 1);
        let found = open(PartitionKind::Hash, None, false);
        assert_eq!(
            found[0].message,
            "`events` has no partition, so it takes no row"
        );
    }

    #[test]
    fn partitions_that_are_made_over_time_take_tomorrow_s_rows() {
        let every = erd_core::schema::Interval {
            count: 1,
            unit: erd_core::schema::Unit::Month,
        };
        let edit = |partition: &mut Partition| {
            partition.count = None;
            partition.default = false;
            partition.over_time = Some(OverTime {
                every,
                retain: None,
                archive: false,
            });
        };
        let events = events(PartitionKind::Range);
        let edited = events.edit(|t| t.intent.partition.iter_mut().for_each(edit));
        assert!(of_entity(&RULE, edited).is_empty());
    }

    #[test]
    fn ok() {
        assert!(open(PartitionKind::Range, Some(3), false).is_empty());
        assert!(open(PartitionKind::List, None, true).is_empty());
        assert!(open(PartitionKind::Hash, Some(4), false).is_empty());
    }
}
