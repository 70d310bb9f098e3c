//! What takes a setting back: the engine's default, or for a partition what its table has.

use super::POSTGRES;
use crate::dialect::Backend;
use erd_core::schema::{Column, Schema, SqlObject, Table, Type};
use erd_core::{Dialect, Scalar};

/// The statement that takes a setting back.
pub(super) fn drop(schema: &Schema, object: &SqlObject) -> Option<String> {
    let create = object.create.first()?.get(Dialect::Postgres)?;
    if let Some(sequence) = object.name.strip_prefix("OWNS ") {
        return Some(format!("ALTER SEQUENCE {sequence} OWNED BY NONE"));
    }
    if let Some(statement) = other(create) {
        return Some(statement);
    }
    let only = if create.starts_with("ALTER TABLE ONLY ") {
        "ONLY "
    } else {
        ""
    };
    let owner = object.table.as_ref()?;
    let clause = if let Some((state, trigger)) = object.partition_trigger() {
        let verb = match state {
            "DISABLED" => "DISABLE",
            "REPLICA" => "ENABLE REPLICA",
            "ALWAYS" => "ENABLE ALWAYS",
            _ => "ENABLE",
        };
        format!("{verb} TRIGGER {}", POSTGRES.quote(trigger))
    } else {
        let root = schema.find_partitioned(owner).map(|id| &schema[id]);
        clause(&object.name, create, root)?
    };
    let table = POSTGRES.object_path_of(owner);
    Some(format!("ALTER TABLE {only}{table} {clause}"))
}

/// What takes back a statement that is no ALTER COLUMN and no property of a table: a name, or something of an index.
fn other(create: &str) -> Option<String> {
    if let Some((table, names)) = create.split_once(" RENAME CONSTRAINT ") {
        let (from, to) = names.split_once(" TO ")?;
        return Some(format!("{table} RENAME CONSTRAINT {to} TO {from}"));
    }
    let index = create.strip_prefix("ALTER INDEX ")?;
    if let Some((index, _)) = index.split_once(" SET (") {
        return Some(format!(
            "ALTER INDEX {index} RESET ({})",
            parameters(create)
        ));
    }
    let (column, _) = index.split_once(" SET STATISTICS ")?;
    Some(format!("ALTER INDEX {column} SET STATISTICS -1"))
}

/// The clause that takes a setting of that name back; `root` is the table of a partition.
fn clause(name: &str, create: &str, root: Option<&Table>) -> Option<String> {
    let fixed = match name {
        "CLUSTER" => "SET WITHOUT CLUSTER",
        "REPLICA IDENTITY" => "REPLICA IDENTITY DEFAULT",
        "ROW LEVEL SECURITY" => "DISABLE ROW LEVEL SECURITY",
        "FORCE ROW LEVEL SECURITY" => "NO FORCE ROW LEVEL SECURITY",
        "PERSISTENCE" if create.ends_with("UNLOGGED") => "SET LOGGED",
        "PERSISTENCE" => "SET UNLOGGED",
        "PARAMETERS" => return Some(format!("RESET ({})", parameters(create))),
        _ => "",
    };
    if !fixed.is_empty() {
        return Some(fixed.to_owned());
    }
    let words = [
        "STATISTICS ",
        "OPTIONS ",
        "STORAGE ",
        "COMPRESSION ",
        "DEFAULT ",
        "NOT NULL ",
    ];
    let (word, column) = words
        .iter()
        .find_map(|word| Some((*word, name.strip_prefix(word)?)))?;
    let of_root = root.and_then(|root| Some(&root[root.find_column(column)?]));
    let back = match word {
        "STATISTICS " => "SET STATISTICS -1".to_owned(),
        "OPTIONS " => "RESET (n_distinct, n_distinct_inherited)".to_owned(),
        "STORAGE " => format!("SET STORAGE {}", storage(of_root)),
        "COMPRESSION " => format!("SET COMPRESSION {}", compression(of_root)),
        "DEFAULT " => match of_root.and_then(|column| column.default.get(Dialect::Postgres)) {
            Some(default) => format!("SET DEFAULT {default}"),
            None => "DROP DEFAULT".to_owned(),
        },
        _ => "DROP NOT NULL".to_owned(),
    };
    Some(format!("ALTER COLUMN {} {back}", POSTGRES.quote(column)))
}

/// The names of the parameters of `SET (a=1, b=2)`.
fn parameters(create: &str) -> String {
    let inner = create.split_once(" SET (").map_or("", |(_, rest)| rest);
    let parts = inner.trim_end_matches(')').split(',');
    let names = parts.map(|part| part.split('=').next().unwrap_or_default().trim());
    names.collect::<Vec<_>>().join(", ")
}

/// How the column of the table is stored: as stated, else as its type is by itself. Only types of varying length can be
/// stored in more than one way.
fn storage(column: Option<&Column>) -> &str {
    let stated = column.and_then(|column| column.storage.as_deref());
    let stated = stated.and_then(|text| text.split("COMPRESSION").next());
    if let Some(stated) = stated.map(str::trim).filter(|text| !text.is_empty()) {
        return stated;
    }
    match column.map(|column| &column.ty) {
        Some(Type::Scalar(Scalar::Decimal | Scalar::U64)) => "MAIN",
        Some(Type::Named(name)) if matches!(name.as_str(), "inet" | "cidr") => "MAIN",
        _ => "EXTENDED",
    }
}

fn compression(column: Option<&Column>) -> &str {
    let stated = column.and_then(|column| column.storage.as_deref());
    let stated = stated.and_then(|text| text.split_once("COMPRESSION"));
    stated.map_or("DEFAULT", |(_, method)| method.trim())
}
