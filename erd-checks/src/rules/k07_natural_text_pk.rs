//! K07: what people write may change; what rows are known by should not.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Schema, Type};
use erd_core::{Level, Scalar, Site};

const DOCS: &str = r"# K07 natural_text_pk

## What it does
Says, on request, which tables have a primary key of text that other tables reference.

## Why
Texts get renamed and corrected. A key that changes is rewritten in every row that references it, in one transaction; and
each of those rows, and every index on it, carries the text.

## Bad
```rust
#[derive(erd::Entity)]
pub struct Currency {
    #[erd(primary_key, max_len = 40)]
    pub name: String,
}
```

## Good
```rust
#[derive(erd::Entity)]
pub struct Currency {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(unique, max_len = 40)]
    pub name: String,
}
```
A code that never changes, such as ISO 4217's, is a good key.

## Source
Rules of SchemaCrawler and pg-index-health.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "K07",
    slug: "natural_text_pk",
    level: Level::Allow,
    scope: Scope::Graph,
    silenceable: true,
    why: "to rename one row rewrites every row that references it",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    for table in schema.walk_tables() {
        let Some(key) = &table.primary_key else {
            continue;
        };
        let is_text = |c: &_| table.table()[*c].ty == Type::Scalar(Scalar::Text);
        let own = table.id();
        let others = table.referencing_keys().filter(|fk| fk.table().id() != own);
        let count = others.count();
        if count == 0 || !key.columns.iter().any(is_text) {
            continue;
        }
        let subject = path::columns(table.table(), &key.columns);
        let them = if count == 1 {
            "one foreign key"
        } else {
            "foreign keys"
        };
        report.enter(own);
        report
            .find(
                Site::PrimaryKey,
                format!("`{subject}` is text that people may change, and {them} lead to it"),
            )
            .help("add a surrogate key, and make the text unique");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, schema, table};

    fn currencies(scalar: Scalar) -> crate::testing::Builder {
        table("currencies")
            .column("id", |c| c.ty = Type::Scalar(scalar))
            .primary_key(["id"])
    }

    fn prices() -> crate::testing::Builder {
        table("prices")
            .columns(["currency"])
            .points_at(["currency"], 0)
    }

    #[test]
    fn bad() {
        let found = of_schema(&RULE, &schema([currencies(Scalar::Text), prices()]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Allow);
        assert_eq!(found[0].table, "currencies");
    }

    #[test]
    fn ok() {
        assert!(of_schema(&RULE, &schema([currencies(Scalar::Text)])).is_empty());
        assert!(of_schema(&RULE, &schema([currencies(Scalar::I64), prices()])).is_empty());
    }
}
