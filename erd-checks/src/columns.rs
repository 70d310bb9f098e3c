//! What rules about types ask of a column.

use crate::Report;
use erd_core::schema::{Column, ColumnId, Table, Type};
use erd_core::{Dialect, Scalar};

/// An SQL type as the user spelled it, in lower case: `timestamp(0) with time zone` has the name
/// `timestamp with time zone` and the arguments `0`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Spelling {
    pub(crate) name: String,
    pub(crate) arguments: Option<String>,
}

impl Spelling {
    fn of(sql: &str) -> Self {
        let sql = sql.trim().to_lowercase();
        let (before, arguments, after) = match sql.split_once('(') {
            Some((before, rest)) => match rest.split_once(')') {
                Some((arguments, after)) => (before, Some(arguments.trim().to_owned()), after),
                None => (before, None, ""),
            },
            None => (sql.as_str(), None, ""),
        };
        let words = before.split_whitespace().chain(after.split_whitespace());
        let name = words.collect::<Vec<_>>().join(" ");
        Self { name, arguments }
    }

    /// Whether its name is one of these.
    pub(crate) fn is(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str())
    }
}

/// How the user spelled the column's type in a dialect, if at all.
pub(crate) fn spelling(column: &Column, dialect: Dialect) -> Option<Spelling> {
    let named = match &column.ty {
        Type::Named(text) => Some(text.as_str()),
        _ => None,
    };
    let text = column.sql_type.get(dialect).or(named)?;
    Some(Spelling::of(text))
}

/// The columns whose types the user spelled, with the spelling, where that dialect is a target.
pub(crate) fn spelled_for<'t>(
    table: &'t Table,
    dialect: Dialect,
    report: &Report<'_>,
) -> impl Iterator<Item = (ColumnId, Spelling)> + use<'t> {
    let is_target = report.is_target(dialect);
    each(table)
        .filter(move |_| is_target)
        .filter_map(move |(id, column)| Some((id, spelling(column, dialect)?)))
}

/// Whether the user spelled the column's type for that dialect by name, and so uses the dialect.
pub(crate) fn is_spelled_for(column: &Column, dialect: Dialect) -> bool {
    column
        .sql_type
        .by_dialect
        .iter()
        .any(|(d, _)| *d == dialect)
}

/// The scalar that decides the column's type in a dialect; none where the user spelled it.
pub(crate) fn scalar(column: &Column, dialect: Dialect) -> Option<Scalar> {
    match column.ty {
        Type::Scalar(scalar) if column.sql_type.get(dialect).is_none() => Some(scalar),
        _ => None,
    }
}

/// The columns of a table with their ids.
pub(crate) fn each(table: &Table) -> impl Iterator<Item = (ColumnId, &Column)> {
    let numbered = table.columns.iter().enumerate();
    numbered.map(|(i, column)| (ColumnId(i), column))
}

/// Whether a column holds JSON in some dialect.
pub(crate) fn is_json(column: &Column) -> bool {
    let spelled = |dialect| spelling(column, dialect).is_some_and(|s| s.is(&["json", "jsonb"]));
    column.ty == Type::Scalar(Scalar::Json) || Dialect::ALL.into_iter().any(spelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_have_a_name_and_arguments() {
        let full = Spelling::of(" TIMESTAMP (0)  with time zone");
        assert!(full.is(&["timestamp with time zone"]));
        assert_eq!(full.arguments.as_deref(), Some("0"));
        let bare = Spelling::of("Money");
        assert_eq!((bare.name.as_str(), bare.arguments), ("money", None));
        assert_eq!(Spelling::of("char(").name, "char");
    }
}
