//! Defaults and expressions, which MySQL and MariaDB report in two ways.

use erd_core::Scalar;
use erd_core::schema::{Column, Sql, Type};

/// The DEFAULT of a column. MariaDB gives an expression, `NULL` for a nullable column without one; MySQL gives the value
/// of a literal without quotes, and marks an expression in EXTRA.
pub(super) fn default(column: &Column, text: Option<String>, extra: &str, mariadb: bool) -> Sql {
    let Some(mut text) = text else {
        return Sql::default();
    };
    // ZEROFILL pads defaults too.
    if matches!(column.ty, Type::Scalar(s) if s.integer().is_some())
        && let Ok(number) = text.parse::<u64>()
    {
        text = number.to_string();
    }
    if mariadb {
        return if text == "NULL" {
            Sql::default()
        } else {
            Sql::new(clock(&text))
        };
    }
    let number = matches!(
        column.ty,
        Type::Scalar(s) if s.integer().is_some() || matches!(s, Scalar::Bool | Scalar::Decimal | Scalar::F32 | Scalar::F64)
    );
    let bits = matches!(&column.ty, Type::Named(ty) if ty.starts_with("bit"));
    if extra.contains("DEFAULT_GENERATED")
        || number
        || bits
        || text.to_ascii_uppercase().starts_with("CURRENT_TIMESTAMP")
    {
        Sql::new(clock(&expression(&text, mariadb)))
    } else {
        Sql::new(format!(
            "'{}'",
            text.replace('\\', "\\\\").replace('\'', "''")
        ))
    }
}

/// An expression as SQL. MySQL's catalog escapes the quotes around its strings.
pub(super) fn expression(text: &str, mariadb: bool) -> String {
    if mariadb {
        text.to_owned()
    } else {
        text.replace("\\'", "'")
    }
}

/// `current_timestamp()` and its kin in the words that everybody writes; any other text as it is.
pub(super) fn clock(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    match lower.strip_prefix("current_timestamp") {
        Some("" | "()") => "CURRENT_TIMESTAMP".to_owned(),
        Some(digits)
            if digits
                .strip_prefix('(')
                .and_then(|d| d.strip_suffix(')'))
                .is_some_and(|d| d.parse::<u8>().is_ok()) =>
        {
            format!("CURRENT_TIMESTAMP{digits}")
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_clock_is_rewritten() {
        assert_eq!(clock("current_timestamp()"), "CURRENT_TIMESTAMP");
        assert_eq!(clock("current_timestamp(3)"), "CURRENT_TIMESTAMP(3)");
        assert_eq!(clock("'current_timestamp()'"), "'current_timestamp()'");
        assert_eq!(
            clock("current_timestamp() + interval 1 day"),
            "current_timestamp() + interval 1 day"
        );
    }

    #[test]
    fn mysql_gives_values_and_mariadb_expressions() {
        let text = Column::new("c", Type::Scalar(Scalar::Text));
        let number = Column::new("c", Type::Scalar(Scalar::I32));
        let get = |column: &Column, text: &str, extra: &str, mariadb| {
            default(column, Some(text.to_owned()), extra, mariadb).any
        };
        assert_eq!(get(&text, "it's", "", false).as_deref(), Some("'it''s'"));
        assert_eq!(get(&text, "'it''s'", "", true).as_deref(), Some("'it''s'"));
        assert_eq!(get(&text, "NULL", "", false).as_deref(), Some("'NULL'"));
        assert_eq!(get(&text, "NULL", "", true), None);
        assert_eq!(get(&number, "7", "", false).as_deref(), Some("7"));
        assert_eq!(get(&number, "00007", "", true).as_deref(), Some("7"));
        assert_eq!(
            get(
                &text,
                "concat(_utf8mb4\\'a\\',1)",
                "DEFAULT_GENERATED",
                false
            )
            .as_deref(),
            Some("concat(_utf8mb4'a',1)")
        );
    }
}
