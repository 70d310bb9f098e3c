//! The engines of one run: which, on which servers, and how the tests learn of them.

use std::path::PathBuf;
use std::process::Command;
use std::str::FromStr;

use clap::Args;
use erd_core::{Dialect, Family};
use testkit::Engine;
use testkit::servers::{self, Installation, Server};

/// What a run has without being told: each dialect, and beside the machine's PostgreSQL and MariaDB the newest ones.
const USUAL: [&str; 6] = [
    "sqlite",
    "postgres",
    "mysql",
    "mariadb",
    "postgres:newest",
    "mariadb:newest",
];

/// The variable in which the oracle looks for the program.
const PG_DUMP: &str = "PG_DUMP";

/// The engines, as the command line names them.
#[derive(Args)]
pub(crate) struct Engines {
    /// Only these dialects, separated by commas; SQLite needs no server
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    dialect: Vec<Dialect>,
    /// Only these engines, separated by commas: `postgres`, `postgres:18`, `mariadb:newest`; the first of a dialect is
    /// the one that most tests use
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    engine: Vec<Wanted>,
    /// The folder of the PostgreSQL programs to use, instead of this machine's newest
    #[arg(long, value_name = "FOLDER")]
    postgres_bin: Option<PathBuf>,
    /// The folder of the MariaDB programs to use, instead of this machine's
    #[arg(long, value_name = "FOLDER")]
    mariadb_bin: Option<PathBuf>,
}

/// An engine that the run is asked to have.
#[derive(Clone, Debug)]
struct Wanted {
    dialect: Dialect,
    installation: Installation,
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (dialect, version) = match text.split_once(':') {
            Some((dialect, version)) => (dialect, Some(version)),
            None => (text, None),
        };
        let dialect: Dialect = dialect.parse().map_err(|error| format!("{error}"))?;
        let installation = match (dialect, version) {
            (_, None) => Installation::Any,
            (Dialect::Postgres | Dialect::MariaDb | Dialect::MySql, Some("newest")) => {
                Installation::Newest
            }
            (Dialect::Postgres, Some(version)) => Installation::Major(
                version
                    .parse()
                    .map_err(|_| format!("`{version}` is no major version of PostgreSQL"))?,
            ),
            _ => return Err("a version is `newest`, or of PostgreSQL a number".to_owned()),
        };
        Ok(Self {
            dialect,
            installation,
        })
    }
}

/// Engines that are ready. Dropping it stops the servers.
pub(crate) struct Ready {
    engines: Vec<Engine>,
    missing: Vec<String>,
    servers: Vec<Server>,
    /// The newest `pg_dump`, where a server of PostgreSQL is among them and the program can be had.
    pg_dump: Option<PathBuf>,
}

impl Engines {
    /// Starts the servers, side by side.
    pub(crate) fn start(&self) -> Result<Ready, String> {
        let wanted = self.wanted()?;
        let has_postgres = wanted.iter().any(|w| w.dialect.is(Family::Postgres));
        let pg_dump = has_postgres.then(|| std::thread::spawn(servers::pg_dump));
        let threads: Vec<_> = wanted
            .into_iter()
            .map(|wanted| std::thread::spawn(move || (wanted.clone(), start(&wanted))))
            .collect();
        // All are waited for before the first error counts, so that the servers that did start are stopped.
        let results: Vec<_> = threads
            .into_iter()
            .map(|thread| thread.join().map_err(|_| "a start panicked".to_owned()))
            .collect::<Result<_, _>>()?;
        let mut ready = Ready {
            engines: Vec::new(),
            missing: Vec::new(),
            servers: Vec::new(),
            pg_dump: None,
        };
        // The machine's own program may be older than a server. Where the newest cannot be had, it has to do.
        match pg_dump.map(|thread| thread.join().map_err(|_| "a download panicked".to_owned())) {
            Some(Ok(Ok(program))) => ready.pg_dump = Some(program),
            Some(Ok(Err(error)) | Err(error)) => ready.missing.push(first_line(&error)),
            None => {}
        }
        for (wanted, result) in results {
            match result {
                Ok(None) => ready.engines.push(Engine::new(
                    Dialect::Sqlite,
                    servers::sqlite_version().to_owned(),
                    None,
                )),
                Ok(Some(server)) => {
                    ready.engines.push(Engine::new(
                        server.dialect(),
                        server.version().to_owned(),
                        Some(server.url().to_owned()),
                    ));
                    ready.servers.push(server);
                }
                // What comes from an archive cannot be had everywhere; what was asked for by name must be there.
                Err(error) if self.may_lack(&wanted) => ready.missing.push(first_line(&error)),
                Err(error) => return Err(error),
            }
        }
        Ok(ready)
    }

