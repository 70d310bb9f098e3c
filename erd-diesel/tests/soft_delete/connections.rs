//! A database on each engine, with a schema in it.

use diesel::Connection as _;
use erd_core::schema::Schema;
use erd_core::{Dialect, Family};
use testkit::{Engine, Scratch};

/// A connection of diesel. Which kinds there are is a matter of the C libraries that the build links.
pub(crate) enum Connection {
    Sqlite(diesel::SqliteConnection),
    #[cfg(feature = "postgres")]
    Postgres(diesel::PgConnection),
    #[cfg(feature = "mysql")]
    MySql(diesel::MysqlConnection),
}

/// Does something with the connection, whatever its kind.
macro_rules! each {
    ($connection:expr, $c:ident => $work:expr) => {
        match $connection {
            $crate::connections::Connection::Sqlite($c) => $work,
            #[cfg(feature = "postgres")]
            $crate::connections::Connection::Postgres($c) => $work,
            #[cfg(feature = "mysql")]
            $crate::connections::Connection::MySql($c) => $work,
        }
    };
}
pub(crate) use each;

/// An empty database on each engine of the run that diesel is built for, with what keeps it there.
pub(crate) fn all(schema: &Schema) -> Vec<(Scratch, Connection)> {
    those(schema, |_| true)
}

/// The same on some of the engines.
pub(crate) fn those(
    schema: &Schema,
    wanted: impl Fn(&Engine) -> bool,
) -> Vec<(Scratch, Connection)> {
    let is_built = |engine: &Engine| match engine.dialect().family() {
        Family::Sqlite => true,
        Family::Postgres => cfg!(feature = "postgres"),
        Family::MySql => cfg!(feature = "mysql"),
    };
    let engines = testkit::engines().into_iter().filter(is_built);
    let engines = engines.filter(wanted);
    engines
        .map(|engine| with(schema, Scratch::on(&engine)))
        .collect()
}

/// An empty database of SQLite alone.
pub(crate) fn embedded(schema: &Schema) -> Vec<(Scratch, Connection)> {
    let is_tested = testkit::dialects().contains(&Dialect::Sqlite);
    let scratch = is_tested.then(|| Scratch::new(Dialect::Sqlite));
    scratch
        .into_iter()
        .map(|scratch| with(schema, scratch))
        .collect()
}

fn with(schema: &Schema, scratch: Scratch) -> (Scratch, Connection) {
    let mut connection = connect(scratch.dialect(), scratch.url());
    each!(&mut connection, c => erd_diesel::create(c, schema)).expect("it can be created");
    (scratch, connection)
}

pub(crate) fn connect(dialect: Dialect, url: &str) -> Connection {
    match dialect.family() {
        #[cfg(feature = "postgres")]
        Family::Postgres => {
            Connection::Postgres(diesel::PgConnection::establish(url).expect("the server is there"))
        }
        #[cfg(feature = "mysql")]
        Family::MySql => {
            Connection::MySql(diesel::MysqlConnection::establish(url).expect("the server is there"))
        }
        _ => {
            let path = url.trim_start_matches("sqlite:");
            let mut connection =
                diesel::SqliteConnection::establish(path).expect("the file is there");
            diesel::connection::SimpleConnection::batch_execute(
                &mut connection,
                "PRAGMA foreign_keys = ON",
            )
            .expect("SQLite has it");
            Connection::Sqlite(connection)
        }
    }
}
