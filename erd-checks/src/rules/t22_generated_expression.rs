//! T22: a generated value follows from its row alone.

use crate::columns::each;
use crate::expression::kind::{self, Kind};
use crate::expression::steady::{self, beyond_row, in_words};
use crate::stored::vector_read;
use crate::{Check, Report, Rule, Scope, path, scan};
use erd_core::Since::Always;
use erd_core::schema::{Column, ColumnId, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# T22 generated_expression

## What it does
Rejects a generated column whose expression has a subquery, an aggregate or a window function, or reads the clock, chance,
a sequence, a variable or the user. For PostgreSQL also one that calls what follows the time zone or another setting
(`at::date` of a `timestamptz`, `to_char`, `concat`, `to_tsvector` without its configuration), one whose value is of
another kind than the column (a text for a number), and one that reads another generated column; for MySQL one over a
vector; for MySQL and MariaDB, one that reads itself or a generated column that stands behind it; on MySQL a default that
is computed, such as `(uuid())`, counts as one; for SQLite, one that reads itself by way of others. What not every engine
refuses is a warning where `erd.toml` names no targets.

## Why
The value is computed from the row alone, and kept: PostgreSQL ("generation expression is not immutable"), MySQL, MariaDB
(for a stored column) and SQLite reject what may be another one the next time; PostgreSQL also rejects one over
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
    silenceable: true,
    why: "the engines reject the table",
    docs: DOCS,
    check: Check::Entity(check),
};

/// Functions whose value does not follow from their arguments, on any engine.
const FUNCTIONS: [&str; 9] = [
    "now",
    "random",
    "rand",
    "clock_timestamp",
    "statement_timestamp",
    "gen_random_uuid",
    "nextval",
    "sysdate",
    "uuid_generate_v4",
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
        let subject = path::columns(table, &[id]);
        let site = Site::Column(id);
        if let Some((level, what)) = rejected(table, column, report) {
            let message = format!("`{subject}` is generated, and {what}");
            report
                .find(site, message)
                .level(level)
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

/// Why targets reject an expression on its own, and how serious that is.
fn rejected(table: &Table, column: &Column, report: &Report<'_>) -> Option<(Level, String)> {
    let generated = column.generated.as_ref()?;
    let mut engines = Vec::new();
    let mut first = None;
    for dialect in Dialect::ALL {
        let fault = generated.sql.get(dialect).and_then(|sql| {
            let beyond = beyond_row(sql, dialect).map(|what| format!("its expression {what}"));
            let beyond = beyond.or_else(|| {
                let vector = vector_read(sql, dialect, table)?;
                Some(format!("its expression reads the vector `{}`", vector.name))
            });
            let beyond = beyond.or_else(|| other_kind(sql, dialect, table, column));
            beyond.or_else(|| {
                let word = changing(sql, dialect, table, generated.stored, column.nullable)?;
                Some(format!("{word} gives another value each time"))
            })
        });
        if let Some(fault) = fault.filter(|_| report.is_target(dialect)) {
            first.get_or_insert(fault);
            engines.push((dialect, Always));
        }
    }
    let everywhere = |dialect: Dialect| {
        let sql = generated.sql.get(dialect);
        sql.is_some_and(|sql| unsteady(sql, dialect).is_some()) && report.is_target(dialect)
    };
    let refused = report.refused_by(&engines)?;
    let level = if Dialect::ALL.into_iter().any(everywhere) {
        Level::Deny
    } else {
        refused.level()
    };
    Some((level, first?))
}

/// Whether PostgreSQL finds a value of another kind than the column's; a text holds any.
fn other_kind(sql: &str, dialect: Dialect, table: &Table, column: &Column) -> Option<String> {
    if dialect != Dialect::Postgres {
        return None;
    }
    let (value, held) = (
        kind::of(sql, dialect, table)?,
        kind::of_column(column, dialect)?,
    );
    let other = value != held && held != Kind::Text;
    other.then(|| format!("its expression is {}", value.name()))
}

/// What an engine takes for changing; a virtual column of MariaDB may.
fn changing(
    sql: &str,
    dialect: Dialect,
    table: &Table,
    stored: bool,
    nullable: bool,
) -> Option<String> {
    // That it is not NULL is a check there.
    if dialect == Dialect::MariaDb && !stored && nullable {
        return None;
    }
    if let Some(word) = unsteady(sql, dialect) {
        return Some(format!("`{word}`"));
    }
    let named = (dialect == Dialect::MariaDb)
        .then(|| in_words(sql))
        .flatten();
    let named = named.map(|word| format!("`{word}`"));
    named.or_else(|| steady::changing(sql, dialect, table))
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
            Dialect::MySql | Dialect::MariaDb => (id.0, BEHIND),
            Dialect::Sqlite => {
                let other = in_loop(table, id)?;
                return report.is_target(dialect).then_some((other, LOOP));
            }
        };
        // MySQL computes such a default as it does a generated column.
        let computed = |other: &Column| {
            let default = other.default.get(dialect);
            other.generated.is_some()
                || (dialect == Dialect::MySql && default.is_some_and(is_computed))
        };
        let read = |other: &&Column| computed(other) && scan::reads(sql, dialect, other);
        let other = table.columns[from..].iter().find(read)?;
        report.is_target(dialect).then_some((other, why))
    });
    found.next()
}

