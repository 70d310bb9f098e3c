//! What `describe` needs of a connection.

/// Rows with every value as the engine's text; `None` is NULL. A value of MySQL or MariaDB that is not UTF-8 is `\x` and
/// hexadecimal digits, because SHOW CREATE TABLE prints octets into defaults.
pub type Rows = Vec<Vec<Option<String>>>;

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
