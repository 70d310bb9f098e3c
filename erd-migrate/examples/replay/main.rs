//! Walks the history of an application's migrations on PostgreSQL and holds the planner's migrations against the
//! authors' own: the tool behind `docs/migration-report.md`.
//!
//! `replay NAME postgres://host/ FOLDER RECORD.json` runs every migration of a diesel or sqlx folder in order. At each
//! step that changes the catalog it describes the state before and after, marks the renames of the record, plans, runs
//! the plan on a copy of the state before, and compares; then the same with the plan's way back, and with the authors'
//! `down.sql` on a copy of the state after. Scratch databases are named after NAME and dropped at the end.

mod database;
mod folder;
mod record;
mod report;
mod step;

use database::Server;
use record::Record;
use report::Report;

fn main() -> std::process::ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let outcome = match &arguments[..] {
        [name, url, folder, record] => walk(name, url, folder, record),
        _ => Err("usage: replay NAME postgres://user@host:port/ FOLDER RECORD.json".to_owned()),
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

fn walk(name: &str, url: &str, folder: &str, record: &str) -> Result<Report, String> {
    let history = folder::read(folder.as_ref())?;
    let record = Record::read(record)?;
    let server = Server::new(url, name)?;
    let mut before = server.describe(database::HISTORY)?;
    let mut report = Report::default();
    for migration in &history {
        server.copy(database::HISTORY, database::WORK)?;
        server
            .run_file(database::HISTORY, &migration.up, migration.in_transaction)
            .map_err(|error| format!("{}: {error}", migration.name))?;
        let after = server.describe(database::HISTORY)?;
        let outcome = step::step(
            &server,
            migration,
            record.of(&migration.name),
            &before,
            &after,
        )?;
        report.add(&migration.name, outcome);
        before = after;
    }
    server.finish()?;
    Ok(report)
}
