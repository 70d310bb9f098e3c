//! From a schema to statements. What is the same in every dialect is here; a [`Backend`] supplies the rest.

mod check;
mod column;
mod foreign_key;
mod index;
mod role;
mod scope;
mod table;
mod validate;

pub(crate) use check::{Names, clause as check, derived};
pub(crate) use column::{
    DerivedCheck, Lowered, column, default, integer_enum, lower, not_null, value_list,
};
pub(crate) use foreign_key::clause as foreign_key;
pub(crate) use index::{IndexParts, index_parts, is_constraint, report_index};
pub(crate) use role::{Duty, duties, is_integer, now};
pub(crate) use scope::{At, Scope};
pub(crate) use table::create as table;
pub(crate) use validate::validate;

use crate::dialect::Backend;
use crate::error::{DdlErrors, table_path};
use crate::order;
use crate::script::Script;
use erd_core::Schema;

/// All `CREATE` statements.
pub(crate) fn create(schema: &Schema, backend: &'static dyn Backend) -> Result<Script, DdlErrors> {
    let mut errors = validate::validate(schema, backend)?;
    let mut script = Script::default();
    let mut names = check::Names::of(schema);
    let plan = order::plan(schema);
    backend.prologue(schema, &mut script, &mut errors);
    let mut late = Vec::new();
    for id in &plan.tables {
        let scope = Scope::new(backend, schema, *id);
        let is_late = |key| plan.late.contains(&(*id, key));
        let after = table::create(&scope, is_late, &mut names, &mut script, &mut errors);
        late.extend(after.into_iter().map(|key| (*id, key)));
    }
    for (id, key) in late {
        let scope = Scope::new(backend, schema, id);
        let sql = format!(
            "ALTER TABLE {} ADD {}",
            scope.table_name(),
            foreign_key::clause(&scope, key, &mut errors)
        );
        script.push(Some(&scope.path()), sql);
    }
    errors.finish(script).map_err(|mut errors| {
        let position = |path: &str| schema.tables.iter().position(|t| table_path(t) == path);
        errors.0.sort_by_key(|error| position(&error.table));
        errors
    })
}

/// All `DROP` statements.
pub(crate) fn drop(schema: &Schema, backend: &'static dyn Backend) -> Result<Script, DdlErrors> {
    let errors = validate::validate(schema, backend)?;
    let mut script = Script::default();
    backend.drop_tables(schema, &order::plan(schema), &mut script);
    backend.epilogue(schema, &mut script);
    errors.finish(script)
}
