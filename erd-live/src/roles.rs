//! What a column is for, where the database leaves no doubt.
//!
//! A name such as `updated_at` is a habit and no proof: a rule that believed it would reject correct schemas. A trigger of
//! a well-known maker, or ON UPDATE `CURRENT_TIMESTAMP`, is one.

use erd_core::schema::{Maintenance, Role, Table};

/// A trigger that runs before each row is updated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UpdateTrigger<'a> {
    /// Name of the function it calls.
    pub(crate) function: &'a str,
}

/// What became of a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recognised {
    /// Its column now has a role from which the DDL makes the same trigger.
    Ours,
    /// Its column has a role; the trigger is somebody else's.
    Theirs,
    /// Nothing is known of it.
    No,
}

/// Gives the column that a trigger keeps its role.
pub(crate) fn recognise(table: &mut Table, trigger: UpdateTrigger<'_>) -> Recognised {
    let function = trigger.function;
    let ours = [
        ("erd_touch_utc_", Role::UpdatedAt(Maintenance::Trigger)),
        ("erd_touch_date_", Role::UpdatedAt(Maintenance::Trigger)),
        ("erd_touch_", Role::UpdatedAt(Maintenance::Trigger)),
        ("erd_count_", Role::Version(Maintenance::Trigger)),
    ];
    for (prefix, role) in ours {
        if let Some(column) = function.strip_prefix(prefix)
            && let Some(id) = table.find_column(column)
        {
            table.columns[id.0].role = Some(role);
            return Recognised::Ours;
        }
    }
    // The function that diesel's `diesel_manage_updated_at` installs; it sets `updated_at` and nothing else.
    if function == "diesel_set_updated_at"
        && let Some(id) = table.find_column("updated_at")
    {
        table.columns[id.0].role = Some(Role::UpdatedAt(Maintenance::Trigger));
        return Recognised::Theirs;
    }
    Recognised::No
}
