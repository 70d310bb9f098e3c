//! CREATE TABLE and what belongs to it.

use super::check::{self, Names};
use super::{
    Scope, audit_triggers, column, deferrable, foreign_key, object, report_index, trigger_kinds,
};
use crate::dialect::IndexSql;
use crate::error::{Code, Errors};
use crate::script::Script;
use erd_core::Capability;
use erd_core::schema::{Check, Deferrable, Exclusion};

/// Writes the statements of one table; returns the foreign keys that have to wait for all tables.
pub(crate) fn create(
    scope: &Scope<'_>,
    is_late: impl Fn(usize) -> bool,
    names: &mut Names<'_>,
    out: &mut Script,
    errors: &mut Errors,
) -> Vec<usize> {
    let backend = scope.backend;
    let table = scope.table;
    let path = scope.path();
    let mut body = Body::new(scope);
    let mut derived = Vec::new();
    backend.check_table(scope, errors);
    report(scope, errors);
    if let Some(comment) = &table.comment {
        body.comment(backend.leading_comment(comment));
    }
    for at in scope.all_columns() {
        let lowered = column::lower(&at, errors);
        if backend.inherits_column(&at) {
            continue;
        }
        if let Some(comment) = &at.column.comment {
            body.comment(backend.leading_comment(comment));
        }
        body.write(|line| column::column(&at, &lowered, line, errors));
        if let Some(check) = &lowered.check {
            derived.extend(check::derived(&at, check, names));
        }
        if !at.column.nullable && !backend.takes_not_null(&at) {
            let check = column::not_null(&at);
            derived.extend(check::derived(&at, &check, names));
        }
    }
    for column in backend.extra_columns(scope) {
        body.item(column);
    }
    if let Some(key) = &table.primary_key
        && backend.inline_primary_key(scope).is_none()
    {
        body.item(backend.primary_key(scope, key));
    }
    let mut after = Vec::new();
    for index in &table.indexes {
        report_index(scope, index, errors);
        match backend.index(scope, index, errors) {
            IndexSql::Inside(clause) => body.item(clause),
            IndexSql::Added(clause) => {
                after.push(format!("ALTER TABLE {} ADD {clause}", scope.table_name()));
            }
            IndexSql::After(statement) => after.push(statement.to_string()),
        }
    }
    let mut late = Vec::new();
    let written = |key: &usize| backend.has_foreign_key(&table.foreign_keys[*key]);
    for key in (0..table.foreign_keys.len()).filter(written) {
        if backend.takes_foreign_key(scope, key, is_late(key)) {
            body.item(foreign_key::clause(scope, &table.foreign_keys[key], errors));
        } else {
            late.push(key);
        }
    }
    for (name, condition) in derived {
        let name = backend.quote(&name);
        body.item(format!("CONSTRAINT {name} CHECK ({condition})"));
    }
    for exclusion in &table.exclusions {
        body.item(self::exclusion(scope, exclusion));
    }
    let mut unchecked = Vec::new();
    let own = |check: &&Check| !backend.has_check_in_column(scope, check);
    for check in table.checks.iter().filter(own) {
        let Some(clause) = check::clause(scope, check) else {
            continue;
        };
        if check.validated || !check.enforced || !backend.has_not_valid() {
            body.item(clause);
        } else {
            unchecked.push(format!(
                "ALTER TABLE {} ADD {clause} NOT VALID",
                scope.table_name()
            ));
        }
    }
    backend.before_table(scope, out, errors);
    let sql = body.finish(&backend.table_tail(scope));
    out.push(Some(&path), sql);
    backend.after_table(scope, out, errors);
    for statement in after.into_iter().chain(unchecked) {
        out.push(Some(&path), statement);
    }
    for (at, kind) in trigger_kinds(scope) {
        if let Some(statement) = backend.trigger(&at, kind, &names.trigger(&at), errors) {
            out.push(Some(&path), statement);
        }
    }
    for trigger in audit_triggers(scope, errors) {
        object::create(&trigger, backend, out);
    }
    backend.comments(scope, out);
    late
}

/// An exclusion constraint as a clause.
pub(crate) fn exclusion(scope: &Scope<'_>, exclusion: &Exclusion) -> String {
    format!(
        "CONSTRAINT {} EXCLUDE {}{}",
        scope.backend.quote(&exclusion.name),
        scope.verbatim(&exclusion.definition),
        deferrable(exclusion.deferrable)
    )
}

/// Reports what the dialect lacks of partitions, keys and constraints.
fn report(scope: &Scope<'_>, errors: &mut Errors) {
    let table = scope.table;
    let engine = scope.backend.engine;
    if table.intent.partition.is_some() && !engine.may_have(Capability::Partitions) {
        errors.add(
            Code::Partition,
            table,
            None,
            format!("{} has no partitioned tables", engine.product.title()),
            "leave `partition_by` out, or leave this dialect out of the targets",
        );
    }
    if let Some(key) = &table.primary_key {
        if !key.include.is_empty() {
            scope.lacks(Code::IncludeColumns, Some(&key.name), errors);
        }
        if key.deferrable != Deferrable::No {
            scope.lacks(Code::DeferrableUnique, Some(&key.name), errors);
        }
    }
    for exclusion in &table.exclusions {
        scope.lacks(Code::Exclusion, Some(&exclusion.name), errors);
    }
    for check in &table.checks {
        if !check.enforced && check.sql.get(scope.dialect()).is_some() {
            scope.lacks(Code::NotEnforced, Some(&check.name), errors);
        }
    }
}

/// CREATE TABLE as it grows.
#[derive(Debug)]
struct Body {
    text: String,
    /// Where the comma after the last item goes; comments may have followed it.
    end: Option<usize>,
}

impl Body {
    fn new(scope: &Scope<'_>) -> Self {
        // An ordinary column takes less; a table seldom grows beyond this.
        let mut text = String::with_capacity(64 * (scope.table.columns.len() + 4));
        text.push_str(scope.backend.table_head(scope));
        text.push_str(&scope.table_name());
        text.push_str(" (\n");
        Self { text, end: None }
    }

    fn comment(&mut self, lines: Vec<String>) {
        for line in lines {
            self.text.push_str("    ");
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }

    fn item(&mut self, sql: impl AsRef<str>) {
        self.write(|text| text.push_str(sql.as_ref()));
    }

    fn write(&mut self, item: impl FnOnce(&mut String)) {
        if let Some(end) = self.end {
            self.text.insert(end, ',');
        }
        self.text.push_str("    ");
        item(&mut self.text);
        self.end = Some(self.text.len());
        self.text.push('\n');
    }

    fn finish(mut self, tail: &str) -> String {
        self.text.push_str(tail);
        self.text
    }
}
