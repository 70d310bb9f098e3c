//! T08: `json` cannot be compared.

use crate::columns::spelled_for;
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
    for (id, spelled) in spelled_for(table, Dialect::Postgres, report) {
        if !(spelled.is(&["json"])) {
            continue;
        }
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
    use crate::testing::finds_spelling;

    #[test]
    fn only_that_spelling_on_postgresql() {
        finds_spelling(&RULE, "json", ["jsonb", "text"]);
    }
}
