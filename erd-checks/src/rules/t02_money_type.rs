//! T02: PostgreSQL's `money` is text with a currency of the server.

use crate::columns::{each, spelling};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::Table;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# T02 money_type

## What it does
Rejects PostgreSQL's type `money`.

## Why
The number of digits after the point and the meaning of the text come from `lc_monetary` of the server: a dump that is
restored elsewhere changes its values. The currency itself is not stored.

## Bad
```rust
#[erd(sql_type(postgres = "money"))]
pub value: String,
```

## Good
```rust
#[erd(sql_type(postgres = "numeric(12, 2)"))]
pub value: String,
```

## Source
PostgreSQL manual, 8.2 "Monetary Types"; PostgreSQL wiki, "Don't Do This". Executed on PostgreSQL.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T02",
    slug: "money_type",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "the text that the engine accepts and returns depends on `lc_monetary`, and no currency is stored",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    if !report.is_target(Dialect::Postgres) {
        return;
    }
    for (id, column) in each(table) {
        let found = spelling(column, Dialect::Postgres);
        let Some(spelled) = found.filter(|spelled| spelled.is(&["money"])) else {
            continue;
        };
        let subject = path::columns(table, &[id]);
        let message = format!(
            "`{subject}` has the type `{}`, whose values depend on the locale of the server",
            spelled.name
        );
        report
            .find(Site::Column(id), message)
            .help("spell it `numeric(12, 2)`, and keep the currency in a column of its own");
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
        let found = spelled("money");
        assert_eq!(found.len(), 1);
        assert!(found[0].message.starts_with("`orders.value` "));
        assert_eq!(spelled("MONEY").len(), 1);
    }

    #[test]
    fn ok() {
        for sql in ["numeric(12, 2)", "numeric"] {
            assert!(spelled(sql).is_empty(), "{sql}");
        }
        assert!(of_entity(&RULE, table("orders").columns(["value"])).is_empty());
    }

    #[test]
    fn other_dialects_have_no_such_type() {
        let other = table("orders").column("value", |c| {
            c.sql_type.by_dialect = vec![(Dialect::Sqlite, "money".to_owned())];
        });
        assert!(of_entity(&RULE, other).is_empty());
    }
}
