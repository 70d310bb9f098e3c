//! What the run time needs of a connection, whatever its backend: SQL goes there, text comes back.

use crate::DialectConnection;
use diesel::QueryResult;

/// A diesel connection that [`SoftDeletes`](crate::SoftDeletes) can work through.
///
/// Statements hold no text that a program gave: keys are written as numbers and in hexadecimal digits.
pub trait Session: DialectConnection {
    /// Runs a statement; the number of rows that it changed.
    fn run(&mut self, sql: &str) -> QueryResult<usize>;

    /// The first column of every row, which is text and called `text`; `None` for NULL.
    fn texts(&mut self, sql: &str) -> QueryResult<Vec<Option<String>>>;

    /// Does all or nothing. On SQLite the whole takes the lock of a writer from the start, so that it never has to give up a
    /// snapshot on the way.
    fn atomically<T, E, F>(&mut self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Self) -> Result<T, E>,
        E: From<diesel::result::Error>,
        Self: Sized;
}

#[cfg(any(feature = "postgres", feature = "mysql", feature = "sqlite"))]
#[derive(diesel::deserialize::QueryableByName)]
struct Row {
    #[diesel(sql_type = diesel::sql_types::Nullable<diesel::sql_types::Text>)]
    text: Option<String>,
}

macro_rules! session {
    ($($feature:literal $connection:ty, $work:ident, $own:ident => $atomically:expr;)*) => {$(
        #[cfg(feature = $feature)]
        impl Session for $connection {
            fn run(&mut self, sql: &str) -> QueryResult<usize> {
                diesel::RunQueryDsl::execute(diesel::sql_query(sql), self)
            }

            fn texts(&mut self, sql: &str) -> QueryResult<Vec<Option<String>>> {
                let rows: Vec<Row> = diesel::RunQueryDsl::load(diesel::sql_query(sql), self)?;
                Ok(rows.into_iter().map(|row| row.text).collect())
            }

            fn atomically<T, E, F>(&mut self, $work: F) -> Result<T, E>
            where
                F: FnOnce(&mut Self) -> Result<T, E>,
                E: From<diesel::result::Error>,
            {
                let $own = self;
                $atomically
            }
        }
    )*};
}

session! {
    "postgres" diesel::PgConnection, work, own => diesel::Connection::transaction(own, work);
    "mysql" diesel::MysqlConnection, work, own => diesel::Connection::transaction(own, work);
    "sqlite" diesel::SqliteConnection, work, own => {
        use diesel::connection::{AnsiTransactionManager, TransactionManager as _};
        let status = AnsiTransactionManager::transaction_manager_status_mut(own);
        if status.transaction_depth()?.is_some() {
            diesel::Connection::transaction(own, work)
        } else {
            own.immediate_transaction(work)
        }
    };
}
