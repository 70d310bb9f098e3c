//! Changes that a running old version of the application would not survive, in phases that it does (rules M12, M14, M29,
//! M30, M32 and M40).
//!
//! It is done with schemas and not with ops. Between the old schema and the new one stand others: one in which a changed
//! column stands in both forms, with triggers that keep them the same, one in which the indexes and constraints of the
//! new form are there too, and one in which the new form has taken the place of the old one. What leads from each to the
//! next is planned like any other difference; only the batches and the moment of the switch are made here.

mod carry;
mod cast;
mod choose;
mod fill;
mod switch;
mod synced;
mod trigger;

use super::node::{Node, resource};
use super::op::{Migration, Op, Phase};
use super::refuse::{Decisions, Refusal};
use super::{Context, PlanOptions};
use crate::diff::table_path;
use crate::{Diff, diff};
use carry::{Carried, Waiting};
use choose::Chosen;
use erd_core::schema::ObjectKind;
use erd_core::{Dialect, Schema};

/// The migrations of a difference, in phases where the old version of the application needs it.
pub(super) fn migrations(
    wanted: &Diff,
    options: &PlanOptions,
    decisions: Decisions<'_>,
    refusals: &mut Vec<Refusal>,
) -> Vec<Migration> {
    let chosen = if options.in_place {
        Chosen::default()
    } else {
        choose::choose(wanted)
    };
    let plan = Staged {
        wanted,
        options,
        decisions,
        chosen,
    };
    let migrations = if plan.chosen.columns.is_empty() {
        Some(super::migrations(
            wanted,
            options,
            decisions,
            refusals,
            |node| plan.explain(node),
        ))
    } else {
        plan.migrations(refusals)
    };
    migrations.unwrap_or_default()
}

struct Staged<'a> {
    wanted: &'a Diff,
    options: &'a PlanOptions,
    decisions: Decisions<'a>,
    chosen: Chosen,
}

