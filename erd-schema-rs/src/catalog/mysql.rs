//! MySQL and MariaDB: what `information_schema` says.

use super::mysql_type::Shown;
use super::{Catalog, Column, SqlType, Table, foreign_keys, name, primary_key};
use crate::config::PrintSchema;
use erd_core::Dialect;
use erd_core::schema::Schema;
use heck::ToUpperCamelCase;

pub(super) fn read(schema: &Schema, dialect: Dialect, config: &PrintSchema) -> Catalog {
    let own = schema.tables.iter().filter(|t| t.schema == config.schema);
    let (versioned, tables): (Vec<_>, Vec<_>) = own.partition(|table| is_versioned(table));
    let tables = tables.into_iter().map(|table| Table {
        name: name(table),
        comment: stated(table.comment.as_deref()),
        key: primary_key(table),
        columns: table.columns.iter().map(|c| column(c, dialect)).collect(),
    });
    let keys = foreign_keys(schema).into_iter();
    Catalog {
        tables: tables.collect(),
        foreign_keys: keys
            .filter(|key| key.child.schema == config.schema)
            .collect(),
        versioned: versioned.into_iter().map(|t| t.name.clone()).collect(),
        ..Catalog::default()
    }
}

/// Whether MariaDB keeps old rows of it: `information_schema` calls it `SYSTEM VERSIONED`, and diesel asks for base tables.
fn is_versioned(table: &erd_core::schema::Table) -> bool {
    let options = table.options.with.as_deref().unwrap_or_default();
    let words: Vec<String> = options.split_whitespace().map(str::to_lowercase).collect();
    words
        .windows(3)
        .any(|three| three == ["with", "system", "versioning"])
}

fn stated(comment: Option<&str>) -> Option<String> {
    comment.filter(|text| !text.is_empty()).map(str::to_owned)
}

fn column(column: &erd_core::schema::Column, dialect: Dialect) -> Column {
    let spelled = column.sql_type.get(dialect).unwrap_or_default();
    let shown = Shown::of(spelled, dialect);
    // Of other types the server tells a length too, and diesel leaves it out.
    let max_length = shown.length.filter(|_| shown.text.contains('('));
    let is_unsigned = shown.text.to_lowercase().contains("unsigned");
    let ty = type_name(&shown.text).map(|sql| SqlType {
        schema: None,
        rust: sql.to_upper_camel_case(),
        sql,
        is_array: false,
        is_unsigned,
        is_nullable: column.nullable,
    });
    Column {
        name: column.name.clone(),
        ty,
        max_length,
        comment: stated(column.comment.as_deref()),
    }
}

/// The name that diesel makes of `column_type`; an error where it has none.
fn type_name(shown: &str) -> Result<String, String> {
    if shown == "tinyint(1)" {
        return Ok("bool".to_owned());
    }
    if shown.starts_with("int") {
        return Ok("integer".to_owned());
    }
    let name = shown.split_once('(').map_or(shown, |(name, _)| name);
    let lower = name.to_lowercase();
    if lower.contains("unsigned") {
        return Ok(lower.replace("unsigned", "").trim().to_owned());
    }
    if name.is_empty() || name.contains(' ') {
        return Err(name.to_owned());
    }
    Ok(name.trim().to_owned())
}
