//! Reading a row of text values by the names of its columns.

use std::rc::Rc;

use crate::Error;
use crate::query::{Query, Rows};

/// Runs a catalog query; `name` is what errors call it.
pub(crate) fn rows(
    connection: &mut dyn Query,
    name: &'static str,
    sql: &str,
) -> Result<Vec<Row>, Error> {
    let Rows { columns, values } = connection.query(sql).map_err(|message| Error::Query {
        what: name,
        message,
    })?;
    let columns: Rc<[String]> = columns.into();
    let row = |values| Row {
        query: name,
        columns: Rc::clone(&columns),
        values,
        next: 0,
    };
    Ok(values.into_iter().map(row).collect())
}

/// The values of a row, each of which is taken once.
#[derive(Debug)]
pub(crate) struct Row {
    query: &'static str,
    columns: Rc<[String]>,
    values: Vec<Option<String>>,
    /// The column behind the one that was taken last, which is mostly the next one that is asked for.
    next: usize,
}

impl Row {
    /// The value of that column, which may be NULL.
    pub(crate) fn opt(&mut self, column: &str) -> Result<Option<String>, Error> {
        let at = match self.columns.get(self.next) {
            Some(name) if name == column => Some(self.next),
            _ => self.columns.iter().position(|name| name == column),
        };
        let value = at.and_then(|at| Some((at, self.values.get_mut(at)?)));
        let Some((at, value)) = value else {
            return Err(self.odd(column, "is not in the answer".to_owned()));
        };
        self.next = at + 1;
        Ok(value.take())
    }

    /// The value of that column, where the query has it.
    pub(crate) fn opt_if_there(&mut self, column: &str) -> Result<Option<String>, Error> {
        if self.columns.iter().any(|name| name == column) {
            self.opt(column)
        } else {
            Ok(None)
        }
    }

    /// The value of that column, which is never NULL.
    pub(crate) fn text(&mut self, column: &str) -> Result<String, Error> {
        self.opt(column)?
            .ok_or_else(|| self.odd(column, "is NULL".to_owned()))
    }

    /// The value of a row that has one, which may be NULL.
    pub(crate) fn single(mut self) -> Option<String> {
        self.values.pop().flatten()
    }

    /// The value of that column as a whole number.
    pub(crate) fn number(&mut self, column: &str) -> Result<i64, Error> {
        let text = self.text(column)?;
        self.parse(column, &text)
    }

    /// The value of that column as a whole number, or NULL.
    pub(crate) fn opt_number(&mut self, column: &str) -> Result<Option<i64>, Error> {
        let text = self.opt(column)?;
        text.map(|text| self.parse(column, &text)).transpose()
    }

    /// The value of that column as a truth value: `t`, `true`, `1` or `YES`, and their opposites.
    pub(crate) fn flag(&mut self, column: &str) -> Result<bool, Error> {
        let text = self.text(column)?;
        match text.as_str() {
            "t" | "true" | "1" | "YES" => Ok(true),
            "f" | "false" | "0" | "NO" => Ok(false),
            _ => Err(self.odd(column, format!("is `{text}`, which is no truth value"))),
        }
    }

    /// The value of that column as whole numbers in braces, with commas between them; none where it is NULL.
    pub(crate) fn numbers(&mut self, column: &str) -> Result<Vec<i64>, Error> {
        let Some(text) = self.opt(column)? else {
            return Ok(Vec::new());
        };
        let inside = text.strip_prefix('{').and_then(|t| t.strip_suffix('}'));
        let Some(inside) = inside else {
            return Err(self.odd(column, format!("is `{text}`, which is no list of numbers")));
        };
        let parts = inside.split(',').filter(|part| !part.is_empty());
        parts.map(|part| self.parse(column, part)).collect()
    }

    /// An error where the answer has a column that is none of those.
    pub(crate) fn has_only(&self, columns: &[&str]) -> Result<(), Error> {
        let other = self.columns.iter().find(|c| !columns.contains(&c.as_str()));
        other.map_or(Ok(()), |other| {
            Err(self.odd(other, "is not known here".to_owned()))
        })
    }

    fn parse<T: std::str::FromStr>(&self, column: &str, text: &str) -> Result<T, Error> {
        text.parse()
            .map_err(|_| self.odd(column, format!("is `{text}`, which is no number")))
    }

    fn odd(&self, column: &str, what: String) -> Error {
        Error::Catalog {
            query: self.query,
            message: format!("column `{column}` {what}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(values: &[(&str, Option<&str>)]) -> Row {
        let columns = values.iter().map(|(name, _)| (*name).to_owned()).collect();
        let values = values.iter().map(|(_, value)| value.map(str::to_owned));
        let answer = Rows::from((columns, vec![values.collect()]));
        let mut connection = |_: &str| Ok(answer.clone());
        rows(&mut connection, "things", "SELECT").unwrap().remove(0)
    }

    fn error<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn columns_are_found_in_any_order() {
        let mut row = row(&[("a", Some("1")), ("b", None), ("c", Some("{1,-2}"))]);
        assert_eq!(row.numbers("c"), Ok(vec![1, -2]));
        assert_eq!(row.opt("b"), Ok(None));
        assert_eq!(row.number("a"), Ok(1));
        assert_eq!(row.opt_if_there("d"), Ok(None));
    }

    #[test]
    fn what_does_not_parse_is_an_error_with_query_and_column() {
        let odd = || row(&[("n", Some("x")), ("null", None)]);
        let start = "the catalog query `things` answered what no supported version does: ";
        assert_eq!(
            error(odd().number("n")),
            format!("{start}column `n` is `x`, which is no number")
        );
        assert_eq!(error(odd().opt_number("n")), error(odd().number("n")));
        assert_eq!(
            error(odd().flag("n")),
            format!("{start}column `n` is `x`, which is no truth value")
        );
        assert_eq!(
            error(odd().numbers("n")),
            format!("{start}column `n` is `x`, which is no list of numbers")
        );
        assert_eq!(
            error(odd().number("null")),
            format!("{start}column `null` is NULL")
        );
        assert_eq!(error(odd().flag("null")), error(odd().text("null")));
        assert_eq!(odd().opt_number("null"), Ok(None));
        assert_eq!(
            error(odd().opt("other")),
            format!("{start}column `other` is not in the answer")
        );
        assert_eq!(
            error(odd().has_only(&["n"])),
            format!("{start}column `null` is not known here")
        );
        let list = row(&[("n", Some("{1,x}"))]);
        let mut list = list;
        assert_eq!(
            error(list.numbers("n")),
            format!("{start}column `n` is `x`, which is no number")
        );
    }
}
