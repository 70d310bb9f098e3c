//! Foreign keys.

use super::Scope;
use crate::error::{Code, Errors};
use erd_core::schema::{Action, Deferrable, ForeignKey};

/// `CONSTRAINT .. FOREIGN KEY .. REFERENCES ..`, with its actions.
pub(crate) fn clause(scope: &Scope<'_>, fk: &ForeignKey, errors: &mut Errors) -> String {
    let Some(target) = scope.target(fk) else {
        return String::new();
    };
    let backend = scope.backend;
    let mut sql = String::with_capacity(160);
    sql.push_str("CONSTRAINT ");
    backend.push_quoted(&fk.name, &mut sql);
    sql.push_str(" FOREIGN KEY (");
    scope.push_columns(&fk.columns, &mut sql);
    sql.push_str(") REFERENCES ");
    sql.push_str(&scope.qualified(target, &target.name));
    sql.push_str(" (");
    for (i, column) in fk.target_columns.iter().enumerate() {
        if i > 0 {
            sql.push_str(", ");
        }
        backend.push_quoted(column, &mut sql);
    }
    sql.push(')');
    let place = fk.columns.first().map(|c| scope.table[*c].field.as_str());
    if fk.match_full {
        scope.lacks(Code::MatchFull, place, errors);
        sql.push_str(" MATCH FULL");
    }
    for (event, action) in [("DELETE", fk.on_delete), ("UPDATE", fk.on_update)] {
        let Some(action) = action else { continue };
        if action == Action::SetDefault {
            scope.lacks(Code::SetDefault, place, errors);
        }
        sql.push_str(" ON ");
        sql.push_str(event);
        sql.push(' ');
        sql.push_str(action.sql());
        let sets = matches!(action, Action::SetNull | Action::SetDefault);
        if sets && event == "DELETE" && !fk.set_columns.is_empty() {
            scope.lacks(Code::SetColumns, place, errors);
            sql.push_str(" (");
            scope.push_columns(&fk.set_columns, &mut sql);
            sql.push(')');
        }
    }
    if fk.deferrable != Deferrable::No {
        scope.lacks(Code::DeferrableForeignKey, place, errors);
    }
    sql.push_str(deferrable(fk.deferrable));
    if !fk.enforced {
        scope.lacks(Code::NotEnforced, place, errors);
        sql.push_str(" NOT ENFORCED");
    } else if !fk.validated && backend.has_not_valid() {
        sql.push_str(" NOT VALID");
    }
    sql
}

/// The clause that says when a constraint is checked.
pub(crate) const fn deferrable(when: Deferrable) -> &'static str {
    match when {
        Deferrable::No => "",
        Deferrable::InitiallyImmediate => " DEFERRABLE INITIALLY IMMEDIATE",
        Deferrable::InitiallyDeferred => " DEFERRABLE INITIALLY DEFERRED",
    }
}
