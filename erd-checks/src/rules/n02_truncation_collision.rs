//! N02: two names that become one when they are cut. The names are compared where N03 compares them.

use super::n03_duplicate_object_name as n03;
use crate::names::{Kind, Spaces};
use crate::{Check, Report, Rule, Scope};
use erd_core::Level;
use erd_core::schema::{Schema, TableId};
use erd_core::text::Text;

const DOCS: &str = r#"# N02 truncation_collision

## What it does
Rejects two names of tables and indexes of one namespace that are different and have the same first 63 bytes, where
PostgreSQL is a target. Names that erd makes itself end in a hash when they are cut and do not collide.

## Why
PostgreSQL keeps 63 bytes of a name. The second CREATE fails, and with IF NOT EXISTS it is skipped in silence: the index
that the code relies on does not exist.

## Bad
```rust
#[erd(index(at; name = "orders_of_the_loyalty_programme_by_customer_and_by_date_of_order_asc"),
      index(at desc; name = "orders_of_the_loyalty_programme_by_customer_and_by_date_of_order_desc"))]
```

## Good
```rust
#[erd(index(at; name = "orders_loyalty_at_idx"), index(at desc; name = "orders_loyalty_at_desc_idx"))]
```

## Source
PostgreSQL manual 4.1.1 (NAMEDATALEN); executed on PostgreSQL 15.20.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "N02",
    slug: "truncation_collision",
    level: Level::Deny,
    scope: Scope::Graph,
    silenceable: false,
    why: "PostgreSQL keeps 63 bytes: the second CREATE fails, or is skipped in silence where it says IF NOT EXISTS",
    docs: DOCS,
    check: Check::Schema(check),
};

pub(crate) const HELP: &str = "give one of them a shorter name";

fn check(schema: &Schema, report: &mut Report<'_>) {
    let spaces = Spaces::of(&report.targets());
    for clash in n03::clashes_between(schema, spaces, false) {
        let name = |table: usize| schema.tables[table].path();
        let (first, second) = (name(clash.first.0), name(clash.second.0));
        let message = message(
            clash.other,
            (clash.first.1, &first),
            clash.name,
            (clash.second.1, &second),
        );
        report.enter(TableId(clash.second.0));
        report.find(clash.second.2, message.as_str()).help(HELP);
    }
}

pub(crate) const fn message(
    first: &str,
    first_of: (Kind, &str),
    second: &str,
    second_of: (Kind, &str),
) -> Text {
    let text = Text::new().with("`").with(first).with("` (");
    let text = text.with(first_of.0.of()).with(first_of.1);
    let text = text.with("`) and `").with(second).with("` (");
    let text = text.with(second_of.0.of()).with(second_of.1);
    text.with("`) have the same first 63 bytes")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, schema, table};

    fn node(name: &str, index: &str) -> Builder {
        table(name)
            .columns(["id", "at"])
            .primary_key(["id"])
            .index(["at"])
            .last_index(|i| i.name = index.to_owned())
    }

    fn long(end: &str) -> String {
        "x".repeat(63) + end
    }

    #[test]
    fn bad() {
        let found = of_schema(
            &RULE,
            &schema([node("a", &long("1")), node("b", &long("2"))]),
        );
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("(an index of `b`)"));
        let cut = schema([node("a", &long("")), node("b", &long("2"))]);
        assert_eq!(of_schema(&RULE, &cut).len(), 1);
        let one = node("a", &long("1")).index(["at"]);
        let one = one.last_index(|i| i.name = long("2"));
        assert_eq!(of_schema(&RULE, &schema([one])).len(), 1);
    }

    #[test]
    fn ok() {
        let early = schema([node("a", &format!("1{}", long(""))), node("b", &long("2"))]);
        assert!(of_schema(&RULE, &early).is_empty());
        let same = schema([node("a", &long("1")), node("b", &long("1"))]);
        assert!(of_schema(&RULE, &same).is_empty(), "that is N03");
    }
}
