//! `ENUM('a', 'b')` and `SET(..)` of MySQL and MariaDB, as the user spelled them.

use erd_core::schema::{Column, Table};
use erd_core::{Dialect, Family};

/// The values of a spelled type, and whether it is a SET; `None` where it is neither, or has escapes.
fn values(column: &Column, dialect: Dialect) -> Option<(Vec<&str>, bool)> {
    if !dialect.is(Family::MySql) {
        return None;
    }
    let sql = column.sql_type.get(dialect)?.trim();
    let (name, rest) = sql.split_once('(')?;
    let set = match name.trim().to_ascii_lowercase().as_str() {
        "enum" => false,
        "set" => true,
        _ => return None,
    };
    let inside = &rest[..rest.rfind(')')?];
    if inside.contains("''") || inside.contains('\\') {
        return None;
    }
    let mut values = Vec::new();
    let mut open = inside.trim();
    loop {
        let (value, behind) = open.strip_prefix('\'')?.split_once('\'')?;
        values.push(value);
        let behind = behind.trim_start();
        if behind.is_empty() {
            return Some((values, set));
        }
        open = behind.strip_prefix(',')?.trim_start();
    }
}

/// Whether the column tells upper case from lower case; a table without a collation has one that does not.
pub fn minds_case(column: &Column, table: &Table, dialect: Dialect) -> bool {
    let stated = column.collation.get(dialect);
    let stated = stated.or(table.options.collation.as_deref());
    let spelled = column.sql_type.get(dialect).unwrap_or_default();
    let other = table.options.charset.is_some()
        || spelled.to_ascii_lowercase().contains(" collate ")
        || spelled.to_ascii_lowercase().contains(" character set ");
    match stated {
        Some(name) => !name.to_ascii_lowercase().ends_with("_ci"),
        None => other,
    }
}

/// Two values that MySQL and MariaDB take for one: they cut blanks at the end, and most collations mind no case.
pub(crate) fn same_value<'v>(values: &[&'v str], minds_case: bool) -> Option<(&'v str, &'v str)> {
    let key = |value: &str| {
        let value = value.trim_end_matches(' ');
        if minds_case {
            value.to_owned()
        } else {
            value.to_lowercase()
        }
    };
    values.iter().enumerate().find_map(|(i, value)| {
        let earlier = values[..i].iter().find(|other| key(other) == key(value))?;
        Some((*earlier, *value))
    })
}

/// What MySQL and MariaDB refuse in the list of a spelled type.
pub(crate) fn fault(column: &Column, table: &Table, dialect: Dialect) -> Option<String> {
    let (values, set) = values(column, dialect)?;
    if let Some(value) = values.iter().find(|value| set && value.contains(',')) {
        return Some(format!(
            "lists `{value}`, and a comma stands between values"
        ));
    }
    let (first, second) = same_value(&values, minds_case(column, table, dialect))?;
    Some(format!(
        "lists `{first}` and `{second}`, which are one value"
    ))
}

/// Whether a default is none of the values. Case counts for nothing here: who minds it is not asked.
pub(crate) fn not_listed(text: &str, column: &Column, dialect: Dialect) -> Option<String> {
    let (values, set) = values(column, dialect)?;
    let is_one = |text: &str| {
        let text = text.trim_end().to_lowercase();
        values.iter().any(|value| value.to_lowercase() == text)
    };
    let listed = if set {
        text.is_empty() || text.split(',').all(is_one)
    } else {
        is_one(text)
    };
    // Letters with accents may be equal to those without.
    let plain = text.is_ascii() && values.iter().all(|value| value.is_ascii());
    (!listed && plain).then(|| format!("is `'{text}'`, which the type does not list"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::Scalar;
    use erd_core::schema::{Sql, Type};

    fn column(sql: &str) -> Column {
        let mut column = Column::new("a", Type::Scalar(Scalar::Text));
        column.sql_type = Sql::new(sql);
        column
    }

    #[test]
    fn values_are_one_or_two() {
        let table = Table::new("t");
        let fault = |sql: &str| fault(&column(sql), &table, Dialect::MySql).is_some();
        for sql in [
            "enum('a','A')",
            "ENUM ('a', 'a ')",
            "set('a','a')",
            "set('a,b')",
        ] {
            assert!(fault(sql), "{sql}");
        }
        for sql in [
            "enum('a','b')",
            "enum('a,b','a')",
            "set('a','b')",
            "varchar(3)",
            "enum('''')",
        ] {
            assert!(!fault(sql), "{sql}");
        }
        let mut minding = column("enum('a','A')");
        minding.collation = Sql::new("utf8mb4_bin");
        assert_eq!(super::fault(&minding, &table, Dialect::MySql), None);
        assert_eq!(
            super::fault(&column("enum('a','A')"), &table, Dialect::Postgres),
            None
        );
    }

    #[test]
    fn a_default_is_listed() {
        let not = |sql: &str, text| not_listed(text, &column(sql), Dialect::MariaDb).is_some();
        assert!(not("enum('a','b')", "c") && not("set('a','b')", "a,c"));
        assert!(!not("enum('a','b')", "A") && !not("set('a','b')", "a,b"));
        assert!(!not("set('a','b')", "") && not("enum('a','b')", ""));
        assert!(!not("enum('é')", "e"));
    }
}
