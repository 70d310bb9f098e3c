//! F13: the same reference twice.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{ColumnId, ForeignKey, Table};
use erd_core::{Level, Site};

const DOCS: &str = r#"# F13 duplicate_fk

## What it does
Rejects a foreign key over the same columns to the same columns of the same entity as an earlier one.

## Why
Each write is checked twice. Where the two say different things about deletes, no reader knows which of them counts. Two
are of use only while one constraint replaces another; say so with an `allow`.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(foreign_key((customer_id) references Customer, on_delete = restrict, name = "orders_customer_fk2"))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, on_delete = cascade), index)]
    pub customer_id: i64,
}
```

## Good
```rust
#[erd(references(Customer, on_delete = restrict), index)]
pub customer_id: i64,
```

## Source
Rules of pg-index-health and PgDesigner.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F13",
    slug: "duplicate_fk",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "each write is checked twice, and no reader knows which clause counts on a delete",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        let earlier = table.foreign_keys[..i].iter().find(|other| same(other, fk));
        let Some(earlier) = earlier else {
            continue;
        };
        let subject = path::columns(table, &fk.columns);
        let target = path::target(report.tables, table, &fk.target);
        report
            .find(
                Site::ForeignKey(i),
                format!(
                    "`{subject}` references `{target}` twice, by `{}` and `{}`",
                    earlier.name, fk.name
                ),
            )
            .help("keep one of them");
    }
}

/// The same columns to the same columns. Where only one of them lists the target's, a derive cannot tell; the resolved
/// schema can.
fn same(a: &ForeignKey, b: &ForeignKey) -> bool {
    a.target == b.target && sorted(a) == sorted(b)
}

fn sorted(fk: &ForeignKey) -> Vec<(ColumnId, Option<&str>)> {
    let target = |n: usize| fk.target_columns.get(n).map(String::as_str);
    let mut pairs: Vec<_> = (0..fk.columns.len())
        .map(|n| (fk.columns[n], target(n)))
        .collect();
    if !fk.target_columns.is_empty() {
        pairs.sort_unstable();
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::{TableId, Target};

    fn orders() -> Builder {
        table("orders")
            .columns(["tenant_id", "customer_id"])
            .points_at(["customer_id"], 7)
    }

    fn to(table: usize) -> Target {
        Target::Table(TableId(table))
    }

    #[test]
    fn bad() {
        let both = table("orders").columns(["a"]);
        let both = both
            .references(["a"], "Customer")
            .references(["a"], "Customer");
        let found = of_entity(&RULE, both);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].site, Site::ForeignKey(1));
        let pair = ["tenant_id", "customer_id"];
        let swapped = orders().foreign_key(pair, to(1), &["t", "c"]).foreign_key(
            ["customer_id", "tenant_id"],
            to(1),
            &["c", "t"],
        );
        assert_eq!(of_entity(&RULE, swapped).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, orders().references(["customer_id"], "Person")).is_empty());
        assert!(of_entity(&RULE, orders().points_at(["tenant_id"], 7)).is_empty());
        let other_key = orders().foreign_key(["customer_id"], to(7), &["number"]);
        assert!(of_entity(&RULE, other_key).is_empty());
    }
}
