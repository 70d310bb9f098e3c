//! P01: a unique key of a partitioned table holds the partition key.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{ColumnId, KeyPart, Table};
use erd_core::{Level, Site};

const DOCS: &str = r"# P01 unique_lacks_partition_key

## What it does
Rejects a primary key or a unique key of a partitioned table that lacks one of the columns which the table is
partitioned by.

## Why
An engine checks uniqueness within each partition. PostgreSQL, MySQL and MariaDB therefore reject a unique key that
could have the same value in two of them.

## Bad
```rust
#[erd(partition_by(range(day), premake = 12))]
pub struct Event {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub day: NaiveDate,
}
```

## Good
```rust
#[erd(partition_by(range(day), premake = 12), primary_key(id, day))]
pub struct Event {
    pub id: i64,
    pub day: NaiveDate,
}
```

## Source
PostgreSQL manual, 5.12.2.3; MySQL manual, 26.6.1. Executed on PostgreSQL and MariaDB.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "P01",
    slug: "unique_lacks_partition_key",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: false,
    why: "PostgreSQL, MySQL and MariaDB reject the table",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(partition) = &table.intent.partition else {
        return;
    };
    let missing = |keys: &[ColumnId]| -> Vec<ColumnId> {
        let columns = partition.columns.iter().copied();
        columns.filter(|c| !keys.contains(c)).collect()
    };
    if let Some(key) = &table.primary_key {
        let lacks = missing(&key.columns);
        if !lacks.is_empty() {
            let (fields, all) = (
                path::field_list(table, &lacks),
                [key.columns.as_slice(), &lacks].concat(),
            );
            let all = path::field_list(table, &all);
            let message = format!(
                "the primary key of `{}` lacks `{fields}`, by which the table is partitioned",
                table.path()
            );
            report
                .find(Site::PrimaryKey, message)
                .help(format!("write `#[erd(primary_key({all}))]` on the struct"));
        }
    }
    for (i, index) in table
        .indexes
        .iter()
        .enumerate()
        .filter(|(_, index)| index.is_unique())
    {
        let columns = index.keys.iter().filter_map(|key| match key.part {
            KeyPart::Column(column) => Some(column),
            KeyPart::Expression(_) => None,
        });
        let lacks = missing(&columns.collect::<Vec<_>>());
        if !lacks.is_empty() {
            let fields = path::field_list(table, &lacks);
            let name = path::site(table, Site::Index(i));
            report
                .find(
                    Site::Index(i),
                    format!("the unique key `{name}` lacks `{fields}`, by which the table is partitioned"),
                )
                .help(format!("append `{fields}` to the key"))
                .help("keep the unique value in a table of its own that is not partitioned");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{events, of_entity, table};
    use erd_core::schema::PartitionKind;

    #[test]
    fn bad() {
        let found = of_entity(
            &RULE,
            events(PartitionKind::Range)
                .primary_key(["id"])
                .unique(["id"]),
        );
        assert_eq!(found.len(), 2);
        assert_eq!(
            found[0].message,
            "the primary key of `events` lacks `day`, by which the table is partitioned"
        );
        assert_eq!(
            found[0].help,
            ["write `#[erd(primary_key(id, day))]` on the struct"]
        );
        assert_eq!(found[1].site, Site::Index(0));
    }

    #[test]
    fn ok() {
        let both = events(PartitionKind::Hash)
            .primary_key(["day", "id"])
            .unique(["id", "day"])
            .index(["id"]);
        assert!(of_entity(&RULE, both).is_empty());
        let whole = table("events").columns(["id"]).primary_key(["id"]);
        assert!(of_entity(&RULE, whole).is_empty());
    }
}
