//! T03: a moment needs a zone.

use crate::columns::{each, spelling};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Mark, Table, Type};
use erd_core::{Dialect, Level, Scalar, Site};

const DOCS: &str = r#"# T03 timestamp_without_zone

## What it does
Warns of a timestamp without zone on PostgreSQL that is not marked `civil_time`: a `NaiveDateTime`, a
`PrimitiveDateTime`, or the spelled type `timestamp`.

## Why
Such a value means whatever zone its reader is in. After a move of the server, or a change to summer time, stored
moments are off by hours, and nothing can tell which.

## Bad
```rust
pub paid_at: chrono::NaiveDateTime,
```

## Good
```rust
pub paid_at: chrono::DateTime<chrono::Utc>,
#[erd(civil_time)] // the shop opens at nine in its own town, whatever its zone will be
pub opens_at: chrono::NaiveDateTime,
```

## Source
PostgreSQL wiki, "Don't Do This"; PostgreSQL manual, 8.5. Heuristic.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T03",
    slug: "timestamp_without_zone",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "the value means another moment to every reader in another zone",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    if !report.is_target(Dialect::Postgres) {
        return;
    }
    for (id, column) in each(table) {
        let bare = match spelling(column, Dialect::Postgres) {
            Some(spelled) => spelled.is(&["timestamp", "timestamp without time zone"]),
            None => column.ty == Type::Scalar(Scalar::Timestamp),
        };
        if !bare || column.is(Mark::CivilTime) {
            continue;
        }
        let message = format!(
            "`{}` is a moment without a zone",
            path::columns(table, &[id])
        );
        let help = if spelling(column, Dialect::Postgres).is_none() {
            "use `DateTime<Utc>` or `OffsetDateTime`"
        } else {
            "spell it `timestamptz`"
        };
        report
            .find(Site::Column(id), message)
            .help(help)
            .help("add `#[erd(civil_time)]` if it is a time on the wall of some place");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, of_entity_on, table};
    use erd_core::schema::Sql;

    fn naive(edit: impl FnOnce(&mut erd_core::schema::Column)) -> Vec<erd_core::Finding> {
        let table = table("orders").column("paid_at", |c| {
            c.ty = Type::Scalar(Scalar::Timestamp);
            edit(c);
        });
        of_entity(&RULE, table)
    }

    #[test]
    fn bad() {
        assert_eq!(
            naive(|_| {})[0].message,
            "`orders.paid_at` is a moment without a zone"
        );
        let spelled = naive(|c| c.sql_type = Sql::new("timestamp(3) without time zone"));
        assert_eq!(spelled[0].help[0], "spell it `timestamptz`");
    }

    #[test]
    fn ok() {
        assert!(naive(|c| c.marks = vec![Mark::CivilTime]).is_empty());
        assert!(naive(|c| c.sql_type = Sql::new("timestamptz")).is_empty());
        assert!(naive(|c| c.ty = Type::Scalar(Scalar::TimestampTz)).is_empty());
        assert!(naive(|c| c.ty = Type::Unknown).is_empty());
    }

    #[test]
    fn a_project_without_postgresql() {
        let table = table("orders").column("paid_at", |c| c.ty = Type::Scalar(Scalar::Timestamp));
        assert!(of_entity_on(&RULE, table, &[Dialect::MySql]).is_empty());
    }
}
