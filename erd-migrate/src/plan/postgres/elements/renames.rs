//! Other names for the same.

use super::{Side, Worker};
use crate::Step;
use crate::diff::{Element, element_name};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::Phase;
use crate::plan::op_name::{ConstraintKind, OpKind, OpVerb};
use crate::plan::resource;
use erd_core::effect::Kind;
use erd_core::naming;
use erd_core::schema::IndexKind;
use std::collections::BTreeMap;

impl Worker<'_> {
    pub(super) fn rename(&self, old: Element, new: Element, nodes: &mut Nodes) {
        let from = element_name(&self.context.diff.old[self.pair.old], old).to_owned();
        let to = element_name(self.side(Side::New), new).to_owned();
        if !self.begins_circle(&from, &to) {
            nodes.push(self.rename_node(new, &from, &to, Phase::Expand));
            return;
        }
        let aside = naming::fit(&format!("{from}_erd_swap"));
        let mut first = self.rename_node(new, &from, &aside, Phase::Expand);
        first.provides.clear();
        let first = nodes.push(first);
        let mut last = self.rename_node(new, &aside, &to, Phase::Expand);
        last.removes.clear();
        nodes.push(last.after([first]));
    }

    /// Whether names of the table go round in a circle, and this is the one that makes room first.
    fn begins_circle(&self, from: &str, to: &str) -> bool {
        let old = &self.context.diff.old[self.pair.old];
        let new = self.side(Side::New);
        let steps = self.context.steps.of(self.pair.old);
        let renames = steps.filter_map(|step| match step {
            Step::RenameElement {
                old: was, new: is, ..
            } => Some((element_name(old, *was), element_name(new, *is))),
            _ => None,
        });
        let renames: BTreeMap<&str, &str> = renames.collect();
        let mut name = to;
        while name != from {
            match renames.get(name) {
                Some(next) if name > from && *next != to => name = next,
                _ => return false,
            }
        }
        true
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
