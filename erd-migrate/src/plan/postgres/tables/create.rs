//! A table comes (rule M21).

use super::enums_of;
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Lock, LockMode, Phase};
use crate::plan::op_name::{ConstraintKind, OpKind, OpVerb};
use crate::plan::resource;
use crate::plan::tables::{by_name, table_resources, target_resources};
use erd_core::schema::TableId;
use erd_ddl::SqlWriter;
use std::collections::BTreeSet;

/// New tables, each with the foreign keys whose targets are there; the others are added at the end.
pub(super) fn create(context: &Context<'_>, new: &SqlWriter<'_>, nodes: &mut Nodes) {
    if context.steps.created.is_empty() {
        return;
    }
    let order = by_name(context);
    let mut made: BTreeSet<TableId> = BTreeSet::new();
    for id in order.iter().filter(|id| context.steps.created.contains(id)) {
        let table = &context.diff.new[*id];
        let path = table.path();
        let late = |key: usize| {
            let target = Context::target(&context.diff.new, *id, &table.foreign_keys[key]);
            target.is_some_and(|(target, _)| {
                target != *id && context.steps.created.contains(&target) && !made.contains(&target)
            })
        };
        let (statements, waiting) = new.create_table(*id, late);
        let down = vec![format!("DROP TABLE {}", new.table(*id))];
        let mut op = context.op(
            OpKind::CreateTable.on(&path),
            format!("create table {path}"),
            statements,
            down,
        );
        op.why.clone_from(&table.source);
        let mut node_takes = Vec::new();
        for (i, key) in table.foreign_keys.iter().enumerate() {
            if waiting.contains(&i) {
                continue;
            }
            if let Some((target, parent)) = Context::target(&context.diff.new, *id, key)
                && target != *id
            {
                if !context.steps.created.contains(&target) {
                    op.locks.push(Lock {
                        table: parent.path(),
                        mode: LockMode::ShareRowExclusive,
                    });
                }
                node_takes.extend(target_resources(parent, &key.target_columns));
            }
        }
        op.locks.dedup();
        if !op.locks.is_empty() {
            op.hazards.push(hazard(
                "M21",
                "the foreign keys lock the referenced tables against writes for a moment",
            ));
        }
        let node = Node::new(op, Phase::Expand, Stage::Create, path.clone())
            .provides(table_resources(table))
            .requires(node_takes)
            .requires(
                table
                    .options
                    .inherits
                    .iter()
                    .map(|parent| resource::table(&parent.to_string())),
            )
            .requires(table.schema.iter().map(|name| resource::namespace(name)))
            .requires(table.depends_on.iter().map(|key| resource::dependency(key)))
            .requires(enums_of(table))
            .rank(u8::try_from(made.len()).unwrap_or(u8::MAX));
        let created = nodes.push(node);
        made.insert(*id);
        for key in waiting {
            let fk = &table.foreign_keys[key];
            let Some((_, parent)) = Context::target(&context.diff.new, *id, fk) else {
                continue;
            };
            let name = new.quote(&fk.name);
            let op = context.op(
                OpKind::Constraint(OpVerb::Add, ConstraintKind::ForeignKey).of(&path, &fk.name),
                format!("add foreign key {path}.{}", fk.name),
                vec![format!(
                    "ALTER TABLE {} ADD {}",
                    new.table(*id),
                    new.foreign_key(*id, fk)
                )],
                vec![format!(
                    "ALTER TABLE {} DROP CONSTRAINT {name}",
                    new.table(*id)
                )],
            );
            let takes = target_resources(parent, &fk.target_columns);
            nodes.push(
                Node::new(op, Phase::Expand, Stage::Create, path.clone())
                    .rank(u8::MAX)
                    .requires(takes)
                    .after([created]),
            );
        }
    }
}
