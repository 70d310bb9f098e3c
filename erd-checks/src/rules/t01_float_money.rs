//! T01: money has no binary fractions.

use crate::columns::each;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Mark, Table, Type};
use erd_core::{Level, Scalar, Site};

const DOCS: &str = r#"# T01 float_money

## What it does
Rejects an `f32` or `f64` with the mark `money`, and warns of one whose name is that of an amount of money (`price`,
`total_cost`). A column whose SQL type the declaration spells is judged by its mark alone.

## Why
A binary fraction cannot hold 0.10. Each sum of such values is off by a little, and after some thousand rows the books
do not balance.

## Bad
```rust
#[erd(money)]
pub price: f64,
```

## Good
```rust
#[erd(money, precision(12, 2))]
pub price: rust_decimal::Decimal,
```

## Source
IEEE 754; B. Karwin, SQL Antipatterns, "Rounding Errors". The level follows the mark; the name alone is a heuristic.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T01",
    slug: "float_money",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "a binary fraction cannot hold 0.10, and sums drift by cents",
    docs: DOCS,
    check: Check::Entity(check),
};

/// Words that, in the name of a number, mean money.
const WORDS: [&str; 12] = [
    "price", "prices", "cost", "costs", "fee", "fees", "salary", "wage", "revenue", "money",
    "payment", "subtotal",
];

fn check(table: &Table, report: &mut Report<'_>) {
    for (id, column) in each(table) {
        let Type::Scalar(float @ (Scalar::F32 | Scalar::F64)) = column.ty else {
            continue;
        };
        let marked = column.is(Mark::Money);
        let named = || column.name.split('_').any(|word| WORDS.contains(&word));
        if !marked && (!column.sql_type.is_empty() || !named()) {
            continue;
        }
        let subject = path::columns(table, &[id]);
        let claim = if marked {
            "is money"
        } else {
            "is money by its name"
        };
        let message = format!(
            "`{subject}` {claim} and `{}` by its type",
            float.rust_name()
        );
        let level = if marked { Level::Deny } else { Level::Warn };
        report
            .find(Site::Column(id), message)
            .level(level)
            .silenceable(true)
            .help("use a decimal type with `#[erd(precision(12, 2))]`")
            .help("count the smallest unit, such as cents, in an `i64`");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};
    use erd_core::schema::Sql;

    fn float(name: &str, marks: &[Mark]) -> crate::testing::Builder {
        table("orders").column(name, |c| {
            c.ty = Type::Scalar(Scalar::F64);
            c.marks = marks.to_vec();
        })
    }

    #[test]
    fn bad() {
        let marked = of_entity(&RULE, float("due", &[Mark::Money]));
        assert_eq!(marked[0].level, Level::Deny);
        assert_eq!(
            marked[0].message,
            "`orders.due` is money and `f64` by its type"
        );
        let named = of_entity(&RULE, float("unit_price", &[]));
        assert_eq!(named[0].level, Level::Warn);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, float("priceless", &[])).is_empty());
        assert!(of_entity(&RULE, float("latitude", &[])).is_empty());
        let cents = table("orders").column("price", |c| c.marks = vec![Mark::Money]);
        assert!(of_entity(&RULE, cents).is_empty());
        let spelled = float("price", &[]).edit(|t| t.columns[0].sql_type = Sql::new("numeric"));
        assert!(of_entity(&RULE, spelled).is_empty());
    }
}
