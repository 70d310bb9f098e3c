//! What `describe` needs of a connection.

/// Rows with every value as the engine's text; `None` is NULL.
pub type Rows = Vec<Vec<Option<String>>>;

/// A connection that runs one statement at a time. Statements without a result give no rows.
///
/// An implementation must keep to one session, because the transaction spans several calls, and must not put
/// credentials into its errors.
pub trait Query {
    /// Runs one statement and returns its rows; the error is the engine's message.
    fn query(&mut self, sql: &str) -> Result<Rows, String>;
}

impl<F> Query for F
where
    F: FnMut(&str) -> Result<Rows, String>,
{
    fn query(&mut self, sql: &str) -> Result<Rows, String> {
        self(sql)
    }
}
