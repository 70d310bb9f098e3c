//! Reading a row of text values by position.

use crate::Error;
use crate::query::{Query, Rows};

/// Runs a catalog query; `what` names it in errors.
pub(crate) fn rows(
    connection: &mut dyn Query,
    what: &'static str,
    sql: &str,
) -> Result<Vec<Row>, Error> {
    let rows: Rows = connection
        .query(sql)
        .map_err(|message| Error::Query { what, message })?;
    Ok(rows
        .into_iter()
        .map(|values| Row {
            what,
            values: values.into_iter(),
        })
        .collect())
}

/// The values of a row, taken from left to right.
#[derive(Debug)]
pub(crate) struct Row {
    what: &'static str,
    values: std::vec::IntoIter<Option<String>>,
}

impl Row {
    /// The next value, which may be NULL.
    pub(crate) fn opt(&mut self) -> Result<Option<String>, Error> {
        let short = || Error::Catalog {
            what: self.what,
            message: "a row has too few values".to_owned(),
        };
        self.values.next().ok_or_else(short)
    }

    /// The next value, which is never NULL.
    pub(crate) fn text(&mut self) -> Result<String, Error> {
        let what = self.what;
        self.opt()?.ok_or_else(|| Error::Catalog {
            what,
            message: "a value is NULL that never is".to_owned(),
        })
    }

    /// All values that are left.
    pub(crate) fn rest(self) -> Vec<Option<String>> {
        self.values.collect()
    }

    /// The next value, as a number; NULL and text without one are 0.
    pub(crate) fn number(&mut self) -> Result<i64, Error> {
        Ok(self.opt()?.and_then(|text| text.parse().ok()).unwrap_or(0))
    }

    /// The next value, as a truth value: `t`, `true`, `1` or `YES`.
    pub(crate) fn flag(&mut self) -> Result<bool, Error> {
        Ok(matches!(
            self.opt()?.as_deref(),
            Some("t" | "true" | "1" | "YES")
        ))
    }

    /// The next value, as numbers with blanks or commas between them, perhaps in braces.
    pub(crate) fn numbers(&mut self) -> Result<Vec<i64>, Error> {
        let text = self.opt()?.unwrap_or_default();
        Ok(text
            .split(|c: char| !(c.is_ascii_digit() || c == '-'))
            .filter_map(|part| part.parse().ok())
            .collect())
    }
}
