//! Columns that the database keeps: audit timestamps, versions, soft-delete flags.

use super::{At, Scope};
use crate::error::{Code, Errors};
use erd_core::schema::{Maintenance, Role, Type};

/// What a trigger does with a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TriggerKind {
    /// Sets the current moment on update, unless the statement itself changed the column.
    Touch,
    /// Adds one on update, unless the statement itself changed the column.
    Bump,
    /// Sets the current moment on insert.
    Stamp,
}

/// The columns of a table that triggers keep.
pub(crate) fn trigger_kinds<'a>(scope: &Scope<'a>) -> impl Iterator<Item = (At<'a>, TriggerKind)> {
    scope.all_columns().filter_map(|at| {
        let kind = match at.column.role? {
            Role::UpdatedAt(Maintenance::Trigger) => TriggerKind::Touch,
            Role::Version(Maintenance::Trigger) => TriggerKind::Bump,
            Role::CreatedAt(Maintenance::Trigger) => TriggerKind::Stamp,
            _ => return None,
        };
        Some((at, kind))
    })
}

/// The DEFAULT that a column's role asks for. A nullable `updated_at` has none: NULL says that the row was never
/// changed.
pub(super) fn default(at: &At<'_>, errors: &mut Errors) -> Option<String> {
    match at.column.role? {
        Role::UpdatedAt(_) if at.column.nullable => None,
        Role::CreatedAt(Maintenance::Default | Maintenance::Trigger)
        | Role::UpdatedAt(Maintenance::Default | Maintenance::Trigger) => now(at, errors),
        Role::Version(Maintenance::Default | Maintenance::Trigger) => {
            is_integer(at, errors).then(|| "1".to_owned())
        }
        Role::DeletedFlag => Some("FALSE".to_owned()),
        _ => None,
    }
}

/// The current moment, or an error.
pub(crate) fn now(at: &At<'_>, errors: &mut Errors) -> Option<String> {
    let now = at.scope.backend.now(at);
    if now.is_none() {
        at.refuse(
            Code::AuditType,
            errors,
            format!(
                "{} cannot put the current moment into a column of this type",
                at.scope.dialect().title()
            ),
            "use a timestamp or date type, write a `default`, or leave it to the application: `by = application`",
        );
    }
    now
}

/// Whether a version can be counted, or an error.
pub(crate) fn is_integer(at: &At<'_>, errors: &mut Errors) -> bool {
    let integer = match &at.column.ty {
        Type::Scalar(scalar) => scalar.integer().is_some(),
        Type::Named(_) => true,
        _ => false,
    };
    if !integer {
        at.refuse(
            Code::AuditType,
            errors,
            "a version is counted, and this type is no integer",
            "use `i32` or `i64`",
        );
    }
    integer
}
