//! `ALTER` of tables, indexes, types and domains.

use super::Ops;
use super::table::{column, constraint, ty as type_of};
use super::tree::{below, child, child_name, child_word, children, has, name, unquote};
use crate::facts::{DropTarget, Name, OpKind};
use squawk_syntax::{SyntaxKind, SyntaxNode};

pub(super) fn table(node: &SyntaxNode) -> Ops {
    let Some(table) = child_name(node, SyntaxKind::TABLE_RELATION_NAME) else {
        return vec![(None, OpKind::Other)];
    };
    let mut ops = Ops::new();
    for clause in node.children() {
        let found = action(&clause, &table);
        ops.extend(found.into_iter().map(|op| (Some(clause.clone()), op)));
    }
    ops
}

fn action(clause: &SyntaxNode, table: &Name) -> Vec<OpKind> {
    let table = table.clone();
    let constraint_name =
        || child_word(clause, SyntaxKind::CONSTRAINT_NAME_REF).unwrap_or_default();
    let column_name = || child_word(clause, SyntaxKind::COLUMN_NAME_REF).unwrap_or_default();
    let op = match clause.kind() {
        SyntaxKind::TABLE_RELATION_NAME | SyntaxKind::IF_EXISTS => return Vec::new(),
        SyntaxKind::ADD_COLUMN => OpKind::AddColumn {
            table,
            column: column(clause),
        },
        SyntaxKind::DROP_COLUMN => OpKind::DropColumn {
            table,
            column: column_name(),
        },
        SyntaxKind::ALTER_COLUMN => return alter_column(clause, &table),
        SyntaxKind::ADD_CONSTRAINT => {
            let found = clause.children().find_map(|c| constraint(&c));
            match found {
                Some(constraint) => OpKind::AddConstraint { table, constraint },
                None => OpKind::Other,
            }
        }
        SyntaxKind::DROP_CONSTRAINT => OpKind::DropConstraint {
            table,
            target: DropTarget::Named(constraint_name()),
        },
        SyntaxKind::VALIDATE_CONSTRAINT => OpKind::ValidateConstraint {
            table,
            name: constraint_name(),
        },
        SyntaxKind::ALTER_CONSTRAINT => {
            let said = |kind| {
                below(clause, kind)
                    .next()
                    .map(|_| kind == SyntaxKind::ENFORCED)
            };
            OpKind::AlterConstraint {
                table,
                name: constraint_name(),
                enforced: said(SyntaxKind::NOT_ENFORCED).or_else(|| said(SyntaxKind::ENFORCED)),
            }
        }
        SyntaxKind::RENAME_CONSTRAINT => OpKind::RenameConstraint {
            table,
            from: constraint_name(),
            to: child_word(clause, SyntaxKind::CONSTRAINT_NAME).unwrap_or_default(),
        },
        SyntaxKind::RENAME_COLUMN => OpKind::RenameColumn {
            table,
            from: column_name(),
            to: child_word(clause, SyntaxKind::COLUMN_NAME).unwrap_or_default(),
        },
        SyntaxKind::TABLE_RENAME_TO => {
            let to = child_word(clause, SyntaxKind::TABLE_NAME).unwrap_or_default();
            OpKind::RenameTable {
                to: table.sibling(&to),
                from: table,
            }
        }
        SyntaxKind::SET_SCHEMA => OpKind::SetSchema {
            table,
            schema: child_word(clause, SyntaxKind::SCHEMA_REF).unwrap_or_default(),
        },
        SyntaxKind::ATTACH_PARTITION => OpKind::AttachPartition {
            parent: table,
            child: child_name(clause, SyntaxKind::TABLE_NAME_REF).unwrap_or_default(),
        },
        SyntaxKind::DETACH_PARTITION => OpKind::DetachPartition {
            parent: table,
            child: child_name(clause, SyntaxKind::TABLE_NAME_REF).unwrap_or_default(),
            concurrently: has(clause, SyntaxKind::DETACH_CONCURRENTLY),
        },
        SyntaxKind::SET_LOGGED => rewrite(table, "SET LOGGED"),
        SyntaxKind::SET_UNLOGGED => rewrite(table, "SET UNLOGGED"),
        SyntaxKind::SET_ACCESS_METHOD => rewrite(table, "SET ACCESS METHOD"),
        SyntaxKind::SET_TABLESPACE => rewrite(table, "SET TABLESPACE"),
        SyntaxKind::ENABLE_RLS => OpKind::EnableRowSecurity { table },
        SyntaxKind::ENABLE_TRIGGER
        | SyntaxKind::DISABLE_TRIGGER
        | SyntaxKind::ENABLE_ALWAYS_TRIGGER
        | SyntaxKind::ENABLE_REPLICA_TRIGGER => OpKind::SwitchTrigger { table },
        _ => OpKind::Other,
    };
    vec![op]
}

