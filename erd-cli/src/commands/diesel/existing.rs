//! The `schema.rs` that an application has, as the authority on the types of an import.

use crate::error::Error;
use crate::output;
use erd_core::{Engine, Schema};
use erd_schema_rs::{Filter, MismatchKind, SchemaRs};
use std::path::{Path, PathBuf};

/// A file, and which tables it is to have.
struct File {
    path: PathBuf,
    filter: Filter,
}

/// Gives a described schema the types of that file or, where none is named, of those that `diesel.toml` names and that are there.
/// What does not agree is a warning at its place.
pub(in crate::commands) fn adopt(
    schema: &mut Schema,
    engine: Engine,
    stated: Option<&Path>,
) -> Result<(), Error> {
    let files = match stated {
        Some(path) => vec![File {
            path: path.to_owned(),
            filter: Filter::All,
        }],
        None => named()?,
    };
    let is_only = files.len() == 1;
    for File { path, filter } in files {
        let text = std::fs::read_to_string(&path).map_err(|error| Error::Read {
            path: path.clone(),
            error,
        })?;
        let shown = output::short(&path).display();
        let file = SchemaRs::parse(&text).map_err(|error| Error::Usage {
            message: format!("{shown}: {error}"),
            help: "name the file with diesel's `table!`s with `--schema-rs`".to_owned(),
        })?;
        let mismatches = erd_schema_rs::adopt(schema, engine, &file).map_err(Error::Dialect)?;
        output::note(format_args!(
            "types are those of {shown}, which has {}",
            output::counted(file.tables(), "table")
        ));
        for mismatch in mismatches {
            let line = match (mismatch.line, &mismatch.kind) {
                // Of several files another one may have the table, and a filter may leave it out.
                (0, MismatchKind::NotInFile) if !is_only || !filter.takes(&mismatch.path) => {
                    continue;
                }
                (0, _) => String::new(),
                (line, _) => format!(":{line}"),
            };
            output::warn(format_args!("{shown}{line}: {mismatch}"));
        }
    }
    Ok(())
}

/// The files that the nearest `diesel.toml` names.
fn named() -> Result<Vec<File>, Error> {
    let here = std::env::current_dir().unwrap_or_default();
    let (_, file) = super::configured(None, &here)?;
    let files = file.print_schema.into_iter().filter_map(|section| {
        let path = section.print.file?;
        path.is_file().then_some(File {
            path,
            filter: section.print.filter,
        })
    });
    Ok(files.collect())
}
