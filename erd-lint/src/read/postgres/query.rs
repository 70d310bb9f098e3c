//! Changes of data, and settings.

use super::tree::{below, child, child_name, has, has_token, name, word};
use crate::facts::{Filter, Name, OpKind};
use squawk_syntax::{SyntaxKind, SyntaxNode};

pub(super) fn ops(node: &SyntaxNode) -> Vec<OpKind> {
    let mut ops: Vec<OpKind> = Vec::new();
    // Changes inside of WITH come first.
    for inner in node.descendants() {
        match inner.kind() {
            SyntaxKind::UPDATE | SyntaxKind::DELETE => {
                let table = child_name(&inner, SyntaxKind::RELATION_NAME).unwrap_or_default();
                let filter = filter(&inner);
                ops.push(match inner.kind() {
                    SyntaxKind::UPDATE => OpKind::Update { table, filter },
                    _ => OpKind::Delete { table, filter },
                });
            }
            SyntaxKind::INSERT => ops.push(OpKind::Insert {
                table: child_name(&inner, SyntaxKind::RELATION_NAME_REF).unwrap_or_default(),
                from: sources(&inner),
            }),
            SyntaxKind::CALL_EXPR => ops.extend(set_config(&inner)),
            _ => {}
        }
    }
    if ops.is_empty() {
        ops.push(OpKind::Other);
    }
    ops
}

/// The tables that a query reads.
pub(super) fn sources(node: &SyntaxNode) -> Vec<Name> {
    below(node, SyntaxKind::RELATION_FROM_ITEM)
        .filter_map(|item| child_name(&item, SyntaxKind::RELATION_NAME_REF))
        .collect()
}

fn filter(node: &SyntaxNode) -> Filter {
    let Some(clause) = child(node, SyntaxKind::WHERE_CLAUSE) else {
        let joined = has(node, SyntaxKind::FROM_CLAUSE) || has(node, SyntaxKind::USING_CLAUSE);
        return if joined || has(node, SyntaxKind::WHERE_CURRENT_OF) {
            Filter::Some
        } else {
            Filter::All
        };
    };
    let mut columns = Vec::new();
    match clause.children().next() {
        Some(expr) if equals(&expr, &mut columns) => Filter::Equals(columns),
        _ => Filter::Some,
    }
}

/// Whether an expression holds for few values of a column that stand in it: `id = 1`, `id IN (1, 2)`, and more with AND.
fn equals(expr: &SyntaxNode, columns: &mut Vec<String>) -> bool {
    let operands: Vec<SyntaxNode> = expr.children().collect();
    match expr.kind() {
        SyntaxKind::PAREN_EXPR => operands.first().is_some_and(|inner| equals(inner, columns)),
        SyntaxKind::BIN_EXPR if has_token(expr, SyntaxKind::AND_KW) => {
            // One side is enough: the other can only narrow it.
            let each: Vec<bool> = operands.iter().map(|side| equals(side, columns)).collect();
            each.contains(&true)
        }
        SyntaxKind::BIN_EXPR
            if has_token(expr, SyntaxKind::EQ) || has_token(expr, SyntaxKind::IN_KW) =>
        {
            let literal = |node: &SyntaxNode| {
                below(node, SyntaxKind::NAME_REF).next().is_none()
                    && !node.descendants().any(|n| n.kind() == SyntaxKind::SELECT)
            };
            let column = |node: &SyntaxNode| {
                matches!(node.kind(), SyntaxKind::NAME_REF | SyntaxKind::FIELD_EXPR)
            };
            match operands.as_slice() {
                [left, .., right] if column(left) && literal(right) => {
                    columns.push(word(left));
                    true
                }
                [left, .., right] if column(right) && literal(left) => {
                    columns.push(word(right));
                    true
                }
                _ => false,
            }
        }
        _ => false,
    }
}

/// `set_config('lock_timeout', '2s', true)` is a SET.
fn set_config(call: &SyntaxNode) -> Option<OpKind> {
    let function = child(call, SyntaxKind::NAME_REF).map(|f| word(&f))?;
    if function != "set_config" {
        return None;
    }
    let mut literals = below(call, SyntaxKind::LITERAL).map(|l| value(&l));
    Some(OpKind::Set {
        name: literals.next()?.to_lowercase(),
        value: literals.next()?,
    })
}

fn value(literal: &SyntaxNode) -> String {
    super::tree::unquote(literal.text().to_string().trim()).to_lowercase()
}

/// The value at the end of a SET.
pub(super) fn last_word(node: &SyntaxNode) -> String {
    let last = node
        .last_token()
        .filter(|token| token.kind() != SyntaxKind::SEMICOLON);
    let last = last.or_else(|| below(node, SyntaxKind::LITERAL).last()?.first_token());
    last.map_or_else(String::new, |token| {
        super::tree::unquote(token.text()).to_lowercase()
    })
}

/// Whether a name occurs in a `FROM` below; used for tables that a query fills.
pub(super) fn reads_any(node: &SyntaxNode) -> bool {
    below(node, SyntaxKind::RELATION_NAME_REF)
        .next()
        .map(|n| name(&n))
        .is_some()
}
