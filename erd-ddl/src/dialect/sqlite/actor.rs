//! Who acts. No trigger of the file sees what a session has for itself, so those that write who acts are patterns: as they stand
//! they do nothing, and a session that says who acts makes triggers of its own after them.

use super::Sqlite;
use crate::dialect::Backend;
use crate::error::{Code, Errors};
use crate::render::At;
use erd_core::schema::Type;
use erd_core::{Capability, Scalar};

/// Stands for who acts. Written down it is a text, which is never NULL.
const ACTOR: &str = "'erd_actor'";

/// Never true as it stands, and true for a session that says who acts.
pub(super) const ACTS: &str = "'erd_actor' IS NULL";

/// Who acts, as a value of a column.
pub(super) fn value(at: &At<'_>, errors: &mut Errors) -> Option<String> {
    if !at.column.nullable {
        at.refuse(
            Code::AuditType,
            errors,
            "SQLite can fill in who acts only after the row is written, and NOT NULL is checked before",
            "make the field an `Option`, or leave it to the application: `by = application`",
        );
        return None;
    }
    let scalar = match &at.column.ty {
        Type::Scalar(scalar) if at.sql_type().is_none() => *scalar,
        _ => return Some(ACTOR.to_owned()),
    };
    if scalar == Scalar::Uuid {
        if !at.scope.backend.engine.may_have(Capability::Unhex) {
            at.refuse(
                Code::AuditType,
                errors,
                "this version of SQLite makes no UUID of a text: `unhex` is there from 3.41 on",
                "state a later version, or leave it to the application: `by = application`",
            );
            return None;
        }
        return Some(format!(
            "coalesce(unhex(replace({ACTOR}, '-', '')), RAISE(ABORT, 'who acts is no UUID'))"
        ));
    }
    // A column of a table that is not STRICT keeps a text that is no number.
    let keeps_texts = scalar.integer().is_some() && !at.scope.table.strict;
    Some(if keeps_texts {
        let number = format!("CAST({ACTOR} AS INTEGER)");
        format!(
            "CASE WHEN {number} || '' = {ACTOR} THEN {number} ELSE RAISE(ABORT, 'who acts is no integer') END"
        )
    } else {
        ACTOR.to_owned()
    })
}

/// The trigger that a session makes for itself after one that writes who acts, if `sql` is one. It is called `name`, and `actor` is
/// an expression that says who acts.
pub(crate) fn of_session(sql: &str, name: &str, actor: &str) -> Option<String> {
    let event = sql.find("\nAFTER ").filter(|_| sql.contains(ACTS))?;
    let works = sql[event..].replace(ACTS, &format!("{actor} IS NOT NULL"));
    let works = works.replace(ACTOR, actor);
    Some(format!("CREATE TEMP TRIGGER {}{works}", Sqlite.quote(name)))
}
