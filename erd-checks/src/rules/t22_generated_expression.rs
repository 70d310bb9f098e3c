//! T22: a generated value follows from its row alone.

use crate::columns::each;
use crate::{Check, Report, Rule, Scope, path, scan};
use erd_core::schema::{Column, ColumnId, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# T22 generated_expression

## What it does
Rejects a generated column whose expression reads the clock, chance, a sequence or the user, and, for PostgreSQL, one
that reads another generated column; for MySQL and MariaDB, one that reads a generated column that stands behind it; for
SQLite, one that reads itself by way of others.

## Why
PostgreSQL, MySQL, MariaDB (for a stored column) and SQLite reject the expression; PostgreSQL also rejects one over
another generated column, and MySQL (error 3107) and MariaDB (error 4029) one over a later generated column.
SQLite finds the loop when the table is made.

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
            unsteady(generated.sql.get(dialect)?, dialect)
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
        if let Some((other, why)) = over_another(table, id, report) {
            let message = format!(
                "`{subject}` is generated from `{}`, which is generated {why}",
                other.name
            );
            let rejecting = match why {
                ITSELF => "PostgreSQL rejects",
                BEHIND => "MySQL and MariaDB reject",
                _ => "SQLite rejects",
            };
            report
                .find(site, message)
                .why(format!("{rejecting} the table"))
                .help(format!("repeat the expression of `{}` in it", other.name));
        }
    }
}

const ITSELF: &str = "itself";
const BEHIND: &str = "behind it";
const LOOP: &str = "from it";

/// The generated column from which another one may not be computed: on PostgreSQL any, on MySQL and MariaDB a later one.
fn over_another<'t>(
    table: &'t Table,
    id: ColumnId,
    report: &Report<'_>,
) -> Option<(&'t Column, &'static str)> {
    let generated = table[id].generated.as_ref()?;
    let mut found = Dialect::ALL.into_iter().filter_map(|dialect| {
        let sql = generated.sql.get(dialect)?;
        let (from, why) = match dialect {
            Dialect::Postgres => (0, ITSELF),
            Dialect::MySql | Dialect::MariaDb => (id.0 + 1, BEHIND),
            Dialect::Sqlite => {
                let other = in_loop(table, id)?;
                return report.is_target(dialect).then_some((other, LOOP));
            }
        };
        let read = |other: &&Column| other.generated.is_some() && scan::reads(sql, dialect, other);
        let other = table.columns[from..].iter().find(read)?;
        report.is_target(dialect).then_some((other, why))
    });
    found.next()
}

/// The generated column that one reads, and that is computed from that one in turn, as SQLite sees them.
fn in_loop(table: &Table, id: ColumnId) -> Option<&Column> {
    let read_by = |from: ColumnId| {
        let sql = table[from].generated.as_ref()?.sql.get(Dialect::Sqlite)?;
        let read = move |(_, other): &(ColumnId, &Column)| {
            other.generated.is_some() && scan::reads(sql, Dialect::Sqlite, other)
        };
        Some(
            each(table)
                .filter(read)
                .map(|(id, _)| id)
                .collect::<Vec<_>>(),
        )
    };
    read_by(id)?.into_iter().find_map(|first| {
        let mut seen = vec![first];
        let mut at = 0;
        while at < seen.len() {
            if seen[at] == id {
                return Some(&table[first]);
            }
            let next = read_by(seen[at]).unwrap_or_default();
            seen.extend(
                next.into_iter()
                    .filter(|id| !seen.contains(id))
                    .collect::<Vec<_>>(),
            );
            at += 1;
        }
        None
    })
}

/// The first word of an expression that makes it unsteady.
fn unsteady(sql: &str, dialect: Dialect) -> Option<&'static str> {
    let function = scan::calls(sql, dialect, &FUNCTIONS);
    function.or_else(|| scan::has(sql, dialect, &WORDS))
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
        let forward = || {
            generated("twice / 2", false).column("twice", |c| {
                let sql = Sql::new("price * 2");
                c.generated = Some(Generated { sql, stored: true });
            })
        };
        for on in [Dialect::MySql, Dialect::MariaDb] {
            let found = of_entity_on(&RULE, forward(), &[on]);
            assert!(found[0].message.ends_with("generated behind it"));
        }
        assert!(of_entity_on(&RULE, forward(), &[Dialect::Sqlite]).is_empty());
        let round = generated("twice / 2", false).column("twice", |c| {
            let sql = Sql::new("total * 2");
            c.generated = Some(Generated { sql, stored: false });
        });
        let found = of_entity_on(&RULE, round, &[Dialect::Sqlite]);
        assert_eq!(found.len(), 2);
        assert!(
            found[0]
                .message
                .ends_with("`twice`, which is generated from it")
        );
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
