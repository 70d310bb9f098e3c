//! `cargo erd fix`: what mends a finding for certain is written into the code, as `cargo fix` does it.
//!
//! A round looks at the schema and writes what does not touch each other. The next one builds what was written, and finds what
//! follows from it: a wider key makes the columns that reference it too narrow.

mod round;
mod tree;

use super::check;
use crate::cli;
use crate::error::Error;
use crate::output;
use crate::project::Project;
use crate::runner::Failed;
use round::Round;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// More than what follows from each other in a schema that people write.
const ROUNDS: usize = 20;

pub(super) fn run(args: &cli::Fix) -> Result<ExitCode, Error> {
    for rule in &args.rule {
        if erd_checks::find_rule(rule).is_none() {
            return Err(Error::UnknownRule(rule.clone()));
        }
    }
    if !args.dry_run {
        let project = Project::find(&args.subject)?;
        tree::clean(&project.folder, args)?;
    }
    let mut fixed = Vec::new();
    let mut files = Vec::new();
    let mut last: Option<Round> = None;
    for _ in 0..ROUNDS {
        let looked = match (check::look(&args.subject, Failed::show), &last) {
            (Err(error), Some(last)) => {
                last.take_back()?;
                return Err(Error::Unfixed(Box::new(error)));
            }
            (looked, _) => looked?,
        };
        let round = Round::new(&looked, args)?;
        if round.files.is_empty() || args.dry_run {
            fixed.extend(round.fixed.iter().cloned());
            return finish(args, fixed, files, &round);
        }
        round.write()?;
        fixed.extend(round.fixed.iter().cloned());
        for file in &round.files {
            if !files.contains(&file.path) {
                files.push(file.path.clone());
            }
        }
        last = Some(round);
    }
    let looked = check::look(&args.subject, Failed::show)?;
    finish(args, fixed, files, &Round::new(&looked, args)?)
}

/// Says what was done and what is left.
fn finish(
    args: &cli::Fix,
    fixed: Vec<erd_json::Fixed>,
    files: Vec<PathBuf>,
    last: &Round,
) -> Result<ExitCode, Error> {
    let code = ExitCode::from(u8::from(last.is_denied()));
    let patch = args.dry_run.then(|| last.patch());
    if args.written.is_json() {
        output::json(erd_json::Fix {
            dry_run: args.dry_run,
            fixed,
            left: last.left.clone(),
            patch,
        })?;
        return Ok(code);
    }
    let mut text = String::new();
    for done in &fixed {
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "fixed {} {}: {}",
            done.id,
            done.path,
            done.title.replace('\n', " ")
        );
    }
    for left in &last.left {
        let _ = writeln!(text, "left  {} {}: {}", left.id, left.path, left.message);
    }
    match patch {
        Some(patch) => {
            output::file(&patch)?;
            output::note(text.replace("fixed ", "would fix ").trim_end());
        }
        None => output::result(&text)?,
    }
    let of_files = match files.len() {
        0 => String::new(),
        many => format!(" in {}", output::counted(many, "file")),
    };
    let verb = if args.dry_run { "would fix" } else { "fixed" };
    output::note(format_args!(
        "{verb} {}{of_files}; {} left, which somebody has to decide",
        output::counted(fixed.len(), "finding"),
        last.left.len()
    ));
    Ok(code)
}
