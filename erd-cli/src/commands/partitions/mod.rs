//! `cargo erd partitions`: partitions by ranges of time are made ahead, and go when they are over.

mod answer;
pub(crate) mod args;

use super::side;
use crate::error::Error;
use crate::output;
use answer::{Of, at, done, exit, listed, planned, text};
use args::{Apply, Partitions, Plan, Target};
use erd_core::Schema;
use erd_json::{PartitionsApply, PartitionsPlan, PartitionsStatus};
use erd_live::Connection;
use erd_partitions::{Event, Kind, Moment, Options};
use std::process::ExitCode;

pub(super) fn run(command: &Partitions) -> Result<ExitCode, Error> {
    match command {
        Partitions::Plan(args) => plan(args),
        Partitions::Apply(args) => apply(args),
        Partitions::Status(args) => status(args),
    }
}

fn plan(args: &Plan) -> Result<ExitCode, Error> {
    let (mut connection, schema, options) = open(&args.target)?;
    let plans = erd_partitions::plan(connection.as_mut(), &schema, &options)?;
    if args.written.is_json() {
        output::json(PartitionsPlan {
            at: at(options.now),
            tables: plans.iter().map(planned).collect(),
        })?;
    } else {
        output::result(&text(&plans, Of::Plan))?;
    }
    Ok(exit(plans.iter().all(|plan| plan.problems.is_empty())))
}

fn status(args: &Plan) -> Result<ExitCode, Error> {
    let (mut connection, schema, options) = open(&args.target)?;
    let plans = erd_partitions::plan(connection.as_mut(), &schema, &options)?;
    let clean = plans.iter().all(erd_partitions::TablePlan::is_clean);
    if args.written.is_json() {
        output::json(PartitionsStatus {
            at: at(options.now),
            clean,
            tables: plans.iter().map(planned).collect(),
        })?;
    } else {
        output::result(&text(&plans, Of::Status))?;
    }
    Ok(exit(clean))
}

fn apply(args: &Apply) -> Result<ExitCode, Error> {
    let (mut connection, schema, mut options) = open(&args.target)?;
    options.lock_timeout = args.lock_timeout;
    options.retries = args.retries;
    options.wait = args.wait;
    let all = erd_partitions::apply(
        connection.as_mut(),
        &schema,
        &options,
        &|table| args.may_drop(table),
        &mut |event| match event {
            Event::Waited => output::note("another run has ended; going on"),
            Event::Op(table, op) => output::note(format_args!("{table}: {}", op.title)),
            Event::Retry(message) => {
                output::note(format_args!("no lock ({message}); trying again"));
            }
        },
    )?;
    if all.iter().all(|table| table.done.is_empty()) {
        output::note("nothing was due that could be done");
    }
    if args.written.is_json() {
        output::json(PartitionsApply {
            at: at(options.now),
            tables: all.iter().map(done).collect(),
        })?;
    } else {
        output::result(&all.iter().map(listed).collect::<String>())?;
    }
    Ok(exit(all.iter().all(erd_partitions::Done::is_whole)))
}

/// Says of which tables partitions are due: one that was just made may have none, and takes no rows then.
pub(super) fn remind(connection: &mut dyn Connection, schema: &Schema) -> Result<(), Error> {
    let plans = match erd_partitions::plan(connection, schema, &Options::at(now())) {
        Err(erd_partitions::Error::NoPartitions) => return Ok(()),
        plans => plans?,
    };
    for plan in plans {
        let due = plan.ops.iter().filter(|op| op.kind == Kind::Make);
        let due = due.flat_map(|op| op.partitions.clone());
        let due: Vec<_> = due
            .filter(|name| Some(name) != plan.default.as_ref())
            .collect();
        if !due.is_empty() {
            output::note(format_args!(
                "{} has no partition yet for the time that comes: `cargo erd partitions apply` makes {}",
                plan.table,
                due.join(", ")
            ));
        }
    }
    Ok(())
}

fn now() -> Moment {
    Moment(chrono::Utc::now().timestamp())
}

/// The database, the schema that declares the partitions, and when it is.
fn open(target: &Target) -> Result<(Box<dyn Connection>, Schema, Options), Error> {
    let url = target.database.address()?;
    let side = side::read(
        &target.schema,
        &target.subject,
        None,
        ["is left alone", "are left alone"],
    )?;
    let mut tables = side.schema.tables.iter();
    if !tables.any(|table| {
        table
            .intent
            .partition
            .as_ref()
            .is_some_and(|p| p.over_time.is_some())
    }) {
        output::note("no table says `every` in its `partition_by(..)`");
    }
    let connection = erd_live::connect_existing(&url)?;
    let at = target.at.unwrap_or_else(now);
    Ok((connection, side.schema, Options::at(at)))
}
