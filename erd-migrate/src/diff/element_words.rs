//! Constraints and indexes in words. Whatever two of them differ in is in the words: where both sides of a change read the
//! same, nobody knows what it is.

use super::normal::names;
use super::words::{quoted, sql};
use super::{Element, ElementChange};
use erd_core::Dialect;
use erd_core::schema::{
    ColumnId, Deferrable, IndexKind, KeyPart, NullsOrder, Order, Schema, Table, TableId, Target,
};
use std::fmt::Write as _;

/// The name of a constraint or an index.
pub(crate) fn element_name(table: &Table, element: Element) -> &str {
    match element {
        Element::PrimaryKey => table.primary_key.as_ref().map_or("", |key| &key.name),
        Element::Index(i) => &table.indexes[i].name,
        Element::Check(i) => &table.checks[i].name,
        Element::Exclusion(i) => &table.exclusions[i].name,
        Element::ForeignKey(i) => &table.foreign_keys[i].name,
    }
}

pub(super) fn element_kind(table: &Table, element: Element) -> &'static str {
    match element {
        Element::PrimaryKey => "primary_key",
        Element::Index(i) if table.indexes[i].is_unique() => "unique",
        Element::Index(_) => "index",
        Element::Check(_) => "check",
        Element::Exclusion(_) => "exclusion",
        Element::ForeignKey(_) => "foreign_key",
    }
}

pub(super) fn element_text(
    schema: &Schema,
    id: TableId,
    element: Element,
    dialect: Dialect,
) -> String {
    let table = &schema[id];
    match element {
        Element::PrimaryKey => table.primary_key.as_ref().map_or_else(String::new, |key| {
            let mut text = format!("({})", names(schema, id, &key.columns));
            include(&mut text, schema, id, &key.include);
            text.push_str(deferrable(key.deferrable));
            text
        }),
        Element::Index(i) => index_text(schema, id, i, dialect),
        Element::Check(i) => {
            let check = &table.checks[i];
            let mut text = sql(&check.sql, dialect).to_owned();
            when(&mut text, check.no_inherit, " no inherit");
            when(&mut text, !check.enforced, " not enforced");
            text
        }
        Element::Exclusion(i) => {
            let exclusion = &table.exclusions[i];
            exclusion.definition.clone() + deferrable(exclusion.deferrable)
        }
        Element::ForeignKey(i) => {
            let key = &table.foreign_keys[i];
            let target = match &key.target {
                Target::Own => table.path(),
                Target::Table(target) => schema[*target].path(),
                Target::Path(path) => path.clone(),
            };
            let mut text = format!(
                "({}) to {target}({})",
                names(schema, id, &key.columns),
                key.target_columns.join(", ")
            );
            when(&mut text, key.match_full, " match full");
            for (event, action) in [("delete", key.on_delete), ("update", key.on_update)] {
                if let Some(action) = action {
                    let _ = write!(text, " on {event} {}", action.sql().to_lowercase());
                }
            }
            if !key.set_columns.is_empty() {
                let _ = write!(text, " ({})", names(schema, id, &key.set_columns));
            }
            text.push_str(deferrable(key.deferrable));
            when(&mut text, !key.enforced, " not enforced");
            text
        }
    }
}

fn index_text(schema: &Schema, id: TableId, index: usize, dialect: Dialect) -> String {
    let index = &schema[id].indexes[index];
    let keys: Vec<_> = index
        .keys
        .iter()
        .map(|key| {
            let mut text = match &key.part {
                KeyPart::Column(column) => schema[id][*column].name.clone(),
                KeyPart::Expression(text) => format!("({})", sql(text, dialect)),
            };
            if let Some(length) = key.prefix_len {
                let _ = write!(text, "({length})");
            }
            for (word, value) in [(" collate ", &key.collation), (" ", &key.opclass)] {
                if let Some(value) = value {
                    text = text + word + value;
                }
            }
            when(&mut text, key.order == Order::Desc, " desc");
            match key.nulls {
                Some(NullsOrder::First) => text.push_str(" nulls first"),
                Some(NullsOrder::Last) => text.push_str(" nulls last"),
                None => {}
            }
            text
        })
        .collect();
    let mut text = format!("({})", keys.join(", "));
    if let Some(method) = &index.method {
        text = format!("{method} {text}");
    }
    include(&mut text, schema, id, &index.include);
    when(&mut text, index.nulls_not_distinct, " nulls not distinct");
    if let Some(parser) = &index.parser {
        let _ = write!(text, " with parser {parser}");
    }
    if let Some(with) = &index.with {
        let _ = write!(text, " with ({with})");
    }
    if let Some(predicate) = index.predicate.get(dialect) {
        let _ = write!(text, " where {predicate}");
    }
    when(&mut text, index.invalid, " not valid");
    match index.kind {
        IndexKind::Plain => text,
        IndexKind::Unique => format!("index {text}"),
        IndexKind::UniqueConstraint(when) => format!("constraint {text}{}", deferrable(when)),
    }
}

fn include(text: &mut String, schema: &Schema, id: TableId, columns: &[ColumnId]) {
    if !columns.is_empty() {
        let _ = write!(text, " include ({})", names(schema, id, columns));
    }
}

fn when(text: &mut String, is: bool, words: &str) {
    if is {
        text.push_str(words);
    }
}

/// Nothing for what cannot be put off, which is the usual.
const fn deferrable(when: Deferrable) -> &'static str {
    match when {
        Deferrable::No => "",
        Deferrable::InitiallyImmediate => " deferrable",
        Deferrable::InitiallyDeferred => " deferrable initially deferred",
    }
}

pub(super) fn element_property(table: &Table, element: Element, change: ElementChange) -> String {
    match (element, change) {
        (Element::Index(i), ElementChange::Constraint) => match table.indexes[i].kind {
            IndexKind::UniqueConstraint(when) => format!("constraint{}", deferrable(when)),
            _ => "index".to_owned(),
        },
        (Element::Index(i), ElementChange::Invisible) => {
            let invisible = table.indexes[i].invisible;
            if invisible { "invisible" } else { "visible" }.to_owned()
        }
        (Element::Index(i), ElementChange::Comment) => {
            format!("comment {}", quoted(table.indexes[i].comment.as_deref()))
        }
        (Element::ForeignKey(i), ElementChange::Deferrable) => {
            let words = deferrable(table.foreign_keys[i].deferrable).trim_start();
            if words.is_empty() {
                "not deferrable"
            } else {
                words
            }
            .to_owned()
        }
        (Element::ForeignKey(i), _) => valid(table.foreign_keys[i].validated),
        (Element::Check(i), _) => valid(table.checks[i].validated),
        _ => String::new(),
    }
}

fn valid(validated: bool) -> String {
    if validated { "valid" } else { "not valid" }.to_owned()
}
