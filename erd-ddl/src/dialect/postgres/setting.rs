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
        "OPTIONS " => format!("RESET ({})", parameters(create)),
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

/// How the column of the table is stored: as stated, else as its type is by itself.
fn storage(column: Option<&Column>) -> &str {
    let stated = column.and_then(|column| split(column.storage.as_deref()).0);
    let usual = || column.and_then(usual_storage);
    stated.or_else(usual).unwrap_or("EXTENDED")
}

fn compression(column: Option<&Column>) -> &str {
    let stated = column.and_then(|column| split(column.storage.as_deref()).1);
    stated.unwrap_or("DEFAULT")
}

/// `MAIN COMPRESSION lz4` as the storage and the compression, each where it is stated.
pub(crate) fn split(storage: Option<&str>) -> (Option<&str>, Option<&str>) {
    let text = storage.unwrap_or_default().trim();
    let at = text.to_ascii_uppercase().find("COMPRESSION ");
    let (storage, compression) = match at {
        Some(at) => (
            &text[..at],
            text[at..].split_once(' ').map(|(_, m)| m.trim()),
        ),
        None => (text, None),
    };
    let storage = Some(storage.trim()).filter(|word| !word.is_empty());
    (storage, compression)
}

/// How PostgreSQL stores a type of varying length by itself (`pg_type.typstorage`); `None` for types that are not known
/// here, and for those of one length, which are stored in one way.
pub(crate) fn usual_storage(column: &Column) -> Option<&'static str> {
    let spelled = column.sql_type.get(Dialect::Postgres).unwrap_or_default();
    let spelled = spelled.to_ascii_lowercase();
    let name = spelled.split('(').next().unwrap_or_default().trim();
    match name {
        _ if spelled.ends_with("[]") => Some("EXTENDED"),
        "numeric" | "decimal" | "inet" | "cidr" => Some("MAIN"),
        "tsquery" => Some("PLAIN"),
        "text" | "varchar" | "character varying" | "char" | "character" | "bpchar"
        | "bit varying" | "bytea" | "json" | "jsonb" | "jsonpath" | "xml" | "bit" | "varbit"
        | "tsvector" | "int4range" | "int8range" | "numrange" | "tsrange" | "tstzrange"
        | "daterange" | "int4multirange" | "int8multirange" | "nummultirange" | "tsmultirange"
        | "tstzmultirange" | "datemultirange" | "citext" | "hstore" => Some("EXTENDED"),
        _ => match &column.ty {
            Type::Scalar(Scalar::Decimal | Scalar::U64) => Some("MAIN"),
            Type::Scalar(Scalar::Text | Scalar::Bytes | Scalar::Json) | Type::Array(_) => {
                Some("EXTENDED")
            }
            _ => None,
        },
    }
}
