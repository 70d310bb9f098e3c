//! Triggers that keep columns. Each body is one statement, so that no client needs DELIMITER.

use super::types::clock;
use crate::error::Errors;
use crate::render::{ACTOR_VARIABLE, At, TriggerKind, is_integer, now, role, type_of};
use erd_core::Scalar;
use erd_core::schema::Type;

pub(crate) fn trigger(
    at: &At<'_>,
    kind: TriggerKind,
    trigger: &str,
    errors: &mut Errors,
) -> Option<String> {
    let column = at.name();
    let unless_changed =
        |value: &str| format!("IF(NEW.{column} <=> OLD.{column}, {value}, NEW.{column})");
    let value = match kind {
        // ON UPDATE does it.
        TriggerKind::Touch if clock(at).is_some() => return None,
        TriggerKind::Touch => unless_changed(&now(at, errors)?),
        TriggerKind::Bump => {
            is_integer(at, errors).then_some(())?;
            unless_changed(&format!("COALESCE(OLD.{column}, 0) + 1"))
        }
        TriggerKind::Stamp => now(at, errors)?,
        TriggerKind::Name => format!("COALESCE(NEW.{column}, {})", role::actor(at, errors)?),
        TriggerKind::Sign => or_stated(&role::actor(at, errors)?, &column),
        TriggerKind::Countersign => unless_changed(&or_stated(&role::actor(at, errors)?, &column)),
    };
    let table = at.scope.table;
    Some(format!(
        "CREATE TRIGGER {}\nBEFORE {} ON {}\nFOR EACH ROW\nSET NEW.{column} = {value}",
        at.scope.qualified(table, trigger),
        kind.event(),
        at.scope.table_name(),
    ))
}

/// Who acts, or what the statement says where nobody does.
fn or_stated(actor: &str, column: &str) -> String {
    format!("COALESCE({actor}, NEW.{column})")
}

/// Who acts in the session, as a value of the column; `uuid` is the type that stands for UUIDs. The server makes integers of texts.
pub(super) fn actor(at: &At<'_>, uuid: &str) -> String {
    let actor = format!("NULLIF({ACTOR_VARIABLE}, '')");
    let is_uuid = at.column.ty == Type::Scalar(Scalar::Uuid) && type_of(at) == uuid;
    match is_uuid {
        true if uuid == "uuid" => format!("CAST({actor} AS uuid)"),
        true => format!("UUID_TO_BIN({actor})"),
        false => actor,
    }
}
