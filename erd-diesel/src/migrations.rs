//! Migrations of a folder, for diesel's own harness.

use diesel::backend::Backend;
use diesel::connection::BoxableConnection;
use diesel::migration::{
    self, Migration, MigrationMetadata, MigrationName, MigrationSource, MigrationVersion,
};
use erd_history::{Error, Format, Statement, format};
use std::fmt;
use std::path::Path;

/// The migrations of a folder as diesel's `MigrationSource`: `connection.run_pending_migrations(migrations)`.
///
/// diesel's own `FileBasedMigrations` and `embed_migrations!` run the same folder. This one runs statement by statement,
/// and reads the layouts of sqlx and refinery too. It keeps diesel's list of versions and no ledger of statements:
/// `cargo erd migrate apply` does.
#[derive(Clone, Debug)]
pub struct FolderMigrations {
    found: Vec<erd_history::Migration>,
}

impl FolderMigrations {
    /// Reads a folder in diesel's layout.
    pub fn read(folder: impl AsRef<Path>) -> Result<Self, Error> {
        Self::read_as(folder, Format::Diesel)
    }

    /// Reads a folder in that layout.
    pub fn read_as(folder: impl AsRef<Path>, format: Format) -> Result<Self, Error> {
        let found = format::read(folder.as_ref(), format)?;
        Ok(Self {
            found: found.into_iter().map(|f| f.migration).collect(),
        })
    }
}

impl<DB: Backend> MigrationSource<DB> for FolderMigrations {
    fn migrations(&self) -> migration::Result<Vec<Box<dyn Migration<DB>>>> {
        let one = |m: &erd_history::Migration| {
            let step = Step {
                name: Name {
                    version: m.version.clone(),
                    full: m.full_name(),
                },
                up: m.up.clone(),
                down: m.down.clone(),
                metadata: Metadata {
                    in_transaction: m.in_transaction,
                },
            };
            Box::new(step) as Box<dyn Migration<DB>>
        };
        Ok(self.found.iter().map(one).collect())
    }
}

struct Step {
    name: Name,
    up: Vec<Statement>,
    down: Option<Vec<Statement>>,
    metadata: Metadata,
}

impl<DB: Backend> Migration<DB> for Step {
    fn run(&self, connection: &mut dyn BoxableConnection<DB>) -> migration::Result<()> {
        execute(connection, &self.up)
    }

    fn revert(&self, connection: &mut dyn BoxableConnection<DB>) -> migration::Result<()> {
        match &self.down {
            Some(statements) => execute(connection, statements),
            None => Err(Box::new(Error::Irreversible {
                migrations: vec![self.name.full.clone()],
            })),
        }
    }

    fn metadata(&self) -> &dyn MigrationMetadata {
        &self.metadata
    }

    fn name(&self) -> &dyn MigrationName {
        &self.name
    }
}

fn execute<DB: Backend>(
    connection: &mut dyn BoxableConnection<DB>,
    statements: &[Statement],
) -> migration::Result<()> {
    for statement in statements {
        connection.batch_execute(&statement.sql)?;
    }
    Ok(())
}

struct Name {
    version: String,
    full: String,
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.full)
    }
}

impl MigrationName for Name {
    fn version(&self) -> MigrationVersion<'_> {
        MigrationVersion::from(self.version.as_str())
    }
}

struct Metadata {
    in_transaction: bool,
}

impl MigrationMetadata for Metadata {
    fn run_in_transaction(&self) -> bool {
        self.in_transaction
    }
}
