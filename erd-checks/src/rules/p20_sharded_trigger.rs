//! P20: tables on shards have no triggers.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::Since::Always;
use erd_core::schema::{Maintenance, Role, Table};
use erd_core::{Dialect, Level, Site, schema::ColumnId};

const DOCS: &str = r#"# P20 sharded_trigger

## What it does
Looks at tables that are declared `shard_by` or `reference_table`: rejects a column that a trigger keeps (`updated_at`,
`version`, `created_at` and its kin `by = trigger`) where PostgreSQL is a target. Without targets in `erd.toml` it is a
warning.

## Why
Citus, which shards PostgreSQL, makes no triggers on distributed and reference tables, and does not distribute a table that
has one. Where something else spreads the rows, allow it with that as the reason.

## Bad
```rust
#[erd(shard_by(tenant_id))]
pub struct Order {
    // ..
    #[erd(updated_at)]
    pub updated_at: DateTime<Utc>,
}
```

## Good
```rust
#[erd(updated_at(by = application))]
pub updated_at: DateTime<Utc>,
```

## Source
Citus manual, "SQL Support and Workarounds"; seen on Citus 13.2.2.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "P20",
    slug: "sharded_trigger",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "Citus rejects triggers on distributed and reference tables",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    if table.intent.shard.is_none() {
        return;
    }
    let Some(refused) = report.refused_by(&[(Dialect::Postgres, Always)]) else {
        return;
    };
    for (i, column) in table.columns.iter().enumerate() {
        let word = match column.role {
            Some(Role::UpdatedAt(Maintenance::Trigger)) => "updated_at",
            Some(Role::CreatedAt(Maintenance::Trigger)) => "created_at",
            Some(Role::Version(Maintenance::Trigger)) => "version",
            Some(Role::CreatedBy(Maintenance::Trigger)) => "created_by",
            Some(Role::UpdatedBy(Maintenance::Trigger)) => "updated_by",
            _ => continue,
        };
        let id = ColumnId(i);
        let subject = path::columns(table, &[id]);
        report
            .find(
                Site::Column(id),
                format!("a trigger keeps `{subject}`, and the table is on shards"),
            )
            .level(refused.level())
            .help(format!(
                "leave it to the application: `{word}(by = application)`"
            ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::schema::Shard;

    fn orders(shard: Option<Shard>, by: Maintenance) -> Builder {
        let orders = table("orders").columns(["tenant_id"]);
        let orders = orders.column("changed", |c| c.role = Some(Role::UpdatedAt(by)));
        orders.edit(|t| t.intent.shard = shard)
    }

    #[test]
    fn triggers() {
        for shard in [Shard::By(ColumnId(0)), Shard::Reference] {
            let bad = || orders(Some(shard), Maintenance::Trigger);
            let found = of_entity_on(&RULE, bad(), &[Dialect::Postgres]);
            assert_eq!(
                found[0].message,
                "a trigger keeps `orders.changed`, and the table is on shards"
            );
            assert_eq!(found[0].level, Level::Deny);
            assert_eq!(of_entity(&RULE, bad())[0].level, Level::Warn);
            // ON UPDATE is no trigger.
            assert!(of_entity_on(&RULE, bad(), &[Dialect::MySql]).is_empty());
            let good = orders(Some(shard), Maintenance::Application);
            assert!(of_entity(&RULE, good).is_empty());
        }
        assert!(of_entity(&RULE, orders(None, Maintenance::Trigger)).is_empty());
    }
}
