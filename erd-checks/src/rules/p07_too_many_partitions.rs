//! P07: partitions have a price each.

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::Table;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# P07 too_many_partitions

## What it does
Warns of more than 1,000 partitions, and rejects more than 8,192 where MySQL or MariaDB is a named target, which is
what these take.

## Why
Each partition is planned, locked and cached: planning a query over thousands takes longer than running it.

## Bad
```rust
#[erd(partition_by(hash(user_id), count = 4000))]
```

## Good
```rust
#[erd(partition_by(hash(user_id), count = 64))]
```

## Source
PostgreSQL manual, 5.12.6 "Best Practices"; MySQL manual, 26.6. The limit is executed on MariaDB.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "P07",
    slug: "too_many_partitions",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "planning a query over thousands of partitions takes longer than running it",
    docs: DOCS,
    check: Check::Entity(check),
};

/// More than these cost more than they give.
const MANY: u32 = 1000;
/// What MySQL and MariaDB take.
const MOST: u32 = 8192;

fn check(table: &Table, report: &mut Report<'_>) {
    let count = table.intent.partition.as_ref().and_then(|p| p.count);
    let Some(count) = count.filter(|count| *count > MANY) else {
        return;
    };
    let family = [Dialect::MySql, Dialect::MariaDb];
    let refusing = family
        .into_iter()
        .find(|d| count > MOST && report.names_target(*d));
    let message = format!("`{}` has {count} partitions", table.path());
    let entry = match refusing {
        Some(dialect) => {
            let title = dialect.title();
            let entry = report.find(Site::Entity, format!("{message}; {title} takes {MOST}"));
            entry
                .level(Level::Deny)
                .silenceable(false)
                .why("the engine rejects the table")
        }
        None => report.find(Site::Entity, message),
    };
    entry.help("cut it into fewer, larger partitions");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{events, of_entity, of_entity_on};
    use erd_core::schema::{Partition, PartitionKind};

    fn many(count: u32) -> crate::testing::Builder {
        let set = |partition: &mut Partition| partition.count = Some(count);
        events(PartitionKind::Hash).edit(|t| t.intent.partition.iter_mut().for_each(set))
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, many(1001));
        assert_eq!(found[0].message, "`events` has 1001 partitions");
        let refused = of_entity_on(&RULE, many(8193), &[Dialect::MySql]);
        assert_eq!(refused[0].level, Level::Deny);
        assert_eq!(of_entity(&RULE, many(8193))[0].level, Level::Warn);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, many(1000)).is_empty());
    }
}
