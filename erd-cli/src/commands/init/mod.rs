//! `cargo erd init`: the first minute with erd, in a new package or in an application that exists.
//!
//! What is there is found first, then all that is to be done is known and said, and only then is anything done. A file that
//! somebody else wrote gets a line at most; where that is not safe, the line is said instead.

mod baseline;
mod dependencies;
mod diesel_toml;
mod found;
mod model;
mod module;
mod package;
mod plan;
mod words;

use crate::cli;
use crate::error::Error;
use crate::output;
use package::Here;
use plan::Plan;
use std::process::ExitCode;

pub(super) fn run(args: &cli::Init) -> Result<ExitCode, Error> {
    let here = Here::find(&args.subject)?;
    let found = found::Found::look(args, &here)?;
    let source = model::source(&found)?;
    let plan = Plan::make(args, &here, &found, source.as_ref())?;
    let is_json = args.written.is_json();
    if !is_json {
        output::result(&words::found(&here, &found, &plan))?;
        output::result(&words::to_do(&here, &plan))?;
    }
    if args.dry_run {
        output::note("nothing was done, because of `--dry-run`");
        if is_json {
            output::json(words::answer(args, &here, &found, &plan))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(report) = plan.report() {
        if is_json {
            output::note(report.trim_end());
        } else {
            output::result(&report)?;
        }
    }
    for (done, step) in plan.steps.iter().enumerate() {
        step.run(&here, &args.subject, &found, source.as_ref())
            .inspect_err(|_| {
                output::note(match done {
                    0 => "nothing was done:",
                    _ => "what is said above was done, and this could not be; run `cargo erd init` again when it is mended:",
                });
            })?;
    }
    for line in words::next(&here, &found, &plan) {
        output::note(line);
    }
    if is_json {
        output::json(words::answer(args, &here, &found, &plan))?;
    }
    Ok(ExitCode::SUCCESS)
}
