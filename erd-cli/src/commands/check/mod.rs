//! `cargo erd check`: every rule on the schema of a crate, or of a live database.

mod baseline;
pub(super) mod database;
mod fix;
mod in_sql;
mod messages;
mod migrated;
mod source;
mod watch;

use crate::cli::{self, MessageFormat, Report};
use crate::edit::{self, Patch};
use crate::error::Error;
use crate::json;
use crate::output;
use crate::project::Project;
use crate::report::{self, excerpt};
use crate::runner::{self, CompilerOutput, Failed};
use erd_checks::Checked;
use erd_checks::render::{self, Item, Results};
use erd_core::{Finding, Level, Schema};
use erd_json::Output;
use source::Decisions;
pub(super) use source::Sources;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(super) fn run(args: &cli::Check) -> Result<ExitCode, Error> {
    if args.watch {
        watch::run(args)
    } else {
        once(args)
    }
}

/// One check.
fn once(args: &cli::Check) -> Result<ExitCode, Error> {
    let mut looked = match &args.database_url {
        Some(url) => database::read(url)?,
        None if args.message_format.is_some() => look(&args.subject, messages::failed)?,
        None => look(&args.subject, Failed::show)?,
    };
    let checked = match args.database_url {
        Some(_) => looked.checked_live(),
        None => looked.checked(),
    };
    let sources = Sources::new(&looked.workspace, base(args, &looked.workspace));
    let mut said = std::mem::take(&mut looked.said);
    let mut results = looked.results(&checked, &sources);
    // What stopped the build may be nothing that is listed here.
    if results.count(Level::Deny) == 0
        && let Some(failed) = said.failed()
    {
        return Err(failed.show());
    }
    if args.database_url.is_some() {
        results.subject = &render::DATABASE;
    }
    if !args.all {
        results.items.retain(|i| i.finding.level != Level::Allow);
    }
    if let Some(file) = &args.baseline {
        let rest = baseline::Rest {
            build_stops: said.stopped.is_some(),
        };
        rest.note(&results);
        if args.write_baseline {
            baseline::write(file, &results, rest)?;
            output::note(results.summary());
            return Ok(ExitCode::SUCCESS);
        }
        let gone = baseline::apply(file, &mut results, rest)?;
        if gone > 0 {
            output::note(format_args!(
                "{gone} of {} are no longer found: write it anew with `--write-baseline`",
                file.display()
            ));
        }
    }
    if let (Some(MessageFormat::Rustc), Some(project)) = (args.message_format, &looked.project) {
        output::file(&messages::lines(&looked, project, &results, &sources, said))?;
        return Ok(ExitCode::from(exit_code(&results)));
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

/// People read paths from where they stand; code hosts from the root of the repository, and compilers from that of the
/// workspace.
fn base(args: &cli::Check, workspace: &Path) -> PathBuf {
    match args.format {
        _ if args.message_format.is_some() => workspace.to_owned(),
        Report::Text => std::env::current_dir().unwrap_or_default(),
        Report::Json | Report::Sarif | Report::Github => report::repository(workspace),
    }
}

/// What is checked.
pub(super) struct Looked {
    pub(super) schema: Schema,
    pub(super) decisions: Decisions,
    /// Where the compiler's relative paths start.
    pub(super) workspace: PathBuf,
    /// Migrations that are missing.
    missing: Vec<Finding>,
    /// What the compiler says of the code.
    pub(super) said: CompilerOutput,
    /// The package of the code.
    pub(super) project: Option<Project>,
}

impl Looked {
    /// What the rules find.
    pub(super) fn checked(&self) -> Checked {
        let mut checked = erd_checks::check_schema_with(&self.schema, &self.decisions.config);
        checked.findings.extend(self.missing.iter().cloned());
        checked
    }

    /// What the rules find in a live database, said in SQL.
    pub(super) fn checked_live(&self) -> Checked {
        let mut checked = self.checked();
        // An allow that is for the code has nothing to silence here.
        checked.config.retain(|(_, f)| f.id != "U04");
        let config = &self.decisions.config;
        if let Some(engine) = config.dialects().first().map(|d| config.engine(*d)) {
            let allowed = checked.allowed.iter_mut().map(|a| &mut a.finding);
            for finding in checked.findings.iter_mut().chain(allowed) {
                fix::in_sql(&self.schema, finding, engine);
            }
        }
        checked
    }

    /// The same with the places in the files.
    pub(super) fn results<'a>(&'a self, checked: &'a Checked, sources: &Sources) -> Results<'a> {
        Results::new(
            &self.schema,
            checked,
            |table, finding| sources.place(table, finding),
            |line| Some(sources.line(self.decisions.file.as_deref()?, line)),
        )
    }

    /// What mends a finding for certain, in the text of its file.
    pub(super) fn patch(&self, item: &Item<'_>, sources: &Sources) -> Option<Patch> {
        let edit = item.finding.edit.as_ref()?;
        let text = sources.text(&item.place.as_ref()?.file)?;
        let mut tables = self.schema.tables.iter();
        let table = tables.find(|table| table.path() == item.finding.table)?;
        edit::patch(&text, table, edit)
    }
}

/// The schema of a crate. `failed` says what the compiler says where it does not build.
pub(super) fn look(subject: &cli::Subject, failed: fn(Failed) -> Error) -> Result<Looked, Error> {
    let project = Project::find(subject)?;
    let decisions = Decisions::read(&project.folder)?;
    let (code, said) = runner::code_to_check(&project).map_err(|error| failed(*error))?;
    Ok(Looked {
        missing: migrated::missing(&project, &decisions.config, &code)?,
        decisions,
        schema: code.schema,
        workspace: project.workspace.clone(),
        said,
        project: Some(project),
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
