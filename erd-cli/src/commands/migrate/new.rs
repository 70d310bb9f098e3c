//! `cargo erd migrate new`: what leads from the last migration to the code, as files.

use super::args;
use super::losses;
use super::place::{Place, target};
use super::runs::untouched;
use super::sizes;
use super::summary;
use super::version::Versions;
use super::written;
use crate::commands::answers::Asked;
use crate::commands::compare::difference;
use crate::commands::{config_of, served};
use crate::error::Error;
use crate::output::{self, TITLE, WARNING};
use crate::project::Project;
use crate::runner::{self, Code};
use erd_checks::Config;
use erd_core::schema::Printed;
use erd_core::{Dialect, Engine, Family, Schema};
use erd_history::{Found, format, migrations, snapshot, sum};
use erd_json::{New, Written};
use erd_migrate::{Phase, Plan, PlanOptions, plan};
use std::collections::BTreeMap;
use std::process::ExitCode;

/// The migrations of one dialect, before they are written.
struct Draft {
    place: Place,
    found: Vec<Found>,
    plan: Plan,
    dialect: Dialect,
    /// What the server of `--from-database` printed otherwise than it is written.
    said: Vec<Printed>,
}

pub(super) fn run(args: &args::New) -> Result<ExitCode, Error> {
    let project = Project::find(&args.folder.subject)?;
    let config = config_of(&project)?;
    let code = runner::code(&project)?;
    let mut drafts = Vec::new();
    // All are planned before any is written: a refusal for one leaves the others as they are.
    let mut engines = engines(args.dialect, &config)?;
    if let Some(url) = &args.database_url {
        // The refusal that can say how many rows it is about comes first.
        engines.sort_by_key(|engine| !losses::is_of(url, engine.dialect));
    }
    let mut asked = Asked::default();
    for engine in engines {
        match draft(args, &config, &code.schema, engine, &mut asked) {
            Err(Error::Refused { dialect, refusals }) if args.written.is_json() => {
                output::json(written::refused(dialect, &refusals))?;
                return Ok(ExitCode::FAILURE);
            }
            draft => drafts.push(draft?),
        }
    }
    asked.check_losses(&args.allow)?;
    asked.check_backfill(&args.backfill)?;
    let mut migrations = Vec::new();
    for draft in &drafts {
        migrations.extend(write(args, draft, &code)?);
    }
    if args.written.is_json() {
        output::json(New {
            migrations,
            refusals: Vec::new(),
        })?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The targets of the project, or the dialect that was named.
pub(super) fn engines(named: Option<Dialect>, config: &Config) -> Result<Vec<Engine>, Error> {
    match named {
        Some(dialect) => {
            let targets = config.migrated();
            if !targets.is_empty() {
                target(dialect, &targets)?;
            }
            Ok(vec![config.engine(dialect)])
        }
        None if config.targets.is_empty() => Err(Error::Usage {
            message: "nobody said for which database the migration is".into(),
            help: "write `postgres = \"14\"` under `[targets]` in erd.toml, or say `--dialect postgres`"
                .into(),
        }),
        None => {
            let targets = match config.migrated() {
                none if none.is_empty() => vec![served(config.targets[0].product)?],
                targets => targets,
            };
            let engines = targets.into_iter().map(|dialect| config.engine(dialect));
            Ok(engines.collect())
        }
    }
}

fn draft(
    args: &args::New,
    config: &Config,
    wanted: &Schema,
    engine: Engine,
    asked: &mut Asked,
) -> Result<Draft, Error> {
    let dialect = engine.dialect;
    let place = Place::find(&args.folder, dialect)?;
    let found = place.read()?;
    untouched(&place, &found)?;
    let (old, known) = last_schema(args, &place, &found, dialect)?;
    // SQLite keeps expressions as they are written, and connecting would make the file.
    let url = args
        .from_database
        .as_deref()
        .filter(|_| !dialect.is(Family::Sqlite));
    let mut server = url.map(erd_live::connect).transpose()?;
    let connection = server
        .as_deref_mut()
        .map(|c| c as &mut dyn erd_live::Connection);
    let (diff, said) = difference(connection, &old, wanted, engine, &known)?;
    let options = PlanOptions {
        allow: args.allow.clone(),
        backfill: args.backfill.iter().cloned().collect(),
        in_place: args.in_place,
        rows: match at_hand(args, dialect) {
            Some(url) => sizes::counted(url, &diff),
            None => BTreeMap::new(),
        },
        small: config.migrations.small,
        ..PlanOptions::default()
    };
    let plan = plan(&diff, &options).map_err(|mut refusals| {
        if let Some(url) = &args.database_url {
            losses::count(url, dialect, &mut refusals);
        }
        Error::Refused { dialect, refusals }
    })?;
    asked.add(&diff, &plan);
    for hint in &diff.stale_hints {
        output::warn(hint.message(&diff));
    }
    // What was there before was said before.
    let before = erd_ddl::warnings(&old, engine);
    for warning in erd_ddl::warnings(wanted, engine) {
        if !before.contains(&warning) {
            output::warn(warning);
        }
    }
    Ok(Draft {
        place,
        found,
        plan,
        dialect,
        said,
    })
}

/// The address of a database of that engine whose rows can be counted.
fn at_hand(args: &args::New, dialect: Dialect) -> Option<&str> {
    let given = args.from_database.iter().chain(&args.database_url);
    let mut given = given.map(String::as_str);
    given.find(|url| losses::is_of(url, dialect))
}

/// What the migrations so far lead to, and what servers are known to print for its expressions.
fn last_schema(
    args: &args::New,
    place: &Place,
    found: &[Found],
    dialect: Dialect,
) -> Result<(Schema, Vec<Printed>), Error> {
    let snapshot = snapshot::read(&place.folder);
    if let Some(url) = &args.from_database {
        let described = erd_live::describe_url(url)?;
        if described.dialect != dialect {
            return Err(Error::Usage {
                message: format!(
                    "the database is {}, and the migration is for {}",
                    described.dialect.title(),
                    dialect.title()
                ),
                help: format!("say `--dialect {}`", described.dialect),
            });
        }
        // A snapshot that cannot be read is what the database stands in for.
        let printed = snapshot.ok().flatten().map(|snapshot| snapshot.printed);
        return Ok((described.schema, printed.unwrap_or_default()));
    }
    match snapshot? {
        Some(snapshot) => Ok((snapshot.schema, snapshot.printed)),
        None if found.is_empty() => Ok((Schema::default(), Vec::new())),
        None => Err(Error::Usage {
            message: format!(
                "{} has migrations and no {}, so nobody knows what they lead to",
                place.folder.display(),
                snapshot::FILE
            ),
            help: "name a database that has them all: `--from-database URL`".into(),
        }),
    }
}

fn write(args: &args::New, draft: &Draft, code: &Code) -> Result<Vec<Written>, Error> {
    let Draft {
        place,
        found,
        plan,
        dialect,
        said,
    } = draft;
    if plan.migrations.is_empty() {
        output::note(format_args!(
            "{}: the migrations lead to what the code says already",
            dialect.title()
        ));
    }
    let last = found.last().map(|f| f.migration.version.as_str());
    let mut versions = Versions::after(last, args.version.as_deref());
    let written = migrations(plan, &args.name, || versions.next());
    let mut names = Vec::new();
    let mut answer = Vec::new();
    for (migration, planned) in written.iter().zip(&plan.migrations) {
        let files = format::write(&place.folder, place.format, migration)?;
        output::wrote(&files, &place.folder);
        for op in &planned.ops {
            output::note(format_args!("  {TITLE}{}{TITLE:#}", op.title));
            for hazard in &op.hazards {
                let (rule, text) = (&hazard.rule, &hazard.message);
                output::note(format_args!("    {WARNING}{rule}{WARNING:#}: {text}"));
            }
        }
        if migration.down.is_none() {
            output::note("  there is no way back from this one");
        }
        if let Some(apart) = planned.apart.filter(|_| args.explain) {
            output::note(format_args!(
                "  it stands alone, because {}",
                apart.reason()
            ));
        }
        names.push(migration.full_name());
        answer.push(written::answer(migration, planned, &files, *dialect));
    }
    let mut table = summary::table(&names, &plan.migrations, *dialect).into_iter();
    if let Some(head) = table.next().filter(|_| !names.is_empty()) {
        output::note(format_args!("\n{TITLE}{head}{TITLE:#}"));
        table.for_each(output::note);
    }
    let phases = |phase| plan.migrations.iter().any(|m| m.phase == phase);
    if phases(Phase::Contract) && (phases(Phase::Expand) || phases(Phase::Backfill)) {
        let expand = if phases(Phase::Expand) {
            "`cargo erd migrate apply --through expand`, "
        } else {
            ""
        };
        let backfill = if phases(Phase::Backfill) {
            "`cargo erd migrate apply --through backfill`, "
        } else {
            ""
        };
        output::note(format_args!(
            "the order: {expand}deploy the new version, {backfill}and `cargo erd migrate apply` when no old version runs any more",
        ));
    }
    snapshot::write(&place.folder, *dialect, &code.schema)?;
    if !said.is_empty()
        && let Some(written) = snapshot::read(&place.folder)?
    {
        snapshot::remember(&place.folder, &written, said)?;
    }
    sum::write(&place.folder, &place.read()?, Some(code.fingerprint))?;
    Ok(answer)
}
