//! Walks the history of an application's migrations on PostgreSQL and holds the planner's migrations against the
//! authors' own: the tool behind `docs/reports/migrations.md`.
//!
//! `replay NAME postgres://host/ FOLDER RECORD.json [FIRST..LAST]` runs every migration of a diesel or sqlx folder in order. At each
//! step that changes the catalog it describes the state before and after, marks the renames of the record, plans, runs
//! the plan on a copy of the state before, and compares; then the same with the plan's way back, and with the authors'
//! `down.sql` on a copy of the state after. Scratch databases are named after NAME and dropped at the end. With a
//! range, counted from 0 and without LAST, other steps are run and not looked at.

mod database;
mod folder;
mod record;
mod report;
mod step;

use database::Server;
use record::Record;
use report::Report;
use std::ops::Range;

fn main() -> std::process::ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let outcome = match &arguments[..] {
        [name, url, folder, record] => walk(name, url, folder, record, &(0..usize::MAX)),
        [name, url, folder, record, steps] => {
            range(steps).and_then(|steps| walk(name, url, folder, record, &steps))
        }
        _ => Err(
            "usage: replay NAME postgres://user@host:port/ FOLDER RECORD.json [FIRST..LAST]"
                .to_owned(),
        ),
    };
    match outcome {
        Ok(report) => {
            print!("{report}");
            std::process::ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn range(text: &str) -> Result<Range<usize>, String> {
    let ends = text.split_once("..");
    ends.and_then(|(first, last)| Some(first.parse().ok()?..last.parse().ok()?))
        .ok_or_else(|| format!("`{text}` is no range of steps: write `10..20`"))
}

fn walk(
    name: &str,
    url: &str,
    folder: &str,
    record: &str,
    steps: &Range<usize>,
) -> Result<Report, String> {
    let history = folder::read(folder.as_ref())?;
    let record = Record::read(record)?;
    let server = Server::new(url, name)?;
    let mut before = None;
    let mut report = Report::default();
    for (i, migration) in history.iter().enumerate().take(steps.end) {
        let run = || {
            server
                .run_file(database::HISTORY, &migration.up, migration.in_transaction)
                .map_err(|error| format!("{}: {error}", migration.name))
        };
        if i < steps.start {
            run()?;
            continue;
        }
        let was = match before.take() {
            Some(schema) => schema,
            None => server.describe(database::HISTORY)?,
        };
        server.copy(database::HISTORY, database::WORK)?;
        run()?;
        let after = server.describe(database::HISTORY)?;
        let outcome = step::step(&server, migration, record.of(&migration.name), &was, &after)?;
        report.add(&migration.name, outcome);
        before = Some(after);
    }
    server.finish()?;
    Ok(report)
}
