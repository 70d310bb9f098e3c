//! T32: a default is a value of its column, computed from nothing in the table.

use crate::columns::each;
use crate::expression::kind::{self, Kind};
use crate::expression::{reads, steady::beyond_row};
use crate::listed;
use crate::literal::{Literal, fits, of_kind};
use crate::plain::{self, plain};
use crate::stored::{Stored, stored};
use crate::{Check, Report, Rule, Scope, path, scan};
use erd_core::schema::{Column, Table, Type};
use erd_core::{Dialect, Family, Level, Scalar, Site};

const DOCS: &str = r#"# T32 default_refused

## What it does
Rejects a default that an engine does not take for the column:

- a literal of another kind, such as `'abc'` or `true` of a number (PostgreSQL, for a text MySQL and MariaDB too), a text
  that is no truth value, no UUID, no day or time, and a day that no calendar has;
- on MySQL and MariaDB `NULL` of a column that takes none, a number beyond the column's type, digits before the point that
  the `precision` has no place for, a text longer than `max_len`;
- on MySQL a moment with other digits than the column: `now(3)` of a `datetime(6)`, which `now()` would be, and `now(6)` of a
  `datetime`; on MySQL and MariaDB a literal of a geometry or a vector, and a text that an `ENUM` or a `SET` does not list;
- on MySQL an expression over a later column that is generated or has a computed default, on MariaDB over a generated one;
- on PostgreSQL `AT TIME ZONE`, `NOT`, `IN` and the like outside of parentheses: `(now() AT TIME ZONE 'UTC')`;
- a subquery or an aggregate, and on PostgreSQL and SQLite an expression over a column;
- an `on_update` of a column that is no `datetime` or `timestamp`, on MySQL and MariaDB.

Where `erd.toml` names no targets, what not every engine refuses is a warning. Of a column whose `sql_type` says the type,
that type counts where erd has one like it.

## Why
The engine refuses the table: MySQL and MariaDB with the errors 1067, 1294, 3767 and 4029, PostgreSQL with 22P02, 22008,
42804 and 0A000. What is taken and does not fit, as on PostgreSQL a number that is too large, refuses every row that
relies on it.

## Bad
```rust
#[erd(default = "'soon'")]
pub due: NaiveDate,
```

## Good
```rust
#[erd(default = "'2030-01-01'")]
pub due: NaiveDate,
```

## Source
MySQL manual, "Data Type Default Values"; PostgreSQL manual, CREATE TABLE and chapter 8; SQLite, CREATE TABLE. Executed on
PostgreSQL 15.20 and 18.4, MySQL 9.7.4, MariaDB 10.11.19 and 11.8.9, and SQLite.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T32",
    slug: "default_refused",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "the engines reject the table",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (id, column) in each(table) {
        let fault = |dialect: Dialect| {
            let default = column.default.get(dialect);
            default
                .and_then(|sql| fault(sql.trim(), dialect, column, table))
                .or_else(|| on_update(column, dialect))
        };
        let Some((refused, what)) = report.refused_for(fault) else {
            continue;
        };
        let subject = path::columns(table, &[id]);
        report
            .find(
                Site::Column(id),
                format!("the default of `{subject}` {what}"),
            )
            .level(refused.level())
            .why(refused.why("the table"))
            .help("write a value of the column's type");
    }
}

fn on_update(column: &Column, dialect: Dialect) -> Option<String> {
    let sql = column.on_update.get(dialect)?;
    // Of a generated column it is left out.
    if !dialect.is(Family::MySql) || column.generated.is_some() {
        return None;
    }
    let plain = plain(column, dialect)?;
    let times = [Scalar::Timestamp, Scalar::TimestampTz];
    match plain.ty {
        Type::Scalar(scalar) if times.contains(&scalar) => (dialect == Dialect::MySql)
            .then(|| digits(sql.trim(), scalar, column, dialect))
            .flatten(),
        _ => Some("on update is a moment, and the column holds none".to_owned()),
    }
}

