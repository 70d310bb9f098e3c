//! P11: in a sharded database every table says where it lives.

use crate::graph::{ProjectDef, start, text};
use crate::{Check, Report, Rule, Scope};
use erd_core::def::EntityDef;
use erd_core::schema::{Schema, Shard, TableWalker};
use erd_core::text::Text;
use erd_core::{Level, Site};

const DOCS: &str = r#"# P11 shard_key_missing

## What it does
Rejects an entity that declares neither `shard_by` nor `reference_table` when another one of the same schema declares
`shard_by`.

## Why
The router cannot tell where a row of such a table is: a query of it goes nowhere, or to one shard by accident.

## Bad
```rust
#[erd(shard_by(tenant_id), primary_key(tenant_id, id))]
pub struct Order { /* .. */ }

pub struct Country { /* .. */ }
```

## Good
```rust
#[erd(shard_by(tenant_id), primary_key(tenant_id, id))]
pub struct Order { /* .. */ }

#[erd(reference_table)]
pub struct Country { /* .. */ }
```

## Source
Vitess, "VSchema"; Citus manual, "Table Types". It follows from the declarations alone.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "P11",
    slug: "shard_key_missing",
    level: Level::Deny,
    scope: Scope::Graph,
    silenceable: true,
    why: "no router can tell on which shard a row is",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    let sharded = |table: &TableWalker<'_>| matches!(table.intent.shard, Some(Shard::By(_)));
    let Some(other) = schema.walk_tables().find(sharded) else {
        return;
    };
    let other = other.table().path();
    for table in schema.walk_tables().filter(|t| t.intent.shard.is_none()) {
        report.enter(table.id());
        let message = message(&table.table().path(), &other);
        report
            .find(Site::Entity, message.as_str())
            .help(BY)
            .help(REFERENCE);
    }
}

/// Says which of the listed entities live nowhere, during const evaluation.
pub(crate) const fn explain(
    entities: &[&'static EntityDef],
    project: &ProjectDef,
    out: &mut Option<Text>,
) {
    let mut other = None;
    let mut i = 0;
    while i < entities.len() && other.is_none() {
        if let Some(Shard::By(_)) = entities[i].extra.shard {
            other = Some(entities[i]);
        }
        i += 1;
    }
    let Some(other) = other else {
        return;
    };
    let mut sharded = Text::new();
    text::push_table(&mut sharded, other);
    let mut i = 0;
    while i < entities.len() {
        let entity = entities[i];
        if entity.extra.shard.is_none() && project.stops(&RULE, RULE.level, entity, Site::Entity) {
            let mut table = Text::new();
            text::push_table(&mut table, entity);
            let message = message(table.as_str(), sharded.as_str());
            text::push_finding(
                start(out),
                &RULE,
                message.as_str(),
                RULE.why,
                &[BY, REFERENCE],
                true,
            );
        }
        i += 1;
    }
}

const BY: &str = "add `#[erd(shard_by(..))]`";
const REFERENCE: &str = "add `#[erd(reference_table)]` if every shard is to hold all of it";

const fn message(table: &str, other: &str) -> Text {
    let text = Text::new()
        .with("`")
        .with(table)
        .with("` does not say on which shard its rows are, and `");
    text.with(other).with("` is sharded")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, schema, table};
    use erd_core::schema::ColumnId;

    fn world(shard: Option<Shard>) -> Schema {
        schema([
            table("countries")
                .columns(["id"])
                .edit(|t| t.intent.shard = shard),
            table("orders")
                .columns(["id"])
                .edit(|t| t.intent.shard = Some(Shard::By(ColumnId(0)))),
        ])
    }

    #[test]
    fn bad() {
        let found = of_schema(&RULE, &world(None));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`countries` does not say on which shard its rows are, and `orders` is sharded"
        );
    }

    #[test]
    fn ok() {
        assert!(of_schema(&RULE, &world(Some(Shard::Reference))).is_empty());
        let whole = schema([
            table("countries").columns(["id"]),
            table("orders").columns(["id"]),
        ]);
        assert!(of_schema(&RULE, &whole).is_empty());
    }
}
