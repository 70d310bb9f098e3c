//! T33: a type that the engine has, with what it takes in its parentheses.

use crate::columns::{each, is_spelled_for, spelling};
use crate::plain::plain;
use crate::{Check, Report, Rule, Scope, listed, path};
use erd_core::schema::{Column, Table, Type};
use erd_core::{Dialect, Family, Level, Scalar, Site};

const DOCS: &str = r#"# T33 column_type_refused

## What it does
Rejects a `sql_type` that MySQL and MariaDB refuse, where one of them is a target: an `ENUM` or a `SET` with two values that
are one to its collation (`'a'` and `'A'`, `'a'` and `'a '`), a value of a `SET` with a comma, and a length or a precision
beyond the type's. Rejects a collation of what is no text, where PostgreSQL is a target (of octets and JSON on MySQL too).
Beyond its type is: `datetime(7)`, `char(256)`, `decimal(66)`, `decimal(5,6)`, `bit(65)`, `int(256)`, `vector(16384)`, a
`varchar` without a length. Without targets it is a warning, for a type that is stated for MySQL or MariaDB alone.

## Why
The engines refuse the table: error 1291 for the values, 1367 for the comma, 1426, 1425, 1427, 1439, 1074 and 6137 for the
numbers.

## Bad
```rust
#[erd(sql_type = "enum('new', 'New')")]
pub state: String,
```

## Good
```rust
#[erd(sql_type = "enum('new', 'done')")]
pub state: String,
```

## Source
MySQL manual, "The ENUM Type", "The SET Type", "Data Types"; executed on MySQL 9.7.4, MariaDB 10.11.19 and 11.8.9.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T33",
    slug: "column_type_refused",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "MySQL and MariaDB reject the table",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (id, column) in each(table) {
        // Of a type for all engines nobody knows for which it was written, until a target is named.
        let meant = |dialect| report.names_targets() || is_spelled_for(column, dialect);
        let fault = |dialect: Dialect| {
            let listed = listed::fault(column, table, dialect);
            listed
                .or_else(|| beyond(column, dialect))
                .or_else(|| collated(column, dialect))
        };
        let Some((refused, what)) = report.refused_for(|d| fault(d).filter(|_| meant(d))) else {
            continue;
        };
        let subject = path::columns(table, &[id]);
        report
            .find(Site::Column(id), format!("the type of `{subject}` {what}"))
            .level(refused.level())
            .why(refused.why("the table"))
            .help("write a type that the engine has");
    }
}

/// A collation of what is no text. Single engines forget it: MySQL of a number, MariaDB and SQLite of anything.
fn collated(column: &Column, dialect: Dialect) -> Option<String> {
    column.collation.get(dialect)?;
    let Type::Scalar(scalar) = plain(column, dialect)?.ty else {
        return None;
    };
    let refused = match dialect {
        Dialect::Postgres => scalar != Scalar::Text,
        Dialect::MySql => matches!(scalar, Scalar::Bytes | Scalar::Json),
        _ => false,
    };
    refused.then(|| "has a collation, and is no text".to_owned())
}

/// A number in the parentheses of a type that is beyond what the type takes.
fn beyond(column: &Column, dialect: Dialect) -> Option<String> {
    if !dialect.is(Family::MySql) {
        return None;
    }
    let spelling = spelling(column, dialect)?;
    let name = spelling.name.split_whitespace().next()?;
    let Some(arguments) = &spelling.arguments else {
        let needs = matches!(name, "varchar" | "varbinary");
        return needs.then(|| format!("is `{name}` without a length"));
    };
    let numbers: Option<Vec<u32>> = arguments
        .split(',')
        .map(|n| n.trim().parse().ok())
        .collect();
    let numbers = numbers?;
    let first = *numbers.first()?;
    let most = match name {
        "datetime" | "timestamp" | "time" => 6,
        "char" | "binary" | "int" | "integer" | "bigint" | "smallint" | "mediumint" | "tinyint" => {
            255
        }
        "bit" => 64,
        "decimal" | "numeric" => 65,
        "vector" => 16_383,
        "varbinary" | "varchar" => 65_535,
        _ => u32::MAX,
    };
    if first > most {
        return Some(format!("says `{name}({first})`, and {most} is the most"));
    }
    if first == 0 && name == "vector" && dialect == Dialect::MariaDb {
        return Some("is a vector of nothing".to_owned());
    }
    let scaled = matches!(name, "decimal" | "numeric" | "double" | "float");
    match numbers.as_slice() {
        [all, behind] if scaled && behind > all => Some(format!(
            "has {behind} digits behind the point, and {all} in all"
        )),
        [_, behind] if scaled && *behind > 38 => {
            Some(format!("has {behind} digits behind the point"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::schema::Sql;

    fn spelled(sql: &str) -> Builder {
        table("t").column("a", |c| c.sql_type = Sql::new(sql))
    }

    #[test]
    fn bad() {
        let found = of_entity_on(&RULE, spelled("enum('new', 'New')"), &[Dialect::MySql]);
        assert_eq!(
            found[0].message,
            "the type of `t.a` lists `new` and `New`, which are one value"
        );
        assert_eq!(found[0].level, Level::Deny);
        for sql in [
            "datetime(7)",
            "char(256)",
            "decimal(66)",
            "decimal(5,6)",
            "varchar",
            "bit(65)",
        ] {
            assert_eq!(
                of_entity_on(&RULE, spelled(sql), &[Dialect::MariaDb]).len(),
                1,
                "{sql}"
            );
        }
        let number = spelled("bigint").edit(|t| t.columns[0].collation = Sql::new("C"));
        assert_eq!(of_entity_on(&RULE, number, &[Dialect::Postgres]).len(), 1);
        assert!(of_entity(&RULE, spelled("datetime(7)")).is_empty());
        let own = spelled("").edit(|t| {
            let mysql = (Dialect::MySql, "datetime(7)".to_owned());
            t.columns[0].sql_type.by_dialect.push(mysql);
        });
        assert_eq!(of_entity(&RULE, own)[0].level, Level::Warn);
    }

    #[test]
    fn ok() {
        for sql in [
            "enum('new', 'done')",
            "datetime(6)",
            "char(255)",
            "decimal(65,30)",
            "varchar(9)",
            "int",
        ] {
            assert!(of_entity(&RULE, spelled(sql)).is_empty(), "{sql}");
        }
        let others = [Dialect::Postgres, Dialect::Sqlite];
        assert!(of_entity_on(&RULE, spelled("char(256)"), &others).is_empty());
    }
}
