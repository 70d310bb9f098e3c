//! The runner: a program of a few lines, built against the user's library, that prints its schema as JSON.
//!
//! It lives in the target folder, takes the versions of the user's Cargo.lock, and builds into the same folder with the
//! same profile, so that what the user's own build has compiled is not compiled again.

mod build;
mod manifest;
mod source;

use crate::error::Error;
use crate::project::Project;
use erd_core::Schema;
use erd_core::schema::FORMAT;
use serde::Deserialize;
use std::path::Path;
use std::process::Command;

/// What the code says.
#[derive(Deserialize)]
pub(crate) struct Code {
    /// The resolved schema.
    pub(crate) schema: Schema,
    /// One number for all that a database notices of it.
    pub(crate) fingerprint: u64,
    /// The folder of migrations that its build is compared with, if it names one.
    #[serde(default)]
    pub(crate) migrations: Option<String>,
}

/// The part of it that every version can read.
#[derive(Deserialize)]
struct Header {
    format: u32,
}

/// Builds the runner of a project and reads the schema from it.
pub(crate) fn schema(project: &Project) -> Result<Schema, Error> {
    Ok(code(project)?.schema)
}

/// Builds the runner of a project and reads all that it says.
pub(crate) fn code(project: &Project) -> Result<Code, Error> {
    let folder = source::write(project)?;
    let program = build::build(project, &folder)?;
    let json = run(&program)?;
    let mut code = parse(&json, &project.core.version)?;
    for table in &mut code.schema.tables {
        // Where a checkout lies on this machine is nobody's business.
        if let Some(source) = &mut table.source
            && let Ok(inside) = Path::new(&source.file).strip_prefix(&project.workspace)
        {
            source.file = inside.display().to_string();
        }
    }
    Ok(code)
}

fn run(program: &Path) -> Result<Vec<u8>, Error> {
    let output = Command::new(program)
        .output()
        .map_err(|error| Error::Start {
            program: program.to_owned(),
            error,
        })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Error::Run {
        program: program.to_owned(),
        reason: format!("{} {}", output.status, said.trim())
            .trim()
            .to_owned(),
    })
}

fn parse(json: &[u8], version: &str) -> Result<Code, Error> {
    let unreadable = |error| Error::Unreadable {
        version: version.to_owned(),
        error,
    };
    let Header { format } = serde_json::from_slice(json).map_err(unreadable)?;
    if format != FORMAT {
        return Err(Error::Format { found: format });
    }
    serde_json::from_slice(json).map_err(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_is_read_only_in_the_format_that_is_known() {
        let read = |json: &str| parse(json.as_bytes(), "0.1.0");
        let empty =
            read(r#"{"format":2,"fingerprint":7,"schema":{"tables":[],"enums":[],"objects":[]}}"#);
        assert_eq!(
            empty.ok().map(|code| (code.schema, code.fingerprint)),
            Some((Schema::default(), 7))
        );
        let newer = read(r#"{"format":3,"schema":{"other":true}}"#);
        assert!(matches!(newer, Err(Error::Format { found: 3 })));
        let broken = read(r#"{"format":2,"schema":{}}"#);
        assert!(matches!(broken, Err(Error::Unreadable { .. })));
    }
}
