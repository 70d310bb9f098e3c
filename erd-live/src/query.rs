//! What `describe` needs of a connection.

/// What a statement answered: the names of its columns, and rows with every value as the engine's text. `None` is NULL. A
/// value of MySQL or MariaDB that is not UTF-8 is `\x` and hexadecimal digits, because SHOW CREATE TABLE prints octets into
/// defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Names of the columns, in the order of the values; may be empty where there are no rows.
    pub columns: Vec<String>,
    /// The rows.
    pub values: Vec<Vec<Option<String>>>,
}

impl Rows {
    /// The first row.
    pub fn first(&self) -> Option<&[Option<String>]> {
        self.values.first().map(Vec::as_slice)
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

/// Names of the columns, and rows.
impl From<(Vec<String>, Vec<Vec<Option<String>>>)> for Rows {
    fn from((columns, values): (Vec<String>, Vec<Vec<Option<String>>>)) -> Self {
        Self { columns, values }
    }
}

/// The rows without the names.
impl IntoIterator for Rows {
    type Item = Vec<Option<String>>;
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.into_iter()
    }
}

/// A connection that runs one statement at a time. Statements without a result give no rows.
///
/// An implementation must keep to one session, because the transaction spans several calls, and must not put
/// credentials into its errors.
pub trait Query {
    /// Runs one statement and returns its rows; the error is the engine's message.
    fn query(&mut self, sql: &str) -> Result<Rows, String>;
}

/// A connection that is kept open, to read and to change.
pub trait Connection: Query + Send {
    /// The engine; a server that speaks MySQL's protocol may turn out to be MariaDB.
    fn dialect(&self) -> erd_core::Dialect;

    /// Runs text that may hold several statements; the error is the engine's message, with its code.
    fn batch(&mut self, sql: &str) -> Result<(), String>;
}

impl<F> Query for F
where
    F: FnMut(&str) -> Result<Rows, String>,
{
    fn query(&mut self, sql: &str) -> Result<Rows, String> {
        self(sql)
    }
}
