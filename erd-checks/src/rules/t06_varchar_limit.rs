//! T06: a limit from habit.

use crate::columns::{each, spelling};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::Table;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# T06 varchar_limit

## What it does
Notes a PostgreSQL `varchar(n)` that the declaration spells. A limit that is declared with `max_len` is meant, and is
fine.

## Why
A limit that nobody thought about is found out by the first customer with a long name; making it smaller rewrites the
table.

## Bad
```rust
#[erd(sql_type(postgres = "varchar(50)"))]
pub value: String,
```

## Good
```rust
#[erd(sql_type(postgres = "varchar"))]
pub value: String,
```

## Source
PostgreSQL wiki, "Don't Do This". Heuristic: reported on request only.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T06",
    slug: "varchar_limit",
    level: Level::Allow,
    scope: Scope::Entity,
    silenceable: true,
    why: "a limit from habit rejects good values, and making it smaller rewrites the table",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    if !report.is_target(Dialect::Postgres) {
        return;
    }
    for (id, column) in each(table) {
        let found = spelling(column, Dialect::Postgres);
        let Some(spelled) = found.filter(|spelled| {
            spelled.is(&["varchar", "character varying"]) && spelled.arguments.is_some()
        }) else {
            continue;
        };
        let subject = path::columns(table, &[id]);
        let message = format!("`{subject}` is a `{}` with a limit", spelled.name);
        report
            .find(Site::Column(id), message)
            .help("declare the limit with `max_len`, or spell it `text`");
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
        let found = spelled("varchar(50)");
        assert_eq!(found.len(), 1);
        assert!(found[0].message.starts_with("`orders.value` "));
        assert_eq!(spelled("VARCHAR(50)").len(), 1);
    }

    #[test]
    fn ok() {
        for sql in ["varchar", "text"] {
            assert!(spelled(sql).is_empty(), "{sql}");
        }
        assert!(of_entity(&RULE, table("orders").columns(["value"])).is_empty());
    }

    #[test]
    fn other_dialects_have_no_such_type() {
        let other = table("orders").column("value", |c| {
            c.sql_type.by_dialect = vec![(Dialect::Sqlite, "varchar(50)".to_owned())];
        });
        assert!(of_entity(&RULE, other).is_empty());
    }
}
