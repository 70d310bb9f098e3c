//! Findings between what the compiler says, for an editor that runs this as its check command.

use super::{Looked, Sources};
use crate::error::Error;
use crate::output;
use crate::project::Project;
use crate::runner::{CompilerOutput, Failed, is_finding};
use crate::rustc::Diagnostic;
use cargo_metadata::{CompilerMessage, Message};
use erd_checks::render::Results;

/// Writes what the compiler says of code that does not build.
pub(super) fn failed(failed: Failed) -> Error {
    match output::file(&failed.messages.into_iter().map(line).collect::<String>()) {
        Ok(()) => failed.error,
        Err(error) => error,
    }
}

fn line(message: CompilerMessage) -> String {
    // What was read from JSON can be written as JSON.
    serde_json::to_string(&Message::CompilerMessage(message)).unwrap_or_default() + "\n"
}

/// A line of JSON for each: what the compiler says that no finding says better, and the findings that count.
pub(super) fn lines(
    looked: &Looked,
    project: &Project,
    results: &Results<'_>,
    sources: &Sources,
    said: CompilerOutput,
) -> String {
    let messages = said.messages.into_iter();
    let others = messages.filter(|message| !is_finding(&message.message));
    let mut text: String = others.map(line).collect();
    for item in results.open() {
        let file = item.place.as_ref().map(|place| place.file.as_str());
        let file = file.and_then(|file| sources.text(file));
        let patch = looked.patch(item, sources);
        text += &Diagnostic::new(item, file.as_deref(), patch.as_ref()).of(project);
    }
    text
}
