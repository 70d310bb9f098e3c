//! T24: a row has a size.

use crate::columns::scalar;
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{Column, Table};
use erd_core::{Dialect, Level, Scalar, Site};

const DOCS: &str = r#"# T24 row_size

## What it does
Rejects a table with more columns than an engine takes (PostgreSQL 1600, MySQL and MariaDB 1017), and one whose rows
are wider than the 65,535 bytes of MySQL and MariaDB; the latter is reported on request until the project names one of
these as a target.

## Why
The engine rejects CREATE TABLE. A text of n characters counts 4n bytes there, whatever is stored.

## Bad
```rust
#[erd(max_len = 10000)]
pub summary: String,
#[erd(max_len = 10000)]
pub body: String, // 80,000 bytes
```

## Good
```rust
#[erd(max_len = 10000)]
pub summary: String,
pub body: String, // longtext, outside of the row
```

## Source
PostgreSQL manual, appendix K; MySQL manual, 8.4.7 "Limits on Table Column Count and Row Size". Executed on both
engines.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T24",
    slug: "row_size",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: false,
    why: "the engine rejects the table",
    docs: DOCS,
    check: Check::Entity(check),
};

/// Columns of a PostgreSQL table.
const POSTGRES_COLUMNS: usize = 1600;
/// Columns of an InnoDB table.
const INNODB_COLUMNS: usize = 1017;
/// Bytes of a row of MySQL.
const ROW: u64 = 65_535;

fn check(table: &Table, report: &mut Report<'_>) {
    let name = table.path();
    let count = table.columns.len();
    let most = |dialect| {
        if dialect == Dialect::Postgres {
            POSTGRES_COLUMNS
        } else {
            INNODB_COLUMNS
        }
    };
    let engines = [Dialect::Postgres, Dialect::MySql, Dialect::MariaDb];
    let tight = engines
        .into_iter()
        .find(|d| report.is_target(*d) && count > most(*d));
    if let Some(dialect) = tight {
        let message = format!(
            "`{name}` has {count} columns; {} takes {}",
            dialect.title(),
            most(dialect)
        );
        report
            .find(Site::Entity, message)
            .help("move columns that are read apart to a table of their own");
        return;
    }
    for dialect in [Dialect::MySql, Dialect::MariaDb] {
        let width: u64 = table
            .columns
            .iter()
            .map(|column| bytes(column, dialect))
            .sum();
        if report.is_target(dialect) && width > ROW {
            let title = dialect.title();
            let named = report.names_target(dialect);
            let message =
                format!("a row of `{name}` has at least {width} bytes; {title} takes {ROW}");
            report
                .find(Site::Entity, message)
                .level(if named { Level::Deny } else { Level::Allow })
                .help("leave `max_len` out of the longest texts: they are then stored outside of the row");
            return;
        }
    }
}

/// The least that the column counts in a row; nothing where its type is not known or spelled.
fn bytes(column: &Column, dialect: Dialect) -> u64 {
    let length = column.max_len.map(u64::from);
    let Some(scalar) = scalar(column, dialect) else {
        return 0;
    };
    match (scalar, length) {
        (Scalar::Text, Some(n)) if n * 4 <= ROW => n * 4,
        (Scalar::Bytes, Some(n)) if n <= ROW => n,
        // Long values are a pointer of at least eight bytes.
        (
            Scalar::Text | Scalar::Bytes | Scalar::Json | Scalar::I64 | Scalar::U64 | Scalar::F64,
            _,
        ) => 8,
        (Scalar::Uuid, _) => 16,
        (Scalar::I32 | Scalar::U32 | Scalar::F32, _) => 4,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, of_entity_on, table};
    use erd_core::schema::Type;

    fn wide(lengths: &[u32]) -> crate::testing::Builder {
        lengths.iter().fold(table("posts"), |table, length| {
            table.column("text", |c| {
                c.ty = Type::Scalar(Scalar::Text);
                c.max_len = Some(*length);
            })
        })
    }

    fn many(count: usize) -> crate::testing::Builder {
        table("posts").columns(std::iter::repeat_n("c", count))
    }

    #[test]
    fn bad() {
        let found = of_entity_on(&RULE, wide(&[10_000, 10_000]), &[Dialect::MySql]);
        assert_eq!(
            found[0].message,
            "a row of `posts` has at least 80000 bytes; MySQL takes 65535"
        );
        assert_eq!(found[0].level, Level::Deny);
        assert_eq!(
            of_entity(&RULE, wide(&[10_000, 10_000]))[0].level,
            Level::Allow
        );
        assert_eq!(
            of_entity_on(&RULE, many(1601), &[Dialect::Postgres]).len(),
            1
        );
        assert_eq!(
            of_entity_on(&RULE, many(1018), &[Dialect::MariaDb]).len(),
            1
        );
    }

    #[test]
    fn ok() {
        let both = [Dialect::MySql, Dialect::MariaDb];
        assert!(of_entity_on(&RULE, wide(&[10_000, 6_000]), &both).is_empty());
        assert!(of_entity_on(&RULE, wide(&[100_000, 100_000]), &both).is_empty());
        assert!(of_entity_on(&RULE, wide(&[10_000, 10_000]), &[Dialect::Postgres]).is_empty());
        assert!(of_entity_on(&RULE, many(1018), &[Dialect::Postgres]).is_empty());
        assert!(of_entity(&RULE, many(1017)).is_empty());
    }
}
