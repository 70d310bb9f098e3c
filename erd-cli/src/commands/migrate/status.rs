//! `cargo erd migrate status`: what a database has of the migrations.

use super::args;
use super::runs::open;
use crate::error::Error;
use crate::{json, output};
use erd_history::Found;
use erd_history::run::{self, State};
use erd_migrate::Phase;
use std::fmt::Write as _;
use std::process::ExitCode;

pub(super) fn run(args: &args::Status) -> Result<ExitCode, Error> {
    let (mut connection, place, found) = open(&args.database, &args.folder)?;
    let status = run::status(connection.as_mut(), place.format, &found)?;
    if args.written.is_json() {
        output::json(erd_json::Status {
            summary: erd_json::StatusSummary {
                applied: status.count(State::Applied),
                pending: pending(&status),
            },
            migrations: migrations(&status, &found),
        })?;
        return Ok(exit_code(&status));
    }
    let mut text = String::new();
    for (name, state) in &status.migrations {
        let phase = phase(&found, name).map_or("-", Phase::word);
        // Writing to a string does not fail.
        let _ = writeln!(text, "{:<11} {phase:<8} {name}", state.name());
    }
    output::result(&text)?;
    output::note(format_args!(
        "{} applied, {} pending",
        status.count(State::Applied),
        pending(&status)
    ));
    for (name, state) in &status.migrations {
        if let Some(told) = told(*state) {
            output::warn(format_args!("{name} {told}"));
        }
    }
    Ok(exit_code(&status))
}

fn exit_code(status: &run::Status) -> ExitCode {
    let clean = status.count(State::Applied) == status.migrations.len();
    ExitCode::from(u8::from(!clean))
}

fn pending(status: &run::Status) -> usize {
    status.count(State::Pending) + status.count(State::Late)
}

/// The phase of the migration of that name, where its file says one.
fn phase(found: &[Found], name: &str) -> Option<Phase> {
    let migration = found.iter().find(|f| f.migration.full_name() == name)?;
    erd_history::phase(&migration.migration)
}

/// The migrations for programs.
pub(super) fn migrations(status: &run::Status, found: &[Found]) -> Vec<erd_json::Migration> {
    let migration = |(name, state): &(String, State)| erd_json::Migration {
        name: name.clone(),
        phase: phase(found, name).map(json::phase),
        state: match state {
            State::Applied => erd_json::State::Applied,
            State::Pending => erd_json::State::Pending,
            State::Late => erd_json::State::Late,
            State::Interrupted => erd_json::State::Interrupted,
            State::Partial => erd_json::State::Partial,
            State::Edited => erd_json::State::Edited,
            State::Missing => erd_json::State::Missing,
        },
        advice: told(*state).map(str::to_owned),
    };
    status.migrations.iter().map(migration).collect()
}

/// What to know and do where a migration is neither applied nor simply next.
pub(super) const fn told(state: State) -> Option<&'static str> {
    match state {
        State::Applied | State::Pending => None,
        State::Late => Some(
            "is older than the last one applied: it comes from a branch that was merged late. `cargo erd migrate rebase` puts \
             it last, `apply --out-of-order` applies it as it is",
        ),
        State::Interrupted => {
            Some("was cut off: `cargo erd migrate apply` goes on at the right statement")
        }
        State::Partial => Some(
            "stands for migrations of which only a part is applied: finish them from a checkout of before the squash",
        ),
        State::Edited => Some(
            "was edited since it was applied: put it back, and write the change as a migration of its own",
        ),
        State::Missing => Some("was applied, and is not in the folder"),
    }
}
