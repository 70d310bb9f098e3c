//! A03: the time of the last change moves with each change.

use crate::{Check, Entry, Report, Rule, Scope, path};
use erd_core::schema::{Column, ColumnId, Maintenance, Role, Table, Type};
use erd_core::{Level, Scalar, Site};

const DOCS: &str = r"# A03 updated_at_unmaintained

## What it does
Warns of a time of the last change that nothing moves: `updated_at(by = default)`, which is set at insert only (so is
`updated_by(by = default)`), or a time
named `updated_at`, `updated_on`, `modified_at` or `modified_on` without `updated_at`. Tables read from a database are not
judged by the name, because their triggers are not known.

## Why
PostgreSQL and SQLite have no ON UPDATE. A change that forgets the column leaves an old time, and every sync, cache and
export that asks for what changed since then misses the row.

## Bad
```rust
pub updated_at: DateTime<Utc>,
```

## Good
```rust
#[erd(updated_at)]
pub updated_at: DateTime<Utc>,
```
which makes the trigger, or `updated_at(by = application)` where the application writes it.

## Source
PostgreSQL manual, CREATE TRIGGER; MySQL manual, automatic initialization and updating of TIMESTAMP and DATETIME.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "A03",
    slug: "updated_at_unmaintained",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "a change that forgets it leaves an old time, and whoever asks what changed since then misses the row",
    docs: DOCS,
    check: Check::Entity(check),
};

const NAMES: [&str; 4] = ["updated_at", "updated_on", "modified_at", "modified_on"];

fn check(table: &Table, report: &mut Report<'_>) {
    let from_code = !table.entity.is_empty();
    for (i, column) in table.columns.iter().enumerate() {
        let subject = path::columns(table, &[ColumnId(i)]);
        let message = match column.role {
            Some(Role::UpdatedAt(Maintenance::Default) | Role::UpdatedBy(Maintenance::Default)) => {
                format!("`{subject}` is set at insert, and nothing moves it when the row changes")
            }
            None if from_code && is_time_of_change(column) => {
                format!(
                    "`{subject}` looks like the time of the last change, and nobody said what moves it"
                )
            }
            _ => continue,
        };
        let help = match column.role {
            Some(Role::UpdatedBy(_)) => [
                "write `updated_by(by = trigger)`: a trigger moves it",
                "or `updated_by(by = application)` if the application writes it with each change",
            ],
            _ => [
                "add `#[erd(updated_at)]`: the database moves it by a trigger or ON UPDATE",
                "or `#[erd(updated_at(by = application))]` if the application writes it with each change",
            ],
        };
        let found = report.find(Site::Column(ColumnId(i)), message);
        help.into_iter().fold(found, Entry::help);
    }
}

fn is_time_of_change(column: &Column) -> bool {
    let name = column.name.to_ascii_lowercase();
    NAMES.contains(&name.as_str())
        && column.generated.is_none()
        && column.copied_from.is_none()
        && matches!(
            column.ty,
            Type::Scalar(Scalar::Timestamp | Scalar::TimestampTz)
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn orders(name: &str, role: Option<Role>) -> Builder {
        table("orders").column(name, |c| {
            c.ty = Type::Scalar(Scalar::TimestampTz);
            c.role = role;
        })
    }

    #[test]
    fn bad() {
        let by_default = Some(Role::UpdatedAt(Maintenance::Default));
        let found = of_entity(&RULE, orders("changed", by_default));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`orders.changed` is set at insert, and nothing moves it when the row changes"
        );
        assert_eq!(of_entity(&RULE, orders("updated_at", None)).len(), 1);
        let who = Some(Role::UpdatedBy(Maintenance::Default));
        let found = of_entity(&RULE, orders("changed_by", who));
        assert!(found[0].help[0].contains("updated_by(by = trigger)"));
    }

    #[test]
    fn ok() {
        for by in [Maintenance::Trigger, Maintenance::Application] {
            let role = Some(Role::UpdatedAt(by));
            assert!(of_entity(&RULE, orders("updated_at", role)).is_empty());
        }
        assert!(of_entity(&RULE, orders("shipped_at", None)).is_empty());
        let read = orders("updated_at", None).edit(|t| t.entity.clear());
        assert!(of_entity(&RULE, read).is_empty());
        let number = table("orders").columns(["updated_at"]);
        assert!(of_entity(&RULE, number).is_empty());
    }
}
