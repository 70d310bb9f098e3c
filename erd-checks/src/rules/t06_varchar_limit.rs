//! T06: a limit from habit.

use crate::columns::spelled_for;
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
    for (id, spelled) in spelled_for(table, Dialect::Postgres, report) {
        if !({ spelled.is(&["varchar", "character varying"]) && spelled.arguments.is_some() }) {
            continue;
        }
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
    use crate::testing::finds_spelling;

    #[test]
    fn only_that_spelling_on_postgresql() {
        finds_spelling(&RULE, "varchar(50)", ["varchar", "text"]);
    }
}
