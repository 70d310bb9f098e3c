//! SQLite: what it can alter, and the rebuild of a table for all else.
//!
//! Writers exclude each other anyway, so a plan is one migration. It runs in an ordinary transaction where tables are only
//! made, get columns or change indexes. All else needs foreign keys to be off, which a transaction cannot do by itself
//! (SQLite, "Making Other Kinds Of Table Schema Changes"): dropping a table deletes its rows first, and with foreign keys
//! on those of the tables that reference it go too.

mod broken;
mod demands;
mod rebuild;
mod renames;
mod transition;

use super::context::{Context, hazard};
use super::node::{Node, Stage};
use super::op::{Lock, LockMode, Loss, Phase, Reverse};
use super::op_name::OpKind;
use crate::Step;
use crate::diff::TablePair;
use demands::Demands;
use erd_core::schema::{Column, ColumnId, ObjectKind, Schema};
use erd_ddl::SqlWriter;
use transition::Transition;

/// One node, with everything in it; none where nothing differs.
pub(super) fn nodes(context: &Context<'_>) -> Vec<Node> {
    let diff = context.diff;
    if diff.steps.is_empty() {
        return Vec::new();
    }
    let present = present(context);
    let (from, to) = (SqlWriter::new(&present, diff.engine), context.new_writer());
    missing_values(context);
    other_objects(context);
    broken::refuse(context);
    let demands = Demands::new(context);
    let there = Transition::forward(context, &present, &from, &to);
    let down = Transition::backward(context, &present, &from, &to);
    // Both ways are one migration, and a folder says of both whether they run in a transaction.
    let ordinary = there.is_ordinary() && down.is_ordinary();
    let statements = there.statements(ordinary);
    if statements.is_empty() {
        return Vec::new();
    }
    let entries = diff.entries();
    let title = entries.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut op = context.op(
        OpKind::ChangeSchema.on(""),
        title.join("; "),
        statements,
        Vec::new(),
    );
    op.reverse = match irreversible(context) {
        Some(reason) => Reverse::Irreversible(reason),
        None => Reverse::Statements(down.statements(ordinary)),
    };
    op.in_transaction = ordinary;
    op.locks.push(Lock {
        table: "the whole file".to_owned(),
        mode: LockMode::AccessExclusive,
    });
    op.rewrites = there.rebuilt();
    if !op.in_transaction {
        op.hazards.push(hazard(
            "M46",
            "foreign keys are off while it runs, and are checked before it ends",
        ));
    }
    op.why = first_source(context);
    op.losses = diff.steps.iter().filter_map(|s| loss(context, s)).collect();
    op.blocked_by = demands.blocked_by();
    let phase = if op.losses.is_empty() && !demands.contracts {
        Phase::Expand
    } else {
        Phase::Contract
    };
    op.hazards.extend(demands.hazards);
    let node = Node::new(op, phase, Stage::Alter, "");
    vec![if ordinary { node } else { node.alone() }]
}

/// The old schema after the renames that SQLite has: of tables and columns, and not of indexes and constraints.
fn present(context: &Context<'_>) -> Schema {
    let mut schema = context.mid.clone();
    for (table, old) in schema.tables.iter_mut().zip(&context.diff.old.tables) {
        for (index, was) in table.indexes.iter_mut().zip(&old.indexes) {
            index.name.clone_from(&was.name);
        }
        for (check, was) in table.checks.iter_mut().zip(&old.checks) {
            check.name.clone_from(&was.name);
        }
        for (key, was) in table.foreign_keys.iter_mut().zip(&old.foreign_keys) {
            key.name.clone_from(&was.name);
        }
        if let (Some(key), Some(was)) = (&mut table.primary_key, &old.primary_key) {
            key.name.clone_from(&was.name);
        }
    }
    schema
}

fn first_source(context: &Context<'_>) -> Option<erd_core::schema::Source> {
    let tables = &context.diff.new.tables;
    let source = |id: erd_core::schema::TableId| tables[id.0].source.clone();
    context.diff.steps.iter().find_map(|step| match step {
        Step::CreateTable { table } => source(*table),
        Step::AddColumn { table, .. }
        | Step::AlterColumn { table, .. }
        | Step::DropColumn { table, .. }
        | Step::AddElement { table, .. }
        | Step::DropElement { table, .. } => source(table.new),
        _ => None,
    })
}

fn loss(context: &Context<'_>, step: &Step) -> Option<Loss> {
    let old = &context.diff.old;
    let quote = |name: &str| erd_ddl::quote(erd_core::Dialect::Sqlite, name);
    match step {
        Step::DropTable { table } => {
            let path = old[*table].path();
            Some(Loss {
                allow: OpKind::DropTable.on(&path),
                what: format!("all rows of {path}"),
                count: Some(format!("SELECT count(*) FROM {}", quote(&old[*table].name))),
            })
        }
        Step::DropColumn { table, column } => {
            let owner = &old[table.old];
            let (path, name) = (owner.path(), &owner[*column].name);
            if owner[*column].generated.is_some() {
                return None;
            }
            Some(Loss {
                allow: OpKind::DropColumn.of(&path, name),
                what: format!("the values of {path}.{name}"),
                count: Some(format!(
                    "SELECT count({}) FROM {}",
                    quote(name),
                    quote(&owner.name)
                )),
            })
        }
        _ => None,
    }
}

/// Going back, rows would need values that nobody has any more.
fn irreversible(context: &Context<'_>) -> Option<String> {
    let old = &context.diff.old;
    context.diff.steps.iter().find_map(|step| match step {
        Step::DropColumn { table, column } => {
            let needs = context.needs_values(*table, *column);
            let (owner, column) = (&old[table.old], &old[table.old][*column]);
            needs.then(|| format!("the values of {}.{} are gone", owner.path(), column.name))
        }
        _ => None,
    })
}

/// Whether a row cannot be without a value of its own in the column.
fn needs_value(column: &Column) -> bool {
    !column.nullable
        && column.generated.is_none()
        && column.identity.is_none()
        && column.default.get(erd_core::Dialect::Sqlite).is_none()
}

/// New columns that rows need a value in, and nobody said which.
fn missing_values(context: &Context<'_>) {
    for step in &context.diff.steps {
        let Step::AddColumn { table, column } = step else {
            continue;
        };
        let path = column_path(context, *table, *column);
        let column = &context.diff.new[table.new][*column];
        if needs_value(column)
            && column.role.is_none()
            && !context.options.backfill.contains_key(&path)
        {
            context.unsupported(
                path.clone(),
                "rows that are there have no value for it",
                format!("say which with `--backfill {path}=\"..\"`, give it a default, or make it an `Option`"),
            );
        }
    }
}

fn column_path(context: &Context<'_>, table: TablePair, column: ColumnId) -> String {
    format!(
        "{}.{}",
        context.path(table),
        context.diff.new[table.new][column].name
    )
}

/// Virtual tables hold rows, and what making them anew means is their module's business.
fn other_objects(context: &Context<'_>) {
    let diff = context.diff;
    for step in &diff.steps {
        let object = match step {
            Step::CreateObject { new } | Step::ReplaceObject { new, .. } => &diff.new.objects[*new],
            Step::DropObject { old } => &diff.old.objects[*old],
            _ => continue,
        };
        if !matches!(object.kind, ObjectKind::View | ObjectKind::Trigger) {
            context.unsupported(
                object.key(),
                "erd makes no migrations of it: what becomes of its rows is its module's business",
                "write that migration by hand, and accept it with `cargo erd migrate hash`",
            );
        }
    }
}
