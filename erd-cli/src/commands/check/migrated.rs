//! U08: the code is what its last migration leads to. Says the same as a build with `migrations = ".."` in `schema!`, and
//! what differs; also for a project that has `[migrations]` in erd.toml alone.

use crate::commands::migrate::place::Place;
use crate::error::Error;
use crate::output;
use crate::project::Project;
use crate::runner::Code;
use erd_checks::Config;
use erd_checks::rules::u08_migration_missing::RULE;
use erd_core::{Finding, Site};
use erd_history::{snapshot, sum};
use erd_migrate::{DiffError, Options, diff_knowing};
use std::path::Path;

/// How many differences a finding names.
const NAMED: usize = 5;

/// A finding for each folder of migrations that does not lead to the code.
pub(super) fn missing(
    project: &Project,
    config: &Config,
    code: &Code,
) -> Result<Vec<Finding>, Error> {
    let stated = &config.migrations;
    let below = match (&code.migrations, &stated.folder, &stated.format) {
        (Some(guarded), ..) => guarded,
        (None, Some(folder), _) => folder,
        (None, None, Some(_)) => "migrations",
        (None, None, None) => return Ok(Vec::new()),
    };
    let mut findings = Vec::new();
    for place in Place::all(project, config, below)? {
        let shown = shown(&place.folder, project);
        let Some(migrated) = sum::fingerprint(&place.folder)? else {
            if code.migrations.is_none() && !place.read()?.is_empty() {
                output::note(format_args!(
                    "nothing says what the migrations in `{shown}` lead to: `cargo erd migrate new NAME --from-database URL` notes it"
                ));
                continue;
            }
            findings.push(finding(
                &shown,
                format!("there are no migrations in `{shown}` that say what they lead to"),
                "write the first with `cargo erd migrate new start`",
            ));
            continue;
        };
        if migrated == code.fingerprint {
            continue;
        }
        let differs = differences(&place.folder, config, code)?;
        findings.push(finding(
            &shown,
            format!("the entities are not what the migrations in `{shown}` lead to{differs}"),
            "write what is missing with `cargo erd migrate new NAME`",
        ));
    }
    Ok(findings)
}

/// The folder as people write it.
fn shown(folder: &Path, project: &Project) -> String {
    let short = folder.strip_prefix(&project.folder).unwrap_or(folder);
    short.to_string_lossy().replace('\\', "/")
}

/// What leads from the snapshot to the code, behind a colon; nothing where there is no snapshot or the engine sees no
/// difference.
fn differences(folder: &Path, config: &Config, code: &Code) -> Result<String, Error> {
    let Some(snapshot) = snapshot::read(folder)? else {
        return Ok(String::new());
    };
    let engine = config.engine(snapshot.dialect);
    let diff = match diff_knowing(
        &snapshot.schema,
        &code.schema,
        engine,
        &Options::default(),
        &snapshot.printed,
    ) {
        Ok(diff) => diff,
        // `migrate new` says what the dialect lacks.
        Err(DiffError::Unsupported(_)) => return Ok(String::new()),
        Err(error) => return Err(Error::Diff(error)),
    };
    let all: Vec<String> = diff.entries().iter().map(ToString::to_string).collect();
    if all.is_empty() {
        return Ok(format!(
            ", in what {} does not hold",
            engine.dialect.title()
        ));
    }
    let more = match all.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    let named = all.iter().take(NAMED).map(String::as_str);
    Ok(format!(": {}{more}", named.collect::<Vec<_>>().join("; ")))
}

fn finding(folder: &str, message: String, help: &str) -> Finding {
    Finding {
        id: RULE.id,
        slug: RULE.slug,
        level: RULE.level,
        path: folder.to_owned(),
        table: String::new(),
        site: Site::Entity,
        message,
        why: RULE.why.to_owned(),
        help: vec![help.to_owned()],
        edit: None,
        silenceable: RULE.silenceable,
    }
}
