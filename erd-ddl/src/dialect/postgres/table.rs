//! What PostgreSQL says about a table around its columns.

use super::{POSTGRES, may, partition, property, sequence, setting};
use crate::error::Errors;
use crate::render::Scope;
use crate::script::Script;
use erd_core::Capability;
use erd_core::schema::RowSecurity;

/// What comes after the columns.
pub(super) fn tail(scope: &Scope<'_>) -> String {
    let options = &scope.table.options;
    let mut sql = ")".to_owned();
    if !options.inherits.is_empty() && may(scope, Capability::Inheritance) {
        let parents: Vec<_> = options
            .inherits
            .iter()
            .map(|parent| POSTGRES.object_path_of(parent))
            .collect();
        sql.push_str(" INHERITS (");
        sql.push_str(&parents.join(", "));
        sql.push(')');
    }
    if let Some(partition) = &scope.table.intent.partition {
        sql.push_str(&partition::by(scope, partition));
    }
    if let Some(with) = &options.with
        && may(scope, Capability::TableParameters)
    {
        sql.push_str(" WITH (");
        sql.push_str(&scope.verbatim(with));
        sql.push(')');
    }
    sql
}

/// What a table is told once it is there: storage, statistics, partitions, row-level security.
pub(super) fn after(scope: &Scope<'_>, out: &mut Script, errors: &mut Errors) {
    let path = scope.path();
    let name = scope.table_name();
    for at in scope.all_columns() {
        if sequence::is_written_out(&at) {
            out.push(Some(&path), sequence::own(&at));
        }
        let storage = at.column.storage.as_ref();
        if let Some(storage) = storage.filter(|_| may(scope, Capability::ColumnStorage)) {
            for clause in storage_clauses(storage) {
                let sql = format!("ALTER TABLE {name} ALTER COLUMN {} {clause}", at.name());
                out.push(Some(&path), sql);
            }
        }
        if !may(scope, Capability::ColumnStatistics) {
            continue;
        }
        for clause in property::clauses(None, at.column) {
            // Partitions and children say for themselves what they are.
            let sql = format!(
                "ALTER TABLE ONLY {name} ALTER COLUMN {} {clause}",
                at.name()
            );
            out.push(Some(&path), sql);
        }
    }
    if let Some(partition) = &scope.table.intent.partition {
        partition::create(scope, partition, out, errors);
    }
    let security = scope.table.options.row_security;
    if let Some(security) = security.filter(|_| may(scope, Capability::RowSecurity)) {
        let sql = format!("ALTER TABLE {name} ENABLE ROW LEVEL SECURITY");
        out.push(Some(&path), sql);
        if security == RowSecurity::Forced {
            let sql = format!("ALTER TABLE {name} FORCE ROW LEVEL SECURITY");
            out.push(Some(&path), sql);
        }
    }
}

/// Comments on the table, its columns and its indexes.
pub(super) fn comments(scope: &Scope<'_>, out: &mut Script) {
    let path = scope.path();
    let name = scope.table_name();
    let literal = |text: &str| scope.backend.literal(&text.replace('\0', ""));
    if let Some(comment) = &scope.table.comment {
        let sql = format!("COMMENT ON TABLE {name} IS {}", literal(comment));
        out.push(Some(&path), sql);
    }
    for at in scope.all_columns() {
        if let Some(comment) = &at.column.comment {
            let sql = format!(
                "COMMENT ON COLUMN {name}.{} IS {}",
                at.name(),
                literal(comment)
            );
            out.push(Some(&path), sql);
        }
    }
    for index in &scope.table.indexes {
        if let Some(comment) = &index.comment {
            let sql = format!(
                "COMMENT ON INDEX {} IS {}",
                scope.qualified(scope.table, &index.name),
                literal(comment)
            );
            out.push(Some(&path), sql);
        }
    }
}

/// `MAIN COMPRESSION lz4` as SET clauses.
fn storage_clauses(storage: &str) -> Vec<String> {
    let (storage, compression) = setting::split(Some(storage));
    let storage = storage.map(|word| format!("SET STORAGE {word}"));
    let compression = compression.map(|word| format!("SET COMPRESSION {word}"));
    storage.into_iter().chain(compression).collect()
}
