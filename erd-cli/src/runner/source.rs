//! The files of the runner.

use super::manifest;
use crate::error::Error;
use crate::project::Project;
use std::path::{Path, PathBuf};

/// Writes the runner of a project; returns its folder. Files that are as they should be are not touched, so that cargo
/// has nothing to rebuild.
pub(super) fn write(project: &Project) -> Result<PathBuf, Error> {
    let folder = project.target.join("erd").join(manifest::name(project));
    let sources = folder.join("src");
    std::fs::create_dir_all(&sources).map_err(|error| Error::Write {
        path: sources.clone(),
        error,
    })?;
    put(&folder.join("Cargo.toml"), &manifest::manifest(project)?)?;
    put(&sources.join("main.rs"), &program(project))?;
    lock(project, &folder)?;
    Ok(folder)
}

fn program(project: &Project) -> String {
    format!(
        r#"//! Prints a schema for `cargo erd`, which writes this file anew whenever it needs to.

fn main() {{
    let schema = {library}::{path}::schema();
    let migrations = {library}::{path}::migrations();
    match (serde_json::to_string(&schema), serde_json::to_string(&migrations)) {{
        (Ok(schema), Ok(migrations)) => println!(
            "{{{{\"format\":{{}},\"fingerprint\":{{}},\"migrations\":{{migrations}},\"schema\":{{schema}}}}}}",
            {core}::schema::FORMAT,
            {library}::{path}::fingerprint(),
        ),
        (Err(error), _) | (_, Err(error)) => {{
            eprintln!("{{error}}");
            std::process::exit(1);
        }}
    }}
}}
"#,
        library = manifest::LIBRARY,
        path = project.schema,
        core = manifest::CORE,
    )
}

/// Starts from the versions in the user's Cargo.lock, and starts anew when that changes. In between the runner's own
/// lock stays, which holds less of the one and a little of its own.
fn lock(project: &Project, folder: &Path) -> Result<(), Error> {
    let theirs = project.workspace.join("Cargo.lock");
    let Ok(theirs) = std::fs::read_to_string(theirs) else {
        return Ok(());
    };
    let copy = folder.join("Cargo.lock.origin");
    if std::fs::read_to_string(&copy).is_ok_and(|before| before == theirs) {
        return Ok(());
    }
    put(&folder.join("Cargo.lock"), &theirs)?;
    put(&copy, &theirs)
}

fn put(path: &Path, text: &str) -> Result<(), Error> {
    if std::fs::read_to_string(path).is_ok_and(|before| before == text) {
        return Ok(());
    }
    std::fs::write(path, text).map_err(|error| Error::Write {
        path: path.to_owned(),
        error,
    })
}
