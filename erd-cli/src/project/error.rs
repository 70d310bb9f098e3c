//! Why a project's schema is not found.

use erd_core::nearest;
use std::fmt;

/// Why nobody can say which schema of which package is meant.
#[derive(Debug)]
pub(crate) enum ProjectError {
    /// `cargo metadata` failed.
    Metadata(cargo_metadata::Error),
    /// The workspace has no package of that name.
    UnknownPackage { name: String, members: Vec<String> },
    /// No package of the workspace depends on erd.
    NoPackage,
    /// More than one package depends on erd.
    SeveralPackages(Vec<String>),
    /// That package does not depend on erd.
    NoDependency { package: String },
    /// That package has no library target.
    NoLibrary { package: String },
    /// Nobody said where the schema is, and `src/lib.rs` does not show it.
    NoSchema { package: String, library: String },
    /// Nobody said which of several schemas is meant.
    SeveralSchemas {
        package: String,
        library: String,
        names: Vec<String>,
    },
    /// The path in Cargo.toml is not one of this library.
    SchemaPath {
        package: String,
        library: String,
        path: String,
    },
    /// The path in Cargo.toml leads to nothing that has a schema.
    NotASchema {
        library: String,
        path: String,
        reason: String,
    },
}

impl ProjectError {
    /// What to do about it.
    pub(crate) fn help(&self) -> Vec<String> {
        let help = match self {
            Self::NoSchema { library, .. } => return no_schema(library),
            Self::Metadata(_) => "run `cargo metadata` and mend what it says".into(),
            Self::UnknownPackage { name, members } => unknown_package(name, members),
            Self::NoPackage => {
                "begin with `cargo erd init`, or name a project with `--manifest-path`".into()
            }
            Self::SeveralPackages(names) => {
                let first = names.first().map_or("", String::as_str);
                format!("choose one, for example `--package {first}`")
            }
            Self::NoDependency { package } => {
                format!("begin with `cargo erd init --package {package}`")
            }
            Self::NoLibrary { .. } => {
                "`cargo erd init` makes one beside the program; entities that are in main.rs \
                already go there with their `schema!`, as no other crate can use a program"
                    .into()
            }
            Self::SeveralSchemas { library, names, .. } => {
                say_where(library, names.first().map_or("Name", String::as_str))
            }
            Self::SchemaPath { library, path, .. } => {
                say_where(library, path.rsplit("::").next().unwrap_or_default())
            }
            Self::NotASchema { .. } => "name a `pub` schema, `erd::schema! { pub Shop { .. } }`, \
                by a path that is public all the way"
                .into(),
        };
        vec![help]
    }
}

impl fmt::Display for ProjectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Metadata(error) => {
                write!(f, "cargo cannot read this project: {}", metadata(error))
            }
            Self::UnknownPackage { name, .. } => write!(f, "the workspace has no package `{name}`"),
            Self::NoPackage => f.write_str("no package here depends on `erd`"),
            Self::SeveralPackages(names) => {
                write!(f, "several packages depend on `erd`: {}", list(names))
            }
            Self::NoDependency { package } => {
                write!(f, "package `{package}` does not depend on `erd`")
            }
            Self::NoLibrary { package } => {
                write!(
                    f,
                    "package `{package}` has no library, so its schema cannot be reached"
                )
            }
            Self::NoSchema { package, .. } => {
                write!(f, "package `{package}` does not say where its schema is")
            }
            Self::SeveralSchemas { package, names, .. } => {
                write!(
                    f,
                    "package `{package}` has several schemas: {}",
                    list(names)
                )
            }
            Self::SchemaPath {
                package,
                library,
                path,
            } => write!(
                f,
                "`{path}`, the schema in the Cargo.toml of `{package}`, is not a path into its library `{library}`"
            ),
            Self::NotASchema {
                library,
                path,
                reason,
            } => write!(
                f,
                "`{path}` is not a schema that other crates than `{library}` can use: {reason}"
            ),
        }
    }
}

impl std::error::Error for ProjectError {}

/// What `cargo metadata` said.
fn metadata(error: &cargo_metadata::Error) -> String {
    match error {
        cargo_metadata::Error::CargoMetadata { stderr } => {
            stderr.trim().trim_start_matches("error: ").to_owned()
        }
        other => other.to_string(),
    }
}

fn unknown_package(name: &str, members: &[String]) -> String {
    match nearest(name, members.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the packages are {}", list(members)),
    }
}

fn no_schema(library: &str) -> Vec<String> {
    let name = super::schema_name(library);
    vec![
        format!("write `erd::schema! {{ pub {name} {{ .. }} }}` in src/lib.rs"),
        say_where(library, &name),
    ]
}

/// What to write so that there is no doubt.
fn say_where(library: &str, name: &str) -> String {
    format!(
        "say where it is in Cargo.toml:\n\n        [package.metadata.erd]\n        schema = \"{library}::{name}\"\n"
    )
}

fn list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
