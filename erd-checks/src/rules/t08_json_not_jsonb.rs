//! T08: `json` cannot be compared.

use crate::columns::{each, spelling};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::Table;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# T08 json_not_jsonb

## What it does
Warns of PostgreSQL's type `json`.

## Why
`json` keeps the text as it came. It has no equality, so SELECT DISTINCT, UNION and GROUP BY on a row with such a
column fail, and it cannot have a GIN index.

## Bad
```rust
#[erd(sql_type(postgres = "json"))]
pub value: String,
```

## Good
```rust
#[erd(sql_type(postgres = "jsonb"))]
pub value: String,
```

## Source
PostgreSQL manual, 8.14 "JSON Types". Executed on PostgreSQL.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T08",
    slug: "json_not_jsonb",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "SELECT DISTINCT, UNION and GROUP BY over the column fail",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    if !report.is_target(Dialect::Postgres) {
        return;
    }
    for (id, column) in each(table) {
        let found = spelling(column, Dialect::Postgres);
        let Some(spelled) = found.filter(|spelled| spelled.is(&["json"])) else {
            continue;
        };
        let subject = path::columns(table, &[id]);
        let message = format!(
            "`{subject}` has the type `{}`, which has no equality",
            spelled.name
        );
        report
            .find(Site::Column(id), message)
            .help("spell it `jsonb`, or leave `sql_type` out: erd makes a JSON field `jsonb`");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};
    use erd_core::schema::Sql;

    fn spelled(sql: &str) -> Vec<erd_core::Finding> {
        let table = table("orders").column("value", |c| c.sql_type = Sql::new(sql));
        of_entity(&RULE, table)
    }

    #[test]
    fn bad() {
        let found = spelled("json");
        assert_eq!(found.len(), 1);
        assert!(found[0].message.starts_with("`orders.value` "));
        assert_eq!(spelled("JSON").len(), 1);
    }

    #[test]
    fn ok() {
        for sql in ["jsonb", "text"] {
            assert!(spelled(sql).is_empty(), "{sql}");
        }
        assert!(of_entity(&RULE, table("orders").columns(["value"])).is_empty());
    }

    #[test]
    fn other_dialects_have_no_such_type() {
        let other = table("orders").column("value", |c| {
            c.sql_type.by_dialect = vec![(Dialect::Sqlite, "json".to_owned())];
        });
        assert!(of_entity(&RULE, other).is_empty());
    }
}
