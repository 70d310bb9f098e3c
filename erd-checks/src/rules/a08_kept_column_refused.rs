//! A08: what the database writes into a column fits the column.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::Since::Always;
use erd_core::schema::{Column, ColumnId, Maintenance, Role, Table, Type};
use erd_core::{Dialect, Level, Scalar, Site};

const DOCS: &str = r#"# A08 kept_column_refused

## What it does
Rejects a column that the database is to write and cannot: `created_at` and `updated_at` on what is no date and no
timestamp, `version(by = trigger)` on what is no integer, `created_by` and `updated_by` by default or trigger on what is no
text, no integer and no UUID. On SQLite the last two may not be NOT NULL either: without targets in `erd.toml` that is a
warning. A column with an `sql_type` of its own is not judged by its type.

## Why
The table could not be created, or each insert would fail. Who acts in a session is a text, and SQLite's triggers fill it in
after the row is written, when NOT NULL has been checked.

## Bad
```rust
#[erd(created_by(by = trigger))]
pub created_by: f64,
```

## Good
```rust
#[erd(created_by(by = trigger))]
pub created_by: Option<i64>,
```
or `by = application`, where the application writes it.

## Source
PostgreSQL manual, 43.5.1 (assignment); MySQL manual 27.4 (triggers); SQLite, "CREATE TRIGGER". Executed on each engine.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "A08",
    slug: "kept_column_refused",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: false,
    why: "the table cannot be created, or each insert fails",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, column) in table.columns.iter().enumerate() {
        let site = Site::Column(ColumnId(i));
        let subject = path::columns(table, &[ColumnId(i)]);
        if let Some((wants, what)) = misfit(column) {
            report
                .find(
                    site,
                    format!(
                        "the database is to write {what} into `{subject}`, whose type holds none"
                    ),
                )
                .help(format!("make it {wants}"))
                .help("or let the application write it: `by = application`");
        } else if is_actor(column) && !column.nullable {
            let Some(refused) = report.refused_by(&[(Dialect::Sqlite, Always)]) else {
                continue;
            };
            report
                .find(
                    site,
                    format!("`{subject}` is NOT NULL, and SQLite can write who acts into it only when the row is there"),
                )
                .level(refused.level())
                .help(format!("make `{}` an `Option`", column.field))
                .help("or let the application write it: `by = application`");
        }
    }
}

/// What the column should be, and what the database is to write, where its type holds none of it.
fn misfit(column: &Column) -> Option<(&'static str, &'static str)> {
    let scalar = match &column.ty {
        _ if !column.sql_type.is_empty() => return None,
        Type::Scalar(scalar) => Some(*scalar),
        Type::Array(_) | Type::Enum(_) => None,
        // What a name or a type of the application stands for is not known here.
        Type::Named(_) | Type::Unknown => return None,
    };
    let holds = |takes: fn(Scalar) -> bool| scalar.is_some_and(takes);
    match column.role? {
        Role::CreatedAt(Maintenance::Application)
        | Role::UpdatedAt(Maintenance::Application)
        | Role::Version(Maintenance::Application) => None,
        Role::CreatedAt(Maintenance::Default) | Role::UpdatedAt(Maintenance::Default)
            if !column.default.is_empty() =>
        {
            None
        }
        Role::CreatedAt(_) | Role::UpdatedAt(_) => {
            (!holds(is_moment)).then_some(("a timestamp or a date", "the current moment"))
        }
        Role::Version(_) => {
            let counts = holds(|scalar| scalar.integer().is_some());
            (!counts && column.default.is_empty()).then_some(("an `i32` or an `i64`", "a version"))
        }
        _ if is_actor(column) => {
            (!holds(takes_actor)).then_some(("a `String`, an integer or a `Uuid`", "who acts"))
        }
        _ => None,
    }
}

/// Whether the database writes who acts.
fn is_actor(column: &Column) -> bool {
    matches!(
        column.role,
        Some(Role::CreatedBy(by) | Role::UpdatedBy(by)) if by != Maintenance::Application
    )
}

const fn is_moment(scalar: Scalar) -> bool {
    matches!(
        scalar,
        Scalar::Timestamp | Scalar::TimestampTz | Scalar::Date
    )
}

fn takes_actor(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::Text | Scalar::Uuid) || scalar.integer().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::schema::Sql;

    const BY: Role = Role::CreatedBy(Maintenance::Trigger);

    fn orders(role: Role, ty: Type) -> Builder {
        table("orders").column("kept", |c| {
            c.role = Some(role);
            c.ty = ty.clone();
            c.nullable = matches!(role, Role::CreatedBy(_) | Role::UpdatedBy(_));
        })
    }

    #[test]
    fn types() {
        use Maintenance::{Application, Default, Trigger};
        for (role, good, bad) in [
            (Role::CreatedAt(Default), Scalar::Date, Scalar::Text),
            (Role::CreatedAt(Trigger), Scalar::Timestamp, Scalar::Time),
            (Role::UpdatedAt(Trigger), Scalar::TimestampTz, Scalar::I64),
            (Role::Version(Trigger), Scalar::I32, Scalar::Decimal),
            (BY, Scalar::Uuid, Scalar::F64),
            (Role::CreatedBy(Default), Scalar::Text, Scalar::Bool),
            (Role::UpdatedBy(Trigger), Scalar::U64, Scalar::Json),
        ] {
            let found = of_entity(&RULE, orders(role, Type::Scalar(bad)));
            assert_eq!(found.len(), 1, "{role:?}");
            assert_eq!(found[0].level, Level::Deny);
            assert_eq!(found[0].path, "orders.kept");
            let good = orders(role, Type::Scalar(good));
            assert!(of_entity(&RULE, good).is_empty(), "{role:?}");
            let stated = orders(role, Type::Scalar(bad))
                .edit(|t| t.columns[0].sql_type = Sql::new("citext"));
            assert!(of_entity(&RULE, stated).is_empty(), "{role:?}");
            let unknown = orders(role, Type::Unknown);
            assert!(of_entity(&RULE, unknown).is_empty(), "{role:?}");
        }
        for role in [
            Role::CreatedAt(Application),
            Role::UpdatedBy(Application),
            Role::Version(Application),
        ] {
            let own = orders(role, Type::Scalar(Scalar::Bytes));
            assert!(of_entity(&RULE, own).is_empty(), "{role:?}");
        }
        let stated = orders(Role::CreatedAt(Default), Type::Scalar(Scalar::I64))
            .edit(|t| t.columns[0].default = Sql::new("0"));
        assert!(of_entity(&RULE, stated).is_empty());
    }

    #[test]
    fn required_on_sqlite() {
        let required =
            || orders(BY, Type::Scalar(Scalar::Text)).edit(|t| t.columns[0].nullable = false);
        let found = of_entity_on(&RULE, required(), &[Dialect::Sqlite]);
        assert_eq!(found[0].level, Level::Deny);
        assert_eq!(found[0].help[0], "make `kept` an `Option`");
        assert_eq!(of_entity(&RULE, required())[0].level, Level::Warn);
        assert!(of_entity_on(&RULE, required(), &[Dialect::Postgres]).is_empty());
    }
}
