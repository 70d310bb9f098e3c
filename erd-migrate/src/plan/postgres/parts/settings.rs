//! Settings that name an index: `REPLICA IDENTITY USING INDEX`, `CLUSTER ON`, parameters of the index itself. They go with
//! the index that they name, and without a replica identity a published table refuses updates, so they are set again where
//! the index is made anew.

use super::{Side, Worker};
use crate::Step;
use crate::diff::Part;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{LockMode, Phase, Reverse};
use crate::plan::op_name::OpVerb;
use erd_core::Dialect;
use erd_core::schema::{ObjectKind, SqlObject};
use erd_ddl::expression::{identifiers, renamed};

impl Worker<'_> {
    /// The statements of the settings of the table that name the index and that no step speaks of.
    pub(super) fn settings(&self, side: Side, index: &str) -> Vec<String> {
        let schema = self.schema(side);
        let table = self.side(side);
        let told = |position: usize| {
            self.context.diff.steps.iter().any(|step| match step {
                Step::CreateObject { new } => side == Side::New && *new == position,
                Step::DropObject { old } => side == Side::Old && *old == position,
                Step::ReplaceObject { old, new } => match side {
                    Side::New => *new == position,
                    Side::Old => *old == position,
                },
                _ => false,
            })
        };
        let is_of_table = |object: &SqlObject| {
            let owner = object.table.as_ref();
            owner.is_some_and(|name| name.schema == table.schema && name.name == table.name)
        };
        let objects = schema.objects.iter().enumerate();
        objects
            .filter(|(_, o)| o.kind == ObjectKind::Setting && is_of_table(o))
            .filter(|(position, _)| !told(*position))
            .flat_map(|(_, object)| &object.create)
            .filter_map(|sql| sql.get(Dialect::Postgres))
            .filter(|text| {
                let names = identifiers(text, Dialect::Postgres);
                names.iter().any(|name| name == index)
            })
            .map(str::to_owned)
            .collect()
    }

    /// Sets them for the new index while it stands aside, before the old one goes; the node after which it is done.
    pub(super) fn set_aside(
        &self,
        part: Part,
        [was, name, aside]: [&str; 3],
        added: usize,
        nodes: &mut Nodes,
    ) -> Option<usize> {
        let quoted = self.new.quote(aside);
        let stands_in = |other: &str| (other == name).then(|| quoted.clone());
        let forth = self.settings(Side::New, name).into_iter();
        let forth: Vec<_> = forth
            .map(|sql| renamed(&sql, Dialect::Postgres, &stands_in))
            .collect();
        let back = self.settings(Side::Old, was);
        let op = self.set_op(part, name, forth, back)?;
        let node = Node::new(op, Phase::Contract, Stage::Finish, self.path())
            .rank(4)
            .after([added]);
        Some(nodes.push(self.ready(node, Side::New, part)))
    }

    /// Sets them when the new index has its name, in the transaction in which the old one goes; on the way back when the
    /// old one is there again.
    pub(super) fn set_again(
        &self,
        part: Part,
        [was, name]: [&str; 2],
        [dropped, last]: [usize; 2],
        nodes: &mut Nodes,
    ) {
        if let Some(node) = nodes.0.get_mut(dropped)
            && let Reverse::Statements(back) = &mut node.op.reverse
        {
            back.extend(self.settings(Side::Old, was));
        }
        let forth = self.settings(Side::New, name);
        if let Some(op) = self.set_op(part, name, forth, Vec::new()) {
            let node = Node::new(op, Phase::Contract, Stage::Finish, self.path())
                .rank(4)
                .after([last]);
            nodes.push(node);
        }
    }

    fn set_op(
        &self,
        part: Part,
        name: &str,
        forth: Vec<String>,
        back: Vec<String>,
    ) -> Option<crate::plan::op::Op> {
        (!forth.is_empty()).then(|| {
            self.op(
                LockMode::AccessExclusive,
                OpVerb::SetAgain,
                part,
                name,
                forth,
                back,
            )
        })
    }
}
