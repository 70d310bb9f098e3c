//! A04: deleting a user must not delete what he made.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Action, Role, Table};
use erd_core::{Level, Site};

const DOCS: &str = r"# A04 actor_fk_cascades

## What it does
Rejects `on_delete = cascade` on `created_by`, `updated_by` and `deleted_by`.

## Why
Deleting one user deletes every row that he ever made or changed, of every table, and what hangs on these rows.

## Bad
```rust
#[erd(created_by(User, on_delete = cascade), index)]
pub created_by: i64,
```

## Good
```rust
#[erd(created_by(User, on_delete = set_null), index)]
pub created_by: Option<i64>,
```
or `on_delete = restrict`.

## Source
SQL:2016 4.19, CASCADE.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "A04",
    slug: "actor_fk_cascades",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "deleting one user deletes everything that he ever made or changed",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        let role = fk.columns.iter().find_map(|c| match table[*c].role {
            Some(Role::CreatedBy(_)) => Some("made it"),
            Some(Role::UpdatedBy(_)) => Some("changed it last"),
            Some(Role::DeletedBy) => Some("deleted it"),
            _ => None,
        });
        let Some(role) = role.filter(|_| fk.is_enforced()) else {
            continue;
        };
        if fk.on_delete == Some(Action::Cascade) {
            let subject = path::columns(table, &fk.columns);
            let fields = path::field_list(table, &fk.columns);
            let target = path::target(report.tables, table, &fk.target);
            report
                .find(
                    Site::ForeignKey(i),
                    format!("`{subject}` says who {role}, and deleting that row of `{target}` deletes this one"),
                )
                .help(format!("make it `on_delete = set_null`, and `{fields}` an `Option`"))
                .help("or `on_delete = restrict`, and soft-delete users");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::Maintenance;

    const CREATED_BY: Role = Role::CreatedBy(Maintenance::Application);
    const UPDATED_BY: Role = Role::UpdatedBy(Maintenance::Application);

    fn orders(role: Role, action: Action) -> Builder {
        table("orders")
            .column("created_by", |c| c.role = Some(role))
            .references(["created_by"], "User")
            .on_delete(action)
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, orders(CREATED_BY, Action::Cascade));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`orders.created_by` says who made it, and deleting that row of `User` deletes this one"
        );
        for role in [UPDATED_BY, Role::DeletedBy] {
            assert_eq!(of_entity(&RULE, orders(role, Action::Cascade)).len(), 1);
        }
    }

    #[test]
    fn ok() {
        for action in [Action::Restrict, Action::SetNull, Action::NoAction] {
            assert!(of_entity(&RULE, orders(CREATED_BY, action)).is_empty());
        }
        let owner = table("orders")
            .columns(["owner_id"])
            .references(["owner_id"], "User")
            .on_delete(Action::Cascade);
        assert!(of_entity(&RULE, owner).is_empty(), "no role, no claim");
        let loose =
            orders(CREATED_BY, Action::Cascade).last_key(|fk| fk.loose = Some(String::new()));
        assert!(of_entity(&RULE, loose).is_empty());
    }
}
