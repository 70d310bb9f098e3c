//! One look at the schema, and what is written because of it.

use crate::cli;
use crate::commands::check::{Looked, Sources};
use crate::error::Error;
use crate::json;
use crate::rustc::Diagnostic;
use diffy::DiffOptions;
use erd_checks::render::Item;
use erd_core::Level;
use erd_json::{Finding, Fixed};
use rustfix::{CodeFix, Filter, get_suggestions_from_json};
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

/// What a round does.
pub(super) struct Round {
    /// What changes.
    pub(super) files: Vec<File>,
    /// What that mends.
    pub(super) fixed: Vec<Fixed>,
    /// What stays.
    pub(super) left: Vec<Finding>,
}

/// A file before and after.
pub(super) struct File {
    pub(super) path: PathBuf,
    shown: String,
    before: String,
    after: String,
}

impl Round {
    pub(super) fn new(looked: &Looked, args: &cli::Fix) -> Result<Self, Error> {
        let checked = looked.checked();
        let sources = Sources::new(&looked.workspace, looked.workspace.clone());
        let results = looked.results(&checked, &sources);
        let is_meant = |item: &&Item<'_>| {
            let finding = item.finding;
            let named = |rule: &String| {
                rule.eq_ignore_ascii_case(finding.id) || rule.eq_ignore_ascii_case(finding.slug)
            };
            (args.all || finding.level != Level::Allow)
                && (args.rule.is_empty() || args.rule.iter().any(named))
        };
        let mut texts: BTreeMap<String, (String, CodeFix)> = BTreeMap::new();
        let (mut fixed, mut left) = (Vec::new(), Vec::new());
        for item in results.open().filter(is_meant) {
            match mended(looked, item, &sources, &mut texts)? {
                Some(done) => fixed.push(done),
                None => left.push(json::finding(item)),
            }
        }
        let mut files = Vec::new();
        for (shown, (before, fix)) in texts {
            // Texts are put between characters, so that what was text stays text.
            let after = fix.finish().map_err(|error| unwritable(&shown, &error))?;
            if after != before {
                files.push(File {
                    path: looked.workspace.join(&shown),
                    shown,
                    before,
                    after,
                });
            }
        }
        Ok(Self { files, fixed, left })
    }

    pub(super) fn write(&self) -> Result<(), Error> {
        self.files
            .iter()
            .try_for_each(|file| put(&file.path, &file.after))
    }

    /// Puts the files back as they were.
    pub(super) fn take_back(&self) -> Result<(), Error> {
        self.files
            .iter()
            .try_for_each(|file| put(&file.path, &file.before))
    }

    /// Whether the build fails on something that is left.
    pub(super) fn is_denied(&self) -> bool {
        let mut left = self.left.iter();
        left.any(|finding| finding.level == erd_json::Level::Deny)
    }

    /// The changes as a patch, which `git apply` and `patch -p1` take.
    pub(super) fn patch(&self) -> String {
        let patch = |file: &File| {
            DiffOptions::new()
                .set_original_filename(format!("a/{}", file.shown))
                .set_modified_filename(format!("b/{}", file.shown))
                .create_patch(&file.before, &file.after)
                .to_string()
        };
        self.files.iter().map(patch).collect()
    }
}

/// Applies what mends a finding; nothing where that is not certain, or touches what another finding has changed.
fn mended(
    looked: &Looked,
    item: &Item<'_>,
    sources: &Sources,
    texts: &mut BTreeMap<String, (String, CodeFix)>,
) -> Result<Option<Fixed>, Error> {
    let (Some(place), Some(patch)) = (&item.place, looked.patch(item, sources)) else {
        return Ok(None);
    };
    let Some(text) = sources.text(&place.file) else {
        return Ok(None);
    };
    let line = Diagnostic::new(item, Some(&text), Some(&patch)).line();
    let suggestions =
        get_suggestions_from_json(&line, &HashSet::new(), Filter::MachineApplicableOnly)
            .map_err(|error| unwritable(&place.file, &error))?;
    let (_, fix) = texts
        .entry(place.file.clone())
        .or_insert_with(|| (text.to_string(), CodeFix::new(&text)));
    let mut suggestions = suggestions.iter().peekable();
    if suggestions.peek().is_none() || !suggestions.all(|one| fix.apply(one).is_ok()) {
        return Ok(None);
    }
    let finding = item.finding;
    Ok(Some(Fixed {
        id: finding.id.to_owned(),
        rule: finding.slug.to_owned(),
        path: finding.path.clone(),
        title: patch.title,
        file: place.file.clone(),
        line: place.line,
    }))
}

fn unwritable(shown: &str, error: &dyn std::error::Error) -> Error {
    Error::Write {
        path: shown.into(),
        error: std::io::Error::other(error.to_string()),
    }
}

fn put(path: &PathBuf, text: &str) -> Result<(), Error> {
    std::fs::write(path, text).map_err(|error| Error::Write {
        path: path.clone(),
        error,
    })
}
