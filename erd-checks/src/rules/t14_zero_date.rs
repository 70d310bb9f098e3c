//! T14: there is no day zero.

use crate::columns::each;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::Table;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# T14 zero_date

## What it does
Rejects a default that holds the date `0000-00-00`.

## Why
PostgreSQL rejects the default, and so do MySQL and MariaDB with the mode `NO_ZERO_DATE`, which MySQL has on by
default. Where an old server took it, the table cannot be copied to a new one. It can be allowed where PostgreSQL is not
a target, for tables that exist on a server without that mode, which MariaDB is by default.

## Bad
```rust
#[erd(default = "'0000-00-00'")]
pub paid_on: NaiveDate,
```

## Good
```rust
pub paid_on: Option<NaiveDate>,
```

## Source
MySQL manual, "Server SQL Modes"; Skeema's `zero-date`. Executed on PostgreSQL and MariaDB.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T14",
    slug: "zero_date",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "PostgreSQL rejects it, and so do MySQL and MariaDB in the mode that new servers run in",
    docs: DOCS,
    check: Check::Entity(check),
};

/// Whether a default is a date whose month or day is zero: `'0000-00-00'`, `'2024-01-00'`.
fn has_zero_date(sql: &str) -> bool {
    let Some(date) = sql
        .trim()
        .strip_prefix('\'')
        .and_then(|text| text.get(..10))
    else {
        return false;
    };
    let mut parts = date.split('-');
    let digits = |part: Option<&str>, len: usize| {
        part.is_some_and(|p| p.len() == len && p.bytes().all(|b| b.is_ascii_digit()))
    };
    digits(parts.next(), 4)
        && digits(parts.clone().next(), 2)
        && digits(parts.clone().nth(1), 2)
        && parts.any(|part| part == "00")
}

fn check(table: &Table, report: &mut Report<'_>) {
    let postgres = report.is_target(Dialect::Postgres);
    for (id, column) in each(table) {
        let rejects = |dialect: &Dialect| {
            let default = column.default.get(*dialect);
            *dialect != Dialect::Sqlite && default.is_some_and(has_zero_date)
        };
        let target = Dialect::ALL
            .into_iter()
            .find(|d| rejects(d) && report.is_target(*d));
        if target.is_some() {
            let message = format!(
                "the default of `{}` is a date that does not exist",
                path::columns(table, &[id])
            );
            report
                .find(Site::Column(id), message)
                .help(format!(
                    "make `{}` an `Option` without a default",
                    column.field
                ))
                .help("write a date that exists")
                .silenceable(!postgres);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, of_entity_on, table};
    use erd_core::schema::Sql;

    fn default(sql: Sql) -> Vec<erd_core::Finding> {
        of_entity(
            &RULE,
            table("orders").column("paid_on", |c| c.default = sql),
        )
    }

    #[test]
    fn bad() {
        let found = default(Sql::new("'0000-00-00 00:00:00'"));
        assert_eq!(
            found[0].message,
            "the default of `orders.paid_on` is a date that does not exist"
        );
        assert_eq!(default(Sql::new("'2024-01-00'")).len(), 1);
        let mysql = Sql {
            any: None,
            by_dialect: vec![(Dialect::MySql, "'0000-00-00'".to_owned())],
        };
        assert_eq!(default(mysql).len(), 1);
        assert!(!found[0].silenceable, "PostgreSQL has no such date");
        let zero = Sql::new("'0000-00-00'");
        let orders = table("orders").column("paid_on", |c| c.default = zero);
        assert!(of_entity_on(&RULE, orders, &[Dialect::MariaDb])[0].silenceable);
    }

    #[test]
    fn ok() {
        assert!(default(Sql::new("'1970-01-01'")).is_empty());
        assert!(default(Sql::new("'000-000-00'")).is_empty());
        let sqlite = Sql {
            any: None,
            by_dialect: vec![(Dialect::Sqlite, "'0000-00-00'".to_owned())],
        };
        assert!(default(sqlite).is_empty());
    }
}
