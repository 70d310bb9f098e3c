//! T29: a check follows from its row alone.

use crate::expression::kind::no_condition;
use crate::expression::steady::{beyond_row, changing_on_mysql, in_words, reads_moment};
use crate::refusal::Refusal;
use crate::stored::vector_read;
use crate::{Check, Report, Rule, Scope};
use erd_core::Since::Always;
use erd_core::schema::Table;
use erd_core::since;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# T29 check_expression

## What it does
Rejects a check with a subquery, an aggregate or a window function, and, where MySQL or MariaDB is a target, one that reads
the clock, chance, the session, a variable or the user; where SQLite is one, the current moment as `'now'`. Where PostgreSQL
or MySQL is one, a check that is a number or a text and no condition (`length(name)`), on PostgreSQL also within AND, OR and
NOT, and a comparison of a truth value with a number (`active = 1`). On MySQL a check over a vector. Without targets in
`erd.toml` what not all engines refuse is a warning.

## Why
A check sees one row: no engine takes a subquery or `sum(..)` in it. PostgreSQL (42804, 42883) and MySQL (error 3812) ask for
a condition; MariaDB and SQLite take every number but zero for true. MySQL (errors 3814 and 3816) and MariaDB (error 1901)
refuse variables, and functions whose value is another one the next time. SQLite creates the table, and then every insert
fails with "non-deterministic use of date() in a CHECK constraint".

## Bad
```rust
#[erd(check = "born <= CURRENT_DATE")]
pub born: NaiveDate,
```

## Good
```rust
#[erd(check(born_by_now(postgres = "born <= CURRENT_DATE")))]
pub born: NaiveDate, // elsewhere the application looks
```

## Source
MySQL manual, "CHECK Constraints"; SQLite, "Deterministic SQL Functions"; executed on PostgreSQL 18.4, MySQL 9.7.4,
MariaDB 10.11.19 and 11.8.9, and SQLite.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T29",
    slug: "check_expression",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "the engines reject the table",
    docs: DOCS,
    check: Check::Entity(check),
};

/// MySQL has checks since 8.0.16; before, it reads and forgets them.
const SINCE_CHECKS: Refusal = (Dialect::MySql, since(&[8, 0, 16]));
const ALL: [Refusal; 4] = [
    (Dialect::Postgres, Always),
    SINCE_CHECKS,
    (Dialect::MariaDb, since(&[10, 2])),
    (Dialect::Sqlite, Always),
];

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, check) in table.checks.iter().enumerate() {
        let hit = |since: &Refusal| Some((fault(check.sql.get(since.0)?, since.0, table)?, *since));
        let hits: Vec<(Fault, Refusal)> = ALL.iter().filter_map(hit).collect();
        let engines: Vec<Refusal> = hits.iter().map(|(_, since)| *since).collect();
        let Some(refused) = report.refused_by(&engines) else {
            continue;
        };
        let first = hits
            .iter()
            .find(|(_, (dialect, _))| refused.has(*dialect))
            .unwrap_or(&hits[0]);
        let (fault, (dialect, _)) = first;
        let why = match (fault.moves, dialect) {
            (true, Dialect::Sqlite) => {
                "SQLite makes the table, and then refuses every row".to_owned()
            }
            _ => refused.why("the table"),
        };
        let entry = report
            .find(
                Site::Check(i),
                format!("the check `{}` {}", check.name, fault.what),
            )
            .level(refused.level())
            .why(why)
            .help("check it in a trigger, or in the application");
        if fault.moves {
            entry.help(
                "write it for the dialects that take it only: `check(name(postgres = \"..\"))`",
            );
        }
    }
}

/// What an engine refuses in a check.
struct Fault {
    what: String,
    /// Whether the value is another one the next time.
    moves: bool,
}

fn fault(sql: &str, dialect: Dialect, table: &Table) -> Option<Fault> {
    let what = beyond_row(sql, dialect);
    let what = what.or_else(|| no_condition(sql, dialect, table));
    let what = what.or_else(|| {
        let vector = vector_read(sql, dialect, table)?;
        Some(format!("reads `{}`, which is a vector", vector.name))
    });
    if let Some(what) = what {
        return Some(Fault { what, moves: false });
    }
    let word = match dialect {
        Dialect::MariaDb => changing_on_mysql(sql, dialect).or_else(|| in_words(sql))?,
        Dialect::MySql => changing_on_mysql(sql, dialect)?,
        Dialect::Sqlite => reads_moment(sql)?,
        Dialect::Postgres => return None,
    };
    let what = format!("reads `{word}`, which is another value each time");
    Some(Fault { what, moves: true })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::schema::{Check, Sql};

    fn people(sql: &str) -> Builder {
        let people = table("people").columns(["born", "user"]);
        people.edit(|t| t.checks.push(Check::new("c", Sql::new(sql))))
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, people("born <= CURRENT_DATE"));
        assert_eq!(
            found[0].message,
            "the check `c` reads `current_date`, which is another value each time"
        );
        assert_eq!(found[0].level, Level::Warn);
        let found = of_entity(&RULE, people("born IN (SELECT day FROM days)"));
        assert_eq!(found[0].message, "the check `c` has a subquery");
        assert_eq!(found[0].level, Level::Deny);
        for (sql, on) in [
            ("born <= now()", Dialect::MySql),
            ("rand() < 1", Dialect::MySql),
            ("born <= date('now')", Dialect::Sqlite),
            ("born <= CURRENT_DATE", Dialect::MariaDb),
            ("EXISTS (SELECT 1)", Dialect::MariaDb),
            ("born > @year", Dialect::MySql),
            ("sum(born) > 1", Dialect::Postgres),
            ("born < unix_timestamp(born)", Dialect::MySql),
        ] {
            let found = of_entity_on(&RULE, people(sql), &[on]);
            assert_eq!(found[0].level, Level::Deny, "{sql}");
        }
    }

    #[test]
    fn ok() {
        let others = [Dialect::Postgres, Dialect::Sqlite];
        assert!(of_entity_on(&RULE, people("born <= CURRENT_DATE"), &others).is_empty());
        // Of a moment that is given, MariaDB makes a number.
        let given = people("born < unix_timestamp(born)");
        assert!(of_entity_on(&RULE, given, &[Dialect::MariaDb]).is_empty());
        for sql in [
            "born <> 'now()'",
            "user <> 1",
            "\"user\" > 0",
            "born > 0",
            "born > 0 -- what we select",
        ] {
            assert!(of_entity(&RULE, people(sql)).is_empty(), "{sql}");
        }
    }
}
