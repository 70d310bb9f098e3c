//! `cargo erd check`: every rule on the schema of a crate, or of a live database.

mod baseline;
mod database;
mod fix;
mod migrated;
mod source;
mod spoken;

use crate::cli::{self, Report};
use crate::error::Error;
use crate::json;
use crate::output;
use crate::project::Project;
use crate::report::{self, excerpt};
use crate::runner;
use erd_checks::render::{self, Results};
use erd_core::{Finding, Level, Schema};
use erd_json::Output;
use source::{Decisions, Sources};
use std::path::PathBuf;
use std::process::ExitCode;

pub(super) fn run(args: &cli::Check) -> Result<ExitCode, Error> {
    let Subject {
        schema,
        decisions,
        workspace,
        missing,
    } = match &args.database_url {
        Some(url) => database::read(url)?,
        None => code(args)?,
    };
    let mut checked = erd_checks::check_schema_with(&schema, &decisions.config);
    checked.findings.extend(missing);
    if args.database_url.is_some() {
        // An allow that is for the code has nothing to silence here.
        checked.config.retain(|(_, f)| f.id != "U04");
        let dialects = decisions.config.dialects();
        if let Some(engine) = dialects.first().map(|d| decisions.config.engine(*d)) {
            let allowed = checked.allowed.iter_mut().map(|a| &mut a.finding);
            for finding in checked.findings.iter_mut().chain(allowed) {
                fix::in_sql(&schema, finding, engine);
            }
        }
    }
    let sources = Sources::new(&workspace, args.format);
    let mut results = Results::new(
        &schema,
        &checked,
        |table, finding| sources.place(table, finding),
        |line| Some(sources.line(decisions.file.as_deref()?, line)),
    );
    if args.database_url.is_some() {
        results.subject = &render::DATABASE;
    }
    if !args.all {
        results.items.retain(|i| i.finding.level != Level::Allow);
    }
    if let Some(file) = &args.baseline {
        if args.write_baseline {
            baseline::write(file, &results)?;
            output::note(results.summary());
            return Ok(ExitCode::SUCCESS);
        }
        let gone = baseline::apply(file, &mut results)?;
        if gone > 0 {
            output::note(format_args!(
                "{gone} of {} are no longer found: write it anew with `--write-baseline`",
                file.display()
            ));
        }
    }
    output::result(&match args.format {
        Report::Text => report::text(&results, &|item| {
            excerpt(item, &sources.text(&item.place.as_ref()?.file)?)
        }),
        Report::Json => Output::new(json::check(&results)).text(),
        Report::Sarif => render::sarif(&results),
        Report::Github => render::github(&results),
    })?;
    output::note(results.summary());
    Ok(ExitCode::from(exit_code(&results)))
}

/// What is checked.
struct Subject {
    schema: Schema,
    decisions: Decisions,
    /// Where the compiler's relative paths start.
    workspace: PathBuf,
    /// Migrations that are missing.
    missing: Vec<Finding>,
}

/// The schema of a crate.
fn code(args: &cli::Check) -> Result<Subject, Error> {
    let project = Project::find(&args.subject)?;
    let decisions = Decisions::read(&project.folder)?;
    let code = runner::code(&project)?;
    Ok(Subject {
        missing: migrated::missing(&project, &decisions.config, &code)?,
        decisions,
        schema: code.schema,
        workspace: project.workspace,
    })
}

/// 1 if a finding would fail the build; warnings are for people.
fn exit_code(results: &Results<'_>) -> u8 {
    u8::from(results.count(Level::Deny) > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::schema::{Schema, Table};

    #[test]
    fn only_denied_findings_fail() {
        let schema = Schema {
            objects: Vec::new(),
            tables: vec![Table::new("found")],
            enums: vec![],
        };
        let code = |decided: &str| {
            let config = erd_checks::config::read(decided).expect("a good file");
            let checked = erd_checks::check_schema_with(&schema, &config);
            exit_code(&Results::new(&schema, &checked, |_, _| None, |_| None))
        };
        assert_eq!(code(""), 1);
        assert_eq!(code("[rules]\nno_primary_key = \"warn\""), 0);
        let allow = "[[allow]]\nrule = \"no_primary_key\"\ntarget = \"found\"\n";
        assert_eq!(code(&format!("{allow}reason = \"a log\"")), 0);
        assert_eq!(code(allow), 1);
    }
}
