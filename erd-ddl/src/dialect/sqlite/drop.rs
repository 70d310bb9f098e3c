//! Dropping tables, with `foreign_keys` on and rows in them.
//!
//! SQLite drops no constraint, so rows of a cycle let go of their targets first; where they must not, the check waits
//! for the end of the transaction, when the rows are gone. DROP TABLE deletes the rows before the table, and compiles
//! the actions of that deletion: they fail on a reference to a table that no longer exists, even if no row has one. An
//! empty table of the same name stands in for it.

use super::Sqlite;
use crate::dialect::{Backend, Renderer};
use crate::order::Plan;
use crate::render::Scope;
use crate::script::Script;
use erd_core::schema::{Action, Schema, TableId, TableWalker};
use std::collections::BTreeSet;

pub(super) fn tables(renderer: Renderer, schema: &Schema, plan: &Plan, out: &mut Script) {
    let mut waits = false;
    for (id, key) in &plan.late {
        let scope = Scope::new(renderer, schema, *id);
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
    let targets: BTreeSet<_> = plan
        .late
        .iter()
        .filter_map(|(id, key)| schema.walk(*id).foreign_keys().nth(*key)?.target())
        .map(TableWalker::id)
        .collect();
    let order: Vec<_> = plan.tables().rev().collect();
    let mut stubs = Vec::new();
    for (position, id) in order.iter().enumerate() {
        let scope = Scope::new(renderer, schema, *id);
        out.push(None, format!("DROP TABLE {}", scope.table_name()));
        if !targets.contains(id) {
            continue;
        }
        let columns = stub_columns(schema, *id, &order[position + 1..]);
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

/// Columns and keys of a stub for a table that has just been dropped; none where no action will look for it. `living`
/// are the tables that go after it, in order.
fn stub_columns(schema: &Schema, id: TableId, living: &[TableId]) -> Vec<String> {
    let mut columns: Vec<String> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    for key in schema.walk(id).referencing_keys() {
        if !key.foreign_key().is_enforced() || !is_acted_on(schema, key.table().id(), living) {
            continue;
        }
        let targets = &key.foreign_key().target_columns;
        let names: Vec<_> = targets.iter().map(|c| Sqlite.quote(c)).collect();
        let unique = format!("UNIQUE ({})", names.join(", "));
        columns.extend(names);
        keys.push(unique);
    }
    for list in [&mut columns, &mut keys] {
        let mut seen = BTreeSet::new();
        list.retain(|item| seen.insert(item.clone()));
    }
    columns.extend(keys);
    columns
}

/// Whether the drop of a living table, up to the child's own, acts on rows of the child.
fn is_acted_on(schema: &Schema, child: TableId, living: &[TableId]) -> bool {
    let Some(end) = living.iter().position(|id| *id == child) else {
        return false;
    };
    let mut seen = BTreeSet::new();
    let mut open: Vec<TableId> = living[..=end].to_vec();
    while let Some(parent) = open.pop() {
        for key in schema.walk(parent).referencing_keys() {
            let table = key.table().id();
            let acts = matches!(
                key.foreign_key().on_delete,
                Some(Action::Cascade | Action::SetNull | Action::SetDefault)
            );
            if acts && key.foreign_key().is_enforced() && living.contains(&table) {
                if table == child {
                    return true;
                }
                if seen.insert(table) {
                    open.push(table);
                }
            }
        }
    }
    false
}
