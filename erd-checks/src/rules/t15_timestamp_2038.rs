//! T15: MySQL's TIMESTAMP ends in 2038.

use crate::columns::{each, is_spelled_for, spelling};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::Table;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# T15 timestamp_2038

## What it does
Warns of a column spelled `timestamp` for MySQL or MariaDB that is not the time of something past, such as
`created_at`.

## Why
The type ends at 2038-01-19 03:14:07 UTC (MariaDB 11.5 and later on 64 bits: 2106). A subscription, a certificate or a
loan that ends later cannot be stored.

## Bad
```rust
#[erd(sql_type(mysql = "timestamp"))]
pub valid_until: DateTime<Utc>,
```

## Good
```rust
pub valid_until: DateTime<Utc>, // datetime(6), in UTC
```

## Source
MySQL manual, 11.2.2; MariaDB knowledge base, "TIMESTAMP". Executed on MariaDB.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T15",
    slug: "timestamp_2038",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "a time after 2038-01-19 cannot be stored",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (id, column) in each(table) {
        let spelled = |dialect: Dialect| {
            let meant = is_spelled_for(column, dialect) || report.names_target(dialect);
            meant && spelling(column, dialect).is_some_and(|s| s.is(&["timestamp"]))
        };
        let found = [Dialect::MySql, Dialect::MariaDb]
            .into_iter()
            .find(|d| spelled(*d));
        let Some(dialect) = found.filter(|_| column.role.is_none()) else {
            continue;
        };
        let message = format!(
            "`{}` is a TIMESTAMP of {}, which ends in 2038",
            path::columns(table, &[id]),
            dialect.title()
        );
        report
            .find(Site::Column(id), message)
            .help("leave `sql_type` out: erd stores a moment as `datetime(6)` in UTC");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, of_entity_on, table};
    use erd_core::schema::Sql;

    fn spelled(sql: &str) -> crate::testing::Builder {
        table("loans").column("ends_at", |c| {
            c.sql_type.by_dialect = vec![(Dialect::MySql, sql.to_owned())];
        })
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, spelled("TIMESTAMP(6)"));
        assert_eq!(
            found[0].message,
            "`loans.ends_at` is a TIMESTAMP of MySQL, which ends in 2038"
        );
        let common = table("loans").column("ends_at", |c| c.sql_type = Sql::new("timestamp"));
        assert_eq!(of_entity_on(&RULE, common, &[Dialect::MariaDb]).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, spelled("datetime(6)")).is_empty());
        let past = spelled("timestamp")
            .edit(|t| t.columns[0].role = Some(erd_core::schema::Role::DeletedAt));
        assert!(of_entity(&RULE, past).is_empty());
        let common = table("loans").column("ends_at", |c| c.sql_type = Sql::new("timestamp"));
        assert!(of_entity(&RULE, common).is_empty());
    }
}
