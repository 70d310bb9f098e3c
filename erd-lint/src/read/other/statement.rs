//! Statements other than `ALTER TABLE`.

use super::column::{column, constraint, index, keys};
use super::place::Places;
use super::{alter, name, word};
use crate::facts::{CreateIndex, CreateTable, Filter, Name, Online, Op, OpKind, View};
use erd_core::{Dialect, Family};
use sqlparser::ast::{
    AlterTableOperation, BinaryOperator, Expr, FromTable, ObjectName, ObjectType, Set, Statement,
    TableFactor, TableObject, TableWithJoins, visit_expressions, visit_relations,
};
use std::ops::ControlFlow;

/// What a statement does.
pub(super) fn ops(statement: &Statement, places: &Places<'_>, dialect: Dialect) -> Vec<Op> {
    if let Statement::AlterTable(table) = statement {
        return alter::ops(table, places, dialect);
    }
    let span = places.whole();
    let kinds = kinds(statement, dialect);
    let op = |kind| Op {
        span: span.clone(),
        kind,
    };
    kinds.into_iter().map(op).collect()
}

/// Notes the algorithm and the lock that a statement states.
pub(super) fn online(statement: &Statement, online: &mut Online) {
    let options = match statement {
        Statement::AlterTable(alter) => &alter.operations,
        Statement::CreateIndex(index) => &index.alter_options,
        _ => return,
    };
    for option in options {
        match option {
            AlterTableOperation::Algorithm { .. } => online.algorithm = true,
            AlterTableOperation::Lock { .. } => online.lock = true,
            _ => {}
        }
    }
}

fn kinds(statement: &Statement, dialect: Dialect) -> Vec<OpKind> {
    let op = match statement {
        Statement::CreateTable(create) => OpKind::CreateTable(table(create, dialect)),
        Statement::CreateVirtualTable { name: table, .. } => OpKind::CreateTable(CreateTable {
            table: name(table),
            ..CreateTable::default()
        }),
        Statement::CreateIndex(create) => OpKind::CreateIndex(CreateIndex {
            name: create.name.as_ref().map(name),
            table: name(&create.table_name),
            keys: keys(&create.columns),
            predicate: create.predicate.as_ref().map(columns_of),
            unique: create.unique,
            if_not_exists: create.if_not_exists,
            ordered: true,
            ..CreateIndex::default()
        }),
        Statement::Drop {
            object_type,
            names,
            table,
            ..
        } => {
            return names
                .iter()
                .map(|n| drop(*object_type, n, table.as_ref()))
                .collect();
        }
        Statement::RenameTable(renames) => {
            let rename = |r: &sqlparser::ast::RenameTable| OpKind::RenameTable {
                from: name(&r.old_name),
                to: name(&r.new_name),
            };
            return renames.iter().map(rename).collect();
        }
        Statement::Truncate(truncate) => {
            let tables = truncate.table_names.iter();
            return tables
                .map(|target| OpKind::Truncate {
                    table: name(&target.name),
                    cascade: false,
                })
                .collect();
        }
        Statement::CreateTrigger(trigger) => OpKind::CreateTrigger {
            table: name(&trigger.table_name),
        },
        Statement::CreateView(view) => OpKind::CreateView(View {
            name: name(&view.name),
            materialized: false,
            tables: relations(view.query.as_ref()),
            words: columns_in(view.query.as_ref()),
            star: view.query.to_string().contains('*'),
        }),
        Statement::Update(update) => OpKind::Update {
            table: factor(&update.table),
            filter: filter(update.selection.as_ref(), update.from.is_some()),
        },
        Statement::Delete(delete) => {
            let (FromTable::WithFromKeyword(from) | FromTable::WithoutKeyword(from)) = &delete.from;
            let target = delete.tables.first().map(name);
            OpKind::Delete {
                table: target
                    .or_else(|| from.first().map(factor))
                    .unwrap_or_default(),
                filter: filter(delete.selection.as_ref(), delete.using.is_some()),
            }
        }
        Statement::Insert(insert) => OpKind::Insert {
            table: match &insert.table {
                TableObject::TableName(table) => name(table),
                _ => Name::default(),
            },
            from: insert
                .source
                .as_ref()
                .map_or_else(Vec::new, |query| relations(query.as_ref())),
        },
        Statement::StartTransaction { .. } => OpKind::Begin,
        Statement::Commit { .. } => OpKind::Commit,
        Statement::Rollback { .. } => OpKind::Rollback,
        Statement::Set(set) => return self::set(set),
        Statement::Pragma { name, value, .. } => OpKind::Set {
            name: name.to_string().to_lowercase(),
            value: value
                .as_ref()
                .map_or_else(String::new, |v| v.to_string().to_lowercase()),
        },
        Statement::OptimizeTable { name: table, .. } => OpKind::RewriteTable {
            table: Some(name(table)),
            what: "OPTIMIZE TABLE",
        },
        Statement::Vacuum(_) if dialect.is(Family::Sqlite) => {
            OpKind::NoTransaction { what: "VACUUM" }
        }
        _ => OpKind::Other,
    };
    vec![op]
}

