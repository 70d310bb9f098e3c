//! Small questions to squawk's syntax tree.

use crate::facts::Name;
use squawk_syntax::{SyntaxElement, SyntaxKind, SyntaxNode};
use std::ops::Range;

/// The first child of a kind.
pub(super) fn child(node: &SyntaxNode, kind: SyntaxKind) -> Option<SyntaxNode> {
    node.children().find(|child| child.kind() == kind)
}

/// The children of a kind.
pub(super) fn children(node: &SyntaxNode, kind: SyntaxKind) -> impl Iterator<Item = SyntaxNode> {
    node.children().filter(move |child| child.kind() == kind)
}

/// Whether a child of that kind is there.
pub(super) fn has(node: &SyntaxNode, kind: SyntaxKind) -> bool {
    child(node, kind).is_some()
}

/// Whether a word stands directly in a node.
pub(super) fn has_token(node: &SyntaxNode, kind: SyntaxKind) -> bool {
    node.children_with_tokens()
        .any(|element| element.kind() == kind)
}

/// The nodes of a kind anywhere below.
pub(super) fn below(node: &SyntaxNode, kind: SyntaxKind) -> impl Iterator<Item = SyntaxNode> {
    node.descendants().filter(move |found| found.kind() == kind)
}

/// The bytes of a node.
pub(super) fn span(node: &SyntaxNode) -> Range<usize> {
    let range = node.text_range();
    range.start().into()..range.end().into()
}

/// The first name below a node: `a.t`, `"T"`.
pub(super) fn name(node: &SyntaxNode) -> Name {
    Name::of_parts(parts(node))
}

/// The last part of the first name below a node.
pub(super) fn word(node: &SyntaxNode) -> String {
    parts(node).pop().unwrap_or_default()
}

/// The name in the first child of a kind.
pub(super) fn child_name(node: &SyntaxNode, kind: SyntaxKind) -> Option<Name> {
    child(node, kind).as_ref().map(name)
}

/// The word in the first child of a kind.
pub(super) fn child_word(node: &SyntaxNode, kind: SyntaxKind) -> Option<String> {
    child(node, kind).as_ref().map(word)
}

/// Names are what is left of a reference without its dots.
fn parts(node: &SyntaxNode) -> Vec<String> {
    let tokens = node
        .descendants_with_tokens()
        .filter_map(SyntaxElement::into_token);
    tokens
        .filter(|token| {
            !token.kind().is_trivia()
                && !matches!(
                    token.kind(),
                    SyntaxKind::DOT
                        | SyntaxKind::ONLY_KW
                        | SyntaxKind::STAR
                        | SyntaxKind::L_PAREN
                        | SyntaxKind::R_PAREN
                )
        })
        .map(|token| fold(token.text()))
        .collect()
}

/// An identifier as the server keeps it.
pub(super) fn fold(text: &str) -> String {
    match text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
    {
        Some(inner) => inner.replace("\"\"", "\""),
        None => text.to_lowercase(),
    }
}

/// The value of a text literal.
pub(super) fn unquote(text: &str) -> String {
    let inner = text.trim_start_matches(['e', 'E', 'n', 'N']);
    let inner = inner
        .strip_prefix('\'')
        .and_then(|text| text.strip_suffix('\''));
    inner.unwrap_or(text).replace("''", "'")
}
