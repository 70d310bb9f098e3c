//! N09: a table for each year is partitioning by hand.

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{Schema, TableId};
use erd_core::{Level, Site};
use std::collections::BTreeMap;

const DOCS: &str = r#"# N09 table_per_period

## What it does
Warns of two or more tables whose names differ only in a year, a quarter or a month (`sales_2023`, `sales_2024`,
`sales_2024_q1`, `sales_202401`).

## Why
On the first of January the application writes into a table that is not there. A query over two years names both, a key
is unique in one year only, and nothing can reference a sale.

## Bad
```rust
#[erd(table = "sales_2023")]
pub struct Sale2023 { /* .. */ }

#[erd(table = "sales_2024")]
pub struct Sale2024 { /* .. */ }
```

## Good
```rust
#[erd(partition_by(range(sold_at), premake = 12))]
pub struct Sale { /* .. */ }
```

## Source
SQL Antipatterns, metadata tribbles; PostgreSQL manual, "Table Partitioning".
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "N09",
    slug: "table_per_period",
    level: Level::Warn,
    scope: Scope::Graph,
    silenceable: true,
    why: "the next period has no table, and no key, reference or query spans two of them",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    let mut groups: BTreeMap<(Option<&str>, &str), Vec<usize>> = BTreeMap::new();
    for (t, table) in schema.tables.iter().enumerate() {
        if let Some(stem) = without_period(&table.name) {
            let key = (table.schema.as_deref(), stem);
            groups.entry(key).or_default().push(t);
        }
    }
    for tables in groups.into_values().filter(|tables| tables.len() > 1) {
        let names: Vec<String> = tables.iter().map(|t| schema.tables[*t].path()).collect();
        report.enter(TableId(tables[0]));
        report
            .find(
                Site::Entity,
                format!("`{}` are one table, cut by hand", names.join("`, `")),
            )
            .help("make one table with a column for the time, and `partition_by(range(..))` if it is large");
    }
}

/// The name without the period at its end: a year of 1900 to 2099, and perhaps a quarter or a month.
fn without_period(name: &str) -> Option<&str> {
    let (head, last) = name.rsplit_once('_')?;
    if let Some(stem) = head.rsplit_once('_').and_then(|(stem, year)| {
        let part = last.strip_prefix(['q', 'm', 'w']).unwrap_or(last);
        (is_year(year) && is_number(part, 2)).then_some(stem)
    }) {
        return Some(stem);
    }
    let with_month = last.len() == 6 && is_number(last, 6) && is_year(&last[..4]);
    (is_year(last) || with_month).then_some(head)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && is_number(text, 4) && (text.starts_with("19") || text.starts_with("20"))
}

fn is_number(text: &str, longest: usize) -> bool {
    !text.is_empty() && text.len() <= longest && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, schema, table};

    fn found(names: &[&str]) -> usize {
        of_schema(&RULE, &schema(names.iter().map(|name| table(name)))).len()
    }

    #[test]
    fn bad() {
        let both = schema([table("sales_2023"), table("x"), table("sales_2024")]);
        let findings = of_schema(&RULE, &both);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "`sales_2023`, `sales_2024` are one table, cut by hand"
        );
        assert_eq!(found(&["log_2024_01", "log_2024_02"]), 1);
        assert_eq!(found(&["log_202401", "log_202402"]), 1);
        assert_eq!(found(&["log_2024_q1", "log_2024_q2"]), 1);
    }

    #[test]
    fn ok() {
        assert_eq!(found(&["sales_2023", "orders_2024"]), 0);
        assert_eq!(found(&["iso_3166", "iso_4217"]), 0);
        assert_eq!(found(&["tax_form_1040", "tax_form_1099"]), 0);
        assert_eq!(found(&["sales", "sales_archive", "été_2023"]), 0);
    }
}
