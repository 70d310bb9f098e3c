//! Tables.

mod create;
mod inherits;
mod properties;
mod remove;
mod renames;

use crate::Step;
use crate::diff::TableChange;
use crate::plan::context::Context;
use crate::plan::node::Nodes;
use crate::plan::resource::{self, Resource};
use erd_core::schema::Table;

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    let (old, new) = (context.mid_writer(), context.new_writer());
    create::create(context, &new, nodes);
    for step in &context.diff.steps {
        match step {
            Step::DropTable { table } => remove::drop(context, &old, *table, nodes),
            Step::RenameTable { table } => renames::rename(context, &new, *table, nodes),
            Step::AlterTable { table, changes } => {
                for change in changes {
                    if *change == TableChange::Inherits {
                        inherits::change(context, &new, *table, nodes);
                        continue;
                    }
                    properties::alter(context, &new, *table, *change, nodes);
                }
            }
            _ => {}
        }
    }
    renames::column_renames(context, &new, nodes);
}

pub(super) fn enums_of(table: &Table) -> Vec<Resource> {
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
