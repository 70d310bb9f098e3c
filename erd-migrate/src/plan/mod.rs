//! From the difference of two schemas to the statements that lead from one to the other.
//!
//! Each step becomes one or more nodes of a graph. A node says what it provides, requires and removes; the edges follow
//! from that, and the order from the edges, with priorities among what may come next.

mod backfill;
mod context;
mod fill;
mod graph;
mod held;
mod inherited;
mod join;
mod middle;
mod mysql;
mod node;
mod objects;
mod op;
mod op_name;
mod phases;
mod postgres;
mod queries;
mod recreated;
mod references;
mod refuse;
mod resource;
mod sequences;
mod size;
mod small;
mod sqlite;
mod steps;
mod tables;
mod together;
mod uses;

pub use op::{
    Backfill, Hazard, Lock, LockMode, Loss, Migration, Op, Phase, Plan, Reverse, SplitReason,
    Timeouts,
};
pub use op_name::{ConstraintKind, OpKind, OpName, OpVerb};
pub use refuse::{Refusal, Refusals};

use crate::Diff;
use context::Context;
use erd_core::Family;
use join::Join;
use node::Node;
use refuse::Decisions;
use small::Small;
use std::collections::BTreeMap;

/// What a plan may do, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanOptions {
    /// Names of losses that are wanted: `drop_column:orders.note`.
    pub allow: Vec<String>,
    /// For a column without a default that rows need: the SQL expression that they get, by `table.column`.
    pub backfill: BTreeMap<String, String>,
    /// Nothing runs while it is applied: renames and changes of types are done in place, in one step, instead of in
    /// phases that the old version of the application survives.
    pub in_place: bool,
    /// How many rows tables have, by path, where somebody counted them; for others what is declared counts.
    pub rows: BTreeMap<String, u64>,
    /// Whether a table of which nobody says how many rows it has is small: what is done to a small table takes a moment,
    /// and so it needs neither batches nor indexes that are built beside the work, nor migrations of their own for either.
    pub small: bool,
    /// Longest wait of a statement for a lock, in milliseconds.
    pub lock_ms: u64,
    /// Longest run of a statement that is meant to be short, in milliseconds.
    pub statement_ms: u64,
}

impl Default for PlanOptions {
    fn default() -> Self {
        Self {
            allow: Vec::new(),
            backfill: BTreeMap::new(),
            in_place: false,
            rows: BTreeMap::new(),
            small: false,
            lock_ms: 2_000,
            statement_ms: 60_000,
        }
    }
}

/// Plans the way from the old schema of a difference to its new one.
///
/// Fails with everything that has to be decided first: losses that nobody allowed, what might be a rename, hints that
/// lead nowhere, and what the engine cannot do in place.
pub fn plan(diff: &Diff, options: &PlanOptions) -> Result<Plan, Refusals> {
    let mut refusals = Vec::new();
    let decisions = Decisions::new(diff, options);
    decisions.problems(&mut refusals);
    decisions.casts(&mut refusals);
    let small = Small::new(diff, options);
    let join = Join {
        dialect: diff.dialect,
        small: &small,
    };
    let mut migrations = phases::migrations(diff, options, &decisions, join, &mut refusals);
    size::tell(diff, &mut migrations);
    join.explain(&mut migrations);
    if !refusals.is_empty() {
        refusals.sort();
        refusals.dedup();
        return Err(Refusals(refusals));
    }
    Ok(Plan {
        dialect: diff.dialect,
        version: diff.engine.version.pair(),
        migrations,
    })
}

/// The migrations of a difference as it is. `adjust` sees each node before it is judged and gets its place.
fn migrations(
    diff: &Diff,
    options: &PlanOptions,
    decisions: &Decisions<'_>,
    small: &Small,
    refusals: &mut Vec<Refusal>,
    adjust: impl FnMut(&mut Node),
) -> Vec<Migration> {
    let context = Context::new(diff, options, small);
    let mut nodes = match diff.dialect.family() {
        Family::Postgres => postgres::nodes(&context),
        Family::MySql => mysql::nodes(&context),
        Family::Sqlite => sqlite::nodes(&context),
    };
    nodes.iter_mut().for_each(adjust);
    small.join(&mut nodes);
    refusals.extend(context.refusals.take());
    decisions.losses(&nodes, refusals);
    let sorted = graph::sort(nodes, refusals);
    graph::group(sorted, diff.dialect)
}
