//! T05: a padded text.

use crate::columns::spelled_for;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::Table;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# T05 char_n

## What it does
Warns of PostgreSQL's `char(n)`.

## Why
Values are padded with blanks to n characters. The padding is part of what LIKE sees, is not part of what `length`
sees, and disappears in casts. The type is not faster than `text`. MySQL and MariaDB differ, so only PostgreSQL is
looked at.

## Bad
```rust
#[erd(sql_type(postgres = "char(3)"))]
pub value: String,
```

## Good
```rust
#[erd(sql_type(postgres = "text"))]
pub value: String,
```

## Source
PostgreSQL manual, 8.3 "Character Types"; PostgreSQL wiki, "Don't Do This". Executed on PostgreSQL.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T05",
    slug: "char_n",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "values are padded with blanks, which LIKE sees and `length` does not",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (id, spelled) in spelled_for(table, Dialect::Postgres, report) {
        if !(spelled.is(&["char", "character", "bpchar"])) {
            continue;
        }
        let subject = path::columns(table, &[id]);
        let message = format!(
            "`{subject}` is a `{}`, which pads with blanks",
            spelled.name
        );
        report
            .find(Site::Column(id), message)
            .help("spell it `text`, with a check on the length where the length matters");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::finds_spelling;

    #[test]
    fn only_that_spelling_on_postgresql() {
        finds_spelling(&RULE, "char(3)", ["text", "varchar(3)"]);
    }
}
