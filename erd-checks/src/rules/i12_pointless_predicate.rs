//! I12: a predicate that leaves no row out.

use crate::predicate::{Term, terms};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{ColumnId, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# I12 pointless_predicate

## What it does
Warns about a partial index `WHERE a IS NOT NULL` where `a` is never NULL.

## Why
The index holds every row and looks as if it did not. The planner uses it only where the query proves the predicate, so a
query that sorts by other columns cannot use it, and the predicate saves nothing.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(index(customer_id; where = "customer_id IS NOT NULL"))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict))]
    pub customer_id: i64,
}
```

## Good
```rust
#[erd(index(customer_id))]
```

## Source
PostgreSQL manual 11.8, Partial Indexes; rule of pg-index-health.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "I12",
    slug: "pointless_predicate",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "the index holds every row, and is used only where a query proves a predicate that is always true",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, index) in table.indexes.iter().enumerate() {
        let texts = [Dialect::Postgres, Dialect::Sqlite]
            .into_iter()
            .filter_map(|dialect| index.predicate.get(dialect));
        let pointless = texts
            .flat_map(|text| terms(text).unwrap_or_default())
            .find_map(|term| match term {
                Term::NotNull(name) => never_null(table, &name),
                Term::Null(_) | Term::False(_) => None,
            });
        if let Some(column) = pointless {
            let subject = path::columns(table, &[column]);
            let name = &table.indexes[i].name;
            report
                .find(
                    Site::Index(i),
                    format!("`{name}` leaves out NULLs of `{subject}`, which has none"),
                )
                .help(format!(
                    "remove `{} IS NOT NULL` from `where`",
                    table[column].name
                ));
        }
    }
}

fn never_null(table: &Table, name: &str) -> Option<ColumnId> {
    let mut columns = (0..table.columns.len()).map(ColumnId);
    columns.find(|c| table[*c].name.eq_ignore_ascii_case(name) && !table[*c].nullable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn orders() -> Builder {
        table("orders")
            .columns(["id", "customer_id"])
            .nullable("coupon_id")
            .index(["customer_id"])
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, orders().filter("customer_id IS NOT NULL"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
        assert_eq!(
            found[0].message,
            "`orders_customer_id_idx` leaves out NULLs of `orders.customer_id`, which has none"
        );
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, orders().filter("coupon_id IS NOT NULL")).is_empty());
        assert!(of_entity(&RULE, orders().filter("customer_id > 3")).is_empty());
        assert!(of_entity(&RULE, orders()).is_empty());
    }
}
