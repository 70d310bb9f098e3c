//! The rows of an entity.

use super::{Bookkeeping, Level, Row, View, sql_words};
use erd_core::Schema;
use erd_core::schema::{Column, ColumnId, Table, Type, UniqueScope};

/// More values of an enum than this are not listed.
const MAX_VALUES: usize = 8;

/// Whether a column says something that no relation says, and that is not bookkeeping.
pub(super) fn is_content(table: &Table, id: ColumnId) -> bool {
    table[id].role.is_none() && !is_foreign(table, id)
}

/// Whether a view shows a column.
pub(super) fn is_shown(table: &Table, id: ColumnId, view: &View) -> bool {
    let kept = table[id].role.map(Bookkeeping::of);
    let by_level = match view.level {
        Level::Conceptual => false,
        Level::Logical => kept.is_none(),
        Level::Physical(_) => true,
    };
    let is_key =
        || is_primary(table, id) || is_foreign(table, id) || unique_scope(table, id).is_some();
    by_level
        && kept.is_none_or(|kept| !view.hidden.contains(&kept))
        && (!view.keys_only || is_key())
}

pub(super) fn row(schema: &Schema, table: &Table, id: ColumnId, level: Level) -> Row {
    let column = &table[id];
    let engine = match level {
        Level::Physical(engine) => engine,
        Level::Conceptual | Level::Logical => None,
    };
    Row {
        name: column.name.clone(),
        ty: sql_words::name(column, engine),
        primary: is_primary(table, id),
        foreign: is_foreign(table, id),
        unique: unique_scope(table, id),
        nullable: column.nullable,
        generated: column.generated.is_some(),
        keeps: column.role.map(Bookkeeping::of),
        values: values(schema, column),
        comment: column.comment.as_deref().map(first_sentence),
    }
}

fn is_primary(table: &Table, id: ColumnId) -> bool {
    let key = table.primary_key.as_ref();
    key.is_some_and(|key| key.columns.contains(&id))
}

fn is_foreign(table: &Table, id: ColumnId) -> bool {
    table.foreign_keys.iter().any(|fk| fk.columns.contains(&id))
}

/// The rows in which the column alone is unique.
fn unique_scope(table: &Table, id: ColumnId) -> Option<UniqueScope> {
    let alone = table.indexes.iter().filter(|index| {
        index.is_unique() && index.predicate.is_empty() && index.key_columns() == Some(vec![id])
    });
    // A key over all rows says more than one over the live rows.
    alone
        .map(|index| index.scope)
        .min_by_key(|scope| *scope == UniqueScope::Live)
}

/// The values of a short enum.
fn values(schema: &Schema, column: &Column) -> Vec<String> {
    let Type::Enum(name) = &column.ty else {
        return Vec::new();
    };
    let found = schema.find_enum(name);
    let short = found.filter(|found| found.values.len() <= MAX_VALUES);
    short.map_or_else(Vec::new, |found| found.values.clone())
}

/// A comment's first sentence, without its full stop: a column has room for one line.
pub(super) fn first_sentence(comment: &str) -> String {
    let paragraph = comment.trim().split("\n\n").next().unwrap_or_default();
    let end = paragraph
        .match_indices('.')
        .map(|(at, _)| at)
        .find(|at| paragraph[at + 1..].starts_with(char::is_whitespace));
    let sentence = end.map_or(paragraph, |at| &paragraph[..at]);
    sentence.strip_suffix('.').unwrap_or(sentence).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_cut_after_its_first_sentence() {
        assert_eq!(first_sentence("Who pays."), "Who pays");
        assert_eq!(
            first_sentence("Since 1.2 in euros. Never negative."),
            "Since 1.2 in euros"
        );
        assert_eq!(first_sentence("Who pays\n\nMore."), "Who pays");
        assert_eq!(first_sentence("..."), "..");
    }
}
