//! T16: SQLite has no unsigned integer of eight bytes.

use crate::columns::{each, spelling};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Table, Type};
use erd_core::{Dialect, Level, Scalar, Site};

const DOCS: &str = r#"# T16 unsigned_gap

## What it does
Warns of a `u64` in a project that names SQLite as a target; elsewhere it is reported on request. On PostgreSQL erd
stores a `u64` as `numeric(20, 0)`, which holds all of them; a spelled `bigint` does not.

## Why
A value of 2^63 or more, such as a hash, is a normal `u64`, and its insert fails.

## Bad
```rust
pub fingerprint: u64,
```

## Good
```rust
pub fingerprint: i64, // the same 64 bits
```

## Source
SQLite, "Datatypes In SQLite"; PostgreSQL manual, 8.1. Executed on SQLite.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T16",
    slug: "unsigned_gap",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "the insert of a value of 2^63 or more fails",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (id, column) in each(table) {
        if column.ty != Type::Scalar(Scalar::U64) {
            continue;
        }
        let bigint = spelling(column, Dialect::Postgres).is_some_and(|s| s.is(&["bigint", "int8"]));
        let (dialect, level) = if bigint && report.is_target(Dialect::Postgres) {
            (Dialect::Postgres, Level::Warn)
        } else if column.sql_type.get(Dialect::Sqlite).is_none()
            && report.is_target(Dialect::Sqlite)
        {
            let named = report.names_target(Dialect::Sqlite);
            (
                Dialect::Sqlite,
                if named { Level::Warn } else { Level::Allow },
            )
        } else {
            continue;
        };
        let subject = path::columns(table, &[id]);
        let title = dialect.title();
        let message = format!(
            "`{subject}` is a `u64`, and {title} stores it in a signed integer of eight bytes"
        );
        report
            .find(Site::Column(id), message)
            .level(level)
            .help("use `i64`, with a check that it is not negative where that matters");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, of_entity_on, table};
    use erd_core::schema::Sql;

    fn number() -> crate::testing::Builder {
        table("files").column("hash", |c| c.ty = Type::Scalar(Scalar::U64))
    }

    #[test]
    fn bad() {
        let found = of_entity_on(&RULE, number(), &[Dialect::Sqlite]);
        assert_eq!(found[0].level, Level::Warn);
        assert!(
            found[0]
                .message
                .starts_with("`files.hash` is a `u64`, and SQLite")
        );
        assert_eq!(of_entity(&RULE, number())[0].level, Level::Allow);
        let spelled = number().edit(|t| t.columns[0].sql_type = Sql::new("bigint"));
        assert_eq!(of_entity(&RULE, spelled)[0].level, Level::Warn);
    }

    #[test]
    fn ok() {
        assert!(of_entity_on(&RULE, number(), &[Dialect::Postgres, Dialect::MySql]).is_empty());
        assert!(of_entity(&RULE, table("files").columns(["hash"])).is_empty());
    }
}
