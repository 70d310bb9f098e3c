//! Comments on what has no place for one in the model: constraints, columns of views, indexes of views and the like.

use erd_core::Dialect;
use erd_core::schema::{Schema, SqlObject};
use erd_ddl::expression::identifiers;

/// The statement that takes a comment away. The name of such an object is what COMMENT ON is followed by.
pub(in crate::plan) fn removed(comment: &SqlObject) -> String {
    format!("COMMENT ON {} IS NULL", comment.name)
}

/// Whether a comment has to be taken away by itself, because what it is on stays. What goes takes its comment along.
pub(in crate::plan) fn outlives(comment: &SqlObject, new: &Schema) -> bool {
    let words = identifiers(&comment.name, Dialect::Postgres);
    // `CONSTRAINT name ON table`, `COLUMN view.column`: the kind, and the names of the thing and of what it belongs to.
    let names = words.get(1..).unwrap_or_default();
    let is_named = |name: &String| names.contains(name);
    let of_table = new.tables.iter().any(|table| {
        let constraints = table.checks.iter().map(|check| &check.name);
        let all = constraints
            .chain(table.foreign_keys.iter().map(|key| &key.name))
            .chain(table.indexes.iter().map(|index| &index.name))
            .chain(table.exclusions.iter().map(|exclusion| &exclusion.name))
            .chain(table.primary_key.iter().map(|key| &key.name));
        is_named(&table.name) && all.into_iter().any(is_named)
    });
    let of_object = || new.objects.iter().any(|object| is_named(&object.name));
    of_table || of_object()
}
