//! Indexes, unique keys and primary keys of several columns.

use super::{Remarks, escape, sql};
use crate::{Entity, Level, Row};
use erd_core::schema::{
    Index, IndexKey, IndexKind, KeyPart, NullsOrder, Order, Table, UniqueScope,
};
use erd_core::{Dialect, naming};

/// The lines of `indexes`.
pub(super) fn lines(table: &Table, entity: &Entity, level: Level) -> Vec<String> {
    let shown = |name: &str| entity.rows.iter().any(|row| row.name == name);
    let mut lines = Vec::new();
    if let Some(key) = table
        .primary_key
        .as_ref()
        .filter(|key| key.columns.len() > 1)
    {
        let names: Vec<_> = key
            .columns
            .iter()
            .map(|c| table[*c].name.as_str())
            .collect();
        if names.iter().all(|name| shown(name)) {
            let names: Vec<_> = names.into_iter().map(escape::name).collect();
            lines.push(format!("({}) [pk]", names.join(", ")));
        }
    }
    let engine = match level {
        Level::Physical(engine) => engine,
        Level::Conceptual | Level::Logical => None,
    };
    let physical = matches!(level, Level::Physical(_));
    for index in &table.indexes {
        let columns = index.keys.iter().filter_map(|key| match &key.part {
            KeyPart::Column(column) => Some(table[*column].name.as_str()),
            KeyPart::Expression(_) => None,
        });
        let wanted = physical || index.is_unique();
        let told = entity
            .rows
            .iter()
            .any(|row| alone(table, row).is_some_and(|found| std::ptr::eq(found, index)));
        if wanted && !told && columns.into_iter().all(shown) {
            lines.push(line(table, index, engine));
        }
    }
    lines
}

/// The constraint that `unique` at a column says all of: over that column alone, with the name that it has by itself.
pub(super) fn alone<'a>(table: &'a Table, row: &Row) -> Option<&'a Index> {
    table.indexes.iter().find(|index| {
        let column = index.key_columns().filter(|columns| columns.len() == 1);
        let is_it = column.is_some_and(|columns| table[columns[0]].name == row.name);
        let remarks = remarks(table, index, None);
        is_it
            && matches!(index.kind, IndexKind::UniqueConstraint(_))
            && index.comment.is_none()
            && !index.is_partial()
            && index.name == naming::unique(&table.name, &[&row.name])
            && remarks.is_empty()
    })
}

fn line(table: &Table, index: &Index, engine: Option<Dialect>) -> String {
    let mut remarks = remarks(table, index, engine);
    let keys: Option<Vec<_>> = index
        .keys
        .iter()
        .map(|key| part(table, key, engine))
        .collect();
    let mut settings = Vec::new();
    // Unique among some of the rows is not unique for whoever reads it without the remark.
    if index.is_unique() && !index.is_partial() {
        settings.push("unique".to_owned());
    }
    if let Some(method) = &index.method {
        if is_method(method) {
            settings.push(format!("type: {method}"));
        } else {
            remarks.add("using", method);
        }
    }
    settings.push(format!("name: {}", escape::string(&index.name)));
    if let Some(comment) = &index.comment {
        settings.push(format!("note: {}", escape::string(comment)));
    }
    let settings = super::settings(&settings);
    match keys {
        Some(keys) => format!("({}){settings}{remarks}", keys.join(", ")),
        None => format!(
            "// {}: an expression with a backtick",
            crate::text::folded(&index.name)
        ),
    }
}

/// Names of methods that are words.
fn is_method(method: &str) -> bool {
    crate::text::is_word(method)
}

fn part(table: &Table, key: &IndexKey, engine: Option<Dialect>) -> Option<String> {
    match &key.part {
        KeyPart::Column(column) => Some(escape::name(&table[*column].name).into_owned()),
        KeyPart::Expression(expression) => escape::expression(sql(expression, engine)?),
    }
}

/// What DBML has no word for.
fn remarks(table: &Table, index: &Index, engine: Option<Dialect>) -> Remarks {
    let mut remarks = Remarks::default();
    if index.scope == UniqueScope::Live {
        remarks.word("unique among live rows");
    } else if index.is_unique() && index.is_partial() {
        remarks.word("unique");
    }
    if let Some(predicate) = sql(&index.predicate, engine) {
        remarks.add("where", predicate);
    }
    for key in &index.keys {
        remarks.words(order(table, key));
    }
    if !index.include.is_empty() {
        remarks.add("include", &table.column_list(&index.include));
    }
    if index.nulls_not_distinct {
        remarks.word("nulls not distinct");
    }
    if index.invisible {
        remarks.word("invisible");
    }
    if index.kind == IndexKind::UniqueConstraint(erd_core::schema::Deferrable::InitiallyDeferred)
        || index.kind
            == IndexKind::UniqueConstraint(erd_core::schema::Deferrable::InitiallyImmediate)
    {
        remarks.word("deferrable");
    }
    if let Some(with) = &index.with {
        remarks.add("with", with);
    }
    remarks
}

/// `created_at desc nulls last`, where that is not how keys are by themselves.
fn order(table: &Table, key: &IndexKey) -> Option<String> {
    let order = (key.order == Order::Desc).then(|| "desc".to_owned());
    let nulls = key.nulls.map(|nulls| match nulls {
        NullsOrder::First => "nulls first".to_owned(),
        NullsOrder::Last => "nulls last".to_owned(),
    });
    let length = key
        .prefix_len
        .map(|length| format!("first {length} characters"));
    let collation = key
        .collation
        .as_ref()
        .map(|collation| format!("collate {collation}"));
    let told: Vec<_> = [order, nulls, length, collation, key.opclass.clone()]
        .into_iter()
        .flatten()
        .collect();
    let name = match &key.part {
        KeyPart::Column(column) => table[*column].name.as_str(),
        KeyPart::Expression(_) => "the expression",
    };
    (!told.is_empty()).then(|| format!("{name} {}", told.join(" ")))
}
