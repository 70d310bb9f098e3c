//! The runner: a program of a few lines, built against the user's library, that prints its schema as JSON.
//!
//! It lives in the target folder, takes the versions of the user's Cargo.lock, and builds into the same folder with the
//! same profile, so that what the user's own build has compiled is not compiled again.

mod build;
mod manifest;
mod source;

pub(crate) use build::is_finding;

use crate::error::Error;
use crate::project::Project;
use build::Denied;
use cargo_metadata::CompilerMessage;
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
    let program = build::build(project, &folder, Denied::Stops, &mut build::show)?;
    read(project, &program)
}

/// What the compiler says of code that is checked.
#[derive(Default)]
pub(crate) struct CompilerOutput {
    /// Of other code than the runner's.
    pub(crate) messages: Vec<CompilerMessage>,
    /// Why the code does not build, where rules deny something of it.
    pub(crate) stopped: Option<Error>,
}

impl CompilerOutput {
    /// What stopped the build, which is not shown yet.
    pub(crate) fn failed(&mut self) -> Option<Failed> {
        Some(Failed {
            error: self.stopped.take()?,
            messages: std::mem::take(&mut self.messages),
        })
    }
}

/// Why there is no schema, which is not shown yet.
pub(crate) struct Failed {
    pub(crate) error: Error,
    /// What the compiler says.
    pub(crate) messages: Vec<CompilerMessage>,
}

impl Failed {
    /// Shows what the compiler says.
    pub(crate) fn show(self) -> Error {
        self.messages.into_iter().for_each(build::show);
        self.error
    }
}

impl From<Error> for Box<Failed> {
    fn from(error: Error) -> Self {
        Self::new(Failed {
            error,
            messages: Vec::new(),
        })
    }
}

/// The same of code that may not build because of what the rules deny.
pub(crate) fn code_to_check(project: &Project) -> Result<(Code, CompilerOutput), Box<Failed>> {
    let folder = source::write(project)?;
    let mut messages = Vec::new();
    let hear = &mut |message| messages.push(message);
    let error = match build::build(project, &folder, Denied::Stops, hear) {
        Ok(program) => {
            let stopped = None;
            return Ok((
                read(project, &program)?,
                CompilerOutput { messages, stopped },
            ));
        }
        Err(error) => error,
    };
    if matches!(error, Error::Build { findings: true, .. })
        && let Ok(program) = build::build(project, &folder, Denied::Builds, &mut |_| {})
    {
        let stopped = Some(error);
        return Ok((
            read(project, &program)?,
            CompilerOutput { messages, stopped },
        ));
    }
    Err(Box::new(Failed { error, messages }))
}

fn read(project: &Project, program: &Path) -> Result<Code, Error> {
    let json = run(program)?;
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