/// Whether a default is an expression to MySQL and no literal; one that has no parentheses is erd's to put in some.
fn is_computed(default: &str) -> bool {
    let text = default.trim();
    text.starts_with('(') && text.len() > 2
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
    fn what_single_engines_refuse() {
        for (sql, on) in [
            ("(SELECT 1)", Dialect::Sqlite),
            ("sum(price)", Dialect::MySql),
            ("price + @x", Dialect::MariaDb),
            ("concat(price, 1)", Dialect::Postgres),
            ("unix_timestamp(price)", Dialect::MySql),
            ("date_format(price, '%a')", Dialect::MariaDb),
            ("date('now')", Dialect::Sqlite),
            ("total + 1", Dialect::MySql),
            ("total + 1", Dialect::MariaDb),
        ] {
            let found = of_entity_on(&RULE, generated(sql, true), &[on]);
            assert_eq!(found.len(), 1, "{sql}");
            assert_eq!(found[0].level, Level::Deny);
        }
        for (sql, on) in [
            ("concat(price, 1)", Dialect::MySql),
            ("unix_timestamp(price)", Dialect::MariaDb),
            ("date_format(price, '%a', 'en_US')", Dialect::MariaDb),
            ("date_format(price, '%a')", Dialect::MySql),
            ("date(price)", Dialect::Sqlite),
        ] {
            assert!(
                of_entity_on(&RULE, generated(sql, true), &[on]).is_empty(),
                "{sql}"
            );
        }
        let concat = of_entity(&RULE, generated("concat(price, 1)", true));
        assert_eq!(concat[0].level, Level::Warn);
        let later = |default: &'static str| {
            let first = generated("late + 1", true);
            first.column("late", |c| c.default = Sql::new(default))
        };
        let count = |default, on| of_entity_on(&RULE, later(default), &[on]).len();
        assert_eq!(count("(1 + 1)", Dialect::MySql), 1);
        assert_eq!(count("1", Dialect::MySql), 0);
        assert_eq!(count("(1 + 1)", Dialect::MariaDb), 0);
    }

    #[test]
    fn ok() {
        for sql in [
            "price * 2",
            "'now()' || price",
            "nowhere(price)",
            "random + 1",
            "abs(price)",
        ] {
            assert!(of_entity(&RULE, generated(sql, true)).is_empty(), "{sql}");
        }
        let nullable = generated("now()", false).edit(|t| t.columns[1].nullable = true);
        let virtual_there = of_entity_on(&RULE, nullable, &[Dialect::MariaDb]);
        assert!(virtual_there.is_empty());
    }
}
