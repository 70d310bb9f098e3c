//! SQL types that diesel has not.

use super::known::{base, known};
use crate::Options;
use crate::declare::Declared;
use crate::ident::{Taken, camel, words};
use crate::literal::{literal, put};
use erd_core::Family;
use erd_core::schema::EnumStorage;
use std::collections::BTreeMap;

/// Names of SQL types that `table!` takes for diesel's own, and gives arithmetic.
const ARITHMETIC: &[&str] = &[
    "SmallInt",
    "Int2",
    "Smallint",
    "SmallSerial",
    "Integer",
    "Int4",
    "Serial",
    "BigInt",
    "Int8",
    "Bigint",
    "BigSerial",
    "Decimal",
    "Float",
    "Float4",
    "Float8",
    "Double",
    "Numeric",
    "Time",
    "Date",
    "Timestamp",
    "Timestamptz",
    "Cidr",
    "Inet",
    "Array",
    "Nullable",
    "Unsigned",
];

pub(super) fn marker_path(declared: &Declared, name: &str) -> String {
    format!("{}::sql_types::{name}", declared.path)
}

/// Names for the SQL types that diesel has not: those of the enums, and the others by their spelling.
pub(crate) fn markers(declared: &Declared) -> (Vec<String>, BTreeMap<String, String>) {
    let mut taken = Taken::default();
    for name in ARITHMETIC {
        taken.take(name);
    }
    let enums = declared.enums.iter().map(|rust| {
        let name = rust.name.clone();
        taken.give([name.clone(), format!("{name}Type")], "")
    });
    let enums = enums.collect();
    let mut markers = BTreeMap::new();
    if !declared.dialect.is(Family::Postgres) {
        return (enums, markers);
    }
    let columns = declared.schema.tables.iter().flat_map(|t| &t.columns);
    let types = declared.types.iter().flatten();
    for (column, ty) in columns.zip(types) {
        let spelled = base(column.sql_type.get(declared.dialect).unwrap_or_default());
        if !ty.foreign || known(&spelled).is_some() || markers.contains_key(&spelled) {
            continue;
        }
        let name = camel(&words(&spelled));
        let name = if name.starts_with(|c: char| c.is_alphabetic()) {
            name
        } else {
            format!("Type{name}")
        };
        let array = if spelled.ends_with("[]") { "Array" } else { "" };
        let name = format!("{name}{array}");
        let name = taken.give([name.clone(), format!("{name}Type")], "");
        markers.insert(spelled, name);
    }
    (enums, markers)
}

/// The file with the SQL types that diesel has not; nothing where it has all.
pub(crate) fn sql_types(declared: &Declared, options: &Options) -> Option<String> {
    let mut all: Vec<(String, String, String)> = Vec::new();
    for (described, marker) in declared.schema.enums.iter().zip(&declared.enum_markers) {
        if described.storage != EnumStorage::Native {
            continue;
        }
        let attribute = match options.dialect.family() {
            Family::Postgres => postgres_type(described.schema.as_deref(), &described.name),
            Family::MySql => "mysql_type(name = \"Enum\")".to_owned(),
            Family::Sqlite => "sqlite_type(name = \"Text\")".to_owned(),
        };
        all.push((marker.clone(), described.key(), attribute));
    }
    for (spelled, name) in &declared.markers {
        let parts: Vec<&str> = spelled.split('.').collect();
        let unquoted = |part: &str| part.trim_matches('"').to_owned();
        let attribute = match parts[..] {
            [schema, name] => postgres_type(Some(&unquoted(schema)), &pg_name(name)),
            _ => postgres_type(None, &pg_name(spelled)),
        };
        all.push((name.clone(), spelled.clone(), attribute));
    }
    if all.is_empty() {
        return None;
    }
    let mut text =
        "//! SQL types that diesel has not.\n\nuse diesel::query_builder::QueryId;\nuse diesel::sql_types::SqlType;\n"
            .to_owned();
    for (name, spelled, attribute) in all {
        put(
            &mut text,
            format!(
                "\n/// The type `{spelled}`.\n#[derive(Clone, Copy, Debug, QueryId, SqlType)]\n#[diesel({attribute})]\npub struct {name};\n"
            ),
        );
    }
    Some(text)
}

/// What `pg_type` calls a type: an array has a `_` before its element's name.
fn pg_name(spelled: &str) -> String {
    if let Some(element) = spelled.strip_suffix("[]") {
        return format!("_{}", pg_name(element));
    }
    // The standard's names are not the catalog's.
    match spelled {
        "bit varying" => "varbit".to_owned(),
        "time with time zone" => "timetz".to_owned(),
        _ => spelled.trim_matches('"').to_owned(),
    }
}

fn postgres_type(schema: Option<&str>, name: &str) -> String {
    match schema {
        Some(schema) => format!(
            "postgres_type(name = {}, schema = {})",
            literal(name),
            literal(schema)
        ),
        None => format!("postgres_type(name = {})", literal(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalog_has_names_of_its_own() {
        assert_eq!(base("time(3) with time zone"), "time with time zone");
        assert_eq!(pg_name("time with time zone"), "timetz");
        assert_eq!(pg_name("bit varying[]"), "_varbit");
        assert_eq!(pg_name("\"Odd\""), "Odd");
    }
}