/// Why an engine refuses a default.
fn fault(sql: &str, dialect: Dialect, column: &Column, table: &Table) -> Option<String> {
    // SQLite finds an aggregate when a row relies on it.
    let lite = dialect == Dialect::Sqlite && scan::has(sql, dialect, &["select"]).is_none();
    if let Some(what) = beyond_row(sql, dialect).filter(|_| !lite) {
        return Some(what);
    }
    if dialect == Dialect::Postgres
        && let Some(word) = kind::needs_parentheses(sql)
    {
        return Some(format!("has {word} outside of parentheses"));
    }
    if let Some(name) = read_column(sql, dialect, table) {
        return Some(format!("reads the column `{name}`"));
    }
    if let Some(name) = read_too_early(sql, dialect, column, table) {
        return Some(format!("reads `{name}`, which is computed behind it"));
    }
    let literal = Literal::of(sql);
    let family = dialect.is(Family::MySql);
    if literal == Some(Literal::Null) && !column.nullable && column.generated.is_none() {
        return family.then(|| "is NULL, which it does not take".to_owned());
    }
    let stored = stored(column, dialect).filter(|_| family);
    let is_value = literal.is_some() && literal != Some(Literal::Null);
    if let Some(Stored::Shape | Stored::Vector) = stored.filter(|_| is_value) {
        return Some("is a literal, which is no such value".to_owned());
    }
    if let Some(Literal::Text(text)) = literal.filter(|_| family)
        && let Some(what) = listed::not_listed(text, column, dialect)
    {
        return Some(what);
    }
    if dialect == Dialect::Postgres
        && matches!(column.ty, Type::Array(_))
        && column.sql_type.get(dialect).is_none()
    {
        return match literal? {
            Literal::Text(text) if !text.trim_start().starts_with(['{', '[']) => {
                Some(format!("is `'{text}'`, which is no array"))
            }
            Literal::Number(_) | Literal::Bool => {
                Some("is a single value, and no array".to_owned())
            }
            _ => None,
        };
    }
    let plain = plain(column, dialect)?;
    let Type::Scalar(scalar) = plain.ty else {
        return None;
    };
    match literal {
        Some(literal) if dialect == Dialect::Postgres => of_kind(literal, scalar, dialect),
        Some(literal) if family => of_kind(literal, scalar, dialect)
            .filter(|_| literal.is_text())
            .or_else(|| fits(literal, scalar, &plain, dialect)),
        None if dialect == Dialect::MySql => digits(sql, scalar, column, dialect),
        None if dialect == Dialect::Postgres => {
            let (value, held) = (
                kind::of(sql, dialect, table)?,
                kind::of_column(&plain, dialect)?,
            );
            let other = value != held && held != Kind::Text;
            other.then(|| format!("is {}", value.name()))
        }
        _ => None,
    }
}

/// The column that a default reads where none may be read. SQLite takes a word alone for a text.
fn read_column<'s>(sql: &'s str, dialect: Dialect, table: &Table) -> Option<&'s str> {
    if dialect.is(Family::MySql) || Literal::of(sql).is_some() {
        return None;
    }
    let is_column = |name: &str| {
        let mut columns = table.columns.iter();
        columns.any(|column| column.name.eq_ignore_ascii_case(name))
    };
    let read = reads(sql, dialect, &is_column)?;
    let found = read.into_iter().find(|read| is_column(read.name))?;
    (dialect == Dialect::Postgres || found.name.len() < sql.len()).then_some(found.name)
}

/// What a default of MySQL or MariaDB reads before it is computed: on MySQL a later column that is, on MariaDB any generated.
fn read_too_early<'t>(
    sql: &str,
    dialect: Dialect,
    column: &Column,
    table: &'t Table,
) -> Option<&'t str> {
    if !dialect.is(Family::MySql) || Literal::of(sql).is_some() {
        return None;
    }
    let at = table.columns.iter().position(|c| c.name == column.name)?;
    let mysql = dialect == Dialect::MySql;
    let is_computed = |other: &Column| {
        let default = other.default.get(dialect).map(str::trim);
        other.generated.is_some() || mysql && default.is_some_and(|sql| sql.starts_with('('))
    };
    let from = if mysql { at + 1 } else { 0 };
    let mut others = table.columns[from..].iter();
    let found = others.find(|other| is_computed(other) && scan::reads(sql, dialect, other));
    found.map(|other| other.name.as_str())
}

