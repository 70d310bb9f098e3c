//! Creates and drops a whole schema.

use crate::DialectConnection;
use erd_core::Schema;
use erd_ddl::{DdlErrors, Script};
use std::fmt;

/// Why a schema could not be created or dropped.
#[derive(Debug)]
#[non_exhaustive]
pub enum CreateError {
    /// The dialect lacks something that the schema uses.
    Unsupported(DdlErrors),
    /// The server rejected a statement.
    Rejected {
        /// The statement.
        sql: String,
        /// The server's answer.
        error: diesel::result::Error,
    },
    /// The server could not be asked for its dialect.
    Unknown(diesel::result::Error),
}

impl fmt::Display for CreateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsupported(errors) => errors.fmt(f),
            Self::Rejected { sql, error } => {
                write!(f, "the database rejected a statement: {error}\n{sql}")
            }
            Self::Unknown(error) => write!(f, "the database did not say what it is: {error}"),
        }
    }
}

impl std::error::Error for CreateError {}

/// Creates everything in `schema`, in dependency order.
pub fn create<C: DialectConnection>(
    connection: &mut C,
    schema: &Schema,
) -> Result<(), CreateError> {
    let dialect = connection.dialect().map_err(CreateError::Unknown)?;
    execute(
        connection,
        &erd_ddl::render(schema, dialect).map_err(CreateError::Unsupported)?,
    )
}

/// Drops everything in `schema`, with all rows. The reverse of [`create`], for tests and examples.
pub fn drop_all<C: DialectConnection>(
    connection: &mut C,
    schema: &Schema,
) -> Result<(), CreateError> {
    let dialect = connection.dialect().map_err(CreateError::Unknown)?;
    execute(
        connection,
        &erd_ddl::render_drop(schema, dialect).map_err(CreateError::Unsupported)?,
    )
}

fn execute<C: DialectConnection>(connection: &mut C, script: &Script) -> Result<(), CreateError> {
    for statement in script.iter() {
        connection
            .batch_execute(statement)
            .map_err(|error| CreateError::Rejected {
                sql: statement.to_owned(),
                error,
            })?;
    }
    Ok(())
}
