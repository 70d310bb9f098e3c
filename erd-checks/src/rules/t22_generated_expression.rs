//! T22: a generated value follows from its row alone.

use crate::columns::{each, without_literals};
use crate::predicate::mentions;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Column, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# T22 generated_expression

## What it does
Rejects a generated column whose expression reads the clock, chance, a sequence or the user, and, for PostgreSQL, one
that reads another generated column.

## Why
PostgreSQL, MySQL, MariaDB (for a stored column) and SQLite reject the expression; PostgreSQL also rejects one over
another generated column.

## Bad
```rust
#[erd(generated = "now() - born")]
pub age: i64,
```

## Good
```rust
#[erd(generated = "price * quantity")]
pub total: i64,
```

## Source
PostgreSQL manual, 5.4 "Generated Columns"; MySQL manual, "CREATE TABLE and Generated Columns"; SQLite, "Generated
Columns". Executed on PostgreSQL, MariaDB and SQLite.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T22",
    slug: "generated_expression",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: false,
    why: "the engines reject the table",
    docs: DOCS,
    check: Check::Entity(check),
};

/// Functions whose value does not follow from their arguments, on any engine.
const FUNCTIONS: [&str; 10] = [
    "now",
    "random",
    "rand",
    "clock_timestamp",
    "statement_timestamp",
    "gen_random_uuid",
    "nextval",
    "sysdate",
    "uuid_generate_v4",
    "unix_timestamp",
];
/// The same, written without parentheses; reserved words.
const WORDS: [&str; 7] = [
    "current_timestamp",
    "current_date",
    "current_time",
    "localtime",
    "localtimestamp",
    "current_user",
    "session_user",
];

fn check(table: &Table, report: &mut Report<'_>) {
    for (id, column) in each(table) {
        let Some(generated) = &column.generated else {
            continue;
        };
        let rejects = |dialect: Dialect| {
            let computes = dialect == Dialect::MariaDb && !generated.stored;
            if computes || !report.is_target(dialect) {
                return None;
            }
            unsteady(generated.sql.get(dialect)?)
        };
        let subject = path::columns(table, &[id]);
        let site = Site::Column(id);
        if let Some(word) = Dialect::ALL.into_iter().find_map(rejects) {
            let message =
                format!("`{subject}` is generated, and `{word}` gives another value each time");
            report
                .find(site, message)
                .help("make it a plain column with a default")
                .help("compute it where you read it");
            continue;
        }
        let postgres = Dialect::Postgres;
        let sql = generated.sql.get(postgres).map(without_literals);
        let Some(sql) = sql.filter(|_| generated.stored && report.is_target(postgres)) else {
            continue;
        };
        let reads = |other: &&Column| other.generated.is_some() && mentions(&sql, &other.name);
        if let Some(other) = table.columns.iter().find(reads) {
            let message = format!(
                "`{subject}` is generated from `{}`, which is generated itself",
                other.name
            );
            report
                .find(site, message)
                .why("PostgreSQL rejects the table")
                .help(format!("repeat the expression of `{}` in it", other.name));
        }
    }
}

/// The first word of an expression that makes it unsteady.
fn unsteady(sql: &str) -> Option<&'static str> {
    let sql = without_literals(sql).to_ascii_lowercase();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let called = |name: &&str| {
        sql.match_indices(name).any(|(at, _)| {
            let before = sql[..at].chars().next_back();
            !before.is_some_and(is_word) && sql[at + name.len()..].trim_start().starts_with('(')
        })
    };
    let function = FUNCTIONS.into_iter().find(|name| called(name));
    function.or_else(|| WORDS.into_iter().find(|word| mentions(&sql, word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, of_entity_on, table};
    use erd_core::schema::{Generated, Sql};

    fn generated(sql: &str, stored: bool) -> crate::testing::Builder {
        table("orders").columns(["price"]).column("total", |c| {
            c.generated = Some(Generated {
                sql: Sql::new(sql),
                stored,
            });
        })
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, generated("price + extract(epoch from now())", true));
        assert_eq!(
            found[0].message,
            "`orders.total` is generated, and `now` gives another value each time"
        );
        assert_eq!(
            of_entity(&RULE, generated("price + CURRENT_DATE", true)).len(),
            1
        );
        let second = generated("price * 2", true).column("twice", |c| {
            c.generated = Some(Generated {
                sql: Sql::new("\"total\" * 2"),
                stored: true,
            });
        });
        let found = of_entity(&RULE, second);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("generated from `total`"));
    }

    #[test]
    fn ok() {
        for sql in [
            "price * 2",
            "'now()' || price",
            "nowhere(price)",
            "random + 1",
            "lower(price)",
        ] {
            assert!(of_entity(&RULE, generated(sql, true)).is_empty(), "{sql}");
        }
        let virtual_there = of_entity_on(&RULE, generated("now()", false), &[Dialect::MariaDb]);
        assert!(virtual_there.is_empty());
    }
}
