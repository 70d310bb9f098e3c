//! Functions, sequences, types, domains and extensions: made, dropped, renamed.

use super::tree::{below, child, has, name, word};
use crate::facts::{Object, OpKind};
use squawk_syntax::{SyntaxKind, SyntaxNode};

/// The kinds, with the nodes that name one where it is used and where it is made.
const KINDS: [(&str, SyntaxKind, SyntaxKind); 7] = [
    (
        "FUNCTION",
        SyntaxKind::FUNCTION_NAME_REF,
        SyntaxKind::FUNCTION_NAME,
    ),
    (
        "PROCEDURE",
        SyntaxKind::PROCEDURE_NAME_REF,
        SyntaxKind::PROCEDURE_NAME,
    ),
    ("SEQUENCE", SyntaxKind::SEQUENCE_REF, SyntaxKind::SEQUENCE),
    ("TYPE", SyntaxKind::TYPE_NAME_REF, SyntaxKind::TYPE_NAME),
    ("DOMAIN", SyntaxKind::DOMAIN_REF, SyntaxKind::DOMAIN),
    (
        "EXTENSION",
        SyntaxKind::EXTENSION_REF,
        SyntaxKind::EXTENSION,
    ),
    ("VIEW", SyntaxKind::VIEW_REF, SyntaxKind::VIEW),
];

fn object(what: &'static str, node: &SyntaxNode, of_trigger: bool) -> Object {
    let name = name(node);
    Object {
        what,
        name,
        of_trigger,
    }
}

/// What a `CREATE` makes.
pub(super) fn made(node: &SyntaxNode) -> Option<OpKind> {
    let returned = child(node, SyntaxKind::RET_TYPE);
    let of_trigger =
        returned.is_some_and(|ty| ty.text().to_string().to_lowercase().ends_with("trigger"));
    let found = KINDS
        .iter()
        .find_map(|(what, _, made)| Some((*what, child(node, *made)?)));
    found.map(|(what, named)| OpKind::MakeObject(object(what, &named, of_trigger)))
}

/// What a `DROP` drops.
pub(super) fn dropped(node: &SyntaxNode) -> Vec<OpKind> {
    let cascade = has(node, SyntaxKind::CASCADE);
    let of_kind = |(what, used, _): &(&'static str, SyntaxKind, SyntaxKind)| {
        let what = *what;
        let objects = below(node, *used).map(move |named| object(what, &named, false));
        objects.collect::<Vec<_>>()
    };
    let all = KINDS.iter().flat_map(of_kind);
    all.map(|object| OpKind::DropObject { object, cascade })
        .collect()
}

/// What an `ALTER .. RENAME TO` renames.
pub(super) fn renamed(node: &SyntaxNode) -> Option<OpKind> {
    let (what, used, made) = KINDS
        .iter()
        .find(|(_, used, _)| below(node, *used).next().is_some())?;
    let clause = node.children().find(|c| {
        matches!(
            c.kind(),
            SyntaxKind::FUNCTION_RENAME_TO
                | SyntaxKind::PROCEDURE_RENAME_TO
                | SyntaxKind::SEQUENCE_RENAME_TO
                | SyntaxKind::TYPE_RENAME_TO
                | SyntaxKind::DOMAIN_RENAME_TO
                | SyntaxKind::VIEW_RENAME_TO
        )
    })?;
    Some(OpKind::RenameObject {
        object: object(what, &below(node, *used).next()?, false),
        to: child(&clause, *made).map(|to| word(&to))?,
    })
}
