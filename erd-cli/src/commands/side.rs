//! A schema that a command is given by one word: `code`, a snapshot file, or the address of a database.

use super::served;
use crate::cli::Subject;
use crate::error::Error;
use crate::output;
use crate::project::Project;
use erd_core::schema::Printed;
use erd_core::{Dialect, Engine, Schema};
use erd_live::LeftOut;
use std::path::Path;

/// A schema, and the dialect it comes from, if it comes from one.
pub(super) struct Side {
    pub(super) schema: Schema,
    pub(super) dialect: Option<Dialect>,
    /// The version of a server, as its numbers; empty for code and files.
    pub(super) version: Vec<u32>,
    /// What servers print for its expressions, as far as its snapshot says.
    pub(super) printed: Vec<Printed>,
    /// Tables of a database in which migration tools keep their state.
    pub(super) left_out: Vec<LeftOut>,
}

/// Reads a side; `so` is what follows for one object that is in no model, and for several. `name` is what the help calls the
/// side, where there are two.
pub(super) fn read(
    text: &str,
    subject: &Subject,
    name: Option<&str>,
    so: [&str; 2],
) -> Result<Side, Error> {
    if text == "code" {
        return Ok(Side {
            schema: super::schema(subject)?,
            dialect: None,
            version: Vec::new(),
            printed: Vec::new(),
            left_out: Vec::new(),
        });
    }
    if erd_live::dialect_of(text).is_ok() {
        return database(text, name, so);
    }
    let path = Path::new(text);
    let content = std::fs::read_to_string(path).map_err(|error| Error::Read {
        path: path.to_owned(),
        error,
    })?;
    // A file that is no snapshot is no schema either.
    let snapshot = erd_history::snapshot::parse(path, &content).map_err(|error| Error::Usage {
        message: error.to_string(),
        help: "a side is `code`, the address of a database, or the `schema.json` of a folder of migrations"
            .to_owned(),
    })?;
    Ok(Side {
        schema: snapshot.schema,
        dialect: Some(snapshot.dialect),
        version: Vec::new(),
        printed: snapshot.printed,
        left_out: Vec::new(),
    })
}

/// The same of the database at that address.
pub(super) fn database(url: &str, name: Option<&str>, so: [&str; 2]) -> Result<Side, Error> {
    let described = erd_live::describe_url(url)?;
    if !described.unsupported.is_empty() {
        output::note(super::in_no_model(&described.unsupported, name, so));
    }
    Ok(Side {
        schema: described.schema,
        dialect: Some(described.dialect),
        version: described.version,
        printed: Vec::new(),
        left_out: described.left_out,
    })
}

/// The engine of a schema: the dialect that is known or, without one, the only target of `erd.toml`; in the version that
/// `erd.toml` states. `unknown` is what to say where nobody tells.
pub(super) fn engine(
    dialect: Option<Dialect>,
    subject: &Subject,
    unknown: &str,
) -> Result<Engine, Error> {
    let config = match Project::find(subject) {
        Ok(project) => super::config_of(&project)?,
        // Databases and files are read without a project too.
        Err(_) if dialect.is_some() => {
            return Ok(Engine::from(dialect.unwrap_or(Dialect::Postgres)));
        }
        Err(error) => return Err(error),
    };
    let dialect = match (dialect, config.only_target()) {
        (Some(dialect), _) => dialect,
        (None, Some(only)) => served(only)?,
        _ => {
            return Err(Error::Usage {
                message: unknown.to_owned(),
                help: "say `--dialect postgres`, or state one target in erd.toml".to_owned(),
            });
        }
    };
    Ok(config.engine(dialect))
}
