//! Triggers that keep columns. Each body is one statement, so that no client needs DELIMITER.

use super::types::clock;
use crate::error::Errors;
use crate::render::{At, TriggerKind, is_integer, now};

pub(crate) fn trigger(
    at: &At<'_>,
    kind: TriggerKind,
    trigger: &str,
    errors: &mut Errors,
) -> Option<String> {
    let column = at.name();
    let unless_changed =
        |value: &str| format!("IF(NEW.{column} <=> OLD.{column}, {value}, NEW.{column})");
    let (event, value) = match kind {
        // ON UPDATE does it.
        TriggerKind::Touch if clock(at).is_some() => return None,
        TriggerKind::Touch => ("UPDATE", unless_changed(&now(at, errors)?)),
        TriggerKind::Bump => {
            is_integer(at, errors).then_some(())?;
            let next = format!("COALESCE(OLD.{column}, 0) + 1");
            ("UPDATE", unless_changed(&next))
        }
        TriggerKind::Stamp => ("INSERT", now(at, errors)?),
    };
    let table = at.scope.table;
    Some(format!(
        "CREATE TRIGGER {}\nBEFORE {event} ON {}\nFOR EACH ROW\nSET NEW.{column} = {value}",
        at.scope.qualified(table, trigger),
        at.scope.table_name(),
    ))
}
