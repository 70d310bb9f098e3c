//! What a package has: the tools that it uses, its migrations, and its database.

use super::diesel_toml::DieselToml;
use super::package::Here;
use crate::cli;
use crate::commands::address::{self, Address};
use crate::error::Error;
use cargo_metadata::{Dependency, DependencyKind};
use erd_checks::{Config, config};
use erd_core::Dialect;
use erd_history::run::{self, State};
use erd_history::{Format, Found as Migrations, format};
use erd_live::Described;
use std::path::{Path, PathBuf};

/// What a package has.
pub(super) struct Found {
    pub(super) diesel_toml: Option<DieselToml>,
    /// diesel's file of tables.
    pub(super) diesel_schema: Option<PathBuf>,
    /// `erd.toml` and what it says.
    pub(super) config: Option<(PathBuf, Config)>,
    /// The folder of migrations, which need not be there.
    pub(super) folder: PathBuf,
    pub(super) format: Format,
    pub(super) migrations: Vec<Migrations>,
    pub(super) database: Option<Database>,
    /// Engine of the database, as far as anything tells.
    pub(super) dialect: Option<Dialect>,
}

/// A database that answers.
pub(super) struct Database {
    pub(super) url: String,
    /// Who named it.
    pub(super) from: &'static str,
    pub(super) described: Described,
}

impl Found {
    pub(super) fn look(args: &cli::Init, here: &Here) -> Result<Self, Error> {
        let config = config::find(&here.folder);
        let config = match config {
            Some(path) => Some((path.clone(), crate::commands::read_config(&path)?)),
            None => None,
        };
        let diesel_toml = DieselToml::find(&here.folder)?;
        let stated = config.as_ref().map(|(_, c)| &c.migrations);
        let folder = stated
            .and_then(|m| m.folder.as_ref())
            .map(|below| here.folder.join(below))
            .or_else(|| diesel_toml.as_ref().map(|d| d.migrations.clone()))
            .unwrap_or_else(|| here.folder.join("migrations"));
        let format = match stated.and_then(|m| m.format.as_deref()) {
            Some(name) => name.parse().unwrap_or_default(),
            None => layout(&folder).unwrap_or_else(|| layout_of_tools(here)),
        };
        let migrations = if folder.is_dir() {
            format::read(&folder, format)?
        } else {
            Vec::new()
        };
        let address = address_of(args, here)?;
        let dialect = match &address {
            Some(address) => Some(erd_live::dialect_of(&address.url)?),
            None => args.dialect.or_else(|| of_features(here)),
        };
        let database = match address {
            Some(address) => open(address, format, &migrations)?,
            None => None,
        };
        let schema = diesel_toml.as_ref().and_then(|d| d.schema.clone());
        let schema = schema.unwrap_or_else(|| here.folder.join("src/schema.rs"));
        Ok(Self {
            dialect: database.as_ref().map(|d| d.described.dialect).or(dialect),
            diesel_schema: schema.is_file().then_some(schema),
            diesel_toml,
            config,
            folder,
            format,
            migrations,
            database,
        })
    }
}

/// The dependency of a package on that crate.
pub(super) fn dependency<'a>(here: &'a Here, name: &str) -> Option<&'a Dependency> {
    let mut all = here.package.dependencies.iter();
    all.find(|d| d.name == name && d.kind == DependencyKind::Normal)
}

fn address_of(args: &cli::Init, here: &Here) -> Result<Option<Address>, Error> {
    if args.no_database {
        return Ok(None);
    }
    let mut found = match &args.database_url {
        Some(url) => Some(Address {
            url: url.clone(),
            from: "--database-url",
        }),
        None => address::find(&here.folder)?,
    };
    if let Some(found) = &mut found {
        let only_sqlite = of_features(here) == Some(Dialect::Sqlite);
        if only_sqlite && erd_live::dialect_of(&found.url).is_err() && !found.url.contains("://") {
            // diesel takes a path of any name.
            found.url = format!("sqlite://{}", found.url);
        }
        if let Some(path) = erd_live::sqlite_file(&found.url)
            && path.is_relative()
            && !path.exists()
        {
            found.url = format!("sqlite://{}", here.folder.join(path).display());
        }
    }
    Ok(found)
}

/// Describes a database. `None` for a file of SQLite that is not there: nothing makes one.
fn open(
    address: Address,
    format: Format,
    migrations: &[Migrations],
) -> Result<Option<Database>, Error> {
    let Address { url, from } = address;
    if erd_live::sqlite_file(&url).is_some_and(|path| !path.exists()) {
        return Ok(None);
    }
    let described = erd_live::describe_url(&url).map_err(Error::InitDatabase)?;
    if !migrations.is_empty() {
        let mut connection = erd_live::connect(&url).map_err(Error::InitDatabase)?;
        let status = run::status(connection.as_mut(), format, migrations)?;
        let lacking: Vec<&str> = status
            .migrations
            .iter()
            .filter(|(_, state)| !matches!(state, State::Applied | State::Missing))
            .map(|(name, _)| name.as_str())
            .collect();
        if !lacking.is_empty() {
            return Err(Error::Usage {
                message: format!(
                    "the database lacks {} of the {} migrations: {}; nothing was done",
                    lacking.len(),
                    migrations.len(),
                    lacking.join(", ")
                ),
                help: format!("apply them with {}, and run this again", runner_of(format)),
            });
        }
    }
    Ok(Some(Database {
        url,
        from,
        described,
    }))
}

/// What applies the migrations of a layout.
const fn runner_of(format: Format) -> &'static str {
    match format {
        Format::Diesel => "`diesel migration run`",
        Format::Sqlx => "`sqlx migrate run`",
        Format::Refinery => "`refinery migrate`",
        Format::Plain => "the tool that you use",
    }
}

/// The layout that the files of a folder show.
fn layout(folder: &Path) -> Option<Format> {
    let entries = std::fs::read_dir(folder).ok()?;
    let mut found = None;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.join("up.sql").is_file() {
            return Some(Format::Diesel);
        }
        let name = path.file_name()?.to_string_lossy().into_owned();
        if path.extension().is_none_or(|extension| extension != "sql") {
            continue;
        }
        if name.starts_with('V') && name.contains("__") {
            return Some(Format::Refinery);
        }
        if name.starts_with(|c: char| c.is_ascii_digit()) {
            found = Some(Format::Sqlx);
        }
    }
    found
}

/// The layout of the tool that the package depends on.
fn layout_of_tools(here: &Here) -> Format {
    if dependency(here, "sqlx").is_some() {
        Format::Sqlx
    } else if dependency(here, "refinery").is_some() {
        Format::Refinery
    } else {
        Format::Diesel
    }
}

/// The engine whose feature of a driver is on, where it is one alone.
fn of_features(here: &Here) -> Option<Dialect> {
    let mut engines = Vec::new();
    for name in ["diesel", "diesel-async", "sqlx", "sea-orm"] {
        let Some(dependency) = dependency(here, name) else {
            continue;
        };
        for feature in &dependency.features {
            let feature = feature.strip_prefix("sqlx-").unwrap_or(feature);
            let engine = match feature.split(['-', '_']).next() {
                Some("postgres") => Dialect::Postgres,
                Some("mysql") => Dialect::MySql,
                Some("sqlite") => Dialect::Sqlite,
                _ => continue,
            };
            if !engines.contains(&engine) {
                engines.push(engine);
            }
        }
    }
    match engines[..] {
        [only] => Some(only),
        _ => None,
    }
}
