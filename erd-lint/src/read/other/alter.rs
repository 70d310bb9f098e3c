//! `ALTER TABLE`.

use super::column::{column, constraint, index};
use super::place::Places;
use super::{name, word};
use crate::facts::{Column, DropTarget, Name, Op, OpKind};
use erd_core::Dialect;
use sqlparser::ast::{
    AlterColumnOperation, AlterTable, AlterTableOperation, Ident, RenameTableNameKind, Spanned,
};
use std::ops::Range;

pub(super) fn ops(alter: &AlterTable, places: &Places<'_>, dialect: Dialect) -> Vec<Op> {
    let table = name(&alter.name);
    let mut ops = Vec::new();
    for operation in &alter.operations {
        let span = place(operation, places);
        let kinds = operation_kinds(operation, &table, dialect);
        ops.extend(kinds.into_iter().map(|kind| Op {
            span: span.clone(),
            kind,
        }));
    }
    ops
}

fn place(operation: &AlterTableOperation, places: &Places<'_>) -> Range<usize> {
    places.of(operation.span())
}

fn operation_kinds(operation: &AlterTableOperation, table: &Name, dialect: Dialect) -> Vec<OpKind> {
    let table = table.clone();
    let redefine = |from: &Ident, column: Column| OpKind::RedefineColumn {
        table: table.clone(),
        from: word(from),
        column,
    };
    let op = match operation {
        AlterTableOperation::AddConstraint {
            constraint: added, ..
        } => match (constraint(added), index(added, &table)) {
            (Some(constraint), _) => OpKind::AddConstraint { table, constraint },
            (_, Some(index)) => OpKind::CreateIndex(index),
            _ => OpKind::Other,
        },
        AlterTableOperation::AddColumn { column_def, .. } => {
            let options = column_def.options.iter().map(|option| &option.option);
            let column = column(&column_def.name, &column_def.data_type, options, dialect);
            OpKind::AddColumn { table, column }
        }
        AlterTableOperation::DropColumn { column_names, .. } => {
            let drop = |column: &Ident| OpKind::DropColumn {
                table: table.clone(),
                column: word(column),
            };
            return column_names.iter().map(drop).collect();
        }
        AlterTableOperation::DropConstraint { name, .. } => OpKind::DropConstraint {
            table,
            target: DropTarget::Named(word(name)),
        },
        AlterTableOperation::DropForeignKey { name, .. } => OpKind::DropConstraint {
            table,
            target: DropTarget::ForeignKey(word(name)),
        },
        AlterTableOperation::DropPrimaryKey { .. } => OpKind::DropConstraint {
            table,
            target: DropTarget::PrimaryKey,
        },
        AlterTableOperation::DropIndex { name } => OpKind::DropIndex {
            index: table.sibling(&word(name)),
            table: Some(table),
            concurrently: false,
        },
        AlterTableOperation::RenameColumn {
            old_column_name,
            new_column_name,
        } => OpKind::RenameColumn {
            table,
            from: word(old_column_name),
            to: word(new_column_name),
        },
        AlterTableOperation::RenameTable { table_name } => {
            let (RenameTableNameKind::As(to) | RenameTableNameKind::To(to)) = table_name;
            OpKind::RenameTable {
                from: table,
                to: name(to),
            }
        }
        AlterTableOperation::ChangeColumn {
            old_name,
            new_name,
            data_type,
            options,
            ..
        } => redefine(old_name, column(new_name, data_type, options, dialect)),
        AlterTableOperation::ModifyColumn {
            col_name,
            data_type,
            options,
            ..
        } => redefine(col_name, column(col_name, data_type, options, dialect)),
        AlterTableOperation::AlterColumn { column_name, op } => {
            let column = word(column_name);
            match op {
                AlterColumnOperation::DropDefault => OpKind::DropDefault { table, column },
                _ => OpKind::Other,
            }
        }
        _ => OpKind::Other,
    };
    vec![op]
}
