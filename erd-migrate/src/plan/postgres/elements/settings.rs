//! Settings that name an index: `REPLICA IDENTITY USING INDEX`, `CLUSTER ON`, parameters of the index itself. They go with
//! the index that they name, and without a replica identity a published table refuses updates, so they are set again where
//! the index is made anew.

use super::{Side, Worker};
use crate::Step;
use crate::diff::{Element, TablePair, element_name};
use crate::plan::context::{Context, element_columns};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{LockMode, Phase, Reverse};
use crate::plan::op_name::OpVerb;
use erd_core::Dialect;
use erd_core::schema::{ObjectKind, Schema, SqlObject, TableId};
use erd_ddl::expression::{identifiers, renamed};

/// Statistics targets of the expressions of the indexes on a column that becomes of another type, for the way there and back:
/// the server makes those indexes anew with it, and forgets their targets (seen on PostgreSQL 15.20 and 18.4). Other settings
/// it keeps. A change that comes `early` finds the indexes that go in its way back.
pub(in crate::plan::postgres) fn targets_again(
    context: &Context<'_>,
    pair: TablePair,
    column: &str,
    early: bool,
) -> [Vec<String>; 2] {
    let worker = Worker {
        context,
        new: context.new_writer(),
        pair,
    };
    let changes = |side: Side, index: usize| {
        let is_it = |element: &Element| *element == Element::Index(index);
        context.steps.of(pair.old).any(|step| match (step, side) {
            (Step::AddElement { element, .. }, Side::New)
            | (Step::DropElement { element, .. }, Side::Old) => is_it(element),
            (Step::ReplaceElement { new, .. }, Side::New) => is_it(new),
            (Step::ReplaceElement { old, .. }, Side::Old) => is_it(old),
            _ => false,
        })
    };
    let recreated = |name: &str| {
        let mut parts = context.recreated.elements.iter();
        let old = worker.side(Side::Old);
        parts.any(|(other, element, _)| *other == pair && element_name(old, *element) == name)
    };
    [Side::New, Side::Old].map(|side| {
        let table = worker.side(side);
        let there = |index: &usize| {
            let columns = element_columns(table, Element::Index(*index)).into_iter();
            let mut names = columns.map(|id| &table[id].name);
            let stays = !changes(side, *index) || (early && side == Side::Old);
            names.any(|name| name == column) && stays && !recreated(&table.indexes[*index].name)
        };
        let indexes = (0..table.indexes.len()).filter(there);
        let each = indexes.flat_map(|index| worker.naming(side, &table.indexes[index].name));
        let targets = each.filter(|(_, object)| is_target(object));
        let mut all: Vec<_> = targets.flat_map(|(_, object)| texts(object)).collect();
        all.extend(worker.statistics_targets(column));
        all
    })
}

impl Worker<'_> {
    /// The targets of the statistics objects on a column: the server makes those anew under another type, and they have the
    /// usual target then. What is replaced says its own.
    fn statistics_targets(&self, column: &str) -> Vec<String> {
        let diff = self.context.diff;
        let table = &self.side(Side::New).name;
        let mut all = Vec::new();
        let objects = diff.new.objects.iter().enumerate();
        for (at, object) in objects.filter(|(_, o)| o.kind == ObjectKind::Statistics) {
            let comes = diff.steps.iter().any(|step| {
                matches!(step, Step::CreateObject { new } | Step::ReplaceObject { new, .. } if *new == at)
            });
            if comes {
                continue;
            }
            let own: Vec<_> = texts(object).collect();
            let names = identifiers(own.first().map_or("", String::as_str), Dialect::Postgres);
            let reads = |name: &str| names.iter().any(|own| own == name);
            if reads(table) && reads(column) {
                all.extend(own.into_iter().skip(1));
            }
        }
        all
    }
}

