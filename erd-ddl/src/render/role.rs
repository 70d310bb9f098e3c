//! Columns that the database keeps: audit timestamps, versions, soft-delete flags.

use super::{At, Scope};
use crate::error::{Code, Errors};
use erd_core::Scalar;
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
    /// Sets who acts on insert, where the statement names nobody.
    Name,
    /// Sets who acts on insert, before what the statement says.
    Sign,
    /// Sets who acts on update, unless the statement itself changed the column.
    Countersign,
}

impl TriggerKind {
    /// The statement that it waits for.
    pub(crate) const fn event(self) -> &'static str {
        match self {
            Self::Touch | Self::Bump | Self::Countersign => "UPDATE",
            Self::Stamp | Self::Name | Self::Sign => "INSERT",
        }
    }
}

/// The columns of a table that triggers keep.
pub(crate) fn trigger_kinds<'a>(scope: &Scope<'a>) -> impl Iterator<Item = (At<'a>, TriggerKind)> {
    scope.all_columns().flat_map(|at| {
        let has_default = at.scope.backend.has_actor_default();
        let name = names_actor(&at).filter(|()| !has_default);
        let kind = match at.column.role {
            Some(Role::UpdatedAt(Maintenance::Trigger)) => Some(TriggerKind::Touch),
            Some(Role::Version(Maintenance::Trigger)) => Some(TriggerKind::Bump),
            Some(Role::CreatedAt(Maintenance::Trigger)) => Some(TriggerKind::Stamp),
            Some(Role::CreatedBy(Maintenance::Trigger)) => Some(TriggerKind::Sign),
            Some(Role::UpdatedBy(Maintenance::Trigger)) => Some(TriggerKind::Countersign),
            _ => None,
        };
        let all = name.map(|()| TriggerKind::Name).into_iter().chain(kind);
        all.map(move |kind| (at, kind))
    })
}

/// Whether a row has who acts in a column from the first, where its INSERT says nothing. A nullable `updated_by` has not: NULL
/// says that the row was never changed.
fn names_actor(at: &At<'_>) -> Option<()> {
    let names = match at.column.role? {
        Role::CreatedBy(by) => by == Maintenance::Default,
        Role::UpdatedBy(by) => {
            by == Maintenance::Default || (by == Maintenance::Trigger && !at.column.nullable)
        }
        _ => false,
    };
    names.then_some(())
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
        Role::CreatedBy(_) | Role::UpdatedBy(_) if at.scope.backend.has_actor_default() => {
            names_actor(at)?;
            actor(at, errors)
        }
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

/// Who acts in the session as a value of the column, NULL where nobody does; or an error.
pub(crate) fn actor(at: &At<'_>, errors: &mut Errors) -> Option<String> {
    let takes = match &at.column.ty {
        Type::Scalar(scalar) => {
            matches!(scalar, Scalar::Text | Scalar::Uuid) || scalar.integer().is_some()
        }
        Type::Named(_) => true,
        _ => false,
    };
    if !takes {
        at.refuse(
            Code::AuditType,
            errors,
            "who acts is a text, and no value of this type can be made of it",
            "use a `String`, an integer or a `Uuid`, or leave it to the application: `by = application`",
        );
        return None;
    }
    at.scope.backend.actor(at, errors)
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
