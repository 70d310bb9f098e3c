//! P08: a hash keeps no order.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Partition, PartitionKind, Table};
use erd_core::{Level, Site};

const DOCS: &str = r#"# P08 range_path_on_hash

## What it does
Warns of an access path that reads a range of the column by whose hash the table is partitioned.

## Why
Neighbouring values are in different partitions, so the range is read from all of them.

## Bad
```rust
#[erd(partition_by(hash(day), count = 16), access(range(day)))]
```

## Good
```rust
#[erd(partition_by(range(day), premake = 12), access(range(day)))]
```

## Source
PostgreSQL manual, 5.12.4 "Partition Pruning". Heuristic.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "P08",
    slug: "range_path_on_hash",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "the range is read from every partition",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let hashed = |partition: &&Partition| partition.kind == PartitionKind::Hash;
    let Some(partition) = table.intent.partition.as_ref().filter(hashed) else {
        return;
    };
    for (i, access) in table.intent.access.iter().enumerate() {
        let Some(range) = access
            .range
            .filter(|range| partition.columns.contains(range))
        else {
            continue;
        };
        let message = format!(
            "an access path reads a range of `{}`, and the table is partitioned by its hash",
            path::columns(table, &[range])
        );
        report
            .find(Site::Access(i), message)
            .help(format!("partition by `range({})`", table[range].field));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{events, of_entity, read};
    use erd_core::schema::AccessPath;

    fn reads(kind: PartitionKind, path: AccessPath) -> Vec<erd_core::Finding> {
        of_entity(&RULE, events(kind).edit(|t| t.intent.access.push(path)))
    }

    #[test]
    fn bad() {
        let found = reads(PartitionKind::Hash, read(&[], Some(1)));
        assert_eq!(
            found[0].message,
            "an access path reads a range of `events.day`, and the table is partitioned by its hash"
        );
    }

    #[test]
    fn ok() {
        assert!(reads(PartitionKind::Range, read(&[], Some(1))).is_empty());
        assert!(reads(PartitionKind::Hash, read(&[1], Some(0))).is_empty());
    }
}
