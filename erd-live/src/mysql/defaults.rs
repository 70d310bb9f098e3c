//! Defaults, which MySQL and MariaDB report in two ways.

use erd_core::Scalar;
use erd_core::schema::{Column, Sql, Type};

/// The DEFAULT of a column. MariaDB gives an expression, `NULL` for a nullable column without one; MySQL gives the value
/// of a literal without quotes, and marks an expression in EXTRA.
pub(super) fn default(column: &Column, text: Option<String>, extra: &str, mariadb: bool) -> Sql {
    let Some(text) = text else {
        return Sql::default();
    };
    if mariadb {
        return if text == "NULL" {
            Sql::default()
        } else {
            Sql::new(text.replace("current_timestamp", "CURRENT_TIMESTAMP"))
        };
    }
    let number = matches!(
        column.ty,
        Type::Scalar(s) if s.integer().is_some() || matches!(s, Scalar::Bool | Scalar::Decimal | Scalar::F32 | Scalar::F64)
    );
    if extra.contains("DEFAULT_GENERATED")
        || number
        || text.to_ascii_uppercase().starts_with("CURRENT_TIMESTAMP")
    {
        Sql::new(text)
    } else {
        Sql::new(format!(
            "'{}'",
            text.replace('\\', "\\\\").replace('\'', "''")
        ))
    }
}
