//! Partitions (rules M35 to M37).

use crate::Step;
use crate::diff::TablePair;
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage, resource};
use crate::plan::op::{LockMode, Loss, Phase, Reverse};
use erd_core::schema::{PartitionTable, Table};
use erd_ddl::Parts;

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    let Some(parts) = context.new_parts() else {
        return;
    };
    for step in &context.diff.steps {
        match step {
            Step::AddPartition { table, new } => add(context, &parts, *table, *new, nodes),
            Step::DropPartition { table, old } => drop(context, &parts, *table, *old, nodes),
            _ => {}
        }
    }
}

fn part(table: &Table, position: usize) -> Option<&PartitionTable> {
    table.intent.partition.as_ref()?.parts.get(position)
}

/// A table of its own, made first and attached then: PARTITION OF would lock all readers of the parent out.
fn add(
    context: &Context<'_>,
    parts: &Parts<'_>,
    pair: TablePair,
    position: usize,
    nodes: &mut Nodes,
) {
    let table = context.new_table(pair);
    let Some(part) = part(table, position) else {
        return;
    };
    let path = context.path(pair);
    if part.partition.is_some() {
        context.unsupported(
            part.name.to_string(),
            "a partition that is partitioned itself is not added to a table that is there",
            "add it in a migration of your own, and then declare it",
        );
        return;
    }
    let name = parts.name(part.name.schema.as_deref(), &part.name.name);
    let parent = parts.table(pair.new);
    let mut op = context.table_op(
        pair,
        LockMode::None,
        format!("add_partition:{}", part.name),
        format!("add partition {} to {path}", part.name),
        vec![
            format!("CREATE TABLE {name} (LIKE {parent} INCLUDING ALL)"),
            format!(
                "ALTER TABLE {parent} ATTACH PARTITION {name} {}",
                part.bounds
            ),
        ],
        vec![format!("DROP TABLE {name}")],
    );
    let default = table.intent.partition.as_ref().is_some_and(|p| p.default);
    if default {
        op.scans.push(path.clone());
        op.hazards.push(hazard(
            "M35",
            "the DEFAULT partition is locked and read from end to end",
        ));
    }
    let node = Node::new(op, Phase::Expand, Stage::Alter, path.clone())
        .rank(8)
        .takes([resource::table(&path), resource::names(&path)]);
    nodes.push(node);
}

fn drop(
    context: &Context<'_>,
    parts: &Parts<'_>,
    pair: TablePair,
    position: usize,
    nodes: &mut Nodes,
) {
    let Some(part) = part(context.mid_table(pair), position) else {
        return;
    };
    let path = context.path(pair);
    let name = parts.name(part.name.schema.as_deref(), &part.name.name);
    let parent = parts.table(pair.new);
    let default = context
        .mid_table(pair)
        .intent
        .partition
        .as_ref()
        .is_some_and(|p| {
            p.default
                || p.parts
                    .iter()
                    .any(|part| part.bounds.trim().eq_ignore_ascii_case("default"))
        });
    // A table with a DEFAULT partition detaches under a lock only.
    let word = if default { "" } else { " CONCURRENTLY" };
    let mode = if default {
        LockMode::AccessExclusive
    } else {
        LockMode::None
    };
    let mut op = context.table_op(
        pair,
        mode,
        format!("detach_partition:{}", part.name),
        format!("detach partition {} from {path}", part.name),
        vec![format!(
            "ALTER TABLE {parent} DETACH PARTITION {name}{word}"
        )],
        vec![format!(
            "ALTER TABLE {parent} ATTACH PARTITION {name} {}",
            part.bounds
        )],
    );
    op.hazards
        .push(hazard("M36", "its rows are no longer in the table"));
    let mut node = Node::new(op, Phase::Contract, Stage::Drop, path.clone())
        .rank(2)
        .takes([resource::table(&path), resource::names(&path)]);
    if !default {
        node = node.alone();
    }
    let detached = nodes.push(node);
    let mut op = context.op(
        format!("drop_partition:{}", part.name),
        format!("drop partition {}", part.name),
        vec![format!("DROP TABLE {name}")],
        Vec::new(),
    );
    op.losses.push(Loss {
        allow: format!("drop_partition:{}", part.name),
        what: format!("every row of `{}`", part.name),
        count: Some(format!("SELECT count(*) FROM {name}")),
    });
    op.reverse = Reverse::Irreversible(format!("the rows of `{}` are gone", part.name));
    nodes.push(
        Node::new(op, Phase::Contract, Stage::Drop, path)
            .rank(3)
            .apart([detached]),
    );
}
