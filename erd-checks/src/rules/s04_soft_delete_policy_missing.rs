//! S04: a reference to rows that are soft-deleted must say what that means for the referencing rows.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Schema, TableWalker};
use erd_core::{Level, Site};

const DOCS: &str = r"# S04 soft_delete_policy_missing

## What it does
Warns of a reference to a soft-deletable entity that says neither `on_soft_delete = cascade` nor `restrict` nor `keep`.
Who made or changed a row (`created_by`, `updated_by`, `deleted_by`) and the references of an `append_only` speak of the
past, and are left alone.

## Why
`ON DELETE` never fires when a row is soft-deleted, because it is an UPDATE. Nobody decided what becomes of the rows below
it: they stay alive under a dead parent, and turn up in every query that reads them alone.

## Bad
```rust
#[erd(references(Customer, on_delete = restrict), index)] // Customer has `deleted_at`
pub customer_id: i64,
```

## Good
```rust
/// An invoice outlives the account.
#[erd(references(Customer, on_delete = restrict, on_soft_delete = keep), index)]
pub customer_id: i64,
```

## Source
SQL:2016 4.19: referential actions belong to DELETE and UPDATE of keys.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "S04",
    slug: "soft_delete_policy_missing",
    level: Level::Warn,
    scope: Scope::Pair,
    silenceable: true,
    why: "ON DELETE does not fire on a soft delete, so living rows stay behind under a dead one",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    for fk in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
        let table = fk.table().table();
        let Some(target) = fk.target().filter(|t| t.soft_delete().is_some()) else {
            continue;
        };
        let key = fk.foreign_key();
        if key.on_soft_delete.is_some() || fk.is_of_the_past() {
            continue;
        }
        let subject = path::columns(table, &key.columns);
        let target = target.table().path();
        report.enter(fk.table().id());
        report
            .find(
                Site::ForeignKey(fk.index()),
                format!("`{subject}` references `{target}`, whose rows are soft-deleted, and nobody said what that means here"),
            )
            .help("add `on_soft_delete = cascade`, `on_soft_delete = restrict` or `on_soft_delete = keep` to the reference");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, schema, table};
    use erd_core::schema::{Maintenance, OnSoftDelete, Role};

    fn customers() -> Builder {
        table("customers").columns(["id"]).primary_key(["id"])
    }

    fn orders() -> Builder {
        table("orders")
            .columns(["id", "customer_id"])
            .points_at(["customer_id"], 0)
    }

    #[test]
    fn bad() {
        let found = of_schema(&RULE, &schema([customers().deleted_at(), orders()]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "orders.customer_id");
        let tree = table("nodes")
            .columns(["id", "parent_id"])
            .deleted_flag()
            .points_home(["parent_id"]);
        assert_eq!(of_schema(&RULE, &schema([tree])).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(of_schema(&RULE, &schema([customers(), orders()])).is_empty());
        let said = orders().last_key(|fk| fk.on_soft_delete = Some(OnSoftDelete::Keep));
        assert!(of_schema(&RULE, &schema([customers().deleted_at(), said])).is_empty());
        let log = orders().edit(|t| t.intent.append_only = true);
        assert!(of_schema(&RULE, &schema([customers().deleted_at(), log])).is_empty());
        let made = Role::CreatedBy(Maintenance::Application);
        let actor = orders().edit(|t| t.columns[1].role = Some(made));
        assert!(of_schema(&RULE, &schema([customers().deleted_at(), actor])).is_empty());
    }
}
