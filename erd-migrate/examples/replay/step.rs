//! One step of a history.

use crate::database::{DOWN, HISTORY, Server, WORK};
use crate::folder::{Migration, is_empty};
use crate::record::Step;
use erd_core::{Dialect, Schema};
use erd_migrate::{Diff, Op, Options, Plan, PlanOptions, diff, plan};

/// What became of a way.
pub(crate) enum Way {
    /// It led where it should.
    Right,
    /// It led somewhere else: what still differs.
    Wrong(Vec<String>),
    /// A statement failed.
    Failed(String),
    /// There is none, and why.
    None(String),
}

pub(crate) struct Changed {
    /// From the state before to the state after.
    pub(crate) up: Way,
    /// From there back, by the plan.
    pub(crate) down: Way,
    /// Losses of the plan that the authors' migration had too.
    pub(crate) losses: usize,
    /// Losses of the plan that it had not.
    pub(crate) wrong_losses: Vec<String>,
    /// Renames of tables and columns that the record has.
    pub(crate) renames: (usize, usize),
}

pub(crate) struct Outcome {
    /// `None` where the step changes nothing.
    pub(crate) changed: Option<Changed>,
    /// The authors' way back; `None` without a file.
    pub(crate) authors: Option<Way>,
}

fn compare(old: &Schema, new: &Schema) -> Result<Diff, String> {
    diff(old, new, Dialect::Postgres, &Options::default()).map_err(|error| error.to_string())
}

fn arrived(server: &Server, role: &str, wanted: &Schema) -> Result<Way, String> {
    let difference = compare(&server.describe(role)?, wanted)?;
    Ok(if difference.is_empty() {
        Way::Right
    } else {
        Way::Wrong(
            difference
                .entries()
                .iter()
                .map(ToString::to_string)
                .collect(),
        )
    })
}

pub(crate) fn step(
    server: &Server,
    migration: &Migration,
    record: Option<&Step>,
    before: &Schema,
    after: &Schema,
) -> Result<Outcome, String> {
    let alters = !compare(before, after)?.is_empty();
    let authors = match &migration.down {
        Some(down) => Some(authors(server, migration, down, alters, before)?),
        None => None,
    };
    let changed = if alters {
        Some(generated(server, record, before, after)?)
    } else {
        None
    };
    Ok(Outcome { changed, authors })
}

fn authors(
    server: &Server,
    migration: &Migration,
    down: &str,
    alters: bool,
    before: &Schema,
) -> Result<Way, String> {
    if is_empty(down) {
        return Ok(if alters {
            Way::None("the file is empty".to_owned())
        } else {
            Way::Right
        });
    }
    server.copy(HISTORY, DOWN)?;
    match server.run_file(DOWN, down, migration.in_transaction) {
        Ok(()) => arrived(server, DOWN, before),
        Err(error) => Ok(Way::Failed(error)),
    }
}

fn generated(
    server: &Server,
    record: Option<&Step>,
    before: &Schema,
    after: &Schema,
) -> Result<Changed, String> {
    let mut wanted = after.clone();
    if let Some(record) = record {
        record.hint(&mut wanted);
    }
    let mut out = Changed {
        up: Way::Right,
        down: Way::None("the way there failed".to_owned()),
        losses: 0,
        wrong_losses: Vec::new(),
        renames: record.map(Step::count).unwrap_or_default(),
    };
    let planned = compare(before, &wanted).and_then(|difference| planned(&difference));
    let plan = match planned {
        Ok(plan) => plan,
        Err(refused) => {
            out.up = Way::None(refused);
            return Ok(out);
        }
    };
    for loss in plan.ops().flat_map(|op| &op.losses) {
        if record.is_some_and(|record| record.has_loss(&loss.allow.to_string())) {
            out.losses += 1;
        } else {
            out.wrong_losses.push(loss.allow.to_string());
        }
    }
    for migration in &plan.migrations {
        let statements = migration.ops.iter().flat_map(|op| &op.statements);
        let statements = statements.map(String::as_str);
        if let Err(error) = server.run(WORK, statements, migration.in_transaction) {
            out.up = Way::Failed(error);
            return Ok(out);
        }
    }
    out.up = arrived(server, WORK, after)?;
    if matches!(out.up, Way::Right) {
        out.down = back(server, &plan, before)?;
    }
    Ok(out)
}

/// The plan's own way back.
fn back(server: &Server, plan: &Plan, before: &Schema) -> Result<Way, String> {
    if let Some(op) = plan.ops().find(|op| !Op::is_reversible(op)) {
        return Ok(Way::None(format!("irreversible: {}", op.title)));
    }
    for migration in plan.migrations.iter().rev() {
        let Ok(down) = migration.down() else { continue };
        if let Err(error) = server.run(WORK, down, migration.in_transaction) {
            return Ok(Way::Failed(error));
        }
    }
    arrived(server, WORK, before)
}

/// The plan with every loss allowed that it asks about, or why there is none.
fn planned(difference: &Diff) -> Result<Plan, String> {
    let mut options = PlanOptions {
        // The applications' own migrations are.
        in_place: true,
        ..PlanOptions::default()
    };
    loop {
        let refusals = match plan(difference, &options) {
            Ok(plan) => return Ok(plan),
            Err(refusals) => refusals,
        };
        let before = options.allow.len();
        for refusal in &refusals.0 {
            let asked = refusal.help.split_once("--allow ");
            let name = asked.and_then(|(_, name)| name.split('`').next());
            let name = name
                .map(str::to_owned)
                .filter(|name| !options.allow.contains(name));
            options.allow.extend(name);
        }
        if options.allow.len() == before {
            return Err(refusals.to_string());
        }
    }
}
