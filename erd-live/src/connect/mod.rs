//! Connections by address.

#[cfg(feature = "mysql")]
pub(crate) mod mysql;
#[cfg(feature = "postgres")]
pub(crate) mod postgres;
#[cfg(feature = "sqlite")]
pub(crate) mod sqlite;

use erd_core::Dialect;

use crate::{Connection, Described, Error};

/// Connects, describes and disconnects.
///
/// The address is `postgres://user:password@host:port/database`, `mysql://..`, `mariadb://..`, `sqlite://path` or
/// `sqlite:path`, or the path of a file that ends in `.db`, `.sqlite` or `.sqlite3`. Connections are not encrypted: use a
/// local server, a tunnel, or a file. No error repeats the address's user or password.
pub fn describe_url(url: &str) -> Result<Described, Error> {
    match dialect_of(url)? {
        #[cfg(feature = "postgres")]
        Dialect::Postgres => postgres::describe(url),
        #[cfg(feature = "mysql")]
        Dialect::MySql | Dialect::MariaDb => mysql::describe(url),
        #[cfg(feature = "sqlite")]
        Dialect::Sqlite => sqlite::describe(url),
        #[allow(unreachable_patterns)]
        dialect => Err(missing(dialect)),
    }
}

/// Opens a connection that may change the database; see [`describe_url`] for the address. A SQLite file that is not there
/// is made.
pub fn connect(url: &str) -> Result<Box<dyn Connection>, Error> {
    open(url, true)
}

/// The same, of a database that exists: a SQLite file that is not there is [`Error::NoFile`].
pub fn connect_existing(url: &str) -> Result<Box<dyn Connection>, Error> {
    open(url, false)
}

#[allow(
    unused_variables,
    reason = "only a build with SQLite can make a database"
)]
fn open(url: &str, create: bool) -> Result<Box<dyn Connection>, Error> {
    match dialect_of(url)? {
        #[cfg(feature = "postgres")]
        Dialect::Postgres => Ok(Box::new(postgres::connect(url)?)),
        #[cfg(feature = "mysql")]
        Dialect::MySql | Dialect::MariaDb => Ok(Box::new(mysql::connect(url)?)),
        #[cfg(feature = "sqlite")]
        Dialect::Sqlite => Ok(Box::new(sqlite::connect(url, create)?)),
        #[allow(unreachable_patterns)]
        dialect => Err(missing(dialect)),
    }
}

#[allow(dead_code, reason = "a build with every feature lacks no dialect")]
pub(crate) fn missing(dialect: Dialect) -> Error {
    Error::Url(format!(
        "this build of erd does not connect to {}; turn on the feature of that name",
        dialect.title()
    ))
}

/// The dialect that an address speaks of.
pub fn dialect_of(url: &str) -> Result<Dialect, Error> {
    let scheme = url.split(':').next().unwrap_or_default();
    match scheme.to_ascii_lowercase().as_str() {
        "postgres" | "postgresql" => Ok(Dialect::Postgres),
        "mysql" => Ok(Dialect::MySql),
        "mariadb" => Ok(Dialect::MariaDb),
        "sqlite" => Ok(Dialect::Sqlite),
        _ if [".db", ".sqlite", ".sqlite3"]
            .iter()
            .any(|e| url.ends_with(e)) =>
        {
            Ok(Dialect::Sqlite)
        }
        // The text may be a password that lost its scheme, so it is not repeated.
        _ => Err(Error::Url(
            "the database's address must start with postgres://, mysql://, mariadb:// or sqlite://"
                .to_owned(),
        )),
    }
}

/// The path of the file that an address of SQLite names; `None` for other engines and for a database in memory.
#[cfg(feature = "sqlite")]
pub fn sqlite_file(url: &str) -> Option<&std::path::Path> {
    let path = (dialect_of(url) == Ok(Dialect::Sqlite)).then(|| sqlite::path(url))?;
    (path != sqlite::MEMORY).then(|| path.as_ref())
}

/// The address without user, password and options.
#[cfg(any(feature = "mysql", feature = "postgres"))]
fn place(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("database", ""));
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
    format!("{scheme}://{place}")
}

/// Where in a statement of several lines something is: ` at line 3, column 8 of it`; `at` is an offset in bytes. Of a
/// statement of one line, what begins there.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
fn within(sql: &str, at: usize) -> String {
    let Some((before, after)) = sql.split_at_checked(at) else {
        return String::new();
    };
    if sql.trim_end().contains('\n') {
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        return format!(" at line {line}, column {column} of it");
    }
    match after.split_whitespace().next() {
        Some(word) => format!(" at `{word}`"),
        None => " at its end".to_owned(),
    }
}

/// A driver's message without the address's password, should it ever repeat it.
#[cfg(any(feature = "mysql", feature = "postgres"))]
fn without_password(url: &str, message: String) -> String {
    let authority = url.split_once("://").map_or("", |(_, rest)| rest);
    let password = authority
        .rsplit_once('@')
        .and_then(|(account, _)| account.split_once(':'))
        .map_or("", |(_, password)| password);
    if password.is_empty() || !message.contains(password) {
        message
    } else {
        message.replace(password, "***")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_dialect_and_hides_its_secrets() {
        assert_eq!(dialect_of("postgresql://u:p@h/d"), Ok(Dialect::Postgres));
        assert_eq!(dialect_of("data/app.sqlite3"), Ok(Dialect::Sqlite));
        #[cfg(feature = "sqlite")]
        assert_eq!(
            sqlite_file("sqlite://data/app.db?mode=rwc"),
            Some("data/app.db".as_ref())
        );
        let error = dialect_of("u:secret@h/d").unwrap_err().to_string();
        assert!(!error.contains("secret"), "{error}");
    }

    #[cfg(feature = "postgres")]
    #[test]
    fn a_place_has_no_credentials() {
        assert_eq!(
            place("postgres://u:p@ss@h:1/d?password=x"),
            "postgres://h:1/d"
        );
        assert_eq!(
            without_password("postgres://u:hunter2@h/d", "bad: hunter2".to_owned()),
            "bad: ***"
        );
    }

    #[cfg(feature = "postgres")]
    #[test]
    fn a_refused_connection_does_not_tell_the_password() {
        let error = describe_url("postgres://me:hunter2@127.0.0.1:1/d?connect_timeout=2")
            .unwrap_err()
            .to_string();
        assert!(error.contains("postgres://127.0.0.1:1/d"), "{error}");
        assert!(!error.contains("hunter2"), "{error}");
    }
}
