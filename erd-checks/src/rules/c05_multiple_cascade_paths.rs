//! C05: two ways for one delete to reach a table.

use crate::links::{cascades, nearest_meeting, path_text};
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{Schema, TableId};
use erd_core::{Level, Site};
use std::collections::BTreeSet;

const DOCS: &str = r"# C05 multiple_cascade_paths

## What it does
Says, on request, where a delete can reach one table over two ways of `on_delete = cascade`.

## Why
PostgreSQL, MySQL, MariaDB and SQLite accept it and delete the row once. SQL Server rejects the second constraint (error
1785), so a schema that may have to run there avoids it.

## Bad
```rust
#[erd(references(Order, on_delete = cascade), index)]
pub order_id: i64,
/// Orders cascade from customers too.
#[erd(references(Customer, on_delete = cascade), index)]
pub customer_id: i64,
```

## Good
```rust
#[erd(references(Order, on_delete = cascade), index)]
pub order_id: i64,
```

## Source
SQL Server, error 1785; Prisma issue 4580.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "C05",
    slug: "multiple_cascade_paths",
    level: Level::Allow,
    scope: Scope::Graph,
    silenceable: true,
    why: "SQL Server rejects the second of the constraints",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    let up = cascades(schema);
    for (table, out) in up.iter().enumerate() {
        let mut met = BTreeSet::new();
        for (n, second) in out.iter().enumerate() {
            for first in &out[..n] {
                let Some((top, [a, b])) = nearest_meeting(&up, table, [*first, *second]) else {
                    continue;
                };
                if !met.insert(top) {
                    continue;
                }
                let name = schema[TableId(top)].path();
                let (a, b) = (path_text(schema, &a), path_text(schema, &b));
                report.enter(TableId(table));
                report
                    .find(
                        Site::ForeignKey(second.foreign_key),
                        format!(
                            "deleting a row of `{name}` comes here in two ways: `{a}` and `{b}`"
                        ),
                    )
                    .help("write another `on_delete` on one of them where SQL Server is a target");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, schema, table};
    use erd_core::schema::Action;

    fn node(name: &str, to: &[usize]) -> Builder {
        let columns = ["a", "b"];
        let mut node = table(name).columns(["id"]).primary_key(["id"]);
        for (n, to) in to.iter().enumerate() {
            node = node.columns([columns[n]]).points_at([columns[n]], *to);
            node = node.on_delete(Action::Cascade);
        }
        node
    }

    #[test]
    fn bad() {
        let diamond = schema([
            node("customers", &[]),
            node("orders", &[0]),
            node("items", &[1, 0]),
        ]);
        let found = of_schema(&RULE, &diamond);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "deleting a row of `customers` comes here in two ways: `items.a -> orders.a -> customers` and `items.b -> customers`"
        );
        let parallel = schema([node("users", &[]), node("messages", &[0, 0])]);
        assert_eq!(of_schema(&RULE, &parallel).len(), 1);
    }

    #[test]
    fn ok() {
        let chain = schema([node("a", &[]), node("b", &[0]), node("c", &[1])]);
        assert!(of_schema(&RULE, &chain).is_empty());
        let apart = schema([node("a", &[]), node("b", &[]), node("c", &[0, 1])]);
        assert!(of_schema(&RULE, &apart).is_empty());
        let around = schema([node("a", &[1]), node("b", &[0])]);
        assert!(of_schema(&RULE, &around).is_empty());
    }
}
