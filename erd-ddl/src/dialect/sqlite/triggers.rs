//! Triggers that keep columns.

use super::actor;
use crate::error::{Code, Errors};
use crate::render::{At, Scope, TriggerKind, is_integer, now, role, trigger_kinds};

pub(super) fn trigger(
    at: &At<'_>,
    kind: TriggerKind,
    trigger: &str,
    errors: &mut Errors,
) -> Option<String> {
    let value = match kind {
        TriggerKind::Stamp => {
            at.lacks(Code::InsertTrigger, errors);
            return None;
        }
        TriggerKind::Touch => now(at, errors)?,
        TriggerKind::Bump => {
            is_integer(at, errors).then_some(())?;
            format!("coalesce(OLD.{}, 0) + 1", at.name())
        }
        TriggerKind::Name | TriggerKind::Sign | TriggerKind::Countersign => {
            role::actor(at, errors)?
        }
    };
    let scope = &at.scope;
    let columns = watched(scope);
    if columns.is_empty() {
        return None;
    }
    let Some(row) = row(scope) else {
        at.refuse(
            Code::RowTrigger,
            errors,
            "the trigger cannot tell which row to change: there is no primary key, and columns hide the rowid",
            "add a primary key, or rename the column `rowid`",
        );
        return None;
    };
    let table = scope.backend.quote(&scope.table.name);
    let name = at.name();
    let unless_changed = format!("NEW.{name} IS OLD.{name}");
    let someone = actor::ACTS;
    let when = match kind {
        TriggerKind::Stamp | TriggerKind::Touch | TriggerKind::Bump => unless_changed,
        TriggerKind::Name => format!("{someone} AND NEW.{name} IS NULL"),
        TriggerKind::Sign => someone.to_owned(),
        TriggerKind::Countersign => format!("{someone} AND {unless_changed}"),
    };
    let event = match kind.event() {
        "UPDATE" => format!("UPDATE OF {}", columns.join(", ")),
        insert => insert.to_owned(),
    };
    Some(format!(
        "CREATE TRIGGER {}\nAFTER {event} ON {table}\nFOR EACH ROW\nWHEN {when}\nBEGIN\n    UPDATE {table} SET {name} = {value} WHERE {row};\nEND",
        scope.backend.quote(trigger),
    ))
}

/// The columns whose change counts: all but those that triggers keep, so that no trigger wakes another or itself,
/// whatever `PRAGMA recursive_triggers` says.
fn watched(scope: &Scope<'_>) -> Vec<String> {
    let kept: Vec<_> = trigger_kinds(scope).map(|(at, _)| at.id).collect();
    scope
        .all_columns()
        .filter(|at| !kept.contains(&at.id) && at.column.generated.is_none())
        .map(|at| at.name())
        .collect()
}

/// The condition that finds the new row: the rowid under a name that no column hides, or the primary key.
fn row(scope: &Scope<'_>) -> Option<String> {
    let hidden = |name: &str| {
        let mut columns = scope.table.columns.iter();
        columns.any(|c| c.name.eq_ignore_ascii_case(name))
    };
    if let Some(name) = ["rowid", "_rowid_", "oid"].into_iter().find(|n| !hidden(n)) {
        return Some(format!("{name} = NEW.{name}"));
    }
    let key = scope.table.primary_key.as_ref()?;
    let parts: Vec<_> = key
        .columns
        .iter()
        .map(|c| {
            let name = scope.at(*c).name();
            format!("{name} IS NEW.{name}")
        })
        .collect();
    Some(parts.join(" AND "))
}
