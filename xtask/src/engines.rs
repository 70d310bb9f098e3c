//! The engines of one run: which, on which servers, and how the tests learn of them.

use std::path::PathBuf;
use std::process::Command;

use clap::Args;
use erd_core::Dialect;
use testkit::servers::{self, Installation, Server};

/// The engines, as the command line names them.
#[derive(Args)]
pub(crate) struct Engines {
    /// The engines, separated by commas; SQLite needs no server
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        default_value = "sqlite,postgres,mariadb"
    )]
    dialect: Vec<Dialect>,
    /// The folder of the PostgreSQL programs to use, instead of this machine's newest
    #[arg(long, value_name = "FOLDER")]
    postgres_bin: Option<PathBuf>,
    /// The folder of the MariaDB programs to use, instead of this machine's
    #[arg(long, value_name = "FOLDER")]
    mariadb_bin: Option<PathBuf>,
}

/// Engines that are ready. Dropping it stops the servers.
pub(crate) struct Ready {
    dialects: Vec<Dialect>,
    servers: Vec<Server>,
}

impl Engines {
    /// Starts the servers, side by side.
    pub(crate) fn start(&self) -> Result<Ready, String> {
        if self.dialect.contains(&Dialect::MySql) {
            return Err(
                "there is no MySQL server to test on (distributions carry none); use mariadb"
                    .to_owned(),
            );
        }
        let mut dialects = self.dialect.clone();
        dialects.sort_unstable();
        dialects.dedup();

        let with_server = dialects
            .iter()
            .copied()
            .filter(|dialect| servers::url_variable(*dialect).is_some());
        let threads: Vec<_> = with_server
            .map(|dialect| {
                let installation = self.installation(dialect);
                std::thread::spawn(move || Server::start(dialect, &installation))
            })
            .collect();
        // All are waited for before the first error counts, so that the servers that did start are stopped.
        let results: Vec<_> = threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| Err("panicked".to_owned())))
            .collect();
        Ok(Ready {
            dialects,
            servers: results.into_iter().collect::<Result<_, _>>()?,
        })
    }

    fn installation(&self, dialect: Dialect) -> Installation {
        let folder = match dialect {
            Dialect::Postgres => &self.postgres_bin,
            _ => &self.mariadb_bin,
        };
        folder
            .clone()
            .map_or(Installation::Any, Installation::Folder)
    }
}

impl Ready {
    /// The variables through which the tests find the engines.
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        let names: Vec<&str> = self.dialects.iter().map(|dialect| dialect.name()).collect();
        let urls = self.servers.iter().filter_map(|server| {
            servers::url_variable(server.dialect())
                .map(|variable| (variable, server.url().to_owned()))
        });
        std::iter::once((testkit::DIALECTS_VARIABLE, names.join(",")))
            .chain(urls)
            .collect()
    }

    /// Hands the engines, and no others that the caller's environment may name, to a command.
    pub(crate) fn hand_to(&self, command: &mut Command) {
        for variable in Dialect::ALL.into_iter().filter_map(servers::url_variable) {
            command.env_remove(variable);
        }
        command.envs(self.environment());
    }

    /// The engines with their versions: `PostgreSQL 15.4, SQLite 3.51.1`.
    pub(crate) fn versions(&self) -> String {
        let version = |dialect: &Dialect| {
            let server = self
                .servers
                .iter()
                .find(|server| server.dialect() == *dialect);
            let version = server.map_or(servers::sqlite_version(), Server::version);
            format!("{} {version}", dialect.title())
        };
        self.dialects
            .iter()
            .map(version)
            .collect::<Vec<_>>()
            .join(", ")
    }
}
