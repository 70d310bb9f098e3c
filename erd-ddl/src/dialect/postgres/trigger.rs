//! Triggers that keep a column.

use super::{may, prologue};
use crate::error::{Code, Errors};
use crate::render::{ACTOR_SETTING, At, TriggerKind, is_integer, now, role, type_of};
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
        TriggerKind::Name | TriggerKind::Sign | TriggerKind::Countersign => {
            drop(role::actor(at, errors)?);
        }
    }
    let column = at.name();
    let when = match kind {
        TriggerKind::Stamp | TriggerKind::Name | TriggerKind::Sign => String::new(),
        TriggerKind::Touch | TriggerKind::Bump | TriggerKind::Countersign => {
            format!("WHEN (NEW.{column} IS NOT DISTINCT FROM OLD.{column})\n")
        }
    };
    Some(format!(
        "CREATE TRIGGER {}\nBEFORE {} ON {}\nFOR EACH ROW\n{when}EXECUTE FUNCTION {}()",
        at.scope.backend.quote(name),
        kind.event(),
        at.scope.table_name(),
        prologue::function_name(at, kind)
    ))
}

/// Who acts in the session, as text; NULL where nobody does.
pub(super) fn session_actor() -> String {
    format!("nullif(current_setting('{ACTOR_SETTING}', true), '')")
}

/// The same as a value of the column. A text is not cast: a cast to `varchar(n)` would cut it where it is longer.
pub(super) fn actor(at: &At<'_>) -> String {
    const TEXTS: [&str; 6] = ["text", "varchar", "character", "char", "bpchar", "citext"];
    let ty = type_of(at);
    let end = ty.find(|c: char| !c.is_ascii_alphanumeric());
    let word = ty[..end.unwrap_or(ty.len())].to_ascii_lowercase();
    if TEXTS.contains(&&*word) {
        session_actor()
    } else {
        format!("{}::{ty}", session_actor())
    }
}