/// The targets of all indexes on a column.
pub(in crate::plan) fn targets_of(schema: &Schema, table: TableId, column: &str) -> Vec<String> {
    let owner = &schema[table];
    let indexes = (0..owner.indexes.len()).filter(|index| {
        let columns = element_columns(owner, Element::Index(*index)).into_iter();
        columns.map(|id| &owner[id].name).any(|name| name == column)
    });
    let names: Vec<&str> = indexes.map(|index| &*owner.indexes[index].name).collect();
    let objects = schema.objects.iter().filter(|object| {
        let of = object.table.as_ref();
        let is_own = of.is_some_and(|of| of.schema == owner.schema && of.name == owner.name);
        is_own && is_target(object)
    });
    let all = objects.flat_map(texts).filter(|text| {
        let own = identifiers(text, Dialect::Postgres);
        own.iter().any(|name| names.contains(&name.as_str()))
    });
    all.collect()
}

fn is_target(object: &SqlObject) -> bool {
    object.kind == ObjectKind::Setting && object.name.starts_with("STATISTICS ")
}

fn texts(object: &SqlObject) -> impl Iterator<Item = String> {
    let texts = object
        .create
        .iter()
        .filter_map(|sql| sql.get(Dialect::Postgres));
    texts.map(str::to_owned)
}

impl Worker<'_> {
    /// The settings of the table that name the index, with their positions.
    fn naming(&self, side: Side, index: &str) -> Vec<(usize, &SqlObject)> {
        let table = self.side(side);
        let is_of_table = |object: &SqlObject| {
            let owner = object.table.as_ref();
            owner.is_some_and(|name| name.schema == table.schema && name.name == table.name)
        };
        let names = |object: &SqlObject| {
            let mut names = texts(object).flat_map(|text| identifiers(&text, Dialect::Postgres));
            names.any(|name| name == index)
        };
        let objects = self.schema(side).objects.iter().enumerate();
        objects
            .filter(|(_, o)| o.kind == ObjectKind::Setting && is_of_table(o) && names(o))
            .collect()
    }

    /// The statements of those that no step speaks of.
    pub(super) fn settings(&self, side: Side, index: &str) -> Vec<String> {
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
        let all = self.naming(side, index).into_iter();
        all.filter(|(position, _)| !told(*position))
            .flat_map(|(_, object)| texts(object))
            .collect()
    }

    /// Sets them for the new index while it stands aside, before the old one goes; the node after which it is done.
    pub(super) fn set_aside(
        &self,
        element: Element,
        [was, name, aside]: [&str; 3],
        added: usize,
        nodes: &mut Nodes,
    ) -> Option<usize> {
        let quoted = self.new.quote(aside);
        let stands_in = |other: &str| (other == name).then(|| quoted.clone());
        let up = self.settings(Side::New, name).into_iter();
        let up: Vec<_> = up
            .map(|sql| renamed(&sql, Dialect::Postgres, &stands_in))
            .collect();
        let down = self.settings(Side::Old, was);
        let op = self.set_op(element, name, up, down)?;
        let node = Node::new(op, Phase::Contract, Stage::Finish, self.path())
            .rank(4)
            .after([added]);
        Some(nodes.push(self.ready(node, Side::New, element)))
    }

    /// Sets them when the new index has its name, in the transaction in which the old one goes; on the way back when the
    /// old one is there again.
    pub(super) fn set_again(
        &self,
        element: Element,
        [was, name]: [&str; 2],
        [dropped, last]: [usize; 2],
        nodes: &mut Nodes,
    ) {
        if let Some(node) = nodes.0.get_mut(dropped)
            && let Reverse::Statements(down) = &mut node.op.reverse
        {
            down.extend(self.settings(Side::Old, was));
        }
        let up = self.settings(Side::New, name);
        if let Some(op) = self.set_op(element, name, up, Vec::new()) {
            let node = Node::new(op, Phase::Contract, Stage::Finish, self.path())
                .rank(4)
                .after([last]);
            nodes.push(node);
        }
    }

    fn set_op(
        &self,
        element: Element,
        name: &str,
        up: Vec<String>,
        down: Vec<String>,
    ) -> Option<crate::plan::op::Op> {
        (!up.is_empty()).then(|| {
            self.op(
                LockMode::AccessExclusive,
                OpVerb::SetAgain,
                element,
                name,
                up,
                down,
            )
        })
    }
}
