//! PostgreSQL: what locks, scans and rewrites, and the way that does not.

pub(super) mod checked;
mod columns;
pub(super) mod comments;
pub(super) mod composite;
mod elements;
mod enums;
pub(super) mod numbering;
pub(super) mod objects;
mod partitions;
mod referenced;
mod replaced;
mod swap;
mod tables;
mod types;

pub(super) use elements::targets_of;
pub(super) use types::{Using, has_cast, is_compatible, is_lossy, is_total, using};

use super::context::Context;
use super::node::{Node, Nodes, Stage};
use super::op::Phase;
use super::op_name::OpKind;
use super::resource;
use crate::Step;

/// The nodes of all steps.
pub(super) fn nodes(context: &Context<'_>) -> Vec<Node> {
    let mut nodes = Nodes::default();
    for step in &context.diff.steps {
        match step {
            Step::CreateNamespace { name } => {
                namespace(context, name, true, &mut nodes);
            }
            Step::DropNamespace { name } => namespace(context, name, false, &mut nodes),
            _ => {}
        }
    }
    enums::nodes(context, &mut nodes);
    tables::nodes(context, &mut nodes);
    columns::nodes(context, &mut nodes);
    elements::nodes(context, &mut nodes);
    partitions::nodes(context, &mut nodes);
    super::objects::nodes(context, &mut nodes);
    for (old, new) in &context.recreated.checked {
        checked::nodes(context, *old, *new, &mut nodes);
    }
    replaced::nodes(context, &mut nodes);
    referenced::add(context, &mut nodes.0);
    context.inherited.spread(&mut nodes.0);
    nodes.0
}

fn namespace(context: &Context<'_>, name: &str, comes: bool, nodes: &mut Nodes) {
    let writer = context.new_writer();
    let quoted = writer.quote(name);
    let create = vec![format!("CREATE SCHEMA {quoted}")];
    // It fails on a namespace that holds anything.
    let drop = vec![format!("DROP SCHEMA {quoted}")];
    let resource = resource::namespace(name);
    nodes.push(if comes {
        let op = context.op(
            OpKind::CreateSchema.on(name),
            format!("create schema {name}"),
            create,
            drop,
        );
        Node::new(op, Phase::Expand, Stage::Before, "").provides([resource])
    } else {
        let op = context.op(
            OpKind::DropSchema.on(name),
            format!("drop schema {name}"),
            drop,
            create,
        );
        Node::new(op, Phase::Contract, Stage::Drop, "")
            .rank(20)
            .removes([resource])
    });
}
