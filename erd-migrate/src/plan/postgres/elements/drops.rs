//! What goes (rules M19, M22).

use super::{Side, Worker};
use crate::diff::{Element, element_name};
use crate::plan::context::{Context, hazard, names};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Lock, LockMode, Phase};
use crate::plan::op_name::OpVerb;
use crate::plan::resource::{self, Aspect};
use erd_core::effect::Kind;
use erd_core::schema::{Index, IndexKind};

impl Worker<'_> {
    /// Drops a constraint or an index of the old schema under its own or that name.
    #[allow(
        clippy::too_many_lines,
        reason = "what each kind of element lets go of"
    )]
    pub(super) fn drop(&self, element: Element, name: Option<&str>, nodes: &mut Nodes) -> usize {
        let table = self.side(Side::Old);
        let own = element_name(table, element).to_owned();
        let name = name.unwrap_or(&own);
        let path = self.path();
        let index = match element {
            Element::Index(i)
                if !matches!(table.indexes[i].kind, IndexKind::UniqueConstraint(_)) =>
            {
                Some(i)
            }
            _ => None,
        };
        // CONCURRENTLY spares nobody the lock that a column takes which goes with it.
        let at_once =
            self.is_partitioned() || self.is_about_dropped_columns(element) || self.is_small();
        let (mut op, stage) = if let Some(index) = index {
            let word = if at_once { "" } else { "CONCURRENTLY " };
            let named = Index {
                name: name.to_owned(),
                ..table.indexes[index].clone()
            };
            let create = self.writer(Side::Old).create_index(self.pair.old, &named);
            let down = if at_once {
                create
            } else {
                create.concurrently()
            };
            let kind = if at_once {
                Kind::DropIndex
            } else {
                Kind::DropIndexConcurrently
            };
            let mode = kind.postgres_lock();
            let mut op = self.op(
                mode,
                OpVerb::Drop,
                element,
                name,
                vec![format!("DROP INDEX {word}{}", self.index_path(name))],
                std::iter::once(down.to_string())
                    .chain(self.index_comment(Side::Old, element, name))
                    .collect(),
            );
            op.done = Some(format!(
                "SELECT 1 WHERE to_regclass({}) IS NULL",
                self.new.literal(&self.index_path(name))
            ));
            op.timeouts.statement_ms = None;
            if !at_once {
                op.timeouts.lock_ms = None;
            }
            op.hazards
                .push(hazard("M19", "queries that used the index become slow"));
            (op, Stage::Drop)
        } else {
            let op = self.op(
                LockMode::AccessExclusive,
                OpVerb::Drop,
                element,
                name,
                vec![self.drop_constraint(name)],
                std::iter::once(self.add_back(Side::Old, element, name))
                    .chain(self.index_comment(Side::Old, element, name))
                    .collect(),
            );
            (op, Stage::Rename)
        };
        let given = if self.is_partitioned() {
            self.released(element, name, &mut op)
        } else {
            Vec::new()
        };
        let mut releases = Vec::new();
        let mut frees = Vec::new();
        match element {
            Element::ForeignKey(i) => {
                let key = &table.foreign_keys[i];
                if let Some((id, parent)) = Context::target(&self.context.mid, self.pair.old, key) {
                    let parent_path = parent.path();
                    if id != self.pair.old {
                        op.locks.push(Lock {
                            table: parent_path.clone(),
                            mode: LockMode::AccessExclusive,
                        });
                    }
                    releases.push(resource::table(&parent_path));
                    releases.push(resource::key(&parent_path, &key.target_columns));
                    releases.extend(key.target_columns.iter().flat_map(|c| {
                        [
                            resource::column(&parent_path, c),
                            Aspect::Reference.of(&parent_path, c),
                        ]
                    }));
                }
                releases.extend(
                    key.columns
                        .first()
                        .map(|c| Aspect::Index.of(&path, &table[*c].name)),
                );
                op.hazards.push(hazard("M22", "the referenced table is locked too, and nothing keeps the reference from here on"));
            }
            Element::PrimaryKey => {
                if let Some(key) = &table.primary_key {
                    frees.push(resource::key(&path, &names(table, &key.columns)));
                }
            }
            Element::Index(i) => {
                let index = &table.indexes[i];
                if let (Some(columns), true) = (index.key_columns(), index.is_unique()) {
                    frees.push(resource::key(&path, &names(table, &columns)));
                }
            }
            _ => {}
        }
        op.locks.sort();
        op.locks.dedup();
        // What demanded something of rows can go before the new version comes; what speeds up its queries goes last.
        let phase = if index.is_some() && stage == Stage::Drop {
            Phase::Contract
        } else {
            Phase::Expand
        };
        let alone = index.is_some() && !at_once;
        let mut node = Node::new(op, phase, stage, path)
            .provides(given)
            .releases(releases)
            .removes(frees);
        if alone {
            node = node.alone();
        }
        let node = self.freed(node, name);
        nodes.push(self.ready(node, Side::Old, element))
    }
}
