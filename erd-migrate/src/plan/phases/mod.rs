//! Changes that a running old version of the application would not survive, in phases that it does (rules M12, M14, M15,
//! M29, M30, M32 and M40).
//!
//! It is done with schemas and not with ops. Between the old schema and the new one stand others: one in which tables have
//! their new names, and views the old ones; one in which a changed column stands in both forms, with triggers that keep
//! them the same; one in which the indexes and constraints of the new form are there too; and one in which the new form has
//! taken the place of the old one. What leads from each to the next is planned like any other difference; only the batches
//! and the cutover are made here.

mod cast;
mod choose;
mod columns;
mod cutover;
mod derived;
mod enums;
mod expanded;
mod fill;
mod gone;
mod late;
mod mentions;
mod obstacle;
mod order;
mod shadow;
mod tables;
mod trigger;

use super::PlanOptions;
use super::context::{Context, hazard};
use super::join::Join;
use super::node::Node;
use super::op::{Migration, Op, Phase};
use super::refuse::{Decisions, Refusal};
use crate::Diff;
use crate::diff::{TablePair, diff_between};
use crate::plan::op_name::OpKind;
use columns::Columns;
use erd_core::Schema;
use erd_core::schema::ObjectKind;
use std::collections::BTreeMap;

/// The migrations of a difference, in phases where the old version of the application needs it.
pub(super) fn migrations(
    wanted: &Diff,
    options: &PlanOptions,
    decisions: &Decisions<'_>,
    join: Join<'_>,
    refusals: &mut Vec<Refusal>,
) -> Vec<Migration> {
    let asked = Asked {
        options,
        decisions,
        join,
    };
    if !options.in_place {
        let mut own = Vec::new();
        let migrations = asked.phases(wanted, &mut own);
        let cannot = |r: &Refusal| matches!(r.code, "unsupported" | "cycle");
        // What stands between may be more than the engine can do; then the whole is done in place, if it can be.
        if let Some(all) = migrations.filter(|_| !own.iter().any(cannot)) {
            refusals.extend(own);
            return all;
        }
    }
    asked.straight(wanted, refusals, |_| {})
}

/// What does not depend on the schemas.
#[derive(Clone, Copy)]
struct Asked<'a> {
    options: &'a PlanOptions,
    decisions: &'a Decisions<'a>,
    join: Join<'a>,
}

impl Asked<'_> {
    /// Tables get their new names, then all else changes. `None` where ids are damaged.
    fn phases(&self, wanted: &Diff, refusals: &mut Vec<Refusal>) -> Option<Vec<Migration>> {
        let (tables, in_place) = tables::choose(wanted);
        if tables.is_empty() {
            return Columns::new(*self, wanted, in_place, BTreeMap::new()).migrations(refusals);
        }
        let mut renamed = tables::renamed(wanted, &tables);
        let olds = tables
            .iter()
            .map(|pair| (wanted.old[pair.old].path(), *pair));
        let olds: BTreeMap<String, TablePair> = olds.collect();
        let both = difference(wanted, &wanted.old, &renamed)?;
        let mut all = self.straight(&both, refusals, |node| {
            node.phase = Phase::Expand;
            tables::early(wanted, &olds, node);
        });
        for migration in &mut all {
            migration.ops.retain(|op| !op.statements.is_empty());
        }
        all.retain(|migration| !migration.ops.is_empty());
        let mut new = wanted.new.clone();
        tables::settle(wanted, &tables, &mut renamed);
        for pair in &tables {
            new.tables[pair.new.0].renamed_from = None;
        }
        let rest = difference(wanted, &renamed, &new)?;
        let paths = tables.iter().map(|pair: &TablePair| {
            let (old, new) = (&wanted.old[pair.old], &wanted.new[pair.new]);
            (new.path(), old.path())
        });
        let columns = Columns::new(*self, &rest, in_place, paths.collect());
        self.join.append(&mut all, columns.migrations(refusals)?);
        Some(all)
    }

    fn straight(
        &self,
        diff: &Diff,
        refusals: &mut Vec<Refusal>,
        adjust: impl FnMut(&mut Node),
    ) -> Vec<Migration> {
        let (options, small) = (self.options, self.join.small);
        super::migrations(diff, options, self.decisions, small, refusals, adjust)
    }

    fn context<'d>(&'d self, diff: &'d Diff) -> Context<'d> {
        Context::new(diff, self.options, self.join.small)
    }
}

/// The difference of two schemas on the way. What has to be decided is decided on the whole.
fn difference(wanted: &Diff, from: &Schema, to: &Schema) -> Option<Diff> {
    let mut diff = diff_between(from, to, wanted.engine, wanted.options).ok()?;
    diff.problems.clear();
    Some(diff)
}

/// Why something is done in place after all, by the path of its table.
fn explain(in_place: &BTreeMap<String, String>, node: &mut Node) {
    // On SQLite all is one op.
    if node.op.name.kind == OpKind::ChangeSchema {
        let each = in_place.values().map(|reason| {
            let text = format!("a version of the application that runs and knows the old name fails at once; not in phases, because {reason}");
            hazard("M14", text)
        });
        // The reason says it again.
        if !in_place.is_empty() {
            node.op.hazards.retain(|hazard| hazard.rule != "M14");
        }
        node.op.hazards.extend(each);
        return;
    }
    let explained = matches!(
        node.op.name.kind,
        OpKind::RenameColumns | OpKind::ChangeType | OpKind::RenameTable | OpKind::ReplaceEnum
    );
    let reason = in_place.get(&node.op.name.owner).filter(|_| explained);
    let rules = ["M12", "M14", "M15", "M32"];
    let mut hazards = node.op.hazards.iter_mut();
    if let Some(reason) = reason
        && let Some(hazard) = hazards.find(|h| rules.contains(&&*h.rule))
    {
        hazard.message = format!("{}; not in phases, because {reason}", hazard.message);
    }
}

/// A migration of one op.
fn alone(phase: Phase, op: Op) -> Migration {
    Migration {
        phase,
        in_transaction: op.in_transaction,
        ops: vec![op],
        apart: None,
    }
}

/// Objects that the server ties to columns and not to names.
const fn holds_columns(kind: ObjectKind) -> bool {
    matches!(
        kind,
        ObjectKind::View | ObjectKind::MaterializedView | ObjectKind::Rule | ObjectKind::Policy
    )
}
