//! What no dialect can render: ids that lead nowhere, empty names, NUL characters.

use super::Scope;
use crate::dialect::{NameLimit, Renderer};
use crate::error::{Code, DdlErrors, Errors};
use erd_core::schema::{ColumnId, KeyPart, Managed, Sql, Table, TableId, Target};
use erd_core::{Engine, Schema};
use std::collections::BTreeSet;

/// Reports what would break rendering itself. Fails at once if an id leads nowhere: later steps follow ids.
pub(crate) fn validate(schema: &Schema, backend: Renderer) -> Result<Errors, DdlErrors> {
    let mut errors = Errors::new(backend.dialect());
    let mut good = true;
    for (i, table) in schema.tables.iter().enumerate() {
        good &= ids(schema, table, &mut errors);
        if table.managed == Managed::External {
            continue;
        }
        names(backend, table, &mut errors);
        if table.columns.is_empty() && table.options.inherits.is_empty() {
            errors.add(
                Code::NoColumns,
                table,
                None,
                "the table has no columns",
                "give it a column, best a primary key",
            );
        }
        texts(table, &mut errors);
        if table.schema.is_some() {
            Scope::new(backend, schema, TableId(i)).lacks(Code::Namespace, None, &mut errors);
        }
    }
    objects(schema, backend.engine, &mut errors);
    if good {
        Ok(errors)
    } else {
        Err(errors.failed())
    }
}

/// Whether every id leads somewhere.
fn ids(schema: &Schema, table: &Table, errors: &mut Errors) -> bool {
    let before = errors.len();
    let mut good = |columns: &[ColumnId], place: &str| {
        if columns.is_empty() || columns.iter().any(|c| c.0 >= table.columns.len()) {
            errors.add(
                Code::UnresolvedTarget,
                table,
                Some(place),
                "its columns are not columns of the table",
                "resolve the schema again; a snapshot may be damaged",
            );
        }
    };
    if let Some(key) = &table.primary_key {
        let columns = key.columns.iter().chain(&key.include);
        good(&columns.copied().collect::<Vec<_>>(), &key.name);
    }
    for index in &table.indexes {
        let columns = index.keys.iter().filter_map(|key| match key.part {
            KeyPart::Column(column) => Some(column),
            KeyPart::Expression(_) => None,
        });
        let all: Vec<_> = columns.chain(index.include.iter().copied()).collect();
        if index.keys.is_empty() || !all.is_empty() {
            good(&all, &index.name);
        }
    }
    for key in &table.foreign_keys {
        let columns = key.columns.iter().chain(&key.set_columns);
        good(&columns.copied().collect::<Vec<_>>(), &key.name);
    }
    for key in &table.foreign_keys {
        let found = match &key.target {
            Target::Own => true,
            Target::Table(id) => id.0 < schema.tables.len(),
            Target::Path(_) => false,
        };
        if !found || key.target_columns.len() != key.columns.len() {
            errors.add(
                Code::UnresolvedTarget,
                table,
                Some(&key.name),
                "the foreign key has no resolved target with as many columns",
                "resolve the schema first; rule F06 says what is missing",
            );
        }
    }
    errors.len() == before
}

/// Objects have names of their own and text that can run.
fn objects(schema: &Schema, engine: Engine, errors: &mut Errors) {
    let mut keys = BTreeSet::new();
    for object in &schema.objects {
        let mut texts = object.create.iter();
        if !engine.may_have_objects(object.kind)
            && texts.any(|sql| sql.get(engine.dialect).is_some())
        {
            let title = engine.product.title();
            errors.object(
                Code::ObjectKind,
                object,
                format!("{title} has no {}", object.kind.word()),
                "leave it to the other databases, and do its work in the application",
            );
        }
        if object.name.is_empty() || object.name.contains('\0') {
            errors.object(
                Code::Name,
                object,
                "a name must not be empty or hold a NUL character",
                "give it a proper name",
            );
        }
        let mut texts = object.create.iter().flat_map(Sql::texts);
        if texts.any(is_no_sql) {
            errors.object(
                Code::SqlText,
                object,
                "SQL text is empty or holds a NUL character",
                "write the statement that creates it",
            );
        }
        if !keys.insert(object.key()) {
            errors.object(
                Code::DuplicateObject,
                object,
                "another object has the same kind and name",
                "name it once; overloaded functions differ in their arguments",
            );
        }
    }
}

fn is_no_sql(text: &str) -> bool {
    text.trim().is_empty() || text.contains('\0')
}

fn names(backend: Renderer, table: &Table, errors: &mut Errors) {
    let title = backend.dialect().title();
    let mut name = |name: &str, place: Option<&str>| {
        let (length, limit, unit) = match backend.name_limit() {
            NameLimit::Bytes(limit) => (name.len(), limit, "bytes"),
            NameLimit::Chars(limit) => (name.chars().count(), limit, "characters"),
            NameLimit::None => (0, 0, ""),
        };
        let message = if name.is_empty() || name.contains('\0') {
            "a name must not be empty or hold a NUL character".to_owned()
        } else if length > limit {
            format!("`{name}` has {length} {unit}; {title} takes names of {limit}")
        } else {
            return;
        };
        errors.add(
            Code::Name,
            table,
            place,
            message,
            "give it a shorter or proper name",
        );
    };
    name(&table.name, None);
    if let Some(schema) = &table.schema {
        name(schema, None);
    }
    for column in &table.columns {
        name(&column.name, Some(&column.field));
    }
    let key = table.primary_key.iter().map(|k| &k.name);
    let keys = table.foreign_keys.iter().map(|k| &k.name);
    let indexes = table.indexes.iter().map(|i| &i.name);
    let checks = table.checks.iter().map(|c| &c.name);
    let exclusions = table.exclusions.iter().map(|e| &e.name);
    for other in key
        .chain(keys)
        .chain(indexes)
        .chain(checks)
        .chain(exclusions)
    {
        name(other, Some(other));
    }
}

fn texts(table: &Table, errors: &mut Errors) {
    let mut sql = |text: &Sql, place: &str| {
        if text.texts().any(is_no_sql) {
            errors.add(
                Code::SqlText,
                table,
                Some(place),
                "SQL text is empty or holds a NUL character",
                "write the SQL, or leave the attribute out",
            );
        }
    };
    for column in &table.columns {
        for text in [&column.sql_type, &column.default, &column.collation] {
            sql(text, &column.field);
        }
        if let Some(generated) = &column.generated {
            sql(&generated.sql, &column.field);
        }
    }
    for check in &table.checks {
        sql(&check.sql, &check.name);
    }
    for index in &table.indexes {
        sql(&index.predicate, &index.name);
        for key in &index.keys {
            if let KeyPart::Expression(text) = &key.part {
                sql(text, &index.name);
            }
        }
    }
}