fn rewrite(table: Name, what: &'static str) -> OpKind {
    OpKind::RewriteTable {
        table: Some(table),
        what,
    }
}

fn alter_column(clause: &SyntaxNode, table: &Name) -> Vec<OpKind> {
    let column = child_word(clause, SyntaxKind::COLUMN_NAME_REF).unwrap_or_default();
    let table = table.clone();
    let option = clause
        .children()
        .find(|c| c.kind() != SyntaxKind::COLUMN_NAME_REF);
    let Some(option) = option else {
        return Vec::new();
    };
    vec![match option.kind() {
        SyntaxKind::SET_NOT_NULL => OpKind::SetNotNull { table, column },
        SyntaxKind::DROP_NOT_NULL => OpKind::DropNotNull { table, column },
        SyntaxKind::DROP_DEFAULT => OpKind::DropDefault { table, column },
        SyntaxKind::SET_TYPE => match type_of(&option) {
            Some(to) => OpKind::AlterType {
                computed: is_computed(&option, &column),
                table,
                column,
                to,
            },
            None => OpKind::Other,
        },
        _ => OpKind::Other,
    }]
}

/// Whether `USING` is more than the column, or a cast of it to the new type.
fn is_computed(option: &SyntaxNode, column: &str) -> bool {
    let Some(using) = child(option, SyntaxKind::USING_EXPR) else {
        return false;
    };
    let Some(mut expr) = using.children().next() else {
        return true;
    };
    if expr.kind() == SyntaxKind::CAST_EXPR && type_of(&expr) == type_of(option) {
        match expr.children().next() {
            Some(inner) => expr = inner,
            None => return true,
        }
    }
    expr.kind() != SyntaxKind::NAME_REF || super::tree::word(&expr) != column
}

pub(super) fn index(node: &SyntaxNode) -> Vec<OpKind> {
    let index = child_name(node, SyntaxKind::INDEX_REF).unwrap_or_default();
    let rename = child(node, SyntaxKind::INDEX_RENAME_TO);
    vec![
        match rename.and_then(|r| child_word(&r, SyntaxKind::INDEX)) {
            Some(to) => OpKind::RenameIndex {
                to: index.sibling(&to),
                from: index,
            },
            None => OpKind::Other,
        },
    ]
}

pub(super) fn ty(node: &SyntaxNode) -> Vec<OpKind> {
    let ty = child_name(node, SyntaxKind::TYPE_NAME_REF).unwrap_or_default();
    let value = |clause: &SyntaxNode| {
        let literal = children(clause, SyntaxKind::LITERAL).next();
        literal.map_or_else(String::new, |l| unquote(l.text().to_string().trim()))
    };
    let add = child(node, SyntaxKind::ADD_VALUE);
    let rename = child(node, SyntaxKind::RENAME_VALUE);
    vec![match (add, rename) {
        (Some(clause), _) => OpKind::AddEnumValue {
            ty,
            value: value(&clause),
        },
        (_, Some(clause)) => OpKind::RenameEnumValue {
            ty,
            value: value(&clause),
        },
        _ => OpKind::Other,
    }]
}

pub(super) fn domain(node: &SyntaxNode) -> Vec<OpKind> {
    let domain = child(node, SyntaxKind::DOMAIN_REF)
        .map(|d| name(&d))
        .unwrap_or_default();
    let added = child(node, SyntaxKind::ADD_CONSTRAINT);
    let not_valid = added.as_ref().is_some_and(|added| {
        added
            .descendants()
            .any(|n| n.kind() == SyntaxKind::NOT_VALID)
    });
    if added.is_none() && !has(node, SyntaxKind::SET_NOT_NULL) {
        return vec![OpKind::Other];
    }
    vec![OpKind::ConstrainDomain { domain, not_valid }]
}
