//! The files that findings point into.

use crate::error::Error;
use erd_checks::Config;
use erd_checks::config;
use erd_checks::render::{Place, Span, locate};
use erd_core::Finding;
use erd_core::schema::Table;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What the project's `erd.toml` says.
pub(crate) struct Decisions {
    pub(in crate::commands) config: Config,
    pub(super) file: Option<PathBuf>,
}

impl Decisions {
    pub(super) fn read(folder: &Path) -> Result<Self, Error> {
        let Some(path) = config::find(folder) else {
            return Ok(Self {
                config: Config::default(),
                file: None,
            });
        };
        let on_migrations = |rule: &str| erd_lint::find_rule(rule).is_some();
        Ok(Self {
            config: crate::commands::read_config(&path)?.without(on_migrations),
            file: Some(path),
        })
    }
}

/// Source files, each read once, under the names that are shown.
pub(crate) struct Sources {
    /// Where the compiler's relative paths start.
    workspace: PathBuf,
    /// What shown paths are relative to.
    base: PathBuf,
    /// Texts by shown path.
    texts: RefCell<BTreeMap<String, Option<Rc<str>>>>,
}

impl Sources {
    /// Files of a workspace, shown as they are called from `base`.
    pub(crate) fn new(workspace: &Path, base: PathBuf) -> Self {
        Self {
            workspace: workspace.to_owned(),
            base,
            texts: RefCell::default(),
        }
    }

    /// Where a finding in a table is: its line, or that of the struct where its file has changed since.
    pub(super) fn place(&self, table: &Table, finding: &Finding) -> Option<Place> {
        let source = table.source.as_ref()?;
        let file = self.shown(&self.workspace.join(&source.file));
        let text = self.text(&file);
        let found = text.and_then(|text| locate(&text, table, finding.site));
        Some(match found {
            Some((line, span)) => Place {
                file,
                line,
                span: Some(span),
            },
            None => Place {
                file,
                line: source.line,
                span: None,
            },
        })
    }

    /// A whole line of a file.
    pub(super) fn line(&self, path: &Path, line: u32) -> Place {
        let file = self.shown(path);
        let text = self.text(&file);
        let span = text.and_then(|text| line_span(&text, line));
        Place { file, line, span }
    }

    /// The text of a file that is shown under that path.
    pub(crate) fn text(&self, shown: &str) -> Option<Rc<str>> {
        let mut texts = self.texts.borrow_mut();
        let text = texts.entry(shown.to_owned()).or_insert_with(|| {
            let text = std::fs::read_to_string(self.base.join(shown));
            text.ok().map(Rc::from)
        });
        text.clone()
    }

    fn shown(&self, path: &Path) -> String {
        let short = path.strip_prefix(&self.base).unwrap_or(path);
        short.to_string_lossy().replace('\\', "/")
    }
}

/// The text of a line without the space around it.
fn line_span(text: &str, line: u32) -> Option<Span> {
    let before = usize::try_from(line).ok()?.checked_sub(1)?;
    let mut lines = text.split_inclusive('\n');
    let offset: usize = lines.by_ref().take(before).map(str::len).sum();
    let found = lines.next()?;
    let indent = found.len() - found.trim_start().len();
    let width = u32::try_from(found.trim().chars().count()).ok()?;
    let column = u32::try_from(indent).ok()? + 1;
    Some(Span {
        column,
        end_column: column + width,
        start: offset + indent,
        end: offset + indent + found.trim().len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Another reader of TOML must see the same in what ours accepts.
    #[test]
    fn erd_toml_is_toml() {
        let text = "# ours\n[targets]\npostgres = \"14\" # oldest\nmariadb = '10.11'\n\n[rules]\n\"F01\" = \"warn\"\n\
                    [[allow]]\nrule = \"a\"\ntarget = 'b\\.*'\nreason = \"say \\\"so\\\" = # \\\\ \\t\"\n[[allow]]\nrule = \"x\"\ntarget = \"y\"\n";
        let ours = config::read(text).expect("a good file");
        let theirs: toml::Table = text.parse().expect("TOML");
        let version = |v: &[u32]| v.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
        for target in &ours.targets {
            let said = theirs["targets"][target.product.name()].as_str();
            assert_eq!(said, Some(version(&target.version).as_str()));
        }
        assert_eq!(theirs["rules"]["F01"].as_str(), Some("warn"));
        let allows = theirs["allow"].as_array().expect("a list");
        assert_eq!(allows.len(), ours.allows.len());
        for (ours, theirs) in ours.allows.iter().zip(allows) {
            let said = |key: &str| theirs.get(key).and_then(|v| v.as_str()).unwrap_or_default();
            assert_eq!(
                (&*ours.rule, &*ours.target, &*ours.reason),
                (said("rule"), said("target"), said("reason"))
            );
        }
    }

    #[test]
    fn a_line_is_found_without_the_space_around_it() {
        let text = "a\n  béta \nc";
        let span = line_span(text, 2).expect("there is a second line");
        assert_eq!(&text[span.start..span.end], "béta");
        assert_eq!((span.column, span.end_column), (3, 7));
        assert_eq!(line_span(text, 4), None);
        assert_eq!(line_span(text, 0), None);
    }
}
