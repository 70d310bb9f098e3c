//! Primary keys, and what other keys of a table say again.

use crate::render::{Scope, deferrable, is_constraint};
use erd_core::Capability;
use erd_core::schema::{ColumnId, Index, PrimaryKey};

/// The constraint of a primary key.
pub(super) fn primary(scope: &Scope<'_>, key: &PrimaryKey) -> String {
    let mut sql = format!(
        "CONSTRAINT {} PRIMARY KEY ({})",
        scope.backend.quote(&key.name),
        scope.columns(&key.columns)
    );
    // Where tables are stored by their key, it stores every column anyway.
    let clustered = scope.backend.engine.has(Capability::ClusteredKeys);
    if !key.include.is_empty() && !clustered {
        sql.push_str(" INCLUDE (");
        sql.push_str(&scope.columns(&key.include));
        sql.push(')');
    }
    sql.push_str(deferrable(key.deferrable));
    sql
}

/// Whether another key before it has the same columns. CREATE TABLE makes one constraint of two such keys and says nothing
/// (`transformIndexConstraints`), so that one name would be missing.
pub(super) fn repeats(scope: &Scope<'_>, index: &Index) -> bool {
    let table = scope.table;
    let columns = index.key_columns();
    let key = table.primary_key.as_ref().map(|key| &key.columns);
    key == columns.as_ref()
        || table
            .indexes
            .iter()
            .take_while(|other| other.name != index.name)
            .any(|other| is_constraint(other) && other.key_columns() == columns)
}

/// Whether no primary key or unique constraint of the table holds the referenced columns, so that an index must.
pub(super) fn targets_index(scope: &Scope<'_>, key: usize) -> bool {
    let table = scope.table;
    let wanted = &table.foreign_keys[key].target_columns;
    let same = |columns: &[ColumnId]| {
        columns.len() == wanted.len() && columns.iter().all(|c| wanted.contains(&table[*c].name))
    };
    let in_key = table.primary_key.as_ref().is_some_and(|k| same(&k.columns));
    let in_constraint = table
        .indexes
        .iter()
        .filter(|i| is_constraint(i))
        .any(|i| i.key_columns().is_some_and(|columns| same(&columns)));
    !in_key && !in_constraint
}
