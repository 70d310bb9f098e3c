//! All phases of columns that get another name or type, and what else changes around them.

use super::choose::{Chosen, choose};
use super::enums::Swapped;
use super::expanded::{self, Expanded};
use super::late::Late;
use super::{Asked, alone, cutover, difference, explain, fill, order, shadow};
use crate::Diff;
use crate::plan::Context;
use crate::plan::node::Node;
use crate::plan::op::{Migration, Op, Phase, Reverse};
use crate::plan::op_name::OpKind;
use crate::plan::postgres;
use crate::plan::refuse::Refusal;
use erd_core::schema::TableId;
use erd_core::{Family, Schema};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Columns<'a> {
    pub(super) asked: Asked<'a>,
    pub(super) wanted: &'a Diff,
    pub(super) chosen: Chosen,
    /// Tables that have their new names already, by their paths, and the path that they had.
    paths: BTreeMap<String, String>,
}

impl<'a> Columns<'a> {
    pub(super) fn new(
        asked: Asked<'a>,
        wanted: &'a Diff,
        in_place: BTreeMap<String, String>,
        paths: BTreeMap<String, String>,
    ) -> Self {
        let mut chosen = choose(wanted, asked.options);
        chosen.in_place.extend(in_place);
        Self {
            asked,
            wanted,
            chosen,
            paths,
        }
    }

