//! Columns that a table has from its parents.

use super::{may, property};
use crate::render::At;
use erd_core::schema::{Column, Identity};
use erd_core::{Capability, Dialect};

/// The columns of that name in the tables that a column's table inherits from.
pub(super) fn parent_columns<'a>(at: &At<'a>) -> impl Iterator<Item = &'a Column> + use<'a> {
    let (schema, name) = (at.scope.schema, &at.column.name);
    let inherits = may(&at.scope, Capability::Inheritance);
    let parents = at
        .scope
        .table
        .options
        .inherits
        .iter()
        .filter(move |_| inherits);
    parents
        .filter_map(|parent| schema.find_table(parent.schema.as_deref(), &parent.name))
        .filter_map(move |parent| {
            let parent = &schema[parent];
            Some(&parent[parent.find_column(name)?])
        })
}

/// Whether a child's column says nothing that the parent's does not. Comments are not inherited, and are set apart; nor is
/// identity. Of a serial column the child has the default, from the parent's sequence.
pub(crate) fn is_inherited(child: &Column, parent: &Column) -> bool {
    let mut child = child.clone();
    child.field.clone_from(&parent.field);
    property::copy(parent, &mut child);
    child.comment.clone_from(&parent.comment);
    child.renamed_from.clone_from(&parent.renamed_from);
    if parent.identity == Some(Identity::Serial) {
        let default = child.default.get(Dialect::Postgres).unwrap_or_default();
        if child.identity.is_some() || !default.starts_with("nextval(") {
            return false;
        }
        child.default.clone_from(&parent.default);
        child.identity = parent.identity;
        child.sequence.clone_from(&parent.sequence);
    }
    child == *parent
        && !matches!(
            parent.identity,
            Some(Identity::Always | Identity::ByDefault)
        )
}
