//! From a schema to statements. What is the same in every dialect is here; a [`Backend`] supplies the rest.

mod check;
mod column;
mod foreign_key;
mod index;
mod role;
mod scope;
mod table;
mod validate;

pub(crate) use column::{DerivedCheck, Lowered, integer_enum, lower, value_list};
pub(crate) use index::{IndexParts, index_parts, is_constraint, report_index};
pub(crate) use role::{Duty, duties, is_integer, now};
pub(crate) use scope::{At, Scope};

use crate::dialect::Backend;
use crate::error::{DdlErrors, Errors};
use crate::order;
use crate::script::Script;
use erd_core::Schema;

/// All `CREATE` statements.
pub(crate) fn create(schema: &Schema, backend: &'static dyn Backend) -> Result<Script, DdlErrors> {
    validate::validate(schema, backend)?;
    let mut errors = Errors::new(backend.dialect());
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
    errors.finish(script)
}

/// All `DROP` statements.
pub(crate) fn drop(schema: &Schema, backend: &'static dyn Backend) -> Result<Script, DdlErrors> {
    validate::validate(schema, backend)?;
    let mut script = Script::default();
    let plan = order::plan(schema);
    for (id, key) in plan.late.iter().rev() {
        let scope = Scope::new(backend, schema, *id);
        script.push(Some(&scope.path()), backend.drop_foreign_key(&scope, *key));
    }
    for id in plan.tables.iter().rev() {
        let scope = Scope::new(backend, schema, *id);
        script.push(None, format!("DROP TABLE {}", scope.table_name()));
    }
    backend.epilogue(schema, &mut script);
    Ok(script)
}