    /// `None` where ids are damaged, which the difference has refused.
    pub(super) fn migrations(mut self, refusals: &mut Vec<Refusal>) -> Option<Vec<Migration>> {
        if self.chosen.is_empty() {
            return Some(self.asked.straight(self.wanted, refusals, |node| {
                self.name(node);
                explain(&self.chosen.in_place, node);
            }));
        }
        let shadowed = shadow::with_shadows(self.wanted, &mut self.chosen);
        let columns = &self.chosen.columns;
        let expanded = expanded::expanded(self.wanted, columns, &shadowed);
        let freed = expanded::freed(self.wanted, columns, &expanded);
        let mut cut_over = cutover::cut_over(self.wanted, columns, &expanded, &freed);
        for derived in &self.chosen.derived {
            derived.cut_over(&mut cut_over);
        }
        cutover::types(&mut cut_over, &self.chosen.enums);
        let mut wanted = self.wanted.new.clone();
        for column in columns {
            wanted.tables[column.table.new.0].columns[column.new.0].renamed_from = None;
        }
        // Before the new version comes: the second form of each column, its values, and what stands on it.
        let early = |node: &mut Node| node.phase = Phase::Expand;
        let order = order::with_shadows(self.wanted, &self.chosen);
        let mut diff = difference(self.wanted, &self.wanted.old, &shadowed)?;
        diff.order = order;
        let mut all = self.asked.straight(&diff, refusals, early);
        let ready = difference(self.wanted, &shadowed, &expanded.schema)?;
        let context = self.asked.context(&ready);
        let join = self.asked.join;
        let mut stands = self.between(&shadowed, &expanded.schema, refusals, early)?;
        self.require_early(&mut all, &mut stands);
        join.append(&mut all, fill::fills(&context, &self.chosen));
        join.append(&mut all, stands);
        if self.wanted.dialect.is(Family::Sqlite) {
            all.extend(self.at_once(&context, &expanded, &wanted, refusals)?);
            return Some(all);
        }
        // What else changes, around the rest.
        let late = Late::new(&self, &expanded);
        let last = difference(self.wanted, &cut_over, &wanted)?;
        let last = self.asked.context(&last);
        let aims = expanded::aims(&self.wanted.old);
        let rest = self.between(&cut_over, &wanted, refusals, |node| {
            late.adjust(node);
            self.refill(&last, &aims, node);
            self.retarget(node);
            self.name(node);
            explain(&self.chosen.in_place, node);
        })?;
        let (last, first): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|m| m.phase == Phase::Contract);
        join.append(&mut all, first);
        // When the old version is gone.
        let contracts = |node: &mut Node| node.phase = Phase::Contract;
        let mut contract = self.between(&expanded.schema, &freed, refusals, contracts)?;
        let turn = self.cutover(&expanded, &freed, &cut_over, refusals)?;
        join.append(&mut contract, turn);
        if let Some(op) = contract.first_mut().and_then(|m| m.ops.first_mut()) {
            op.blocked_by = Some(fill::differing(&context, &self.chosen));
            op.losses.extend(cutover::losses(self.wanted, &self.chosen));
            self.asked.decisions.losses_of(op, refusals);
        }
        join.append(&mut all, contract);
        join.append(&mut all, last);
        Some(all)
    }

    /// New rows are refused without a value from the start, where the triggers give them one: that takes the lock which the
    /// migration holds that makes the triggers.
    fn require_early(&self, all: &mut [Migration], stands: &mut Vec<Migration>) {
        let (Some(made), Some(first)) = (all.last_mut(), stands.first_mut()) else {
            return;
        };
        let is_early = |op: &mut Op| {
            let mut columns = self.chosen.columns.iter();
            op.name.kind == OpKind::RequireValue
                && columns.any(|column| {
                    op.name.member.as_ref() == Some(&column.name)
                        && op.name.owner == self.wanted.new[column.table.new].path()
                        && column.is_always_there(self.wanted)
                })
        };
        if made.in_transaction && first.in_transaction {
            made.ops.extend(first.ops.extract_if(.., is_early));
        }
        stands.retain(|migration| !migration.ops.is_empty());
    }

    /// SQLite makes the whole contract phase in one transaction.
    fn at_once(
        &self,
        context: &Context<'_>,
        expanded: &Expanded,
        wanted: &Schema,
        refusals: &mut Vec<Refusal>,
    ) -> Option<Vec<Migration>> {
        let late = Late::new(self, expanded);
        // On the way back the old form has what the new one has from the start: a key or a check on it takes nothing else.
        let mut options = self.asked.options.clone();
        for column in &self.chosen.columns {
            let path = wanted[column.table.new].path();
            let name = column.aside(self.wanted);
            options
                .backfill
                .insert(format!("{path}.{name}"), fill::old_form(context, column));
        }
        let asked = Asked {
            options: &options,
            ..self.asked
        };
        let diff = difference(self.wanted, &expanded.schema, wanted)?;
        let mut all = asked.straight(&diff, refusals, |node| {
            node.phase = Phase::Contract;
            late.adjust(node);
        });
        let op = all.first_mut().and_then(|m| m.ops.first_mut())?;
        op.blocked_by = Some(fill::differing(context, &self.chosen));
        Some(all)
    }

    /// The new forms take the place of the old ones.
    fn cutover(
        &self,
        expanded: &Expanded,
        freed: &Schema,
        cut_over: &Schema,
        refusals: &mut Vec<Refusal>,
    ) -> Option<Vec<Migration>> {
        if !self.wanted.dialect.is(Family::Postgres) {
            return cutover::family::migrations(self, freed, cut_over, refusals);
        }
        let turn = difference(self.wanted, freed, cut_over)?;
        let context = self.asked.context(&turn);
        let mut ops = cutover::postgres::ops(&context, self.wanted, &self.chosen, expanded);
        if self.chosen.enums.is_empty() {
            let each = ops.into_iter().map(|op| alone(Phase::Contract, op));
            return Some(each.collect());
        }
        // Types change their names with all of their columns, in one transaction: first, and first on the way back.
        let types: Vec<_> = self
            .chosen
            .enums
            .iter()
            .flat_map(Swapped::statements)
            .collect();
        if let Some(op) = ops.first_mut() {
            op.statements.splice(0..0, types.clone());
        }
        if let Some(Reverse::Statements(down)) = ops.last_mut().map(|op| &mut op.reverse) {
            down.splice(0..0, types);
        }
        Some(vec![Migration {
            phase: Phase::Contract,
            in_transaction: true,
            ops,
            apart: None,
        }])
    }

    pub(super) fn between(
        &self,
        from: &Schema,
        to: &Schema,
        refusals: &mut Vec<Refusal>,
        adjust: impl FnMut(&mut Node),
    ) -> Option<Vec<Migration>> {
        let diff = difference(self.wanted, from, to)?;
        Some(self.asked.straight(&diff, refusals, adjust))
    }

    /// On the way back a foreign key of MySQL or MariaDB leads to the old form before the triggers stand again, and finds in
    /// it what the new form has.
    fn refill(&self, context: &Context<'_>, aims: &BTreeSet<(TableId, String)>, node: &mut Node) {
        let column = self.chosen.columns.iter().find(|column| {
            let old = &column.before(self.wanted).name;
            column.dropped(self.wanted) == node.op.name
                && aims.contains(&(column.table.old, old.clone()))
        });
        if let Some(column) = column
            && self.wanted.dialect.is(Family::MySql)
            && let Reverse::Statements(down) = &mut node.op.reverse
        {
            down.extend(fill::backward(context, column.table, &[column]));
        }
    }

    /// On the way back of another type that comes early the old indexes are there, which the difference does not know any more.
    fn retarget(&self, node: &mut Node) {
        let name = &node.op.name;
        let is_early = node.phase == Phase::Expand && name.kind == OpKind::ChangeType;
        let columns = self.chosen.columns.iter();
        let mut pairs = columns.map(|column| column.table);
        let pair = pairs.find(|pair| self.wanted.new[pair.new].path() == name.owner);
        if let (Some(pair), Some(column), Reverse::Statements(down)) =
            (pair, &name.member, &mut node.op.reverse)
            && self.wanted.dialect.is(Family::Postgres)
            && is_early
        {
            let targets = postgres::targets_of(&self.wanted.old, pair.old, column);
            down.extend(targets);
        }
    }

    /// A loss has the name that the table has for who is asked.
    fn name(&self, node: &mut Node) {
        for loss in &mut node.op.losses {
            if let Some(old) = self.paths.get(&loss.allow.owner) {
                loss.allow.owner.clone_from(old);
            }
        }
    }
}
