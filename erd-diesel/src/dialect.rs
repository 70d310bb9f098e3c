//! Which dialect a connection speaks.

use diesel::QueryResult;
use diesel::connection::SimpleConnection;
use erd_core::Dialect;

/// A diesel connection whose dialect erd can tell.
pub trait DialectConnection: SimpleConnection {
    /// The dialect of the server at the other end.
    fn dialect(&mut self) -> QueryResult<Dialect>;
}

#[cfg(feature = "sqlite")]
impl DialectConnection for diesel::SqliteConnection {
    fn dialect(&mut self) -> QueryResult<Dialect> {
        Ok(Dialect::Sqlite)
    }
}

#[cfg(feature = "postgres")]
impl DialectConnection for diesel::PgConnection {
    fn dialect(&mut self) -> QueryResult<Dialect> {
        Ok(Dialect::Postgres)
    }
}

#[cfg(feature = "mysql")]
impl DialectConnection for diesel::MysqlConnection {
    fn dialect(&mut self) -> QueryResult<Dialect> {
        use diesel::RunQueryDsl;
        let version = diesel::select(diesel::dsl::sql::<diesel::sql_types::Text>("VERSION()"))
            .get_result::<String>(self)?;
        // MariaDB names itself in its version: `10.11.6-MariaDB`.
        Ok(if version.contains("MariaDB") {
            Dialect::MariaDb
        } else {
            Dialect::MySql
        })
    }
}
