//! A schema in which nothing is left to the dialect: what [`render`](crate::render) would add is written out.
//!
//! Types have the dialect's names, and the checks that follow from a type, the defaults, triggers and functions that
//! follow from a role, and the columns that mark the rows of a partial key are there as themselves. Two schemas with the
//! same explicit form are the same to the engine, however they were declared. Ids of the original hold: what is added
//! comes at the end of its list, and what the dialect does not have stays in its place and is empty.

use crate::dialect::backend;
use crate::error::{DdlError, DdlErrors, Errors};
use crate::render::{self, At, Scope, index_parts, is_constraint, lower, report_index};
use erd_core::Engine;
use erd_core::schema::{
    Check, Column, ColumnId, Generated, Index, IndexKey, IndexKind, ObjectKind, PartitionKind,
    PartitionTable, Schema, Sql, SqlObject, Table, TableId, Type, UniqueScope,
};
use erd_core::{Capability, Dialect, Scalar};

/// The namespace that every PostgreSQL database has, and that nobody needs to name.
const DEFAULT_NAMESPACE: &str = "public";

/// A schema written out for a dialect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explicit {
    /// The schema.
    pub schema: Schema,
    /// What the dialect cannot do.
    pub errors: Vec<DdlError>,
}

/// Writes a schema out for a dialect. Fails only where an id leads nowhere.
pub fn explicit(schema: &Schema, engine: impl Into<Engine>) -> Result<Explicit, DdlErrors> {
    let backend = backend(engine.into());
    let mut errors = render::validate(schema, backend)?;
    let mut names = render::Names::of(schema);
    let mut out = Schema {
        tables: Vec::with_capacity(schema.tables.len()),
        enums: schema.enums.clone(),
        objects: schema.objects.clone(),
    };
    for i in 0..schema.tables.len() {
        let scope = Scope::new(backend, schema, TableId(i));
        let (table, triggers) = table(&scope, &mut names, &mut errors);
        out.tables.push(table);
        out.objects.extend(triggers);
    }
    out.objects.extend(backend.functions(schema));
    if backend.dialect().has(Capability::DefaultNamespace) {
        for object in &mut out.objects {
            object.schema = object
                .schema
                .take()
                .filter(|name| name != DEFAULT_NAMESPACE);
            if let Some(table) = &mut object.table {
                table.schema = table.schema.take().filter(|name| name != DEFAULT_NAMESPACE);
            }
        }
    }
    Ok(Explicit {
        schema: out,
        errors: errors.failed().0,
    })
}

/// Text of one dialect.
fn only(dialect: Dialect, text: impl Into<String>) -> Sql {
    Sql {
        any: None,
        by_dialect: vec![(dialect, text.into())],
    }
}

fn table(
    scope: &Scope<'_>,
    names: &mut render::Names<'_>,
    errors: &mut Errors,
) -> (Table, Vec<SqlObject>) {
    let backend = scope.backend;
    let dialect = scope.dialect();
    let mut table = scope.table.clone();
    if dialect.has(Capability::DefaultNamespace)
        && table.schema.as_deref() == Some(DEFAULT_NAMESPACE)
    {
        table.schema = None;
    }
    for at in scope.all_columns() {
        let checks = column(&at, &mut table.columns[at.id.0], names, errors);
        table.checks.extend(checks);
    }
    table.checks.shrink_to_fit();
    for (i, index) in scope.table.indexes.iter().enumerate() {
        report_index(scope, index, errors);
        self::index(scope, index, &mut table.indexes[i], errors);
    }
    for (name, condition, indexes) in backend.markers(scope) {
        let id = ColumnId(table.columns.len());
        table.columns.push(marker(dialect, &name, &condition));
        for index in indexes {
            table.indexes[index].keys.push(IndexKey::column(id));
            table.indexes[index].predicate = Sql::default();
        }
    }
    for check in &mut table.checks {
        check.sql = match check.sql.get(dialect) {
            Some(text) => only(dialect, text),
            None => Sql::default(),
        };
        check.validated |= !backend.has_not_valid();
    }
    if let Some(partition) = &mut table.intent.partition
        && (partition.kind == PartitionKind::Hash || !partition.parts.is_empty())
    {
        // Without a list they are made as time goes on, and not all known here.
        partition.parts = backend.partitions(scope);
        if dialect.has(Capability::DefaultNamespace) {
            partition.parts.iter_mut().for_each(in_default_namespace);
        }
    }
    let owner = table.object_name();
    let mut triggers = Vec::new();
    for (at, kind) in render::trigger_kinds(scope) {
        let name = names.trigger(&at);
        if let Some(text) = backend.trigger(&at, kind, &name, errors) {
            let mut trigger = SqlObject::new(ObjectKind::Trigger, name, "");
            trigger.create = vec![only(dialect, text)];
            trigger.table = Some(owner.clone());
            trigger.depends_on = vec![format!("table {owner}")];
            triggers.push(trigger);
        }
    }
    triggers.extend(render::audit_triggers(scope, errors));
    table.options.with = backend.options(scope);
    table.intent.audit = None;
    (table, triggers)
}

