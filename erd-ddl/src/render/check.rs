//! Check constraints: those of the user, and those that follow from types.

use super::{At, DerivedCheck, Scope};
use erd_core::schema::{Action, Check, Schema};
use erd_core::{Dialect, naming};
use std::collections::BTreeSet;

/// Names of check constraints in use. MySQL wants them unique per database, so they are here for all tables.
#[derive(Debug)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    pub(super) fn of(schema: &Schema) -> Self {
        let checks = schema.tables.iter().flat_map(|t| &t.checks);
        Self(checks.map(|c| c.name.to_lowercase()).collect())
    }

    /// A name for a check that follows from a column's type.
    fn derive(&mut self, at: &At<'_>, what: &str) -> String {
        let table = &at.scope.table.name;
        let mut name = naming::check(table, &[&at.column.name, what]);
        let mut n = 2;
        while !self.0.insert(name.to_lowercase()) {
            name = naming::check(table, &[&at.column.name, what, &n.to_string()]);
            n += 1;
        }
        name
    }
}

/// The clause of a user's check; `None` where it has no text for this dialect.
pub(super) fn clause(scope: &Scope<'_>, check: &Check) -> Option<String> {
    let text = check.sql.get(scope.dialect())?;
    Some(format!(
        "CONSTRAINT {} CHECK ({})",
        scope.backend.quote(&check.name),
        scope.verbatim(text)
    ))
}

/// The clause of a check that follows from a type; `None` where it would say nothing new.
pub(super) fn derived(at: &At<'_>, check: &DerivedCheck, names: &mut Names) -> Option<String> {
    if at.column.identity.is_some() || is_guarded(at) {
        return None;
    }
    let name = names.derive(at, check.what);
    Some(format!(
        "CONSTRAINT {} CHECK ({})",
        at.scope.backend.quote(&name),
        check.sql
    ))
}

/// A column that alone references another holds the values of that one, which has the same check. MySQL (15.1.20.6)
/// also refuses checks on columns that a referential action may change.
fn is_guarded(at: &At<'_>) -> bool {
    let changes = |action: Option<Action>| {
        matches!(
            action,
            Some(Action::Cascade | Action::SetNull | Action::SetDefault)
        )
    };
    at.scope.table.foreign_keys.iter().any(|key| {
        let alone = key.columns == [at.id] && !key.is_self_reference();
        let changed = at.scope.dialect() == Dialect::MySql
            && key.columns.contains(&at.id)
            && (changes(key.on_update)
                || matches!(key.on_delete, Some(Action::SetNull | Action::SetDefault)));
        alone || changed
    })
}