fn table(create: &sqlparser::ast::CreateTable, dialect: Dialect) -> CreateTable {
    let table = name(&create.name);
    let columns = create.columns.iter().map(|def| {
        let options = def.options.iter().map(|option| &option.option);
        column(&def.name, &def.data_type, options, dialect)
    });
    CreateTable {
        columns: columns.collect(),
        constraints: create.constraints.iter().filter_map(constraint).collect(),
        indexes: create
            .constraints
            .iter()
            .filter_map(|c| index(c, &table))
            .collect(),
        temporary: create.temporary,
        if_not_exists: create.if_not_exists,
        complete: create.query.is_none() && create.like.is_none(),
        partitioned: create.partition_by.is_some(),
        from: create
            .query
            .as_ref()
            .map_or_else(Vec::new, |query| relations(query.as_ref())),
        table,
        ..CreateTable::default()
    }
}

fn drop(object: ObjectType, dropped: &ObjectName, table: Option<&ObjectName>) -> OpKind {
    let what = match object {
        ObjectType::Table => {
            return OpKind::DropTable {
                table: name(dropped),
            };
        }
        ObjectType::View | ObjectType::MaterializedView => {
            return OpKind::DropView {
                view: name(dropped),
            };
        }
        ObjectType::Index => {
            return OpKind::DropIndex {
                index: name(dropped),
                table: table.map(name),
                concurrently: false,
            };
        }
        ObjectType::Schema => "SCHEMA",
        ObjectType::Database => "DATABASE",
        _ => return OpKind::Other,
    };
    OpKind::DropNamespace {
        name: name(dropped).to_string(),
        what,
        with_contents: true,
    }
}

fn set(set: &Set) -> Vec<OpKind> {
    let assign = |variable: &ObjectName, value: &Expr| {
        let said = variable.to_string().to_lowercase();
        let said = said.trim_start_matches("@@").trim_start_matches("session.");
        OpKind::Set {
            name: said.to_owned(),
            value: value.to_string().trim_matches('\'').to_lowercase(),
        }
    };
    match set {
        Set::SingleAssignment {
            variable, values, ..
        } => values.iter().map(|value| assign(variable, value)).collect(),
        Set::MultipleAssignments { assignments } => assignments
            .iter()
            .map(|a| assign(&a.name, &a.value))
            .collect(),
        _ => vec![OpKind::Other],
    }
}

fn factor(table: &TableWithJoins) -> Name {
    match &table.relation {
        TableFactor::Table { name: table, .. } => name(table),
        _ => Name::default(),
    }
}

fn relations<V: sqlparser::ast::Visit>(node: &V) -> Vec<Name> {
    let mut out = Vec::new();
    let _ = visit_relations(node, |relation| {
        out.push(name(relation));
        ControlFlow::<()>::Continue(())
    });
    out
}

fn columns_of(expr: &Expr) -> Vec<String> {
    columns_in(expr)
}

/// Every column name in an expression or query.
fn columns_in<V: sqlparser::ast::Visit>(node: &V) -> Vec<String> {
    let mut out = Vec::new();
    let _ = visit_expressions(node, |expr| {
        match expr {
            Expr::Identifier(ident) => out.push(word(ident)),
            Expr::CompoundIdentifier(parts) => out.extend(parts.last().map(word)),
            _ => {}
        }
        ControlFlow::<()>::Continue(())
    });
    out
}

fn filter(selection: Option<&Expr>, joined: bool) -> Filter {
    let Some(expr) = selection else {
        return if joined { Filter::Some } else { Filter::All };
    };
    let mut columns = Vec::new();
    if equals(expr, &mut columns) {
        Filter::Equals(columns)
    } else {
        Filter::Some
    }
}

/// Whether an expression holds for few values of a column that stand in it.
fn equals(expr: &Expr, columns: &mut Vec<String>) -> bool {
    let column = |expr: &Expr| match expr {
        Expr::Identifier(ident) => Some(word(ident)),
        Expr::CompoundIdentifier(parts) => parts.last().map(word),
        _ => None,
    };
    match expr {
        Expr::Nested(inner) => equals(inner, columns),
        Expr::BinaryOp {
            left,
            op: BinaryOperator::And,
            right,
        } => {
            let sides = [equals(left, columns), equals(right, columns)];
            sides.contains(&true)
        }
        Expr::BinaryOp {
            left,
            op: BinaryOperator::Eq,
            right,
        } => match (column(left), column(right)) {
            (Some(name), None) | (None, Some(name)) => {
                columns.push(name);
                true
            }
            _ => false,
        },
        Expr::InList {
            expr,
            negated: false,
            ..
        } => {
            columns.extend(column(expr));
            column(expr).is_some()
        }
        _ => false,
    }
}