fn in_default_namespace(part: &mut PartitionTable) {
    let schema = part.name.schema.take();
    part.name.schema = schema.filter(|name| name != DEFAULT_NAMESPACE);
    let parts = part.partition.iter_mut().flat_map(|sub| &mut sub.parts);
    // The depth is that of a declaration.
    parts.for_each(in_default_namespace);
}

/// Writes a column out, whose copy is `column`, and returns the checks that follow from its type.
fn column(
    at: &At<'_>,
    column: &mut Column,
    names: &mut render::Names<'_>,
    errors: &mut Errors,
) -> Vec<Check> {
    let backend = at.scope.backend;
    let dialect = at.scope.dialect();
    let lowered = lower(at, errors);
    let (ty, collation) = match lowered.sql.split_once(" COLLATE ") {
        Some((ty, collation)) => (ty, Some(collation)),
        None => (&*lowered.sql, None),
    };
    column.sql_type = only(dialect, ty);
    column.collation = match at.column.collation.get(dialect).or(collation) {
        Some(text) => only(dialect, text.trim()),
        None => Sql::default(),
    };
    column.default = match render::default(at, errors) {
        Some(text) => only(dialect, text),
        None => Sql::default(),
    };
    column.generated = at.column.generated.as_ref().map(|generated| Generated {
        sql: only(dialect, generated.sql.get(dialect).unwrap_or_default()),
        stored: generated.stored,
    });
    column.on_update = match backend.on_update(at) {
        Some(text) => only(dialect, text),
        None => Sql::default(),
    };
    column.nullable &= !at.in_primary_key() || !backend.takes_not_null(at);
    let mut checks = Vec::new();
    let mut push = |derived: &render::DerivedCheck| {
        if let Some((name, text)) = render::derived(at, derived, names) {
            let mut check = Check::new(name, only(dialect, text));
            check.column = Some(at.id);
            checks.push(check);
        }
    };
    if let Some(check) = &lowered.check {
        push(check);
    }
    if !at.column.nullable && !backend.takes_not_null(at) {
        push(&render::not_null(at));
        column.nullable = true;
    }
    column.role = None;
    checks
}

/// Writes an index out; `out` is its copy.
fn index(scope: &Scope<'_>, index: &Index, out: &mut Index, errors: &mut Errors) {
    let dialect = scope.dialect();
    let condition = index_parts(scope, index, errors).condition;
    out.predicate = match condition {
        Some(text) => only(dialect, text),
        None => Sql::default(),
    };
    out.scope = UniqueScope::Unstated;
    let constraint = is_constraint(index) && dialect.has(Capability::UniqueConstraints);
    if index.is_unique() && !constraint {
        out.kind = IndexKind::Unique;
    }
    if index.is_btree() {
        out.method = None;
    }
}

/// The column that is 1 where a row counts for a key and NULL where it does not.
fn marker(dialect: Dialect, name: &str, condition: &str) -> Column {
    let mut column = Column::new(name, Type::Scalar(Scalar::I8));
    column.sql_type = only(dialect, "tinyint");
    column.nullable = true;
    column.invisible = true;
    column.generated = Some(Generated {
        sql: only(dialect, format!("IF({condition}, 1, NULL)")),
        stored: false,
    });
    column
}