    fn wanted(&self) -> Result<Vec<Wanted>, String> {
        let mut wanted = self.engine.clone();
        if wanted.is_empty() {
            wanted = USUAL
                .iter()
                .map(|text| text.parse())
                .collect::<Result<_, _>>()?;
        }
        if !self.dialect.is_empty() {
            wanted.retain(|wanted| self.dialect.contains(&wanted.dialect));
        }
        for wanted in &mut wanted {
            let folder = match wanted.dialect {
                Dialect::Postgres => &self.postgres_bin,
                Dialect::MariaDb => &self.mariadb_bin,
                Dialect::MySql | Dialect::Sqlite => &None,
            };
            if let (Installation::Any, Some(folder)) = (&wanted.installation, folder) {
                wanted.installation = Installation::Folder(folder.clone());
            }
        }
        // A stable sort: the first of a dialect stays the first.
        wanted.sort_by_key(|wanted| wanted.dialect);
        Ok(wanted)
    }

    /// Whether a run may go on without it.
    fn may_lack(&self, wanted: &Wanted) -> bool {
        let unpacked =
            wanted.dialect == Dialect::MySql || matches!(wanted.installation, Installation::Newest);
        unpacked && self.engine.is_empty() && self.dialect.is_empty()
    }
}

fn start(wanted: &Wanted) -> Result<Option<Server>, String> {
    if wanted.dialect == Dialect::Sqlite {
        return Ok(None);
    }
    Server::start(wanted.dialect, &wanted.installation).map(Some)
}

fn first_line(error: &str) -> String {
    error.lines().next().unwrap_or_default().to_owned()
}

impl Ready {
    /// Whether an engine of that family is among them.
    pub(crate) fn has(&self, family: Family) -> bool {
        let mut engines = self.engines.iter();
        engines.any(|engine| engine.dialect().is(family))
    }

    /// Counts something beside the engines that could not be had.
    pub(crate) fn lack(&mut self, reason: String) {
        self.missing.push(reason);
    }

    /// Each engine, and the variables through which the tests find that one alone.
    pub(crate) fn each(&self) -> impl Iterator<Item = (&Engine, Vec<(&'static str, String)>)> {
        self.engines.iter().map(|engine| {
            let url = servers::url_variable(engine.dialect()).zip(engine.url());
            let mut all: Vec<_> = url
                .map(|(name, url)| (name, url.to_owned()))
                .into_iter()
                .collect();
            all.push((
                testkit::DIALECTS_VARIABLE,
                engine.dialect().name().to_owned(),
            ));
            all.push((testkit::OTHERS_VARIABLE, String::new()));
            (engine, all)
        })
    }

    /// The variables through which the tests find the engines.
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        let mut variables = Vec::new();
        let (mut names, mut others) = (Vec::new(), Vec::new());
        for engine in &self.engines {
            let name = engine.dialect().name();
            if names.contains(&name) {
                others.push(engine.to_variable());
                continue;
            }
            names.push(name);
            if let (Some(variable), Some(url)) =
                (servers::url_variable(engine.dialect()), engine.url())
            {
                variables.push((variable, url.to_owned()));
            }
        }
        if let Some(program) = &self.pg_dump {
            variables.push((PG_DUMP, program.to_string_lossy().into_owned()));
        }
        variables.push((testkit::DIALECTS_VARIABLE, names.join(",")));
        variables.push((testkit::OTHERS_VARIABLE, others.join(",")));
        variables
    }

    /// Hands the engines, and no others that the caller's environment may name, to a command.
    pub(crate) fn hand_to(&self, command: &mut Command) {
        for variable in Dialect::ALL.into_iter().filter_map(servers::url_variable) {
            command.env_remove(variable);
        }
        command.envs(self.environment());
    }

    /// The engines with their versions, and those that could not be had: `PostgreSQL 15.4, SQLite 3.51.1`.
    pub(crate) fn versions(&self) -> String {
        let engines: Vec<_> = self.engines.iter().map(ToString::to_string).collect();
        let engines = engines.join(", ");
        match self.missing.len() {
            0 => engines,
            n => format!(
                "{engines}\n{n} could not be had: {}",
                self.missing.join("; ")
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engines_are_named_with_their_versions() {
        let wanted: Wanted = "postgres:18".parse().unwrap();
        assert!(matches!(wanted.installation, Installation::Major(18)));
        assert!("sqlite:newest".parse::<Wanted>().is_err());
        assert!("oracle".parse::<Wanted>().is_err());
        assert!("postgres:new".parse::<Wanted>().is_err());
    }

    #[test]
    fn a_dialect_narrows_the_usual_engines() {
        let engines = Engines {
            dialect: vec![Dialect::MariaDb],
            engine: Vec::new(),
            postgres_bin: None,
            mariadb_bin: Some(PathBuf::from("/opt/mariadb")),
        };
        let wanted = engines.wanted().unwrap();
        assert_eq!(wanted.len(), 2);
        assert!(matches!(wanted[0].installation, Installation::Folder(_)));
        assert!(matches!(wanted[1].installation, Installation::Newest));
    }
}
