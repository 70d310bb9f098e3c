//! Columns.

use super::{Remarks, escape, sql};
use crate::{Level, Row};
use erd_core::schema::{Column, Table, Type, UniqueScope};
use erd_core::{Dialect, Schema};

/// `email varchar(254) [not null, unique, note: '..']`, and what DBML has no word for.
pub(super) fn line(schema: &Schema, table: &Table, row: &Row, level: Level) -> String {
    let Some(column) = table.find_column(&row.name).map(|id| &table[id]) else {
        return String::new();
    };
    let mut settings = Vec::new();
    let mut remarks = Remarks::default();
    if is_whole_key(table, row) {
        settings.push("pk".to_owned());
    } else if !row.nullable {
        settings.push("not null".to_owned());
    }
    if column.identity.is_some() {
        settings.push("increment".to_owned());
    }
    if super::index::alone(table, row).is_some() {
        settings.push("unique".to_owned());
    }
    if let Level::Physical(engine) = level {
        if let Some(default) = sql(&column.default, engine) {
            match super::literal::default(default) {
                Some(written) => settings.push(format!("default: {written}")),
                None => remarks.add("default", default),
            }
        }
        physical(column, engine, &mut remarks);
    }
    if row.unique == Some(UniqueScope::Live) {
        remarks.word("unique among live rows");
    }
    remarks.words(row.keeps.map(crate::Bookkeeping::words));
    if let Some(comment) = &column.comment {
        settings.push(format!("note: {}", escape::string(comment)));
    }
    let ty = ty(schema, column, row);
    let name = escape::name(&row.name);
    let settings = super::settings(&settings);
    format!("{name} {ty}{settings}{remarks}")
}

fn physical(column: &Column, engine: Option<Dialect>, remarks: &mut Remarks) {
    if let Some(generated) = &column.generated {
        let stored = if generated.stored {
            "stored"
        } else {
            "virtual"
        };
        if let Some(text) = sql(&generated.sql, engine) {
            remarks.add(&format!("generated, {stored}"), text);
        }
    }
    if let Some(text) = sql(&column.on_update, engine) {
        remarks.add("on update", text);
    }
    if let Some(text) = sql(&column.collation, engine) {
        remarks.add("collate", text);
    }
}

fn is_whole_key(table: &Table, row: &Row) -> bool {
    let key = table.primary_key.as_ref();
    row.primary && key.is_some_and(|key| key.columns.len() == 1)
}

fn ty(schema: &Schema, column: &Column, row: &Row) -> String {
    let Type::Enum(key) = &column.ty else {
        return escape::ty(&row.ty).into_owned();
    };
    match schema.find_enum(key) {
        Some(found) if row.ty == *key && !found.values.is_empty() => {
            escape::path(found.schema.as_deref(), &found.name)
        }
        _ => escape::ty(&row.ty).into_owned(),
    }
}
