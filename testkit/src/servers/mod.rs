//! Throwaway PostgreSQL, MySQL and MariaDB servers: each in its own temporary folder, without fsync, gone with its value.
//!
//! [`Server::start`] is for whoever runs the tests (`cargo xtask`); the tests themselves find the server through the
//! variable that [`url_variable`] names. PostgreSQL listens on a socket in its folder, MySQL and MariaDB on a free
//! loopback port with a random password, because their clients do not agree how an address names a socket.

mod account;
mod debian;
mod dump;
mod family;
mod folder;
mod install;
mod keeper;
mod mariadb;
mod mysql;
mod npm;
mod postgres;

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use erd_core::Dialect;

use self::keeper::Keeper;

pub use dump::pg_dump;
pub(crate) use family::version as family_version;
pub use folder::IN_MEMORY;
pub(crate) use install::plantuml;
pub use install::{ClientLibrary, LIBMARIADB, LIBPQ};
pub(crate) use postgres::version as postgres_version;

/// How long a server may take until it accepts connections.
const START_LIMIT: Duration = Duration::from_mins(1);

/// A running server. Dropping it stops the server and removes its folder; when this process dies without dropping it,
/// however that happens, the same is done by a watchdog.
pub struct Server {
    dialect: Dialect,
    url: String,
    version: String,
    _keeper: Keeper,
}

/// Which installation of an engine to start.
#[derive(Clone, Debug, Default)]
pub enum Installation {
    /// What this machine has, in `PATH` or where the distributions put it; installed with `apt-get` when it is missing
    /// and this process may do so.
    #[default]
    Any,
    /// The one whose programs lie in this folder.
    Folder(PathBuf),
    /// The newest that the package archives serve, unpacked into the temporary folder unless it is there.
    Newest,
    /// The newest release of a major version of PostgreSQL, unpacked likewise.
    Major(u32),
}

impl Server {
    /// Starts a server and waits until it answers. SQLite has none, which is an error.
    pub fn start(dialect: Dialect, installation: &Installation) -> Result<Self, String> {
        let started = match dialect {
            Dialect::Postgres => postgres::start(installation),
            Dialect::MariaDb => mariadb::start(installation),
            Dialect::MySql => mysql::start(installation),
            Dialect::Sqlite => Err("there is no server to start".to_owned()),
        };
        let title = dialect.title();
        let Started {
            url,
            version,
            keeper,
        } = started.map_err(|error| format!("{title}: {error}"))?;
        Ok(Self {
            dialect,
            url,
            version,
            _keeper: keeper,
        })
    }

    /// The engine.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The address of the server as its superuser.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The version as the server itself tells it, for example `15.4`.
    pub fn version(&self) -> &str {
        &self.version
    }
}

struct Started {
    url: String,
    version: String,
    keeper: Keeper,
}

/// The version of the SQLite library that the tests are linked with.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

/// The environment variable that holds the address of an engine's server; `None` for an engine without one.
pub fn url_variable(dialect: Dialect) -> Option<&'static str> {
    match dialect {
        Dialect::Postgres => Some("ERD_TEST_POSTGRES_URL"),
        Dialect::MariaDb => Some("ERD_TEST_MARIADB_URL"),
        Dialect::MySql => Some("ERD_TEST_MYSQL_URL"),
        Dialect::Sqlite => None,
    }
}

/// The address of the server that this test run uses, from the environment.
pub fn url_from_environment(dialect: Dialect) -> Result<String, String> {
    let variable = url_variable(dialect).ok_or("this engine has no server")?;
    std::env::var(variable).map_err(|_| {
        format!("{variable} is not set; run the tests with `cargo xtask test`, or start servers with `cargo xtask serve`")
    })
}

/// The same server's address with another database. The path of the address is a database name or missing.
pub(crate) fn with_database(server: &str, database: &str) -> String {
    let (address, query) = server
        .split_once('?')
        .map_or((server, None), |(address, query)| (address, Some(query)));
    let authority = address.find("://").map_or(0, |at| at + 3);
    let end = address[authority..]
        .find('/')
        .map_or(address.len(), |at| authority + at);
    let query = query.map_or_else(String::new, |query| format!("?{query}"));
    format!("{}/{database}{query}", &address[..end])
}

/// MariaDB's command-line client, under its present or its former name. It speaks to MySQL as well.
pub(crate) fn mariadb_client() -> Result<PathBuf, String> {
    install::find(&Installation::Any, &["mariadb", "mysql"], &[]).ok_or_else(|| {
        "there is no `mariadb` command-line client; install the package mariadb-client".to_owned()
    })
}

/// Calls `probe` until it succeeds. The error is the last one of the probe, and what the server wrote.
fn wait_until_ready<T>(
    keeper: &mut Keeper,
    mut probe: impl FnMut() -> Result<T, String>,
) -> Result<T, String> {
    let begin = Instant::now();
    loop {
        let error = match probe() {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        if let Some(status) = keeper.exited() {
            return Err(format!(
                "the server stopped at once ({status})\n{}",
                keeper.log()
            ));
        }
        if begin.elapsed() > START_LIMIT {
            let limit = START_LIMIT.as_secs();
            return Err(format!(
                "the server does not answer after {limit} s: {error}\n{}",
                keeper.log()
            ));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Runs a program to its end; its output is in the error.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().display().to_string();
    let output = command
        .output()
        .map_err(|error| format!("cannot run `{program}`: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    Err(format!(
        "`{program}` failed ({})\n{}\n{}",
        output.status,
        out.trim_end(),
        err.trim_end()
    ))
}

/// `--name=value` with a value that need not be UTF-8.
fn option(name: &str, value: impl AsRef<OsStr>) -> std::ffi::OsString {
    let mut option = std::ffi::OsString::from(format!("--{name}="));
    option.push(value);
    option
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_of_an_address_is_replaced() {
        assert_eq!(
            with_database("mysql://a:b@127.0.0.1:3306", "x"),
            "mysql://a:b@127.0.0.1:3306/x"
        );
        assert_eq!(
            with_database("postgres://p@%2Ftmp%2Fd/postgres?a=b", "x"),
            "postgres://p@%2Ftmp%2Fd/x?a=b"
        );
    }

    #[test]
    fn an_engine_without_a_server_is_an_error() {
        let error = Server::start(Dialect::Sqlite, &Installation::Any).err();
        assert_eq!(
            error.as_deref(),
            Some("SQLite: there is no server to start")
        );
    }
}
