//! P09: a table that outgrows itself.

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{Retention, Shard, Table};
use erd_core::{Level, Site};

const DOCS: &str = r#"# P09 unpartitioned_growth

## What it does
Warns of a table declared for more than 100 million rows that is neither partitioned nor sharded.

## Why
Vacuum, index builds and purges of such a table take hours, and a DELETE of old rows leaves the space behind.

## Bad
```rust
#[erd(rows = "500M", retain("90 days"))]
```

## Good
```rust
#[erd(rows = "500M", retain("90 days"), partition_by(range(day), premake = 12))]
```

## Source
GitLab's limits for tables (50 and 100 GB). Heuristic.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "P09",
    slug: "unpartitioned_growth",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "vacuum, index builds and purges take hours, and deletes leave the space behind",
    docs: DOCS,
    check: Check::Entity(check),
};

/// Rows of a table that is still easy to keep whole.
const WHOLE: u64 = 100_000_000;

fn check(table: &Table, report: &mut Report<'_>) {
    let intent = &table.intent;
    let divided = intent.partition.is_some() || matches!(intent.shard, Some(Shard::By(_)));
    if intent.rows.is_some_and(|rows| rows > WHOLE) && !divided {
        let message = format!(
            "`{}` is declared for more than 100 million rows and is not partitioned",
            table.path()
        );
        let days = matches!(intent.retention, Some(Retention::Days(_)));
        report.find(Site::Entity, message).help(if days {
            "add `partition_by(range(..), premake = 12)` on the column that its retention counts from"
        } else {
            "add `partition_by(..)` on the column that most reads compare"
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};
    use erd_core::schema::{ColumnId, Partition, PartitionKind};

    fn grown(rows: u64) -> crate::testing::Builder {
        table("events")
            .columns(["id"])
            .edit(|t| t.intent.rows = Some(rows))
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, grown(100_000_001));
        assert_eq!(found.len(), 1);
        assert!(found[0].help[0].contains("most reads compare"));
        let kept = grown(500_000_000).edit(|t| t.intent.retention = Some(Retention::Days(90)));
        assert!(of_entity(&RULE, kept)[0].help[0].contains("retention"));
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, grown(100_000_000)).is_empty());
        let sharded = grown(500_000_000).edit(|t| t.intent.shard = Some(Shard::By(ColumnId(0))));
        assert!(of_entity(&RULE, sharded).is_empty());
        let cut = grown(500_000_000).edit(|t| {
            t.intent.partition = Some(Partition {
                over_time: None,
                key: None,
                parts: Vec::new(),
                kind: PartitionKind::Hash,
                columns: vec![ColumnId(0)],
                count: Some(8),
                default: false,
            });
        });
        assert!(of_entity(&RULE, cut).is_empty());
    }
}
