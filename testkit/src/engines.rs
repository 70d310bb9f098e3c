//! The engines of this test run: a product in a version, on a server that is running or in a library.

use std::fmt;

use erd_core::Dialect;

use crate::{dialects, servers};

/// The environment variable that lists servers beside the first of each dialect, for example
/// `postgres 18.4 postgres://..,mariadb 11.8.9 mysql://..`. `cargo xtask test` sets it.
pub const OTHERS_VARIABLE: &str = "ERD_TEST_OTHER_ENGINES";

/// One engine of this run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engine {
    dialect: Dialect,
    version: String,
    url: Option<String>,
}

impl Engine {
    /// A running server, or a library where there is no address.
    pub fn new(dialect: Dialect, version: String, url: Option<String>) -> Self {
        Self {
            dialect,
            version,
            url,
        }
    }

    /// The dialect that it speaks.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Its version as it tells it itself, for example `11.8.9`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The first two numbers of its version: `(11, 8)`; of PostgreSQL the second is the minor release.
    pub fn release(&self) -> (u32, u32) {
        let mut numbers = self
            .version
            .split('.')
            .map(|part| part.parse().unwrap_or(0));
        (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
    }

    /// What erd's own crates call it: the dialect in that release.
    pub fn model(&self) -> erd_core::Engine {
        let (major, minor) = self.release();
        erd_core::Engine::new(self.dialect, &[major, minor])
    }

    /// The address of the server as its superuser; `None` of a library.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// As the environment variable holds it.
    pub fn to_variable(&self) -> String {
        let url = self.url.as_deref().unwrap_or_default();
        format!("{} {} {url}", self.dialect, self.version)
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.dialect.title(), self.version)
    }
}

/// Every engine of this run: the first of each of [`dialects`], then those of other versions.
///
/// # Panics
///
/// When a variable is malformed or a first server does not answer, because tests would otherwise pass unseen.
pub fn engines() -> Vec<Engine> {
    let first = dialects().into_iter().map(|dialect| {
        first(dialect).unwrap_or_else(|error| panic!("{}: {error}", dialect.title()))
    });
    let others = std::env::var(OTHERS_VARIABLE).unwrap_or_default();
    let others = parse(&others).unwrap_or_else(|error| panic!("{OTHERS_VARIABLE}: {error}"));
    first.chain(others).collect()
}

/// Every engine of this run that speaks the dialect.
pub fn engines_of(dialect: Dialect) -> Vec<Engine> {
    let mut engines = engines();
    engines.retain(|engine| engine.dialect == dialect);
    engines
}

fn first(dialect: Dialect) -> Result<Engine, String> {
    if dialect == Dialect::Sqlite {
        let version = servers::sqlite_version().to_owned();
        return Ok(Engine::new(dialect, version, None));
    }
    let url = servers::url_from_environment(dialect)?;
    let version = if dialect == Dialect::Postgres {
        servers::postgres_version(&url)?
    } else {
        servers::family_version(&url)?
    };
    Ok(Engine::new(dialect, version, Some(url)))
}

fn parse(list: &str) -> Result<Vec<Engine>, String> {
    let parts = list.split(',').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let mut words = part.split(' ');
            let (Some(dialect), Some(version), Some(url)) =
                (words.next(), words.next(), words.next())
            else {
                return Err(format!(
                    "`{part}` is not a dialect, a version and an address"
                ));
            };
            let dialect: Dialect = dialect.parse().map_err(|error| format!("{error}"))?;
            Ok(Engine::new(
                dialect,
                version.to_owned(),
                Some(url.to_owned()),
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_engines_is_read_as_it_is_written() {
        let engines = [
            Engine::new(
                Dialect::Postgres,
                "18.4".into(),
                Some("postgres://a".into()),
            ),
            Engine::new(Dialect::MariaDb, "11.8.9".into(), Some("mysql://b".into())),
        ];
        let list = engines.each_ref().map(Engine::to_variable).join(",");
        assert_eq!(parse(&list), Ok(engines.to_vec()));
        assert_eq!(engines[1].release(), (11, 8));
        assert!(parse("mariadb 11.8").is_err());
        assert_eq!(parse(""), Ok(Vec::new()));
    }
}
