//! Triggers that keep a column.

use super::{may, prologue};
use crate::error::{Code, Errors};
use crate::render::{At, TriggerKind, is_integer, now};
use erd_core::Capability;

/// The trigger of a column.
pub(super) fn create(
    at: &At<'_>,
    kind: TriggerKind,
    name: &str,
    errors: &mut Errors,
) -> Option<String> {
    if !may(&at.scope, Capability::TriggerFunctions) {
        at.refuse(
            Code::RowTrigger,
            errors,
            format!(
                "{} has no triggers",
                at.scope.backend.engine.product.title()
            ),
            "maintain the column in the application: `by = application`",
        );
        return None;
    }
    match kind {
        TriggerKind::Touch | TriggerKind::Stamp => drop(now(at, errors)?),
        TriggerKind::Bump => is_integer(at, errors).then_some(())?,
    }
    let column = at.name();
    let (event, when) = match kind {
        TriggerKind::Stamp => ("INSERT", String::new()),
        TriggerKind::Touch | TriggerKind::Bump => (
            "UPDATE",
            format!("WHEN (NEW.{column} IS NOT DISTINCT FROM OLD.{column})\n"),
        ),
    };
    Some(format!(
        "CREATE TRIGGER {}\nBEFORE {event} ON {}\nFOR EACH ROW\n{when}EXECUTE FUNCTION {}()",
        at.scope.backend.quote(name),
        at.scope.table_name(),
        prologue::function_name(at, kind)
    ))
}
