//! `cargo erd docs`: an offline site about the schema.

mod folder;

use super::{check, side};
use crate::cli::diagram::Source;
use crate::cli::docs::Docs;
use crate::error::Error;
use crate::output;
use crate::runner::Failed;
use erd_checks::{Checked, Config};
use erd_core::{Engine, Finding, Schema};
use erd_docs::Site;
use std::path::Path;

pub(super) fn run(args: &Docs) -> Result<(), Error> {
    let subject = Subject::read(&args.source)?;
    let engines = engines(args, &subject.config);
    let site = Site {
        title: args.title.as_deref().unwrap_or(&subject.name),
        schema: &subject.schema,
        findings: &subject.findings,
        engines: &engines,
    };
    let files = site.files();
    folder::write(&args.out, &files)?;
    let index = args.out.join("index.html");
    output::note(format_args!(
        "wrote {} in {} files",
        output::short(&index).display(),
        files.len()
    ));
    Ok(())
}

/// What the site is about.
struct Subject {
    name: String,
    schema: Schema,
    findings: Vec<Finding>,
    config: Config,
}

impl Subject {
    fn read(source: &Source) -> Result<Self, Error> {
        if let Some(url) = &source.database_url {
            let looked = check::database::read(url)?;
            let checked = looked.checked_live();
            return Ok(Self {
                name: "Database".to_owned(),
                findings: shown(checked),
                schema: looked.schema,
                config: looked.decisions.config,
            });
        }
        if let Some(file) = &source.snapshot {
            let text = file.to_string_lossy();
            let side = side::read(
                &text,
                &source.subject,
                None,
                ["is left out", "are left out"],
            )?;
            let config = Config::default();
            let folder = file.parent().and_then(Path::file_name).unwrap_or_default();
            return Ok(Self {
                name: folder.to_string_lossy().into_owned(),
                findings: shown(erd_checks::check_schema_with(&side.schema, &config)),
                schema: side.schema,
                config,
            });
        }
        let looked = check::look(&source.subject, Failed::show)?;
        let name = looked
            .project
            .as_ref()
            .map(|project| project.package.clone());
        Ok(Self {
            name: name.unwrap_or_default(),
            findings: shown(looked.checked()),
            schema: looked.schema,
            config: looked.decisions.config,
        })
    }
}

/// What nobody allowed, the worst first.
fn shown(checked: Checked) -> Vec<Finding> {
    let mut findings = checked.findings;
    findings.retain(|finding| finding.level != erd_core::Level::Allow);
    findings.sort_by_key(|finding| finding.level);
    findings
}

fn engines(args: &Docs, config: &Config) -> Vec<Engine> {
    if args.dialect.is_empty() {
        let dialects = config.dialects();
        return dialects
            .iter()
            .map(|dialect| config.engine(*dialect))
            .collect();
    }
    args.dialect
        .iter()
        .map(|product| config.engine(*product))
        .collect()
}
