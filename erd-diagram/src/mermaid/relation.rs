//! The lines between entities.

use super::{column, escape};
use erd_core::schema::{ColumnId, ForeignKeyWalker, TableWalker};

/// A foreign key: `customers ||--o{ orders : "customer_id"`. `None` only for a target that nobody resolved.
pub(super) fn one_to_many(key: ForeignKeyWalker<'_>) -> Option<String> {
    let child = key.table();
    let parent = key.target()?;
    let one = if key.is_optional() { "|o" } else { "||" };
    let many = if key.is_one_to_one() { "o|" } else { "o{" };
    let columns = child.column_list(&key.foreign_key().columns);
    Some(line(parent, &format!("{one}--{many}"), child, &columns))
}

/// A junction of two tables that has nothing else to say: `posts }o--o{ tags : "post_tags"`.
pub(super) fn many_to_many(table: TableWalker<'_>) -> Option<String> {
    let bare = table.junction
        && (0..table.columns.len()).all(|c| {
            let id = ColumnId(c);
            let key = table.primary_key.as_ref();
            // A junction with a number of its own for a key says no more than one without.
            !column::is_content(&table, id) || key.is_some_and(|key| key.columns == [id])
        });
    let mut keys = table.foreign_keys().filter(|key| !is_bookkeeping(*key));
    let (Some(left), Some(right), None, true) = (keys.next(), keys.next(), keys.next(), bare)
    else {
        return None;
    };
    let referenced = table.referencing_keys().next().is_some();
    let (left, right) = (left.target()?, right.target()?);
    (!referenced).then(|| line(left, "}o--o{", right, &table.path()))
}

/// Whether a key only says who touched the row: the columns `created_by`, `deleted_by` ...
pub(super) fn is_bookkeeping(key: ForeignKeyWalker<'_>) -> bool {
    let table = key.table().table();
    let columns = &key.foreign_key().columns;
    columns.iter().any(|c| table[*c].role.is_some())
}

fn line(left: TableWalker<'_>, kind: &str, right: TableWalker<'_>, label: &str) -> String {
    format!(
        "{} {kind} {} : {}",
        escape::entity(&left.path()),
        escape::entity(&right.path()),
        escape::quoted(label)
    )
}
