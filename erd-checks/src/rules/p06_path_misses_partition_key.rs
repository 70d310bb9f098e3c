//! P06: a read that looks into every partition.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{PartitionKind, Table};
use erd_core::{Level, Site};

const DOCS: &str = r#"# P06 path_misses_partition_key

## What it does
Warns of an access path that compares no partition column. A path that sorts by the column of a RANGE and reads one
page is fine: partitions are read in order, and the others are not opened.

## Why
The read visits each partition: with a hundred of them it is a hundred times the work, and a hundred locks.

## Bad
```rust
#[erd(partition_by(range(day), premake = 12), access(by(user_id)))]
```

## Good
```rust
#[erd(partition_by(range(day), premake = 12), access(by(user_id), range(day)))]
```

## Source
PostgreSQL manual, 5.12.4 "Partition Pruning". Heuristic.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "P06",
    slug: "path_misses_partition_key",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "the read visits every partition",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(partition) = &table.intent.partition else {
        return;
    };
    for (i, access) in table.intent.access.iter().enumerate() {
        let compared = |column| access.by.contains(column) || access.range.as_ref() == Some(column);
        let sorted = access
            .order
            .first()
            .is_some_and(|(column, _)| partition.columns.first() == Some(column));
        let in_order = partition.kind == PartitionKind::Range && access.limit && sorted;
        if in_order || partition.columns.iter().any(compared) {
            continue;
        }
        let key = path::field_list(table, &partition.columns);
        let message = format!(
            "an access path of `{}` looks into every partition: it does not name `{key}`",
            table.path()
        );
        report
            .find(Site::Access(i), message)
            .help(format!("add `{key}` to the path, in `by` or `range`"))
            .help("keep what the path reads in a table of its own that is not partitioned");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{events, of_entity, read};
    use erd_core::schema::{AccessPath, ColumnId};

    fn reads(path: AccessPath) -> Vec<erd_core::Finding> {
        of_entity(
            &RULE,
            events(PartitionKind::Range).edit(|t| t.intent.access.push(path)),
        )
    }

    #[test]
    fn bad() {
        let found = reads(read(&[0], None));
        assert_eq!(
            found[0].message,
            "an access path of `events` looks into every partition: it does not name `day`"
        );
        assert_eq!(found[0].site, Site::Access(0));
    }

    #[test]
    fn ok() {
        assert!(reads(read(&[0, 1], None)).is_empty());
        assert!(reads(read(&[0], Some(1))).is_empty());
        let mut page = read(&[], None);
        page.order
            .push((ColumnId(1), erd_core::schema::Order::Desc));
        page.limit = true;
        assert!(reads(page).is_empty());
    }
}
