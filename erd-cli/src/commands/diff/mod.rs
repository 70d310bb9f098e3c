//! `cargo erd diff`: what differs between two schemas.

mod oracle;

use super::served;
use crate::cli::{self, DiffForm};
use crate::error::Error;
use crate::output;
use crate::project::Project;
use erd_core::Engine;
use erd_core::schema::Printed;
use erd_core::{Dialect, Schema};
use erd_migrate::{Entry, PlanOptions, diff_logical, plan};
use std::path::Path;
use std::process::ExitCode;

/// A schema, and the dialect it comes from, if it comes from one.
struct Side {
    schema: Schema,
    dialect: Option<Dialect>,
    /// The version of a server, as its numbers; empty for code and files.
    version: Vec<u32>,
    /// What servers print for its expressions, as far as its snapshot says.
    printed: Vec<Printed>,
}

/// The server that is asked about expressions: that of the side which is a database.
fn server(args: &cli::Diff) -> Result<Option<Box<dyn erd_live::Connection>>, Error> {
    let sides = [&args.new, &args.old];
    let url = sides
        .into_iter()
        .find(|side| erd_live::dialect_of(side).is_ok());
    Ok(url.map(|url| erd_live::connect(url)).transpose()?)
}

pub(super) fn run(args: &cli::Diff) -> Result<ExitCode, Error> {
    if args.oracle {
        return oracle::run(args);
    }
    let (mut old, mut new) = (side(&args.old, args)?, side(&args.new, args)?);
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
            let mut engine = engine(a.or(b).or(args.dialect), args)?;
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
                let statements = plan.ops().flat_map(|op| &op.statements);
                let script =
                    erd_ddl::Script::new(difference.dialect, statements.map(String::as_str));
                output::file(&script.to_string())?;
                return Ok(code(difference.is_empty()));
            }
            difference.entries()
        }
    };
    output::result(&written(&entries, args.format))?;
    Ok(code(entries.is_empty()))
}

fn code(same: bool) -> ExitCode {
    ExitCode::from(u8::from(!same))
}

fn written(entries: &[Entry], format: DiffForm) -> String {
    if format == DiffForm::Json {
        // Entries are strings and names of variants, which always serialise.
        let mut text = serde_json::to_string_pretty(entries).unwrap_or_default();
        text.push('\n');
        return text;
    }
    let mut text = String::new();
    for entry in entries {
        text.push_str(&entry.to_string());
        text.push('\n');
    }
    text
}

/// `code`, an address, or a file.
fn side(text: &str, args: &cli::Diff) -> Result<Side, Error> {
    if text == "code" {
        return Ok(Side {
            schema: super::schema(&args.subject)?,
            dialect: None,
            version: Vec::new(),
            printed: Vec::new(),
        });
    }
    if erd_live::dialect_of(text).is_ok() {
        let described = erd_live::describe_url(text)?;
        if !described.unsupported.is_empty() {
            output::note(super::in_no_model(
                &described.unsupported,
                ["is not compared", "are not compared"],
            ));
        }
        return Ok(Side {
            schema: described.schema,
            dialect: Some(described.dialect),
            version: described.version,
            printed: Vec::new(),
        });
    }
    let path = Path::new(text);
    let content = std::fs::read_to_string(path).map_err(|error| Error::Read {
        path: path.to_owned(),
        error,
    })?;
    // A file that is no snapshot is no difference either.
    let snapshot = erd_history::snapshot::parse(path, &content).map_err(|error| Error::Usage {
        message: error.to_string(),
        help: "a side is `code`, the address of a database, or the `schema.json` of a folder of migrations"
            .to_owned(),
    })?;
    Ok(Side {
        schema: snapshot.schema,
        dialect: Some(snapshot.dialect),
        version: Vec::new(),
        printed: snapshot.printed,
    })
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

/// The dialect to compare in: what a side or the option says, or the only target of `erd.toml`; with the version that
/// `erd.toml` states.
fn engine(dialect: Option<Dialect>, args: &cli::Diff) -> Result<Engine, Error> {
    let config = match Project::find(&args.subject) {
        Ok(project) => super::config_of(&project)?,
        // Two databases or files are compared without a project too.
        Err(_) if dialect.is_some() => {
            return Ok(Engine::from(dialect.unwrap_or(Dialect::Postgres)));
        }
        Err(error) => return Err(error),
    };
    let targets = &config.targets;
    let dialect = match (dialect, targets.as_slice()) {
        (Some(dialect), _) => dialect,
        (None, [only]) => served(only.product)?,
        _ => {
            return Err(Error::Usage {
                message: "neither side tells which dialect to compare in".to_owned(),
                help: "say `--dialect postgres`, or state one target in erd.toml".to_owned(),
            });
        }
    };
    Ok(config.engine(dialect))
}
