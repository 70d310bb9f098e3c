//! U01: the list of a schema names every entity that the others reference.

use crate::graph::{set::Set, start, text};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::def::EntityDef;
use erd_core::schema::{Schema, TableId, Target};
use erd_core::text::Text;
use erd_core::{Level, Site};

const DOCS: &str = r"# U01 unlisted_entity

## What it does
Rejects a `schema!` that leaves out an entity which a listed one references.

## Why
The list is the closed world: names are compared within it, and migrations and pictures show it. A table that is only
reached by accident would be created without any of that.

## Bad
```rust
erd::schema! { pub Shop { Order } } // Order references Customer
```

## Good
```rust
erd::schema! { pub Shop { Customer, Order } }
```

## Source
Design of `schema!`.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "U01",
    slug: "unlisted_entity",
    level: Level::Deny,
    scope: Scope::Graph,
    silenceable: false,
    why: "its names are compared with no others, and whoever reads the list misses a table",
    docs: DOCS,
    check: Check::Schema(check),
};

/// Findings that one panic shows.
const SHOWN: usize = 8;

fn check(schema: &Schema, report: &mut Report<'_>) {
    let mut missing: Vec<&str> = Vec::new();
    for (t, table) in schema.tables.iter().enumerate() {
        for (i, fk) in table.foreign_keys.iter().enumerate() {
            let Target::Path(path) = &fk.target else {
                continue;
            };
            if missing.contains(&path.as_str()) {
                continue;
            }
            missing.push(path);
            let column = path::columns(table, &fk.columns);
            let name = path::target(&schema.tables, table, &fk.target);
            report.enter(TableId(t));
            report
                .find(Site::ForeignKey(i), message(&column, &name).as_str())
                .help(help(&name).as_str());
        }
    }
}

/// Says which entities are missing, during const evaluation.
pub(crate) const fn explain<const SLOTS: usize>(
    entities: &[&'static EntityDef],
    out: &mut Option<Text>,
) {
    let mut known = Set::<SLOTS>::new();
    let mut i = 0;
    while i < entities.len() {
        known.insert(entities[i].id);
        i += 1;
    }
    let mut shown = 0;
    let mut i = 0;
    while i < entities.len() {
        let keys = entities[i].foreign_keys;
        let mut k = 0;
        while k < keys.len() {
            // One that was missing is known from then on, and reported once.
            if known.insert(keys[k].target.id) && shown < SHOWN {
                let column = text::path(entities[i], keys[k].columns);
                let name = text::entity_name(keys[k].target);
                let message = message(column.as_str(), name);
                let help = help(name);
                let help = &[help.as_str()];
                text::push_finding(start(out), &RULE, message.as_str(), RULE.why, help, false);
                shown += 1;
            }
            k += 1;
        }
        i += 1;
    }
}

const fn message(column: &str, entity: &str) -> Text {
    let text = Text::new().with("`").with(column).with("` references `");
    text.with(entity).with("`, which the schema does not list")
}

const fn help(entity: &str) -> Text {
    let text = Text::new().with("add `").with(entity);
    text.with("` to the list in `schema!`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, schema, table};

    #[test]
    fn bad() {
        let orders = table("orders").columns(["id", "customer_id"]);
        let orders = orders
            .references(["customer_id"], "crate::Customer")
            .references(["id"], "crate::Customer");
        let found = of_schema(&RULE, &schema([orders]));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`orders.customer_id` references `Customer`, which the schema does not list"
        );
    }

    #[test]
    fn ok() {
        let customers = table("customers").columns(["id"]).primary_key(["id"]);
        let orders = table("orders").columns(["customer_id"]);
        let orders = orders.points_at(["customer_id"], 0);
        assert!(of_schema(&RULE, &schema([customers, orders])).is_empty());
    }
}
