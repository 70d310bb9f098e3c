//! A05: a log that can be rewritten proves nothing.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Action, ColumnId, ForeignKey, OnSoftDelete, Role, Table};
use erd_core::{Level, Site};

const DOCS: &str = r"# A05 audit_log_mutable

## What it does
Warns of an `append_only` whose rows are meant to change or to vanish: with `updated_at`, `updated_by` or `version`, with
soft delete, or with a reference that changes them (`on_delete = set_null` or `set_default`, `on_update = cascade`,
`on_soft_delete = cascade`). `on_delete = cascade` is the matter of F10.

## Why
An audit log is evidence of what happened. If its rows change with the rows they speak of, the evidence goes with the one
who had a reason to delete something.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(append_only)]
pub struct OrderEvent {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Order, on_delete = set_null), index)]
    pub order_id: Option<i64>,
}
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(append_only)]
pub struct OrderEvent {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Order, on_delete = restrict), index)]
    pub order_id: i64,
}
```

## Source
NIST SP 800-92, protection of log files.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "A05",
    slug: "audit_log_mutable",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "a log whose rows change or vanish proves nothing",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    if !table.intent.append_only {
        return;
    }
    for (i, column) in table.columns.iter().enumerate() {
        let says = match column.role {
            Some(Role::UpdatedAt(_) | Role::UpdatedBy(_) | Role::Version(_)) => {
                "says that rows change"
            }
            Some(Role::DeletedAt | Role::DeletedFlag) => "says that rows are deleted",
            _ => continue,
        };
        let subject = path::columns(table, &[ColumnId(i)]);
        report
            .find(
                Site::Column(ColumnId(i)),
                format!("`{subject}` {says}, and `{}` is an audit log", table.path()),
            )
            .help("remove the field: a correction is a row of its own");
    }
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        if let Some(action) = rewriting(fk) {
            let subject = path::columns(table, &fk.columns);
            let target = path::target(report.tables, table, &fk.target);
            report
                .find(
                    Site::ForeignKey(i),
                    format!("`{subject}` has `{action}`: a change of `{target}` rewrites the audit log"),
                )
                .help("make it `on_delete = restrict`, or `loose` if the log outlives what it speaks of");
        }
    }
}

/// The first option of a reference that changes or deletes rows of the log.
fn rewriting(fk: &ForeignKey) -> Option<&'static str> {
    if fk.is_enforced() {
        match fk.on_delete {
            Some(Action::SetNull) => return Some("on_delete = set_null"),
            Some(Action::SetDefault) => return Some("on_delete = set_default"),
            None | Some(Action::NoAction | Action::Restrict | Action::Cascade) => {}
        }
        if fk.on_update == Some(Action::Cascade) {
            return Some("on_update = cascade");
        }
    }
    (fk.on_soft_delete == Some(OnSoftDelete::Cascade)).then_some("on_soft_delete = cascade")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::Maintenance;

    fn events() -> Builder {
        table("events")
            .columns(["id", "order_id"])
            .references(["order_id"], "Order")
            .edit(|t| t.intent.append_only = true)
    }

    #[test]
    fn bad() {
        for action in [Action::SetNull, Action::SetDefault] {
            assert_eq!(of_entity(&RULE, events().on_delete(action)).len(), 1);
        }
        let soft = events().last_key(|fk| fk.on_soft_delete = Some(OnSoftDelete::Cascade));
        let found = of_entity(&RULE, soft);
        assert_eq!(
            found[0].message,
            "`events.order_id` has `on_soft_delete = cascade`: a change of `Order` rewrites the audit log"
        );
        let dead = of_entity(&RULE, events().deleted_at());
        assert_eq!(dead.len(), 1);
        let touched = events().column("updated_at", |c| {
            c.role = Some(Role::UpdatedAt(Maintenance::Trigger));
        });
        assert_eq!(of_entity(&RULE, touched)[0].path, "events.updated_at");
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, events()).is_empty());
        assert!(of_entity(&RULE, events().on_delete(Action::Restrict)).is_empty());
        let gone = events().on_delete(Action::Cascade);
        assert!(of_entity(&RULE, gone).is_empty(), "that is F10's");
        let keep = events().last_key(|fk| fk.on_soft_delete = Some(OnSoftDelete::Keep));
        assert!(of_entity(&RULE, keep).is_empty());
        let no_log = events().on_delete(Action::SetNull).deleted_at();
        let no_log = no_log.edit(|t| t.intent.append_only = false);
        assert!(of_entity(&RULE, no_log).is_empty());
    }
}
