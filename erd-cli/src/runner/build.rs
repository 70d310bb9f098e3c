//! Building the runner.

use super::manifest;
use crate::error::Error;
use crate::project::{Project, ProjectError};
use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel};
use cargo_metadata::{CompilerMessage, Message};
use std::ffi::OsString;
use std::io::{BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What cargo said while it built.
#[derive(Debug, Default)]
struct BuildOutput {
    /// The program, once it is there.
    program: Option<PathBuf>,
    /// Whether an error is a finding of erd.
    findings: bool,
    /// Whether an error is not in the runner itself.
    theirs: bool,
    /// The first error in the runner itself, all of whose code is about the path of the schema.
    ours: Option<String>,
}

/// Whether what the rules deny stops the build.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Denied {
    Stops,
    /// It is listed by who builds.
    Builds,
}

/// Shows an error of the user's code as the compiler shows it. Its warnings are shown by the user's own build.
pub(super) fn show(message: CompilerMessage) {
    let diagnostic = message.message;
    if is_error(&diagnostic) {
        anstream::eprint!("{}", diagnostic.rendered.unwrap_or(diagnostic.message));
    }
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    matches!(
        diagnostic.level,
        DiagnosticLevel::Error | DiagnosticLevel::Ice
    )
}

/// Builds the runner in that folder and returns the program. `hear` gets what the compiler says of other code than the
/// runner's.
pub(super) fn build(
    project: &Project,
    folder: &Path,
    denied: Denied,
    hear: &mut dyn FnMut(CompilerMessage),
) -> Result<PathBuf, Error> {
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
    if denied == Denied::Builds {
        command.env("ERD_LIST", "1");
    }
    if terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) {
        command.arg("--message-format=json-diagnostic-rendered-ansi");
    } else {
        command.arg("--message-format=json");
    }
    if !terminal {
        command.arg("--quiet");
    }
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(started)?;
    let mut said = BuildOutput::default();
    if let Some(stdout) = child.stdout.take() {
        for message in Message::parse_stream(BufReader::new(stdout)) {
            said.hear(message.map_err(started)?, &manifest::name(project), hear);
        }
    }
    let status = child.wait().map_err(started)?;
    said.finish(project, status.success())
}

/// Whether a message of the compiler is a finding of erd.
pub(crate) fn is_finding(diagnostic: &Diagnostic) -> bool {
    diagnostic.message.contains("erd[")
}

impl BuildOutput {
    fn hear(&mut self, message: Message, runner: &str, on: &mut dyn FnMut(CompilerMessage)) {
        match message {
            Message::CompilerArtifact(artifact) if artifact.target.name == runner => {
                self.program = artifact.executable.map(Into::into).or(self.program.take());
            }
            Message::CompilerMessage(message) => self.hear_compiler(message, runner, on),
            _ => {}
        }
    }

    fn hear_compiler(
        &mut self,
        message: CompilerMessage,
        runner: &str,
        on: &mut dyn FnMut(CompilerMessage),
    ) {
        let diagnostic = &message.message;
        let failed = is_error(diagnostic);
        // An error without a code is not about code: a linker that is missing.
        if message.target.name == runner && (diagnostic.code.is_some() || !failed) {
            if failed {
                self.ours.get_or_insert(message.message.message);
            }
            return;
        }
        self.theirs |= failed;
        self.findings |= failed && is_finding(diagnostic);
        on(message);
    }

    fn finish(self, project: &Project, success: bool) -> Result<PathBuf, Error> {
        if let Some(program) = self.program.filter(|_| success) {
            return Ok(program);
        }
        if let (Some(reason), false) = (self.ours, self.theirs) {
            return Err(ProjectError::NotASchema {
                library: project.library.clone(),
                path: format!("{}::{}", project.library, project.schema),
                reason: reason.replace(manifest::LIBRARY, &project.library),
            }
            .into());
        }
        Err(Error::Build {
            package: project.package.clone(),
            findings: self.findings,
        })
    }
}
