//! Other names for the same.

use super::{Side, Worker};
use crate::diff::{Element, element_name};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::Phase;
use crate::plan::op_name::{ConstraintKind, OpKind, OpVerb};
use crate::plan::resource;
use erd_core::effect::Kind;
use erd_core::schema::IndexKind;

impl Worker<'_> {
    pub(super) fn rename(&self, old: Element, new: Element, nodes: &mut Nodes) {
        let from = element_name(&self.context.diff.old[self.pair.old], old).to_owned();
        let to = element_name(self.side(Side::New), new).to_owned();
        let node = self.rename_node(new, &from, &to, Phase::Expand);
        nodes.push(node);
    }

    pub(super) fn rename_node(&self, element: Element, from: &str, to: &str, phase: Phase) -> Node {
        let plain = match element {
            Element::Index(i) => self
                .side(Side::New)
                .indexes
                .get(i)
                .is_some_and(|index| !matches!(index.kind, IndexKind::UniqueConstraint(_))),
            _ => false,
        };
        self.rename_sql(element, from, to, phase, plain)
    }

    pub(super) fn rename_sql(
        &self,
        element: Element,
        from: &str,
        to: &str,
        phase: Phase,
        plain: bool,
    ) -> Node {
        let sql = |from: &str, to: &str| {
            if plain {
                format!(
                    "ALTER INDEX {} RENAME TO {}",
                    self.index_path(from),
                    self.new.quote(to)
                )
            } else {
                self.set(&format!(
                    "RENAME CONSTRAINT {} TO {}",
                    self.new.quote(from),
                    self.new.quote(to)
                ))
            }
        };
        // An index is renamed without keeping anybody out; a constraint's table waits for a moment.
        let kind = if plain {
            Kind::RenameIndex
        } else {
            Kind::RenameConstraint
        };
        let mode = kind.postgres_lock();
        let path = self.path();
        let kind = OpKind::Constraint(OpVerb::Rename, ConstraintKind::of(element));
        let op = self.context.table_op(
            self.pair,
            mode,
            kind.of(&path, from),
            format!("{} {path}.{from} to {to}", kind.phrase()),
            vec![sql(from, to)],
            vec![sql(to, from)],
        );
        let space = self.side(Side::New).schema.as_deref();
        Node::new(op, phase, Stage::Alter, path.clone())
            .rank(1)
            .requires([resource::table(&path), resource::names(&path)])
            .provides([
                resource::relation(space, to),
                resource::constraint(&path, to),
            ])
            .removes([
                resource::relation(space, from),
                resource::constraint(&path, from),
            ])
    }
}
