//! The declarations to begin with: those of the database that is there, or an empty list.

use super::dependencies::Crate;
use super::found::{Found, dependency};
use super::module;
use super::package::Here;
use crate::commands::{diesel, import};
use crate::error::Error;
use crate::project;
use cargo_metadata::semver::{Version, VersionReq};
use erd_checks::{Config, config};
use erd_core::{Dialect, Engine, Product};
use erd_history::run::{self, Options};
use erd_import::Imported;
use erd_live::Described;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Names of modules to choose from, the best first.
const MODULES: [&str; 3] = ["model", "entities", "erd_model"];

/// The declarations.
pub(super) enum Model {
    /// There are some already.
    There { path: String },
    /// They are to be written.
    New(Box<New>),
    /// They cannot be had without a database.
    Waits,
}

/// Declarations to write.
pub(super) struct New {
    /// The module below the library's root.
    pub(super) module: &'static str,
    /// Name of the schema.
    pub(super) name: String,
    pub(super) files: Vec<(PathBuf, String)>,
    pub(super) crates: Vec<Crate>,
    /// What they are made of, where there is a database.
    pub(super) imported: Option<(Described, Imported)>,
}

/// The schema to begin with, where there is one.
pub(super) fn source(found: &Found) -> Result<Option<Described>, Error> {
    if let Some(database) = &found.database {
        return Ok(Some(database.described.clone()));
    }
    if found.dialect == Some(Dialect::Sqlite) && !found.migrations.is_empty() {
        // The library that runs them is in this program, so no file is needed.
        let mut connection = erd_live::connect("sqlite::memory:")?;
        let options = Options::default();
        run::apply(
            connection.as_mut(),
            found.format,
            &found.migrations,
            &options,
            &mut |_| {},
        )?;
        let mut query = |sql: &str| connection.query(sql);
        let mut described = erd_live::describe(&mut query, Dialect::Sqlite)?;
        // That run's own tables.
        described.left_out.clear();
        return Ok(Some(described));
    }
    Ok(None)
}

impl Model {
    pub(super) fn plan(
        here: &Here,
        found: &Found,
        source: Option<&Described>,
        config: &Config,
    ) -> Result<Self, Error> {
        if let Ok((library, path)) = project::declared_in(&here.package) {
            return Ok(Self::There {
                path: format!("{library}::{path}"),
            });
        }
        if let Some((module, name)) = begun(here) {
            // An earlier run was cut off behind the files.
            return Ok(Self::New(Box::new(New {
                module,
                name,
                files: Vec::new(),
                crates: Vec::new(),
                imported: None,
            })));
        }
        let module = MODULES.iter().find(|name| is_free(here, name));
        let module = module.ok_or_else(|| Error::Usage {
            message: format!(
                "the modules {} are all there, and none has a `schema!`",
                MODULES.join(", ")
            ),
            help: "write `erd::schema! { pub App { .. } }` where you want it, and name it in Cargo.toml".to_owned(),
        })?;
        let new = match source {
            Some(described) if !described.schema.tables.is_empty() => {
                imported(here, module, found, described, config)?
            }
            None if !found.migrations.is_empty() => return Ok(Self::Waits),
            _ => empty(here, module),
        };
        Ok(Self::New(Box::new(new)))
    }
}

/// Folder of the library's sources, which it has or will have.
fn sources(here: &Here) -> PathBuf {
    let root = here.library.as_deref().and_then(Path::parent);
    root.map_or_else(|| here.folder.join("src"), Path::to_owned)
}

fn is_free(here: &Here, module: &str) -> bool {
    let sources = sources(here);
    let declared = here.library.as_deref().is_some_and(|root| {
        std::fs::read_to_string(root).is_ok_and(|text| module::declares(&text, module))
    });
    !declared && !sources.join(module).exists() && !sources.join(format!("{module}.rs")).exists()
}

/// A module that an earlier run wrote, with the schema in it.
fn begun(here: &Here) -> Option<(&'static str, String)> {
    MODULES.iter().find_map(|module| {
        let text = std::fs::read_to_string(sources(here).join(module).join("mod.rs")).ok()?;
        match &project::schemas_in(&text)[..] {
            [only] => Some((*module, only.clone())),
            _ => None,
        }
    })
}

