//! Findings for people: colours, and the piece of source that a finding is about.

use crate::output::{ERROR, NOTE, TITLE, WARNING};
use annotate_snippets::{AnnotationKind, Group, Renderer, Snippet};
use anstyle::Style;
use erd_checks::render::{self, Item, Look, Results};
use erd_core::Level;
use std::path::{Path, PathBuf};

/// Every finding, with what `excerpt` shows of its source.
pub(crate) fn text(results: &Results<'_>, excerpt: &dyn Fn(&Item<'_>) -> Option<String>) -> String {
    let codes = |style: Style| [style.render().to_string(), style.render_reset().to_string()];
    let [error, warning, note, title] = [ERROR, WARNING, NOTE, TITLE].map(codes);
    let look = Look {
        error: [&error[0], &error[1]],
        warning: [&warning[0], &warning[1]],
        note: [&note[0], &note[1]],
        title: [&title[0], &title[1]],
        excerpt,
    };
    render::text(results, &look)
}

/// File, line and caret, as the compiler shows them, from the text of the file.
pub(crate) fn excerpt(item: &Item<'_>, text: &str) -> Option<String> {
    let place = item.place.as_ref()?;
    let span = place.span?;
    let level = match item.finding.level {
        Level::Deny => annotate_snippets::Level::ERROR,
        Level::Warn => annotate_snippets::Level::WARNING,
        Level::Allow => annotate_snippets::Level::NOTE,
    };
    let mark = AnnotationKind::Primary.span(span.start..span.end);
    let snippet = Snippet::source(text)
        .path(place.file.as_str())
        .annotation(mark);
    Some(Renderer::styled().render(&[Group::with_level(level).element(snippet)]))
}

/// The nearest folder upwards that git knows, or else the folder itself: what code hosts read paths from.
pub(crate) fn repository(folder: &Path) -> PathBuf {
    let mut all = folder.ancestors();
    let root = all.find(|folder| folder.join(".git").exists());
    root.unwrap_or(folder).to_owned()
}
