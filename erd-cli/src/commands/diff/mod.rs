//! `cargo erd diff`: what differs between two schemas.

mod oracle;

use super::answers::Asked;
use super::side::Side;
use crate::cli::{self, DiffForm};
use crate::error::Error;
use crate::project::Project;
use crate::{json, output};
use erd_core::Dialect;
use erd_core::Engine;
use erd_migrate::{PlanOptions, diff_logical, plan};
use std::fmt::{Display, Write};
use std::process::ExitCode;

/// The server that is asked about expressions: that of the side which is a database.
fn server(args: &cli::Diff) -> Result<Option<Box<dyn erd_live::Connection>>, Error> {
    let sides = [&args.new, &args.old];
    let url = sides
        .into_iter()
        .find(|side| erd_live::dialect_of(side).is_ok());
    Ok(url.map(|url| erd_live::connect_existing(url)).transpose()?)
}

pub(super) fn run(args: &cli::Diff) -> Result<ExitCode, Error> {
    if args.oracle {
        return oracle::run(args);
    }
    let (mut old, mut new) = (side(&args.old, "A", args)?, side(&args.new, "B", args)?);
    old.dialect = old.dialect.or(home(new.dialect, args)?);
    new.dialect = new.dialect.or(home(old.dialect, args)?);
    let entries = match (old.dialect, new.dialect) {
        (Some(a), Some(b)) if a != b => {
            if args.format == DiffForm::Sql {
                return Err(Error::Usage {
                    message: format!("no SQL leads from {} to {}", a.title(), b.title()),
                    help: "compare schemas of one dialect, or leave `--format sql` out".to_owned(),
                });
            }
            diff_logical(&old.schema, a, &new.schema, b)
        }
        (a, b) => {
            let unknown = "neither side tells which dialect to compare in";
            let dialect = a.or(b).or(args.dialect);
            let mut engine = super::side::engine(dialect, &args.subject, unknown)?;
            // The statements run on the server of the first side, whatever the project states.
            if !old.version.is_empty() {
                engine = Engine::new(engine.dialect, &old.version);
            }
            let mut server = server(args)?;
            let connection = server
                .as_deref_mut()
                .map(|c| c as &mut dyn erd_live::Connection);
            let known = [old.printed, new.printed].concat();
            let (difference, _) =
                super::compare::difference(connection, old.schema, new.schema, engine, &known)?;
            if args.format == DiffForm::Text {
                output::result(&difference.to_string())?;
                return Ok(code(difference.is_empty()));
            }
            if args.format == DiffForm::Sql {
                let options = PlanOptions {
                    allow: args.allow.clone(),
                    // The way as such; phases are of migrations.
                    in_place: true,
                    ..PlanOptions::default()
                };
                let plan = plan(&difference, &options).map_err(|refusals| Error::Refused {
                    dialect: difference.dialect,
                    refusals,
                })?;
                let mut asked = Asked::default();
                asked.add(&difference, &plan);
                asked.check_losses(&args.allow)?;
                let statements = plan.ops().flat_map(|op| &op.statements);
                let script =
                    erd_ddl::Script::new(difference.dialect, statements.map(String::as_str));
                output::file(&script.to_string())?;
                return Ok(code(difference.is_empty()));
            }
            difference.entries()
        }
    };
    let code = code(entries.is_empty());
    if args.format == DiffForm::Json {
        output::json(erd_json::Diff {
            differences: json::differences(entries),
        })?;
    } else {
        output::result(&lines(&entries))?;
    }
    Ok(code)
}

fn code(same: bool) -> ExitCode {
    ExitCode::from(u8::from(!same))
}

/// A line for each.
fn lines<T: Display>(all: &[T]) -> String {
    // Writing to a string does not fail.
    all.iter().fold(String::new(), |mut text, one| {
        let _ = writeln!(text, "{one}");
        text
    })
}

/// `code`, an address, or a file.
fn side(text: &str, name: &str, args: &cli::Diff) -> Result<Side, Error> {
    let so = ["is not compared", "are not compared"];
    super::side::read(text, &args.subject, Some(name), so)
}

/// The dialect of code that is compared with a schema of an engine that it is not declared for: the first of its targets.
/// Code that states no targets is for every engine, and takes the other side's.
fn home(other: Option<Dialect>, args: &cli::Diff) -> Result<Option<Dialect>, Error> {
    let (Some(other), Ok(project)) = (other, Project::find(&args.subject)) else {
        return Ok(None);
    };
    let targets = super::config_of(&project)?.migrated();
    if targets.contains(&other) {
        return Ok(None);
    }
    Ok(targets.first().copied())
}
