//! C06: one way deletes what the other protects.

use crate::links::{Link, cascades, links, nearest_meeting, path_text};
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{Action, Deferrable, ForeignKey, Schema, TableId};
use erd_core::{Level, Site};
use std::collections::BTreeSet;

const DOCS: &str = r"# C06 mixed_cascade_diamond

## What it does
Warns where deleting a row reaches a table in two ways: one is `cascade` all along, the other ends in `restrict` or in
`no_action` that is checked at once. Two references to the same table, side by side, are not reported.

## Why
Whether the delete works depends on which way the engine takes first: on PostgreSQL and SQLite by the order in which the
constraints were created, on MariaDB by their names. It works on one machine and fails on the next.

## Bad
```rust
#[erd(references(Order, on_delete = cascade), index)]
pub order_id: i64,
/// Orders cascade from customers.
#[erd(references(Customer, on_delete = restrict), index)]
pub customer_id: i64,
```

## Good
```rust
#[erd(references(Order, on_delete = cascade), index)]
pub order_id: i64,
#[erd(references(Customer, on_delete = no_action, deferrable), index)]
pub customer_id: i64,
```

## Source
Executed on PostgreSQL 15.20, MariaDB 10.11.19 and SQLite 3.40.1, with the constraints in both orders.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "C06",
    slug: "mixed_cascade_diamond",
    level: Level::Warn,
    scope: Scope::Graph,
    silenceable: true,
    why: "whether the delete works depends on the order in which the constraints were created, or on their names",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    let up = cascades(schema);
    let blocks = links(schema, |fk| refuses(fk.foreign_key()));
    for (table, blocking) in blocks.iter().enumerate() {
        for block in blocking {
            let mut met = BTreeSet::new();
            for cascade in &up[table] {
                let meeting = nearest_meeting(&up, table, [*cascade, *block]);
                let Some((top, [deletes, refuses])) = meeting.filter(|(_, ways)| !is_flat(ways))
                else {
                    continue;
                };
                if !met.insert(top) {
                    continue;
                }
                let name = schema[TableId(top)].path();
                let (deletes, refuses) = (path_text(schema, &deletes), path_text(schema, &refuses));
                report.enter(TableId(table));
                report
                    .find(
                        Site::ForeignKey(block.foreign_key),
                        format!(
                            "deleting a row of `{name}` deletes by `{deletes}` what `{refuses}` protects"
                        ),
                    )
                    .help("write `on_delete = cascade` on both, or `set_null` on one")
                    .help("write `on_delete = no_action, deferrable` (PostgreSQL and SQLite)");
            }
        }
    }
}

/// Whether a delete of the referenced row is refused before the end of the transaction.
fn refuses(fk: &ForeignKey) -> bool {
    match fk.on_delete {
        Some(Action::Restrict) => true,
        Some(Action::NoAction) | None => fk.deferrable != Deferrable::InitiallyDeferred,
        Some(Action::Cascade | Action::SetNull | Action::SetDefault) => false,
    }
}

/// Two references side by side mean two different rows nearly always: a sender and a receiver.
fn is_flat([a, b]: &[Vec<Link>; 2]) -> bool {
    a.len() == 1 && b.len() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, schema, table};

    fn node(name: &str) -> Builder {
        table(name).columns(["id"]).primary_key(["id"])
    }

    fn shop(items: impl FnOnce(Builder) -> Builder) -> Schema {
        let orders = node("orders")
            .columns(["customer_id"])
            .points_at(["customer_id"], 0)
            .on_delete(Action::Cascade);
        let lines = node("items")
            .columns(["order_id", "customer_id"])
            .points_at(["order_id"], 1)
            .on_delete(Action::Cascade)
            .points_at(["customer_id"], 0);
        schema([node("customers"), orders, items(lines)])
    }

    #[test]
    fn bad() {
        let found = of_schema(&RULE, &shop(|i| i.on_delete(Action::Restrict)));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "deleting a row of `customers` deletes by `items.order_id -> orders.customer_id -> customers` what \
             `items.customer_id -> customers` protects"
        );
        assert_eq!(of_schema(&RULE, &shop(|i| i)).len(), 1);
        let early = shop(|i| i.last_key(|fk| fk.deferrable = Deferrable::InitiallyImmediate));
        assert_eq!(of_schema(&RULE, &early).len(), 1);
    }

    #[test]
    fn ok() {
        for action in [Action::Cascade, Action::SetNull] {
            assert!(of_schema(&RULE, &shop(|i| i.on_delete(action))).is_empty());
        }
        let late = shop(|i| i.last_key(|fk| fk.deferrable = Deferrable::InitiallyDeferred));
        assert!(of_schema(&RULE, &late).is_empty());
        let messages = node("messages")
            .columns(["sender", "receiver"])
            .points_at(["sender"], 0)
            .on_delete(Action::Cascade)
            .points_at(["receiver"], 0)
            .on_delete(Action::Restrict);
        assert!(of_schema(&RULE, &schema([node("users"), messages])).is_empty());
    }
}
