//! The lines of an entity.

use super::{Detail, escape, types};
use erd_core::Schema;
use erd_core::schema::{Column, ColumnId, Role, Table, Type, UniqueScope};

/// More values of an enum than this are not listed.
const MAX_VALUES: usize = 8;

/// One line for each column that is drawn: `bigint customer_id FK "null; who pays"`.
pub(super) fn lines<'a>(
    schema: &'a Schema,
    table: &'a Table,
    detail: Detail,
) -> impl Iterator<Item = String> + 'a {
    (0..table.columns.len())
        .map(ColumnId)
        .filter(move |id| detail == Detail::Physical || is_content(table, *id))
        .map(move |id| line(schema, table, id))
}

/// Whether a column says something that no relation says, and that is not bookkeeping.
pub(super) fn is_content(table: &Table, id: ColumnId) -> bool {
    table[id].role.is_none() && !is_foreign(table, id)
}

fn line(schema: &Schema, table: &Table, id: ColumnId) -> String {
    let column = &table[id];
    let name = escape::word(&column.name);
    let mut out = format!("{} {name}", types::name(column));
    let marks = marks(table, id);
    if !marks.is_empty() {
        out.push(' ');
        out.push_str(&marks.join(", "));
    }
    let notes = notes(schema, table, id, name != column.name.as_str());
    if !notes.is_empty() {
        out.push(' ');
        out.push_str(&escape::quoted(&notes.join("; ")));
    }
    out
}

fn marks(table: &Table, id: ColumnId) -> Vec<&'static str> {
    let primary = table
        .primary_key
        .as_ref()
        .is_some_and(|key| key.columns.contains(&id));
    let marks = [
        ("PK", primary),
        ("FK", is_foreign(table, id)),
        ("UK", unique_scope(table, id).is_some()),
    ];
    let held = marks.into_iter().filter(|(_, holds)| *holds);
    held.map(|(mark, _)| mark).collect()
}

fn is_foreign(table: &Table, id: ColumnId) -> bool {
    table.foreign_keys.iter().any(|fk| fk.columns.contains(&id))
}

/// The rows in which the column alone is unique. A key of several columns marks none of them, as none is unique.
fn unique_scope(table: &Table, id: ColumnId) -> Option<UniqueScope> {
    let alone = table.indexes.iter().filter(|index| {
        index.is_unique() && index.predicate.is_empty() && index.key_columns() == Some(vec![id])
    });
    // A key over all rows says more than one over the live rows.
    alone
        .map(|index| index.scope)
        .min_by_key(|scope| *scope == UniqueScope::Live)
}

/// What the marks cannot say.
fn notes(schema: &Schema, table: &Table, id: ColumnId, renamed: bool) -> Vec<String> {
    let column = &table[id];
    let mut notes = Vec::new();
    if renamed {
        notes.push(format!("`{}`", column.name));
    }
    if column.nullable {
        notes.push(String::from("null"));
    }
    if unique_scope(table, id) == Some(UniqueScope::Live) {
        notes.push(String::from("unique among live rows"));
    }
    if column.generated.is_some() {
        notes.push(String::from("generated"));
    }
    if let Some(role) = column.role {
        notes.push(role_note(role).to_owned());
    }
    notes.extend(values(schema, column));
    notes.extend(column.comment.as_deref().map(first_sentence));
    notes
}

const fn role_note(role: Role) -> &'static str {
    match role {
        Role::CreatedAt(_) | Role::UpdatedAt(_) | Role::CreatedBy | Role::UpdatedBy => "audit",
        Role::DeletedAt | Role::DeletedFlag | Role::DeletedBy => "soft delete",
        Role::Version(_) => "optimistic lock",
    }
}

/// `open | closed`, of a short enum.
fn values(schema: &Schema, column: &Column) -> Option<String> {
    let Type::Enum(name) = &column.ty else {
        return None;
    };
    let values = &schema.find_enum(name)?.values;
    (!values.is_empty() && values.len() <= MAX_VALUES).then(|| values.join(" | "))
}

/// A comment's first sentence, without its full stop: a column has room for one line.
fn first_sentence(comment: &str) -> String {
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
