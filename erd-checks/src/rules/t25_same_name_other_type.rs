//! T25: one name, two types.

use crate::columns::each;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Schema, Type};
use erd_core::{Level, Site};
use std::collections::BTreeMap;

const DOCS: &str = r#"# T25 same_name_other_type

## What it does
Notes a column whose name is used with another type in an earlier table. Names that say little (`status`, `value`,
`type`) are left alone.

## Why
A join over the two casts one of them, and a cast column has no index.

## Bad
```rust
// in Order
pub account_number: i64,
// in Invoice
pub account_number: String,
```

## Good
```rust
// in both
pub account_number: String,
```

## Source
SchemaCrawler's "column data types". Heuristic: reported on request only.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T25",
    slug: "same_name_other_type",
    level: Level::Allow,
    scope: Scope::Graph,
    silenceable: true,
    why: "a join over the two casts one of them and loses its index",
    docs: DOCS,
    check: Check::Schema(check),
};

/// Names that mean something else in each table.
const VAGUE: [&str; 12] = [
    "id", "status", "value", "type", "kind", "name", "key", "data", "code", "state", "level",
    "number",
];

fn check(schema: &Schema, report: &mut Report<'_>) {
    let mut first: BTreeMap<&str, (String, &Type)> = BTreeMap::new();
    for table in schema.walk_tables() {
        report.enter(table.id());
        for (id, column) in each(table.table()) {
            if VAGUE.contains(&column.name.as_str()) || !column.sql_type.is_empty() {
                continue;
            }
            let subject = path::columns(table.table(), &[id]);
            let Some((other, ty)) = first.get(column.name.as_str()) else {
                first.insert(&column.name, (subject, &column.ty));
                continue;
            };
            if **ty != column.ty {
                report
                    .find(
                        Site::Column(id),
                        format!("`{subject}` and `{other}` have the same name and other types"),
                    )
                    .help("give both the same type, or one of them another name");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, schema, table};
    use erd_core::Scalar;

    fn pair(name: &str, other: Scalar) -> Schema {
        schema([
            table("orders").columns([name]),
            table("invoices").column(name, |c| c.ty = Type::Scalar(other)),
        ])
    }

    #[test]
    fn bad() {
        let found = of_schema(&RULE, &pair("account", Scalar::Text));
        assert_eq!(
            found[0].message,
            "`invoices.account` and `orders.account` have the same name and other types"
        );
    }

    #[test]
    fn ok() {
        assert!(of_schema(&RULE, &pair("account", Scalar::I64)).is_empty());
        assert!(of_schema(&RULE, &pair("value", Scalar::Text)).is_empty());
    }
}