fn imported(
    here: &Here,
    module: &'static str,
    found: &Found,
    described: &Described,
    config: &Config,
) -> Result<New, Error> {
    let mut described = described.clone();
    let mut options = erd_import::Options::new(
        project::schema_name(&here.library_name()),
        described.dialect,
    );
    options.path = format!("crate::{module}");
    options.config = config.clone();
    options.diesel = dependency(here, "diesel").is_some_and(|d| is_enough(&d.req));
    if let (true, Some(file)) = (options.diesel, &found.diesel_schema) {
        // The program has structs with the types of that file.
        let engine = Engine::new(described.dialect, &described.version);
        diesel::adopt(&mut described.schema, engine, Some(file))?;
    }
    let imported = erd_import::import(&described.schema, &options);
    let folder = sources(here).join(module);
    let files = imported.files.iter();
    Ok(New {
        module,
        name: imported.name.clone(),
        files: files
            .map(|f| (folder.join(&f.path), f.text.clone()))
            .collect(),
        crates: Crate::read(&imported.dependencies),
        imported: Some((described, imported)),
    })
}

/// Whether a requirement gives diesel 2.3, which what erd writes for it needs: a program may ask for less and get it, or for one
/// release alone.
fn is_enough(diesel: &VersionReq) -> bool {
    (0..100).any(|patch| diesel.matches(&Version::new(2, 3, patch)))
}

fn empty(here: &Here, module: &'static str) -> New {
    let name = project::schema_name(&here.library_name());
    let text = format!(
        "//! The database. An entity is a struct with `#[derive(erd::Entity)]`, and stands in the list below.

erd::schema! {{
    /// The whole database.
    pub {name} {{}}
}}
"
    );
    New {
        module,
        files: vec![(sources(here).join(module).join("mod.rs"), text)],
        crates: Crate::read(&["erd = \"0.1\"".to_owned()]),
        imported: None,
        name,
    }
}

/// `erd.toml` for a project that has none: the engine that it is for, and where its migrations are.
pub(super) fn config_text(here: &Here, found: &Found, source: Option<&Described>) -> String {
    let mut text = if let Some(described) = source {
        import::targets(described)
    } else {
        let dialect = found.dialect.unwrap_or(Dialect::Postgres);
        import::target(dialect, Product::from(dialect).oldest().numbers())
    };
    let folder = relative(&here.folder, &found.folder);
    let format = found.format.name();
    if folder != "migrations" || format != "diesel" {
        text.push_str("\n[migrations]\n");
        if folder != "migrations" {
            // Writing to a string does not fail.
            let _ = writeln!(text, "folder = {}", toml::Value::from(folder));
        }
        if format != "diesel" {
            let _ = writeln!(text, "format = \"{format}\"");
        }
    }
    text
}

/// What `erd.toml` says, or will say.
pub(super) fn config(found: &Found, text: &str) -> Result<Config, Error> {
    match &found.config {
        Some((_, config)) => Ok(config.clone()),
        None => config::read(text).map_err(|error| Error::Decisions {
            path: config::FILE.into(),
            error,
        }),
    }
}

/// The path that leads from one folder to another, with `/`.
pub(super) fn relative(from: &Path, to: &Path) -> String {
    let mut up = String::new();
    for base in from.ancestors() {
        if let Ok(rest) = to.strip_prefix(base) {
            return up + &rest.to_string_lossy().replace('\\', "/");
        }
        up.push_str("../");
    }
    to.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_release_of_diesel_is_enough() {
        let enough = |text: &str| is_enough(&text.parse().expect("a requirement"));
        for good in ["=2.3.12", "2.3", "2", "~2.3.1", ">=2.1"] {
            assert!(enough(good), "{good}");
        }
        for bad in ["=2.2.12", "1.4", "~2.2", ">=2.4"] {
            assert!(!enough(bad), "{bad}");
        }
    }

    #[test]
    fn a_folder_is_named_from_the_package() {
        let from = |to: &str| relative("/w/api".as_ref(), to.as_ref());
        assert_eq!(from("/w/api/db/migrations"), "db/migrations");
        assert_eq!(from("/w/migrations"), "../migrations");
    }
}
