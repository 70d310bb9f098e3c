//! A state as a row: a query of literals, each with the type of its column.

use super::values::Values;
use crate::soft_delete::key::{is_octets, literal};
use erd_core::schema::Table;
use erd_core::{Capability, Dialect, Family};

/// A query that gives values as a row of a table; `None` where a value is no JSON that a trigger writes. A column that is not
/// among them is NULL.
pub(super) fn row(
    table: &Table,
    explicit: &Table,
    values: &Values,
    dialect: Dialect,
) -> Option<String> {
    let quote = |name: &str| erd_ddl::quote(dialect, name);
    if dialect.family() == Family::Postgres {
        // The engine knows how each type reads its JSON.
        let members = values
            .iter()
            .map(|(name, value)| Some(format!("{}:{value}", serde_json::to_string(name).ok()?)));
        let object = members.collect::<Option<Vec<_>>>()?.join(",");
        let object = literal(&format!("{{{object}}}"), "jsonb", dialect);
        let table = erd_ddl::path(dialect, table.schema.as_deref(), &table.name);
        return Some(format!(
            "SELECT * FROM jsonb_populate_record(NULL::{table}, {object})"
        ));
    }
    let columns = table.columns.iter().zip(&explicit.columns);
    let columns = columns.map(|(column, explicit)| {
        let ty = explicit.sql_type.get(dialect).unwrap_or_default();
        let value = values.json(&column.name).unwrap_or("null");
        Some(format!(
            "{} AS {}",
            value_of(value, ty, dialect)?,
            quote(&column.name)
        ))
    });
    let columns = columns.collect::<Option<Vec<_>>>()?;
    Some(format!("SELECT {}", columns.join(", ")))
}

/// JSON as a value of a type.
fn value_of(json: &str, ty: &str, dialect: Dialect) -> Option<String> {
    let text = if json.starts_with('"') {
        serde_json::from_str::<String>(json).ok()?
    } else {
        json.to_owned()
    };
    let upper = ty.to_ascii_uppercase();
    let value = match json {
        "null" => "NULL".to_owned(),
        "true" | "false" => json.to_uppercase(),
        _ if json.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => json.to_owned(),
        _ if is_octets(ty) && text.is_empty() => "X''".to_owned(),
        _ => literal(&text, ty, dialect),
    };
    if dialect.family() == Family::Sqlite {
        return Some(value);
    }
    // Of what CAST can make, so that diesel is told the column's own type.
    let base = upper.split(['(', ' ']).next().unwrap_or_default();
    let cast = match base {
        "DATETIME" | "TIMESTAMP" => Some("DATETIME(6)".to_owned()),
        "DATE" => Some("DATE".to_owned()),
        "TIME" => Some("TIME(6)".to_owned()),
        "DECIMAL" | "NUMERIC" => Some(upper.clone()),
        "FLOAT" | "DOUBLE" | "REAL" => Some("DOUBLE".to_owned()),
        "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INT" | "BIGINT" if upper.contains("UNSIGNED") => {
            Some("UNSIGNED".to_owned())
        }
        "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INT" | "BIGINT" => Some("SIGNED".to_owned()),
        "JSON" if dialect.has(Capability::JsonType) => Some("JSON".to_owned()),
        _ => None,
    };
    Some(cast.map_or_else(|| value.clone(), |ty| format!("CAST({value} AS {ty})")))
}
