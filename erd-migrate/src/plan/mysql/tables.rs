//! Tables, and the renames of their columns.

use super::cost::Cost;
use super::options::alter;
use super::{METADATA, around, here, locked, locks_parents, none_of};
use crate::Step;
use crate::diff::TablePair;
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Loss, Phase};
use crate::plan::op_name::{ConstraintKind, OpKind, OpVerb};
use crate::plan::resource;
use crate::plan::tables::{by_name, table_resources, target_resources};
use erd_core::schema::{ColumnId, Table, TableId};
use erd_ddl::SqlWriter;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    let (old, new) = (context.mid_writer(), context.new_writer());
    create(context, &new, nodes);
    let mut renames: BTreeMap<TablePair, Vec<(ColumnId, ColumnId)>> = BTreeMap::new();
    for step in &context.diff.steps {
        match step {
            Step::DropTable { table } => drop(context, &old, *table, nodes),
            Step::RenameTable { table } => rename(context, &new, *table, nodes),
            Step::AlterTable { table, changes } => {
                for change in changes {
                    alter(context, *table, *change, nodes);
                }
            }
            Step::RenameColumn { table, old, new } => {
                renames.entry(*table).or_default().push((*old, *new));
            }
            Step::AddPartition { table, .. } | Step::DropPartition { table, .. } => {
                partitions(context, *table);
            }
            _ => {}
        }
    }
    for (pair, renames) in renames {
        super::renames::columns(context, pair, &renames, nodes);
    }
}

fn exists(writer: &SqlWriter<'_>, table: &Table) -> String {
    format!(
        "SELECT 1 FROM information_schema.tables WHERE {}",
        here(writer, table, "table_schema")
    )
}

fn key_exists(writer: &SqlWriter<'_>, table: &Table, name: &str) -> String {
    format!(
        "SELECT 1 FROM information_schema.table_constraints WHERE {} AND constraint_name = {}",
        here(writer, table, "table_schema"),
        writer.literal(name)
    )
}

/// New tables, each with the foreign keys whose targets are there; the others are added at the end.
fn create(context: &Context<'_>, new: &SqlWriter<'_>, nodes: &mut Nodes) {
    if context.steps.created.is_empty() {
        return;
    }
    let schema = &context.diff.new;
    let order = by_name(context);
    let mut made: BTreeSet<TableId> = BTreeSet::new();
    for id in order.iter().filter(|id| context.steps.created.contains(id)) {
        let table = &schema[*id];
        let path = table.path();
        let name = new.table(*id);
        let late = |key: usize| {
            let target = Context::target(schema, *id, &table.foreign_keys[key]);
            target.is_some_and(|(target, _)| {
                target != *id && context.steps.created.contains(&target) && !made.contains(&target)
            })
        };
        let (statements, waiting) = new.create_table(*id, late);
        let mut op = context.op(
            OpKind::CreateTable.on(&path),
            format!("create table {path}"),
            statements,
            vec![format!("DROP TABLE {name}")],
        );
        op.done = Some(exists(new, table));
        op.why.clone_from(&table.source);
        let mut takes = Vec::new();
        for (i, key) in table.foreign_keys.iter().enumerate() {
            if waiting.contains(&i) || !key.is_enforced() {
                continue;
            }
            if let Some((target, parent)) = Context::target(schema, *id, key)
                && target != *id
            {
                if locks_parents(context) && !context.steps.created.contains(&target) {
                    locked(&mut op, [parent.path()]);
                }
                takes.extend(target_resources(parent, &key.target_columns));
            }
        }
        if !op.locks.is_empty() {
            op.hazards.push(hazard(
                "M21",
                "the referenced tables wait for a moment, behind every transaction that uses them",
            ));
        }
        let depends = table.depends_on.iter().map(|key| resource::dependency(key));
        let node = Node::new(op, Phase::Expand, Stage::Create, path.clone())
            .provides(table_resources(table))
            .requires(takes)
            .requires(depends)
            .rank(u8::try_from(made.len()).unwrap_or(u8::MAX));
        let created = nodes.push(node);
        made.insert(*id);
        for key in waiting {
            let fk = &table.foreign_keys[key];
            let Some((_, parent)) = Context::target(schema, *id, fk) else {
                continue;
            };
            // Nothing is in the table yet, so that the copy costs nothing.
            let mut op = context.op(
                OpKind::Constraint(OpVerb::Add, ConstraintKind::ForeignKey).of(&path, &fk.name),
                format!("add foreign key {path}.{}", fk.name),
                vec![format!(
                    "ALTER TABLE {name} ADD {}{}",
                    new.foreign_key(*id, fk),
                    Cost::Copy.clause(context, table)
                )],
                vec![format!(
                    "ALTER TABLE {name} DROP FOREIGN KEY {}",
                    new.quote(&fk.name)
                )],
            );
            op.done = Some(key_exists(new, table, &fk.name));
            nodes.push(
                Node::new(op, Phase::Expand, Stage::Create, path.clone())
                    .rank(u8::MAX)
                    .requires(target_resources(parent, &fk.target_columns))
                    .after([created]),
            );
        }
    }
}

