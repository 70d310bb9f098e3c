//! F16: a reference inside of one tenant.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Schema, TableWalker};
use erd_core::{Level, Site};

const DOCS: &str = r"# F16 tenant_not_in_fk

## What it does
Says, on request, which foreign keys between two entities with a `tenant(..)` leave the tenant out. Where the entities are
sharded by it, P13 rejects them.

## Why
Nothing keeps a row of one tenant from referencing another tenant's. A forgotten condition in one query is then a leak, and
the database cannot tell.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(tenant(tenant_id))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub tenant_id: i64,
    #[erd(references(Customer, on_delete = restrict), index)]
    pub customer_id: i64,
}
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(tenant(tenant_id))]
#[erd(foreign_key((tenant_id, customer_id) references Customer(tenant_id, id), on_delete = restrict))]
#[erd(index(tenant_id, customer_id))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub tenant_id: i64,
    pub customer_id: i64,
}
```
`Customer` then needs `unique(tenant_id, id)`.

## Source
GitLab, `Multiple tenancy: sharding keys`.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "F16",
    slug: "tenant_not_in_fk",
    level: Level::Allow,
    scope: Scope::Pair,
    silenceable: true,
    why: "nothing keeps a row of one tenant from referencing another tenant's",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    for fk in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
        let Some(target) = fk.target().filter(|_| fk.foreign_key().is_enforced()) else {
            continue;
        };
        let (table, key) = (fk.table().table(), fk.foreign_key());
        let (Some(own), Some(other)) = (table.intent.tenant, target.intent.tenant) else {
            continue;
        };
        if key.columns.contains(&own) {
            continue;
        }
        let subject = path::columns(table, &key.columns);
        let to = path::names(target.table(), &key.target_columns);
        let (own, other) = (&table[own].name, &target.table()[other].name);
        report.enter(fk.table().id());
        report
            .find(
                Site::ForeignKey(fk.index()),
                format!("`{subject}` references `{to}` without the tenant"),
            )
            .help(format!(
                "reference by (`{own}`, ..) a unique key (`{other}`, ..)"
            ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, schema, table};
    use erd_core::schema::{ColumnId, TableId, Target};

    fn node(name: &str) -> Builder {
        table(name)
            .columns(["id", "tenant_id"])
            .primary_key(["id"])
            .edit(|t| t.intent.tenant = Some(ColumnId(1)))
    }

    #[test]
    fn bad() {
        let orders = node("orders").columns(["customer_id"]);
        let orders = orders.points_at(["customer_id"], 0);
        let found = of_schema(&RULE, &schema([node("customers"), orders]));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`orders.customer_id` references `customers.id` without the tenant"
        );
    }

    #[test]
    fn ok() {
        let both = node("orders").columns(["customer_id"]).foreign_key(
            ["tenant_id", "customer_id"],
            Target::Table(TableId(0)),
            &["tenant_id", "id"],
        );
        assert!(of_schema(&RULE, &schema([node("customers"), both])).is_empty());
        let shared = table("countries").columns(["id"]).primary_key(["id"]);
        let orders = node("orders").columns(["country_id"]);
        let orders = orders.points_at(["country_id"], 0);
        assert!(of_schema(&RULE, &schema([shared, orders])).is_empty());
    }
}
