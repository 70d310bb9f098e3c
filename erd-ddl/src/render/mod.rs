//! From a schema to statements. What is the same in every dialect is here; a [`Backend`] supplies the rest.

mod audit;
mod check;
mod column;
mod comment;
mod foreign_key;
mod index;
pub(crate) mod object;
pub(crate) mod role;
mod scope;
mod table;
mod validate;

pub(crate) use audit::{
    ACTOR_SETTING, ACTOR_VARIABLE, AuditTrigger, Entry, Log, triggers as audit_triggers, type_of,
};
pub(crate) use check::{Names, clause as check, derived};
pub(crate) use column::{
    DerivedCheck, Lowered, column, default, integer_enum, lower, not_null, value_list,
};
pub(crate) use comment::{Piece, piece};
pub(crate) use foreign_key::{clause as foreign_key, deferrable};
pub use index::CreateIndex;
pub(crate) use index::{IndexParts, index_parts, is_constraint, report_index};
pub(crate) use role::{TriggerKind, is_integer, now, trigger_kinds};
pub(crate) use scope::{At, Scope};
pub(crate) use table::{create as table, exclusion};
pub(crate) use validate::validate;

use crate::dialect::Renderer;
use crate::error::{DdlErrors, Errors};
use crate::order::{self, Item, Plan};
use crate::script::Script;
use erd_core::Schema;
use erd_core::schema::{ObjectKind, SqlObject, TableId};
use std::collections::BTreeMap;

/// All `CREATE` statements.
pub(crate) fn create(schema: &Schema, backend: Renderer) -> Result<Script, DdlErrors> {
    let mut errors = validate::validate(schema, backend)?;
    let mut script = Script::of(backend.dialect());
    let mut names = check::Names::of(schema);
    let plan = order::plan(schema, backend, &mut errors);
    for object in namespaces(schema, &plan) {
        object::create(object, backend, &mut script);
    }
    backend.prologue(schema, &mut script, &mut errors);
    let mut late = Vec::new();
    let mut tables = plan.tables().count();
    for item in &plan.items {
        match item {
            Item::Table(id) => {
                let scope = Scope::new(backend, schema, *id);
                let is_late = |key| plan.late.contains(&(*id, key));
                let after = table::create(&scope, is_late, &mut names, &mut script, &mut errors);
                late.extend(after.into_iter().map(|key| (*id, key)));
                tables -= 1;
                if tables == 0 {
                    add_keys(schema, backend, &late, &mut script, &mut errors);
                }
            }
            Item::Object(position) => {
                let object = &schema.objects[*position];
                if object.kind != ObjectKind::Namespace {
                    object::create(object, backend, &mut script);
                }
            }
        }
    }
    backend.finish(schema, &mut script);
    errors
        .finish(script)
        .map_err(|errors| in_order(schema, errors))
}

/// Foreign keys that wait for all tables.
fn add_keys(
    schema: &Schema,
    backend: Renderer,
    late: &[(TableId, usize)],
    out: &mut Script,
    errors: &mut Errors,
) {
    for (id, key) in late {
        let scope = Scope::new(backend, schema, *id);
        let sql = format!(
            "ALTER TABLE {} ADD {}",
            scope.table_name(),
            foreign_key::clause(&scope, &scope.table.foreign_keys[*key], errors)
        );
        out.push(Some(&scope.path()), sql);
    }
}

/// Objects that are namespaces, which come before the types and functions of the prologue.
fn namespaces<'a>(
    schema: &'a Schema,
    plan: &Plan,
) -> impl DoubleEndedIterator<Item = &'a SqlObject> {
    plan.objects()
        .map(|position| &schema.objects[position])
        .filter(|object| object.kind == ObjectKind::Namespace)
}

/// Errors in the order of declaration: tables, then objects.
fn in_order(schema: &Schema, mut errors: DdlErrors) -> DdlErrors {
    let objects = schema.objects.iter().enumerate();
    let objects = objects.map(|(i, object)| (object.key(), (1, Some(i))));
    let tables = schema.tables.iter().enumerate();
    let tables = tables.map(|(i, table)| (table.path(), (0, Some(i))));
    // The first of a name counts, and a table before an object.
    let all: Vec<_> = tables.chain(objects).collect();
    let places: BTreeMap<String, (u8, Option<usize>)> = all.into_iter().rev().collect();
    let position = |path: &str| places.get(path).copied().unwrap_or((1, None));
    errors.0.sort_by_cached_key(|error| position(&error.table));
    errors
}

/// All `DROP` statements.
pub(crate) fn drop(schema: &Schema, backend: Renderer) -> Result<Script, DdlErrors> {
    let mut errors = validate::validate(schema, backend)?;
    let mut script = Script::of(backend.dialect());
    let plan = order::plan(schema, backend, &mut errors);
    backend.drop_items(backend, schema, &plan, &mut script);
    backend.epilogue(schema, &mut script);
    for object in namespaces(schema, &plan).rev() {
        if !backend.is_default_namespace(&object.name) {
            object::drop(schema, object, backend, &mut script);
        }
    }
    errors.finish(script)
}