/// Drops a table, after the foreign keys that lead from it to others that go.
fn drop(context: &Context<'_>, old: &SqlWriter<'_>, id: TableId, nodes: &mut Nodes) {
    let table = &context.mid[id];
    let path = table.path();
    let name = old.table(id);
    let goes = |key: usize| {
        let target = Context::target(&context.mid, id, &table.foreign_keys[key]);
        target.is_some_and(|(target, _)| target != id && context.steps.dropped.contains(&target))
    };
    let (down, waiting) = old.create_table(id, goes);
    let mut keys = Vec::new();
    for key in waiting {
        let fk = &table.foreign_keys[key];
        let quoted = old.quote(&fk.name);
        let mut op = context.op(
            OpKind::Constraint(OpVerb::Drop, ConstraintKind::ForeignKey).of(&path, &fk.name),
            format!("drop foreign key {path}.{}", fk.name),
            vec![format!(
                "ALTER TABLE {name} DROP FOREIGN KEY {quoted}{}",
                Cost::dictionary(context).clause(context, table)
            )],
            vec![format!(
                "ALTER TABLE {name} ADD {}",
                old.foreign_key(id, fk)
            )],
        );
        if locks_parents(context)
            && let Some((_, parent)) = Context::target(&context.mid, id, fk)
        {
            locked(&mut op, [parent.path()]);
        }
        op.done = Some(none_of(&key_exists(old, table, &fk.name)));
        let releases = Context::target(&context.mid, id, fk)
            .map(|(_, parent)| resource::table(&parent.path()));
        let node = Node::new(op, Phase::Contract, Stage::Drop, path.clone()).releases(releases);
        keys.push(nodes.push(node));
    }
    let mut op = context.op(
        OpKind::DropTable.on(&path),
        format!("drop table {path}"),
        vec![format!("DROP TABLE {name}")],
        down,
    );
    op.done = Some(none_of(&exists(old, table)));
    op.losses.push(Loss {
        allow: OpKind::DropTable.on(&path),
        what: format!("every row of `{path}`"),
        count: Some(format!("SELECT count(*) FROM {name}")),
    });
    locked(&mut op, [path.clone()]);
    let mut releases = Vec::new();
    for (i, key) in table.foreign_keys.iter().enumerate() {
        if let Some((target, parent)) = Context::target(&context.mid, id, key)
            && target != id
            && key.is_enforced()
            && !goes(i)
        {
            if locks_parents(context) {
                locked(&mut op, [parent.path()]);
            }
            releases.push(resource::key(&parent.path(), &key.target_columns));
        }
    }
    let parents = if op.locks.len() > 1 {
        "; the tables it references are locked too"
    } else {
        ""
    };
    op.hazards.push(hazard(
        "M16",
        format!("no version of the application that runs may still use it{parents}"),
    ));
    nodes.push(
        Node::new(op, Phase::Contract, Stage::Drop, path.clone())
            .rank(5)
            .removes(table_resources(table))
            .releases(releases)
            .releases(table.depends_on.iter().map(|key| resource::object(key)))
            .after(keys),
    );
}

fn rename(context: &Context<'_>, new: &SqlWriter<'_>, pair: TablePair, nodes: &mut Nodes) {
    let (before, after) = (&context.diff.old[pair.old], context.new_table(pair));
    let (from, path) = (before.path(), after.path());
    let was = new.name(before.schema.as_deref(), &before.name);
    let is = new.table(pair.new);
    let mut op = context.table_op(
        pair,
        METADATA,
        OpKind::RenameTable.on(&from),
        format!("rename table {from} to {path}"),
        vec![format!("RENAME TABLE {was} TO {is}")],
        vec![format!("RENAME TABLE {is} TO {was}")],
    );
    if locks_parents(context) {
        locked(&mut op, around(context, pair.old));
    }
    op.done = Some(exists(new, after));
    op.hazards.push(hazard(
        "M15",
        "a version of the application that runs and knows the old name fails at once",
    ));
    nodes.push(
        Node::new(op, Phase::Contract, Stage::Rename, path.clone())
            .provides([
                resource::table(&path),
                resource::names(&path),
                resource::relation(after.schema.as_deref(), &after.name),
            ])
            .removes([
                resource::relation(before.schema.as_deref(), &before.name),
                resource::old_names(&path),
            ]),
    );
}

/// Partitions are told, and left to whoever makes them.
fn partitions(context: &Context<'_>, pair: TablePair) {
    let path = context.path(pair);
    let told = context.refusals.borrow();
    let known = told.iter().any(|refusal| refusal.path == path);
    std::mem::drop(told);
    if !known {
        context.unsupported(
            path,
            format!("erd adds and drops no partitions on {}", context.dialect().title()),
            "write `ALTER TABLE .. ADD PARTITION` or `.. DROP PARTITION` in a migration of your own, or leave the list of partitions out of the declaration",
        );
    }
}
