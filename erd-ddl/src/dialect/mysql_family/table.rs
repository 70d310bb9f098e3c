//! What follows the columns of CREATE TABLE: options, and partitions.

use super::{TABLE_COMMENT, comment, partition};
use crate::error::{Code, Errors};
use crate::render::{At, Scope, default};
use erd_core::Dialect;
use erd_core::schema::{AuditBy, Table};

/// Whether the table's engine is the one that erd writes.
pub(super) fn is_innodb(table: &Table) -> bool {
    let engine = table.options.engine.as_deref();
    engine.is_none_or(|engine| engine.eq_ignore_ascii_case("InnoDB"))
}

/// Whether an index of the table is a hash where nothing is stated.
pub(super) fn is_memory(table: &Table) -> bool {
    let engine = table.options.engine.as_deref();
    engine.is_some_and(|engine| engine.eq_ignore_ascii_case("MEMORY"))
}

/// The options as they are written, with the one by which MariaDB keeps every version of a row, where that is the log of the
/// table's changes.
pub(super) fn with(scope: &Scope<'_>) -> Option<String> {
    let written = scope.table.options.with.as_deref();
    let written = written.map(|with| scope.verbatim(with));
    let audit = scope.table.intent.audit.as_ref();
    if audit.is_none_or(|audit| audit.by == AuditBy::Triggers) {
        return written;
    }
    let own = "WITH SYSTEM VERSIONING".to_owned();
    Some(written.map_or_else(|| own.clone(), |with| format!("{with} {own}")))
}

/// The end of CREATE TABLE. A collation without a character set says the set too.
pub(crate) fn tail(scope: &Scope<'_>) -> String {
    let options = &scope.table.options;
    let mut words = vec![format!(
        ") ENGINE={}",
        options.engine.as_deref().unwrap_or("InnoDB")
    )];
    let set = options.charset.as_deref().unwrap_or("utf8mb4");
    words.push(format!("DEFAULT CHARSET={set}"));
    words.extend(options.collation.as_ref().map(|c| format!("COLLATE={c}")));
    words.extend(
        options
            .row_format
            .as_ref()
            .map(|f| format!("ROW_FORMAT={f}")),
    );
    words.extend(with(scope));
    let sequences = scope.table.columns.iter().filter_map(|c| {
        c.identity?;
        c.sequence.as_ref()?.start
    });
    words.extend(sequences.map(|start| format!("AUTO_INCREMENT={start}")));
    words.extend(
        scope
            .table
            .comment
            .as_ref()
            .map(|text| comment(text, TABLE_COMMENT)),
    );
    words.join(" ") + &partition::clause(scope)
}

/// Reports options that are no words, which is what they are written as.
pub(super) fn check(scope: &Scope<'_>, errors: &mut Errors) {
    let options = &scope.table.options;
    let words = [
        &options.engine,
        &options.charset,
        &options.collation,
        &options.row_format,
    ];
    for word in words.into_iter().flatten() {
        if word.is_empty() || !word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            errors.add(
                Code::SqlText,
                scope.table,
                None,
                format!("`{word}` is no engine, character set, collation or row format"),
                "write its name, a single word",
            );
        }
    }
    for at in scope.all_columns() {
        if at.column.invisible && scope.dialect() == Dialect::MariaDb && needs_value(&at) {
            at.refuse(
                Code::InvisibleColumn,
                errors,
                "MariaDB hides no column that every INSERT has to name",
                "give it a default, or make it an `Option`",
            );
        }
    }
    partition::check(scope, errors);
}

/// Whether an INSERT without the column fails.
fn needs_value(at: &At<'_>) -> bool {
    // What is wrong with the default is reported where the column is rendered.
    let mut ignored = Errors::new(at.scope.dialect());
    !at.column.nullable
        && at.column.generated.is_none()
        && at.column.identity.is_none()
        && default(at, &mut ignored).is_none()
}
