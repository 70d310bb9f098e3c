//! The piece of source that a finding is about.

use super::source::Sources;
use annotate_snippets::{AnnotationKind, Group, Renderer, Snippet};
use erd_checks::render::Item;
use erd_core::Level;

/// File, line and caret, as the compiler shows them; `None` where the file is not there.
pub(super) fn excerpt(item: &Item<'_>, sources: &Sources) -> Option<String> {
    let place = item.place.as_ref()?;
    let span = place.span?;
    let text = sources.text(&place.file)?;
    let level = match item.finding.level {
        Level::Deny => annotate_snippets::Level::ERROR,
        Level::Warn => annotate_snippets::Level::WARNING,
        Level::Allow => annotate_snippets::Level::NOTE,
    };
    let mark = AnnotationKind::Primary.span(span.start..span.end);
    let snippet = Snippet::source(text.as_ref())
        .path(place.file.as_str())
        .annotation(mark);
    Some(Renderer::styled().render(&[Group::with_level(level).element(snippet)]))
}
