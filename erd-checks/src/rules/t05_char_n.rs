//! T05: a padded text.

use crate::columns::{each, spelling};
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
    if !report.is_target(Dialect::Postgres) {
        return;
    }
    for (id, column) in each(table) {
        let found = spelling(column, Dialect::Postgres);
        let Some(spelled) = found.filter(|spelled| spelled.is(&["char", "character", "bpchar"]))
        else {
            continue;
        };
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
    use crate::testing::{of_entity, table};
    use erd_core::schema::Sql;

    fn spelled(sql: &str) -> Vec<erd_core::Finding> {
        let table = table("orders").column("value", |c| c.sql_type = Sql::new(sql));
        of_entity(&RULE, table)
    }

    #[test]
    fn bad() {
        let found = spelled("char(3)");
        assert_eq!(found.len(), 1);
        assert!(found[0].message.starts_with("`orders.value` "));
        assert_eq!(spelled("CHAR(3)").len(), 1);
    }

    #[test]
    fn ok() {
        for sql in ["text", "varchar(3)"] {
            assert!(spelled(sql).is_empty(), "{sql}");
        }
        assert!(of_entity(&RULE, table("orders").columns(["value"])).is_empty());
    }

    #[test]
    fn other_dialects_have_no_such_type() {
        let other = table("orders").column("value", |c| {
            c.sql_type.by_dialect = vec![(Dialect::Sqlite, "char(3)".to_owned())];
        });
        assert!(of_entity(&RULE, other).is_empty());
    }
}