impl Staged<'_> {
    /// `None` where ids are damaged, which the difference has refused.
    fn migrations(&self, refusals: &mut Vec<Refusal>) -> Option<Vec<Migration>> {
        let columns = &self.chosen.columns;
        let beside = synced::beside(self.wanted, columns);
        let carried = carry::carried(self.wanted, columns, &beside);
        let freed = carry::freed(self.wanted, columns, &carried);
        let switched = switch::switched(self.wanted, columns, &carried, &freed);
        let mut wanted = self.wanted.new.clone();
        for column in columns {
            wanted.tables[column.table.new.0].columns[column.new.0].renamed_from = None;
        }
        // Before the new version comes: the second form of each column, its values, and what stands on it.
        let early = |node: &mut Node| node.phase = Phase::Expand;
        let mut all = self.between(&self.wanted.old, &beside, refusals, early)?;
        let ready = self.difference(&beside, &carried.schema)?;
        let context = Context::new(&ready, self.options);
        all.extend(fill::fills(&context, columns));
        all.extend(self.between(&beside, &carried.schema, refusals, early)?);
        // What else changes, around the rest.
        let rest = self.between(&switched, &wanted, refusals, |node| {
            self.adjust(node, &carried);
            self.explain(node);
        })?;
        let (last, first): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|m| m.phase == Phase::Contract);
        all.extend(first);
        // When the old version is gone.
        let late = |node: &mut Node| node.phase = Phase::Contract;
        let mut contract = self.between(&carried.schema, &freed, refusals, late)?;
        contract.extend(self.switch(&carried, &freed, &switched, refusals)?);
        if let Some(op) = contract.first_mut().and_then(|m| m.ops.first_mut()) {
            let context = Context::new(&ready, self.options);
            op.blocked_by = Some(fill::differing(&context, columns));
            op.losses.extend(switch::losses(self.wanted, columns));
            self.decisions.losses_of(op, refusals);
        }
        all.extend(contract);
        all.extend(last);
        Some(all)
    }

    /// The new forms take the place of the old ones.
    fn switch(
        &self,
        carried: &Carried,
        freed: &Schema,
        switched: &Schema,
        refusals: &mut Vec<Refusal>,
    ) -> Option<Vec<Migration>> {
        if self.wanted.dialect != Dialect::Postgres {
            return switch::family::migrations(self, freed, switched, refusals);
        }
        let turn = self.difference(freed, switched)?;
        let context = Context::new(&turn, self.options);
        let ops = switch::postgres::ops(&context, self.wanted, &self.chosen.columns, carried);
        Some(
            ops.into_iter()
                .map(|op| alone(Phase::Contract, op))
                .collect(),
        )
    }

    /// The difference of two schemas on the way. What has to be decided is decided on the whole.
    fn difference(&self, from: &Schema, to: &Schema) -> Option<Diff> {
        let mut diff = diff(from, to, self.wanted.engine, &self.wanted.options).ok()?;
        diff.problems.clear();
        Some(diff)
    }

    fn between(
        &self,
        from: &Schema,
        to: &Schema,
        refusals: &mut Vec<Refusal>,
        adjust: impl FnMut(&mut Node),
    ) -> Option<Vec<Migration>> {
        let diff = self.difference(from, to)?;
        Some(super::migrations(
            &diff,
            self.options,
            self.decisions,
            refusals,
            adjust,
        ))
    }

    /// What is dropped at the end stands in the other form. What speaks of names from after the switch waits for it.
    fn adjust(&self, node: &mut Node, carried: &Carried) {
        // What waited for its name gets it when the old form's is gone.
        let waits = |waiting: &Waiting| {
            let path = table_path(&carried.schema[waiting.table]);
            let renamed = format!(":{path}.{}", waiting.name);
            node.op.name.starts_with("rename_") && node.op.name.ends_with(&renamed)
        };
        if carried.waiting.iter().any(waits) {
            node.phase = Phase::Contract;
        }
        for column in &self.chosen.columns {
            let gone = column.dropped(self.wanted);
            node.op.losses.retain(|loss| loss.allow != gone);
            let table = &self.wanted.new[column.table.new];
            let path = table_path(table);
            let speaks = |name: &str| {
                let name = resource::column(&path, name);
                node.takes.contains(&name) || node.releases.contains(&name)
            };
            let object = node.gives.iter().any(|what| what.starts_with("object "));
            let reads = object && node.takes.contains(&resource::table(&path));
            let keeps_name = column.keeps_name(self.wanted);
            if speaks(&column.aside(self.wanted))
                || (keeps_name && (reads || speaks(&table[column.new].name)))
            {
                node.phase = node.phase.max(Phase::Contract);
            }
        }
    }

    /// Why something is done in place after all.
    fn explain(&self, node: &mut Node) {
        let names = ["rename_columns:", "change_type:"];
        let Some(path) = names
            .iter()
            .find_map(|name| node.op.name.strip_prefix(name))
        else {
            return;
        };
        let mut reasons = self.chosen.in_place.iter();
        if let Some((_, reason)) = reasons.find(|(table, _)| {
            path == *table
                || path
                    .strip_prefix(table.as_str())
                    .is_some_and(|rest| rest.starts_with('.'))
        }) && let Some(hazard) = node
            .op
            .hazards
            .iter_mut()
            .find(|h| h.rule == "M14" || h.rule == "M12")
        {
            hazard.message = format!("{}; not in phases, because {reason}", hazard.message);
        }
    }
}

/// A migration of one op.
fn alone(phase: Phase, op: Op) -> Migration {
    Migration {
        phase,
        in_transaction: op.in_transaction,
        ops: vec![op],
    }
}

/// Objects that the server ties to columns and not to names.
const fn holds_columns(kind: ObjectKind) -> bool {
    matches!(
        kind,
        ObjectKind::View | ObjectKind::MaterializedView | ObjectKind::Rule | ObjectKind::Policy
    )
}
