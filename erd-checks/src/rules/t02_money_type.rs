//! T02: PostgreSQL's `money` is text with a currency of the server.

use crate::columns::spelled_for;
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
    for (id, spelled) in spelled_for(table, Dialect::Postgres, report) {
        if !(spelled.is(&["money"])) {
            continue;
        }
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
    use crate::testing::finds_spelling;

    #[test]
    fn only_that_spelling_on_postgresql() {
        finds_spelling(&RULE, "money", ["numeric(12, 2)", "numeric"]);
    }
}
