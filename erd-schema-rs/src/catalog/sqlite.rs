//! SQLite: what its pragmas say, and what diesel makes of declared types.

use super::{Catalog, Column, ForeignKey, Name, SqlType, Table, foreign_keys, name, primary_key};
use crate::config::PrintSchema;
use crate::names;
use crate::print::PrintError;
use erd_core::Dialect;
use erd_core::schema::{ObjectKind, Schema};
use std::collections::BTreeMap;

/// Names of the rowid, of which the first that is no column's is taken.
const ROWID: &[&str] = &["rowid", "oid", "_rowid_"];

/// A table and what is known of its rowid.
struct Read<'a> {
    table: &'a erd_core::schema::Table,
    key: Vec<String>,
}

impl Read<'_> {
    /// Whether the only column of the key is the rowid, which is one if its type says so.
    fn is_rowid(&self, column: &str, ty: &str) -> bool {
        ty == "integer" && self.key == [column] && !self.table.options.without_rowid
    }
}

pub(super) fn read(schema: &Schema, config: &PrintSchema) -> Result<Catalog, PrintError> {
    if config.schema.is_some() {
        return Err(PrintError::Namespace);
    }
    // diesel asks for `NOT LIKE 'sqlite%'`, which takes no notice of case.
    let is_own = |name: &str| {
        name.get(..6)
            .is_some_and(|start| start.eq_ignore_ascii_case("sqlite"))
    };
    let read = schema.tables.iter().filter(|t| !is_own(&t.name));
    let read: Vec<Read<'_>> = read
        .map(|table| Read {
            table,
            key: key(table),
        })
        .collect();
    let by_name: BTreeMap<Name, &Read<'_>> =
        read.iter().map(|read| (name(read.table), read)).collect();
    let mut keys: Vec<ForeignKey> = foreign_keys(schema).into_iter().flat_map(single).collect();
    keys.sort();
    let tables = read.iter().map(|read| table(read, &keys, &by_name, config));
    let virtual_tables = schema
        .objects
        .iter()
        .filter(|object| object.kind == ObjectKind::VirtualTable)
        .map(|object| object.name.clone());
    Ok(Catalog {
        tables: tables.collect(),
        foreign_keys: keys,
        virtual_tables: virtual_tables.collect(),
        ..Catalog::default()
    })
}

/// A key of several columns is as many keys to diesel.
fn single(key: ForeignKey) -> Vec<ForeignKey> {
    let pairs = key.columns.into_iter().zip(key.target_columns);
    pairs
        .map(|(column, target)| ForeignKey {
            child: key.child.clone(),
            parent: key.parent.clone(),
            columns: vec![column],
            target_columns: vec![target],
        })
        .collect()
}

/// The primary key in the order of the table's columns, or the rowid.
fn key(table: &erd_core::schema::Table) -> Vec<String> {
    let key = primary_key(table);
    if key.is_empty() {
        let is_free = |alias: &&&str| table.find_column(alias).is_none();
        let free = ROWID.iter().find(is_free);
        return free.map(|alias| (*alias).to_owned()).into_iter().collect();
    }
    let columns = table.columns.iter().map(|c| c.name.clone());
    columns.filter(|name| key.contains(name)).collect()
}

fn table(
    read: &Read<'_>,
    keys: &[ForeignKey],
    by_name: &BTreeMap<Name, &Read<'_>>,
    config: &PrintSchema,
) -> Table {
    let own = name(read.table);
    let rust = names::rust(&own.table);
    let references: BTreeMap<String, &ForeignKey> = keys
        .iter()
        .filter(|key| key.child == own)
        .map(|key| (names::column(&key.columns[0], &rust), key))
        .collect();
    let is_big = |column: &str, declared: &str| {
        if config.sqlite_integer_primary_key_is_bigint != Some(true) {
            return false;
        }
        let parent = references
            .get(column)
            .and_then(|key| by_name.get(&key.parent));
        let references_rowid = parent.is_some_and(|parent| match &parent.key[..] {
            // Whatever the type of the parent's key is.
            [id] => parent.is_rowid(id, "integer"),
            _ => false,
        });
        read.is_rowid(column, declared) || references_rowid
    };
    let mut columns: Vec<Column> = Vec::with_capacity(read.table.columns.len() + 1);
    if let [id] = &read.key[..]
        && read.table.find_column(id).is_none()
    {
        let ty = sql_type("integer", |declared| is_big(id, declared), false);
        columns.push(column(id.clone(), ty));
    }
    for declared in &read.table.columns {
        let text = declared.sql_type.get(Dialect::Sqlite).unwrap_or_default();
        let nullable = declared.nullable && !is_not_null(read, declared);
        let ty = sql_type(
            &text.to_lowercase(),
            |text| is_big(&declared.name, text),
            nullable,
        );
        columns.push(column(declared.name.clone(), ty));
    }
    Table {
        name: own,
        comment: None,
        key: read.key.clone(),
        columns,
    }
}

fn column(name: String, ty: Result<SqlType, String>) -> Column {
    Column {
        name,
        ty,
        max_length: None,
        comment: None,
    }
}

/// The columns of a key are NOT NULL where the table is STRICT or has no rowid, other than the rowid itself
/// ("CREATE TABLE", 3.5; stricttables, 2).
fn is_not_null(read: &Read<'_>, column: &erd_core::schema::Column) -> bool {
    let is_rowid = column
        .sql_type
        .get(Dialect::Sqlite)
        .is_some_and(|text| text.eq_ignore_ascii_case("integer"))
        && read.key.len() == 1;
    let options = &read.table.options;
    let implied = options.without_rowid || (read.table.strict && !is_rowid);
    implied && read.table.primary_key.is_some() && read.key.contains(&column.name)
}

fn sql_type(
    declared: &str,
    is_big: impl Fn(&str) -> bool,
    is_nullable: bool,
) -> Result<SqlType, String> {
    let name = type_name(declared, is_big).ok_or_else(|| declared.to_owned())?;
    Ok(SqlType {
        schema: None,
        sql: name.to_owned(),
        rust: name.to_owned(),
        is_array: false,
        is_unsigned: false,
        is_nullable,
    })
}

/// diesel's type of a declared one, in lower case.
fn type_name(declared: &str, is_big: impl Fn(&str) -> bool) -> Option<&'static str> {
    let has = |part: &str| declared.contains(part);
    let any = |parts: &[&str]| parts.iter().any(|part| declared.contains(part));
    Some(match declared {
        "boolean" | "bool" => "Bool",
        _ if has("tiny") && has("int") => "Bool",
        "int2" => "SmallInt",
        _ if has("small") && has("int") => "SmallInt",
        "int8" => "BigInt",
        _ if has("big") && has("int") => "BigInt",
        _ if has("int") && is_big(declared) => "BigInt",
        _ if has("int") => "Integer",
        _ if any(&["char", "clob", "text"]) => "Text",
        "" => "Binary",
        _ if any(&["blob", "binary"]) => "Binary",
        _ if any(&["float", "real"]) => "Float",
        _ if any(&["double", "num", "dec"]) => "Double",
        "datetime" | "timestamp" => "Timestamp",
        "date" => "Date",
        "time" => "Time",
        _ => return None,
    })
}
