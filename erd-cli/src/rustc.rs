//! Findings as the compiler writes its own messages (The rustc book, "JSON Output"; The Cargo Book, "External tools"): for
//! editors that run a check command, and for `rustfix`.

use crate::edit::Patch;
use erd_checks::render::Item;
use erd_core::Level;
use serde::Serialize;
use std::ops::Range;

/// A message of cargo about the code of one package.
#[derive(Serialize)]
struct OfPackage<'a> {
    reason: &'static str,
    package_id: &'a cargo_metadata::PackageId,
    manifest_path: String,
    target: &'a cargo_metadata::Target,
    message: Diagnostic,
}

/// A message of the compiler.
#[derive(Serialize)]
pub(crate) struct Diagnostic {
    #[serde(rename = "$message_type")]
    kind: &'static str,
    message: String,
    code: Option<Code>,
    level: &'static str,
    spans: Vec<Span>,
    children: Vec<Diagnostic>,
    rendered: Option<String>,
}

#[derive(Serialize)]
struct Code {
    code: String,
    explanation: Option<String>,
}

#[derive(Serialize)]
struct Span {
    file_name: String,
    byte_start: usize,
    byte_end: usize,
    line_start: usize,
    line_end: usize,
    column_start: usize,
    column_end: usize,
    is_primary: bool,
    text: Vec<Line>,
    label: Option<String>,
    suggested_replacement: Option<String>,
    suggestion_applicability: Option<&'static str>,
    expansion: Option<()>,
}

#[derive(Serialize)]
struct Line {
    text: String,
    highlight_start: usize,
    highlight_end: usize,
}

impl Diagnostic {
    /// A finding in a file with that text, and what mends it there for certain.
    pub(crate) fn new(item: &Item<'_>, text: Option<&str>, patch: Option<&Patch>) -> Self {
        let finding = item.finding;
        let place = item.place.as_ref().zip(text);
        let span = place.and_then(|(place, text)| {
            let span = place.span?;
            Some(Span::new(&place.file, text, span.start..span.end))
        });
        let mut children = vec![Self::child("note", finding.why.clone(), Vec::new())];
        if let (Some(patch), Some((place, text))) = (patch, place) {
            let span = Span {
                suggested_replacement: Some(patch.text.clone()),
                suggestion_applicability: Some("MachineApplicable"),
                ..Span::new(&place.file, text, patch.range.clone())
            };
            children.push(Self::child("help", patch.title.clone(), vec![span]));
        }
        let helps = finding.help.iter().cloned();
        children.extend(helps.map(|help| Self::child("help", help, Vec::new())));
        let level = match finding.level {
            Level::Deny => "error",
            Level::Warn => "warning",
            Level::Allow => "note",
        };
        let at = place.map(|(place, _)| format!("\n  --> {}:{}", place.file, place.line));
        Self {
            kind: "diagnostic",
            message: format!("{}: {}", finding.slug, finding.message),
            code: Some(Code {
                code: format!("erd::{}", finding.id),
                explanation: None,
            }),
            level,
            spans: span.into_iter().collect(),
            children,
            rendered: Some(format!(
                "{level}: {}{}\n\n",
                finding.render(),
                at.unwrap_or_default()
            )),
        }
    }

    fn child(level: &'static str, message: String, spans: Vec<Span>) -> Self {
        Self {
            kind: "diagnostic",
            message,
            code: None,
            level,
            spans,
            children: Vec::new(),
            rendered: None,
        }
    }

    /// The line of it, as the compiler would write it.
    pub(crate) fn line(&self) -> String {
        line(self)
    }

    /// The line of it, as cargo would write it about a package.
    pub(crate) fn of(self, project: &crate::project::Project) -> String {
        line(&OfPackage {
            reason: "compiler-message",
            package_id: &project.id,
            manifest_path: project.folder.join("Cargo.toml").display().to_string(),
            target: &project.target_of_library,
            message: self,
        })
    }
}

fn line(value: &impl Serialize) -> String {
    // Strings, numbers and names of variants always serialise.
    serde_json::to_string(value).unwrap_or_default() + "\n"
}

impl Span {
    fn new(file: &str, text: &str, range: Range<usize>) -> Self {
        let start = Position::of(text, range.start);
        let end = Position::of(text, range.end);
        Self {
            file_name: file.to_owned(),
            byte_start: range.start,
            byte_end: range.end,
            line_start: start.line,
            line_end: end.line,
            column_start: start.column,
            column_end: end.column,
            is_primary: true,
            text: vec![Line {
                text: start.text.to_owned(),
                highlight_start: start.column,
                highlight_end: if start.line == end.line {
                    end.column
                } else {
                    start.text.chars().count() + 1
                },
            }],
            label: None,
            suggested_replacement: None,
            suggestion_applicability: None,
            expansion: None,
        }
    }
}

/// Line and column from 1, and the whole line.
struct Position<'t> {
    line: usize,
    column: usize,
    text: &'t str,
}

impl<'t> Position<'t> {
    fn of(text: &'t str, byte: usize) -> Self {
        let (before, after) = text.split_at_checked(byte).unwrap_or((text, ""));
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = after.find(['\r', '\n']).unwrap_or(after.len());
        Self {
            line: before.matches('\n').count() + 1,
            column: before[start..].chars().count() + 1,
            text: &text[start..before.len() + end],
        }
    }
}
