//! Building the runner.

use super::manifest;
use crate::error::Error;
use crate::project::Project;
use cargo_metadata::diagnostic::DiagnosticLevel;
use cargo_metadata::{CompilerMessage, Message};
use std::ffi::OsString;
use std::io::{BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What cargo said while it built.
#[derive(Debug, Default)]
struct Said {
    /// The program, once it is there.
    program: Option<PathBuf>,
    /// Whether an error is a finding of erd.
    findings: bool,
    /// Whether an error is not in the runner itself.
    theirs: bool,
    /// The first error in the runner itself, all of whose code is about the path of the schema.
    ours: Option<String>,
}

/// Builds the runner in that folder and returns the program. Errors of the user's code are shown as the compiler shows
/// them; its warnings are not, as the user's own build shows them.
pub(super) fn build(project: &Project, folder: &Path) -> Result<PathBuf, Error> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let started = |error| Error::Start {
        program: PathBuf::from(&cargo),
        error,
    };
    let terminal = std::io::stderr().is_terminal();
    let mut command = Command::new(&cargo);
    command
        .arg("build")
        .arg("--manifest-path")
        .arg(folder.join("Cargo.toml"));
    command.arg("--target-dir").arg(&project.target);
    // A schema whose migration is still to be written must build, or nobody could write it.
    command.env("ERD_MIGRATE", "1");
    if terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) {
        command.arg("--message-format=json-diagnostic-rendered-ansi");
    } else {
        command.arg("--message-format=json");
    }
    if !terminal {
        command.arg("--quiet");
    }
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(started)?;
    let mut said = Said::default();
    if let Some(stdout) = child.stdout.take() {
        for message in Message::parse_stream(BufReader::new(stdout)) {
            said.hear(message.map_err(started)?, &manifest::name(project));
        }
    }
    let status = child.wait().map_err(started)?;
    said.finish(project, status.success())
}

impl Said {
    fn hear(&mut self, message: Message, runner: &str) {
        match message {
            Message::CompilerArtifact(artifact) if artifact.target.name == runner => {
                self.program = artifact.executable.map(Into::into).or(self.program.take());
            }
            Message::CompilerMessage(message) => self.hear_compiler(message, runner),
            _ => {}
        }
    }

    fn hear_compiler(&mut self, message: CompilerMessage, runner: &str) {
        let diagnostic = message.message;
        if !matches!(
            diagnostic.level,
            DiagnosticLevel::Error | DiagnosticLevel::Ice
        ) {
            return;
        }
        // An error without a code is not about code: a linker that is missing.
        if message.target.name == runner && diagnostic.code.is_some() {
            self.ours.get_or_insert(diagnostic.message);
            return;
        }
        self.theirs = true;
        self.findings |= diagnostic.message.contains("erd[");
        anstream::eprint!("{}", diagnostic.rendered.unwrap_or(diagnostic.message));
    }

    fn finish(self, project: &Project, success: bool) -> Result<PathBuf, Error> {
        if let Some(program) = self.program.filter(|_| success) {
            return Ok(program);
        }
        if let (Some(reason), false) = (self.ours, self.theirs) {
            return Err(Error::NotASchema {
                library: project.library.clone(),
                path: format!("{}::{}", project.library, project.schema),
                reason: reason.replace(manifest::LIBRARY, &project.library),
            });
        }
        Err(Error::Build {
            package: project.package.clone(),
            findings: self.findings,
        })
    }
}
