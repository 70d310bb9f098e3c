//! Tables.

mod create;
mod properties;
mod remove;
mod renames;

pub(in crate::plan) use renames::in_turn;

use crate::Step;
use crate::diff::table_path;
use crate::plan::context::{Context, names};
use crate::plan::node::{Nodes, resource};
use erd_core::schema::{Table, TableId, Target};
use erd_ddl::Parts;

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    let (old, new) = (context.mid_parts(), context.new_parts());
    create::create(context, &new, nodes);
    for step in &context.diff.steps {
        match step {
            Step::DropTable { table } => remove::drop(context, &old, *table, nodes),
            Step::RenameTable { table } => renames::rename(context, &new, *table, nodes),
            Step::AlterTable { table, changes } => {
                for change in changes {
                    properties::alter(context, &new, *table, *change, nodes);
                }
            }
            _ => {}
        }
    }
    renames::column_renames(context, &new, nodes);
}

/// All tables in the order in which they can be created; of those in a cycle the order of names decides, and not that of
/// declaration.
pub(in crate::plan) fn by_name(context: &Context<'_>) -> Vec<TableId> {
    let mut schema = context.diff.new.clone();
    let mut ids: Vec<_> = (0..schema.tables.len()).map(TableId).collect();
    ids.sort_by_key(|id| table_path(&context.diff.new[*id]));
    schema.tables = ids.iter().map(|id| context.diff.new[*id].clone()).collect();
    let mut places = ids.clone();
    for (place, id) in ids.iter().enumerate() {
        places[id.0] = TableId(place);
    }
    for key in schema.tables.iter_mut().flat_map(|t| &mut t.foreign_keys) {
        if let Target::Table(id) = &mut key.target {
            *id = places[id.0];
        }
    }
    let order = Parts::new(&schema, context.diff.engine).order().0;
    order.into_iter().map(|id| ids[id.0]).collect()
}

/// What a foreign key needs of its target.
pub(in crate::plan) fn target_resources(parent: &Table, columns: &[String]) -> Vec<String> {
    let path = table_path(parent);
    let mut all = vec![
        resource::table(&path),
        resource::names(&path),
        resource::key(&path, columns),
    ];
    for column in columns {
        all.push(resource::column(&path, column));
        all.push(resource::class(&path, column));
    }
    all
}

/// All that is there with a new table.
pub(in crate::plan) fn table_resources(table: &Table) -> Vec<String> {
    let path = table_path(table);
    let space = table.schema.as_deref();
    let mut all = vec![
        resource::table(&path),
        resource::relation(space, &table.name),
    ];
    all.extend(
        table
            .columns
            .iter()
            .map(|c| resource::column(&path, &c.name)),
    );
    all.extend(
        table
            .indexes
            .iter()
            .map(|i| resource::relation(space, &i.name)),
    );
    if let Some(key) = &table.primary_key {
        all.push(resource::relation(space, &key.name));
        all.push(resource::key(&path, &names(table, &key.columns)));
    }
    for index in table.indexes.iter().filter(|i| i.is_unique()) {
        if let Some(columns) = index.key_columns() {
            all.push(resource::key(&path, &names(table, &columns)));
        }
    }
    all
}

pub(super) fn enums_of(table: &Table) -> Vec<String> {
    let mut all = Vec::new();
    for column in &table.columns {
        let mut ty = &column.ty;
        while let erd_core::schema::Type::Array(element) = ty {
            ty = element;
        }
        if let erd_core::schema::Type::Enum(key) = ty {
            all.push(resource::ty(key));
        }
    }
    all
}