/// Whether MySQL finds other digits in a moment than in the column.
fn digits(sql: &str, scalar: Scalar, column: &Column, dialect: Dialect) -> Option<String> {
    if !matches!(scalar, Scalar::Timestamp | Scalar::TimestampTz) {
        return None;
    }
    let (function, rest) = sql.split_once('(')?;
    let digits: u32 = rest.strip_suffix(')')?.trim().parse().ok()?;
    let moments = ["now", "current_timestamp", "localtime", "localtimestamp"];
    let is_moment = moments.contains(&function.trim().to_ascii_lowercase().as_str());
    let own = plain::digits(column, dialect)?;
    (is_moment && digits != own)
        .then(|| format!("has {digits} digits of a second, and the column has {own}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::schema::Sql;

    fn with(scalar: Scalar, default: &str) -> Builder {
        table("t").columns(["n"]).column("d", |c| {
            c.ty = Type::Scalar(scalar);
            c.default = Sql::new(default);
            match scalar {
                Scalar::Text => c.max_len = Some(3),
                Scalar::Decimal => c.precision = Some((5, 2)),
                _ => {}
            }
        })
    }

    /// The engines that refuse it, by their initials: p, y, a, s.
    fn who(scalar: Scalar, default: &str) -> String {
        let refuse = |on: &Dialect| !of_entity_on(&RULE, with(scalar, default), &[*on]).is_empty();
        let all = Dialect::ALL.into_iter().filter(refuse);
        all.map(|dialect| match dialect {
            Dialect::Postgres => 'p',
            Dialect::MySql => 'y',
            Dialect::MariaDb => 'a',
            Dialect::Sqlite => 's',
        })
        .collect()
    }

    #[test]
    fn values() {
        for (scalar, default, engines) in [
            (Scalar::I64, "'abc'", "pya"),
            (Scalar::I64, "'5'", ""),
            (Scalar::I64, "5", ""),
            (Scalar::I64, "true", "p"),
            (Scalar::Bool, "1", "p"),
            (Scalar::Bool, "true", ""),
            (Scalar::I16, "70000", "ya"),
            (Scalar::U32, "-1", "ya"),
            (Scalar::I64, "NULL", "ya"),
            (Scalar::Decimal, "12345.678", "ya"),
            (Scalar::Decimal, "123.678", ""),
            (Scalar::Text, "'abcd'", "ya"),
            (Scalar::Text, "'ab  '", "a"),
            (Scalar::Text, "'it''s'", ""),
            (Scalar::Date, "'2023-02-30'", "pya"),
            (Scalar::Date, "'2024-02-29'", ""),
            (Scalar::Date, "'tomorrow'", "ya"),
            (Scalar::Timestamp, "'2020-01-01T00:00:00Z'", "ya"),
            (Scalar::Bool, "'yes'", "ya"),
            (Scalar::Uuid, "'nope'", "pa"),
            (Scalar::I64, "1 > 2", "p"),
            (Scalar::I64, "now()", "p"),
            (Scalar::I64, "lower('1')", "p"),
            (Scalar::Date, "'0000-00-00'", ""),
            (Scalar::Timestamp, "'2023-13-01 10:00:00'", "pya"),
            (Scalar::Timestamp, "now(3)", "y"),
            (Scalar::Timestamp, "now(6)", ""),
            (Scalar::Timestamp, "(now(3))", ""),
            (Scalar::I64, "(SELECT 1)", "pyas"),
            (Scalar::I64, "n + 1", "ps"),
            (Scalar::I64, "n", "p"),
            (Scalar::Text, "lower('A')", ""),
            (Scalar::Timestamp, "now() AT TIME ZONE 'UTC'", "p"),
            (Scalar::Timestamp, "(now() AT TIME ZONE 'UTC')", ""),
            (Scalar::Bool, "NOT true", "p"),
        ] {
            assert_eq!(who(scalar, default), engines, "{scalar:?} {default}");
        }
    }

    #[test]
    fn what_is_computed_behind_it() {
        let reading = |generated: bool| {
            let t = with(Scalar::I64, "(e + 1)");
            t.column("e", |c| {
                let sql = Sql::new("(1 + 1)");
                if generated {
                    c.generated = Some(erd_core::schema::Generated { sql, stored: true });
                } else {
                    c.default = sql;
                }
            })
        };
        let count = |generated, on| of_entity_on(&RULE, reading(generated), &[on]).len();
        assert_eq!(count(false, Dialect::MySql), 1);
        assert_eq!(count(true, Dialect::MySql), 1);
        assert_eq!(count(false, Dialect::MariaDb), 0);
        assert_eq!(count(true, Dialect::MariaDb), 1);
    }

    #[test]
    fn who_is_asked() {
        let found = of_entity(&RULE, with(Scalar::I64, "'abc'"));
        assert_eq!(found[0].level, Level::Warn);
        assert_eq!(
            found[0].message,
            "the default of `t.d` is `'abc'`, which is no number"
        );
        let spelled =
            with(Scalar::I64, "'abc'").edit(|t| t.columns[1].sql_type = Sql::new("citext"));
        assert!(of_entity_on(&RULE, spelled, &[Dialect::Postgres]).is_empty());
        let nullable = with(Scalar::I64, "NULL").edit(|t| t.columns[1].nullable = true);
        assert!(of_entity_on(&RULE, nullable, &[Dialect::MySql]).is_empty());
    }

    #[test]
    fn what_is_set_on_update_is_a_moment() {
        let updated = |scalar| {
            let t = with(scalar, "1");
            t.edit(|t| {
                t.columns[1].default = Sql::default();
                t.columns[1].on_update = Sql::new("CURRENT_TIMESTAMP");
            })
        };
        let count = |scalar, on| of_entity_on(&RULE, updated(scalar), &[on]).len();
        assert_eq!(count(Scalar::I64, Dialect::MySql), 1);
        assert_eq!(count(Scalar::Date, Dialect::MariaDb), 1);
        assert_eq!(count(Scalar::Timestamp, Dialect::MySql), 0);
        assert_eq!(count(Scalar::I64, Dialect::Sqlite), 0);
    }
}
