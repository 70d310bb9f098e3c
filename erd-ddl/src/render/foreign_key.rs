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
    let targets: Vec<_> = fk.target_columns.iter().map(|c| backend.quote(c)).collect();
    let mut sql = format!(
        "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({})",
        backend.quote(&fk.name),
        scope.columns(&fk.columns),
        scope.qualified(target, &target.name),
        targets.join(", ")
    );
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
            sql.push_str(&scope.columns(&fk.set_columns));
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
