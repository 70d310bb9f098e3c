//! T20: SQLite stores anything anywhere.

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::Schema;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# T20 sqlite_not_strict

## What it does
Warns of a table that SQLite creates without STRICT, because it is declared with `strict = false`.

## Why
The text 'abc' is stored in a column declared INT, and the first read into an `i64` fails, long after the write.

## Bad
```rust
#[erd(strict = false)]
pub struct Order { /* .. */ }
```

## Good
```rust
pub struct Order { /* .. */ } // STRICT, as every table is by default
```

## Source
SQLite, "STRICT Tables" (3.37). Executed on SQLite.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T20",
    slug: "sqlite_not_strict",
    level: Level::Warn,
    scope: Scope::Graph,
    silenceable: true,
    why: "a text is stored in an integer column, and fails when it is read",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    if !report.is_target(Dialect::Sqlite) {
        return;
    }
    for table in schema.walk_tables().filter(|t| !t.strict) {
        report.enter(table.id());
        let message = format!("SQLite creates `{}` without STRICT", table.table().path());
        report
            .find(Site::Entity, message)
            .help("leave `strict = false` out")
            .help("allow it for the whole project in `erd.toml`, where the tables are older than your code");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, of_schema_on, schema, table};

    fn orders(strict: bool) -> Schema {
        schema([table("orders").columns(["id"]).edit(|t| t.strict = strict)])
    }

    #[test]
    fn bad() {
        let found = of_schema(&RULE, &orders(false));
        assert_eq!(found[0].message, "SQLite creates `orders` without STRICT");
    }

    #[test]
    fn ok() {
        assert!(of_schema(&RULE, &orders(true)).is_empty());
        assert!(of_schema_on(&RULE, &orders(false), &[Dialect::Postgres]).is_empty());
    }
}
