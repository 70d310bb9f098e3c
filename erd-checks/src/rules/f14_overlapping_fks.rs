//! F14: foreign keys that share columns.

use crate::{Check, Report, Rule, Scope, keys};
use erd_core::schema::{ColumnId, Table};
use erd_core::{Level, Site};

const DOCS: &str = r"# F14 overlapping_fks

## What it does
Says, on request, which foreign keys of an entity share some but not all of their columns. A shared tenant column
(`tenant(..)`) is not reported.

## Why
Often one of the two is what was there before the other. Where both are meant, a value of the shared column must suit both
references, which is a rule that nobody sees in either of them.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(foreign_key((region, customer_id) references Customer(region, id), on_delete = restrict))]
#[erd(foreign_key((region, product_id) references Product(region, id), on_delete = restrict))]
pub struct Order {
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(tenant(region))]
#[erd(foreign_key((region, customer_id) references Customer(region, id), on_delete = restrict))]
#[erd(foreign_key((region, product_id) references Product(region, id), on_delete = restrict))]
pub struct Order {
```

## Source
A rule of pg-index-health (intersected foreign keys).
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "F14",
    slug: "overlapping_fks",
    level: Level::Allow,
    scope: Scope::Entity,
    silenceable: true,
    why: "one value must suit two references, or one of them was forgotten",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let own = |columns: &[ColumnId]| -> Vec<ColumnId> {
        let counts = |c: &ColumnId| table.intent.tenant != Some(*c);
        columns.iter().copied().filter(counts).collect()
    };
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        let columns = own(&fk.columns);
        let overlaps = table.foreign_keys[..i].iter().find(|other| {
            !keys::same_set(&other.columns, &fk.columns)
                && own(&other.columns).iter().any(|c| columns.contains(c))
        });
        let Some(other) = overlaps else {
            continue;
        };
        let (first, second) = (&other.name, &fk.name);
        let name = table.path();
        report
            .find(
                Site::ForeignKey(i),
                format!("the foreign keys `{first}` and `{second}` of `{name}` share columns"),
            )
            .help("remove the one that the other replaced")
            .help("declare the shared column `tenant(..)` where it says whose row it is");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn orders() -> Builder {
        table("orders")
            .columns(["region", "customer_id", "product_id"])
            .references(["region", "customer_id"], "Customer")
    }

    #[test]
    fn bad() {
        let both = orders().references(["region", "product_id"], "Product");
        let found = of_entity(&RULE, both);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Allow);
        let subset = orders().references(["customer_id"], "Person");
        assert_eq!(of_entity(&RULE, subset).len(), 1);
    }

    #[test]
    fn ok() {
        let tenant = orders()
            .references(["region", "product_id"], "Product")
            .edit(|t| t.intent.tenant = Some(ColumnId(0)));
        assert!(of_entity(&RULE, tenant).is_empty());
        let apart = orders().references(["product_id"], "Product");
        assert!(of_entity(&RULE, apart).is_empty());
    }
}
