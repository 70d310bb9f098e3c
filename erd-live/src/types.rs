//! Small helpers that all engines share.

use erd_core::schema::{Action, Schema, TableId, Target};

/// A referential action as information schemas and SQLite spell it; NO ACTION is nothing, as where nobody said.
pub(crate) fn action(text: &str) -> Option<Action> {
    match text.to_ascii_uppercase().as_str() {
        "RESTRICT" => Some(Action::Restrict),
        "CASCADE" => Some(Action::Cascade),
        "SET NULL" => Some(Action::SetNull),
        "SET DEFAULT" => Some(Action::SetDefault),
        _ => None,
    }
}

/// A target, which is the table itself or another.
pub(crate) fn target(own: usize, other: usize) -> Target {
    if own == other {
        Target::Own
    } else {
        Target::Table(TableId(other))
    }
}

/// Namespace and name with a dot, for messages.
pub(crate) fn path(schema: &Schema, table: usize) -> String {
    schema.tables[table].path()
}
