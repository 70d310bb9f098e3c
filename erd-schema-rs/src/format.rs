//! What `diesel print-schema` does to its text at the end: rustfmt, and the project's patch.

use std::fmt;
use std::io::Write;
use std::process::{Command, Stdio};

/// Why a text could not be formatted.
#[derive(Debug)]
pub enum FormatError {
    /// `rustfmt` cannot be run.
    Run(std::io::Error),
    /// `rustfmt` refused the text.
    Refused(String),
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Run(error) => write!(f, "rustfmt cannot be run: {error}"),
            Self::Refused(text) => write!(f, "rustfmt says: {}", text.trim_end()),
        }
    }
}

impl std::error::Error for FormatError {}

/// A text as the `rustfmt` on the path formats it, with the `rustfmt.toml` of the current folder; diesel does it so.
pub fn rustfmt(text: &str) -> Result<String, FormatError> {
    let mut command = Command::new("rustfmt");
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(FormatError::Run)?;
    // All of the text is read before anything is written, so no pipe is full on both sides.
    if let Some(mut input) = child.stdin.take() {
        input.write_all(text.as_bytes()).map_err(FormatError::Run)?;
    }
    let output = child.wait_with_output().map_err(FormatError::Run)?;
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr);
        return Err(FormatError::Refused(error.into_owned()));
    }
    String::from_utf8(output.stdout).map_err(|error| FormatError::Refused(error.to_string()))
}

/// Why a patch cannot be applied.
#[derive(Debug)]
pub enum PatchError {
    /// It is no unified diff.
    Parse(diffy::ParsePatchError),
    /// It does not fit the text.
    Apply(diffy::ApplyError),
}

impl fmt::Display for PatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parse(error) => error.fmt(f),
            Self::Apply(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PatchError {}

/// A text with a unified diff applied to it: the `patch_file` of `diesel.toml`.
pub fn patched(text: &str, patch: &str) -> Result<String, PatchError> {
    let patch = diffy::Patch::from_str(patch).map_err(PatchError::Parse)?;
    diffy::apply(text, &patch).map_err(PatchError::Apply)
}
