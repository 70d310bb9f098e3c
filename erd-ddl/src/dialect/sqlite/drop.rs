//! Dropping tables, with `foreign_keys` on and rows in them.
//!
//! SQLite drops no constraint, so rows of a cycle let go of their targets first; where they must not, the check waits
//! for the end of the transaction, when the rows are gone. DROP TABLE deletes the rows before the table, and compiles
//! the actions of that deletion: they fail on a reference to a table that no longer exists, even if no row has one. An
//! empty table of the same name stands in for it.

use super::Sqlite;
use crate::dialect::Backend;
use crate::order::Plan;
use crate::render::Scope;
use crate::script::Script;
use erd_core::schema::{Action, Schema, TableId};

pub(super) fn tables(schema: &Schema, plan: &Plan, out: &mut Script) {
    let mut waits = false;
    for (id, key) in &plan.late {
        let scope = Scope::new(&Sqlite, schema, *id);
        let fk = &scope.table.foreign_keys[*key];
        if let Some(column) = fk.columns.iter().find(|c| scope.table[**c].nullable) {
            let column = Sqlite.quote(&scope.table[*column].name);
            let sql = format!(
                "UPDATE {} SET {column} = NULL WHERE {column} IS NOT NULL",
                scope.table_name()
            );
            out.push(Some(&scope.path()), sql);
        } else {
            waits = true;
        }
    }
    if waits {
        out.push(None, "PRAGMA defer_foreign_keys = ON".to_owned());
    }
    let mut dropped = Vec::new();
    let mut stubs = Vec::new();
    for id in plan.tables.iter().rev() {
        let scope = Scope::new(&Sqlite, schema, *id);
        out.push(None, format!("DROP TABLE {}", scope.table_name()));
        dropped.push(*id);
        let columns = stub_keys(schema, plan, *id, &dropped);
        if !columns.is_empty() {
            let sql = format!(
                "CREATE TABLE {} ({})",
                scope.table_name(),
                columns.join(", ")
            );
            out.push(None, sql);
            stubs.push(scope.table_name());
        }
    }
    for stub in stubs {
        out.push(None, format!("DROP TABLE {stub}"));
    }
}

/// The parts of a stub for a table that has just been dropped, each with a unique key that a living table references;
/// none where no action will look for them.
fn stub_keys(schema: &Schema, plan: &Plan, id: TableId, dropped: &[TableId]) -> Vec<String> {
    let mut columns: Vec<String> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    for key in schema.walk(id).referencing_keys() {
        let child = key.table();
        let cut = plan.late.contains(&(child.id(), key.index()));
        if !cut || dropped.contains(&child.id()) || !is_acted_on(schema, plan, child.id()) {
            continue;
        }
        let names: Vec<_> = key
            .foreign_key()
            .target_columns
            .iter()
            .map(|c| Sqlite.quote(c))
            .collect();
        for name in &names {
            if !columns.contains(name) {
                columns.push(name.clone());
            }
        }
        let unique = format!("UNIQUE ({})", names.join(", "));
        if !keys.contains(&unique) {
            keys.push(unique);
        }
    }
    columns.extend(keys);
    columns
}

/// Whether dropping some table changes rows of this one after a table it references is gone: it references itself, or
/// several tables that go before it, with an action.
fn is_acted_on(schema: &Schema, plan: &Plan, id: TableId) -> bool {
    let acts = |action: Option<Action>| {
        matches!(
            action,
            Some(Action::Cascade | Action::SetNull | Action::SetDefault)
        )
    };
    let early: Vec<_> = schema
        .walk(id)
        .foreign_keys()
        .filter(|key| {
            plan.late.contains(&(id, key.index())) || key.target().is_some_and(|t| t.id() == id)
        })
        .collect();
    early.len() > 1 && early.iter().any(|key| acts(key.foreign_key().on_delete))
}
