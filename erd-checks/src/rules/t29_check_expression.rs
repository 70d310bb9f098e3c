//! T29: a check follows from its row alone.

use crate::refusal::Refusal;
use crate::{Check, Report, Rule, Scope, scan};
use erd_core::Since::Always;
use erd_core::schema::Table;
use erd_core::since;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# T29 check_expression

## What it does
Rejects a check with a subquery, and, where MySQL or MariaDB is a target, one that reads the clock, chance, the session
or the user; where SQLite is one, the current moment as `'now'`. Without targets in `erd.toml` what not all engines
refuse is a warning.

## Why
No engine takes a subquery in a check. MySQL (error 3814) and MariaDB (error 1901) refuse functions whose value is
another one the next time. SQLite creates the table, and then every insert fails with "non-deterministic use of date()
in a CHECK constraint".

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

/// What reads the clock, chance or the session on MySQL and MariaDB.
const FAMILY: [&str; 30] = [
    "now",
    "curdate",
    "curtime",
    "utc_date",
    "utc_time",
    "utc_timestamp",
    "unix_timestamp",
    "current_date",
    "current_time",
    "current_timestamp",
    "localtime",
    "localtimestamp",
    "rand",
    "uuid",
    "uuid_short",
    "user",
    "current_user",
    "session_user",
    "system_user",
    "connection_id",
    "last_insert_id",
    "database",
    "schema",
    "version",
    "found_rows",
    "row_count",
    "sleep",
    "get_lock",
    "current_role",
    "load_file",
];
/// The same, written without parentheses; reserved words.
const FAMILY_WORDS: [&str; 9] = [
    "current_date",
    "current_time",
    "current_timestamp",
    "localtime",
    "localtimestamp",
    "utc_date",
    "utc_time",
    "utc_timestamp",
    "current_user",
];
/// Functions of SQLite that read a moment.
const MOMENTS: [&str; 7] = [
    "date",
    "time",
    "datetime",
    "julianday",
    "unixepoch",
    "strftime",
    "timediff",
];
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
        let found = |(dialect, _): &&Refusal| unsteady(check.sql.get(*dialect)?, *dialect);
        let (first, engines) = {
            let hit = |since: &Refusal| Some((found(&since)?, *since));
            let hits: Vec<(&str, Refusal)> = ALL.iter().filter_map(hit).collect();
            let engines: Vec<Refusal> = hits.iter().map(|(_, since)| *since).collect();
            (hits, engines)
        };
        let Some(refused) = report.refused_by(&engines) else {
            continue;
        };
        let word = first.iter().find(|(_, (dialect, _))| refused.has(*dialect));
        let (word, (dialect, _)) = *word.unwrap_or(&first[0]);
        let name = &check.name;
        let message = match word {
            "select" => format!("the check `{name}` has a subquery"),
            word => format!("the check `{name}` reads `{word}`, which is another value each time"),
        };
        let why = match (word, dialect) {
            (word, Dialect::Sqlite) if word != "select" => {
                "SQLite makes the table, and then refuses every row".to_owned()
            }
            _ => refused.why("the table"),
        };
        let entry = report
            .find(Site::Check(i), message)
            .level(refused.level())
            .why(why)
            .help("check it in a trigger, or in the application");
        if word != "select" {
            entry.help(
                "write it for the dialects that take it only: `check(name(postgres = \"..\"))`",
            );
        }
    }
}

/// What an engine refuses in a check.
fn unsteady(sql: &str, dialect: Dialect) -> Option<&'static str> {
    let subquery = scan::has(sql, dialect, &["select"]);
    subquery.or_else(|| match dialect {
        Dialect::MySql | Dialect::MariaDb => {
            let word = scan::has(sql, dialect, &FAMILY_WORDS);
            word.or_else(|| scan::calls(sql, dialect, &FAMILY))
        }
        Dialect::Sqlite => scan::calls(sql, dialect, &MOMENTS)
            .filter(|_| sql.to_ascii_lowercase().contains("'now'")),
        Dialect::Postgres => None,
    })
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
        ] {
            let found = of_entity_on(&RULE, people(sql), &[on]);
            assert_eq!(found[0].level, Level::Deny, "{sql}");
        }
    }

    #[test]
    fn ok() {
        let others = [Dialect::Postgres, Dialect::Sqlite];
        assert!(of_entity_on(&RULE, people("born <= CURRENT_DATE"), &others).is_empty());
        for sql in ["born <> 'now()'", "user <> 1", "\"user\" > 0", "born > 0"] {
            assert!(of_entity(&RULE, people(sql)).is_empty(), "{sql}");
        }
    }
}
