//! F21: a constraint ends where its database ends.

use crate::graph::{start, text};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::def::{EntityDef, ForeignKeyDef};
use erd_core::schema::{Schema, Shard, TableWalker};
use erd_core::text::Text;
use erd_core::{Level, Site};

const DOCS: &str = r#"# F21 cross_database_fk

## What it does
Rejects a foreign key between an entity that lives on the shards (`shard_by(..)` or `reference_table`) and one that does
not, except to a `reference_table`, which is everywhere. Two sharded entities are the matter of P13.

## Why
A constraint is checked by the one server that has the row. The other row is on another server, so no engine can create
the constraint.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(shard_by(tenant_id), primary_key(tenant_id, id))]
pub struct Order {
    pub tenant_id: i64,
    pub id: i64,
    #[erd(references(Country, on_delete = restrict), index)] // Country is on no shard
    pub country_id: i64,
}
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(reference_table)]
pub struct Country {
    #[erd(primary_key)]
    pub id: i64,
}
```
Or `loose(cleanup = "..")` on the reference.

## Source
Citus, "Creating and Modifying Distributed Objects" (foreign keys); Vitess, "Foreign Keys".
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F21",
    slug: "cross_database_fk",
    level: Level::Deny,
    scope: Scope::Pair,
    silenceable: false,
    why: "the two rows are on different servers, so no engine can create the constraint",
    docs: DOCS,
    check: Check::Schema(check),
};

const HELP: [&str; 2] = [
    "declare the other entity `shard_by(..)` or `reference_table` too",
    "make the reference `loose(cleanup = \"..\")`",
];

fn check(schema: &Schema, report: &mut Report<'_>) {
    for fk in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
        let Some(target) = fk.target().filter(|_| fk.foreign_key().is_enforced()) else {
            continue;
        };
        let table = fk.table().table();
        if !apart(table.intent.shard, target.intent.shard) {
            continue;
        }
        let column = path::columns(table, &fk.foreign_key().columns);
        let message = message(
            &column,
            &target.table().path(),
            table.intent.shard.is_some(),
        );
        report.enter(fk.table().id());
        report
            .find(Site::ForeignKey(fk.index()), message.as_str())
            .help(HELP[0])
            .help(HELP[1]);
    }
}

/// Whether a row and the one that it references are on different servers.
const fn apart(own: Option<Shard>, target: Option<Shard>) -> bool {
    match (own, target) {
        (_, Some(Shard::Reference)) | (Some(_), Some(Shard::By(_))) | (None, None) => false,
        (Some(_), None) | (None, Some(Shard::By(_))) => true,
    }
}

/// Whether one of the two says where its rows live.
pub(crate) const fn is_candidate(entity: &EntityDef, fk: &ForeignKeyDef) -> bool {
    entity.extra.shard.is_some() || fk.target.extra.shard.is_some()
}

/// The same, during const evaluation.
pub(crate) const fn explain(entity: &EntityDef, fk: &ForeignKeyDef, out: &mut Option<Text>) {
    let own = entity.extra.shard;
    if !fk.enforced || !apart(own, fk.target.extra.shard) {
        return;
    }
    let column = text::path(entity, fk.columns);
    let mut target = Text::new();
    text::push_table(&mut target, fk.target);
    let message = message(column.as_str(), target.as_str(), own.is_some());
    text::push_finding(start(out), &RULE, message.as_str(), RULE.why, &HELP, false);
}

const fn message(column: &str, target: &str, own_is_sharded: bool) -> Text {
    let text = Text::new().with("`").with(column).with("` references `");
    let text = text.with(target);
    if own_is_sharded {
        text.with("`, which is not on the shards")
    } else {
        text.with("`, which is on the shards, from a table that is not")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, schema, table};
    use erd_core::schema::ColumnId;

    fn pair(own: Option<Shard>, target: Option<Shard>) -> Schema {
        schema([
            table("countries")
                .columns(["id"])
                .primary_key(["id"])
                .edit(|t| t.intent.shard = target),
            table("orders")
                .columns(["country_id"])
                .points_at(["country_id"], 0)
                .edit(|t| t.intent.shard = own),
        ])
    }

    const BY: Option<Shard> = Some(Shard::By(ColumnId(0)));
    const REFERENCE: Option<Shard> = Some(Shard::Reference);

    #[test]
    fn bad() {
        let found = of_schema(&RULE, &pair(BY, None));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`orders.country_id` references `countries`, which is not on the shards"
        );
        assert_eq!(of_schema(&RULE, &pair(None, BY)).len(), 1);
        assert_eq!(of_schema(&RULE, &pair(REFERENCE, None)).len(), 1);
    }

    #[test]
    fn ok() {
        let pairs = [(None, None), (BY, BY), (BY, REFERENCE), (None, REFERENCE)];
        for (own, target) in pairs {
            assert!(of_schema(&RULE, &pair(own, target)).is_empty());
        }
        let mut loose = pair(BY, None);
        loose.tables[1].foreign_keys[0].loose = Some("job".to_owned());
        assert!(of_schema(&RULE, &loose).is_empty());
    }
}
