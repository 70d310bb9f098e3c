//! Where the files go.

use crate::error::Error;
use std::path::{Component, Path, PathBuf};

/// Files with where they are written.
pub(super) fn below(out: &Path, files: &[erd_import::File]) -> Vec<(PathBuf, String)> {
    let place = |file: &erd_import::File| (out.join(&file.path), file.text.clone());
    files.iter().map(place).collect()
}

/// Writes all files, or none where one of another text is in the way: what is there may have been edited since.
pub(super) fn write(files: &[(PathBuf, String)], force: bool) -> Result<(), Error> {
    let differs = |(path, text): &&(PathBuf, String)| {
        path.exists() && std::fs::read_to_string(path).ok().as_ref() != Some(text)
    };
    let taken: Vec<String> = files
        .iter()
        .filter(differs)
        .map(|(path, _)| path.display().to_string())
        .collect();
    if let (Some(first), false) = (taken.first(), force) {
        let more = match taken.len() {
            1 => String::new(),
            n => format!(" and {} more files", n - 1),
        };
        return Err(Error::Usage {
            message: format!("{first}{more} would be overwritten"),
            help: "choose another folder with `--out`, or overwrite them with `--force`".to_owned(),
        });
    }
    for (path, text) in files {
        let failed = |error| Error::Write {
            path: path.clone(),
            error,
        };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        std::fs::write(path, text).map_err(failed)?;
    }
    Ok(())
}

/// The module that a folder below `src` is: `crate::models` of `src/models`.
pub(super) fn module(out: &Path) -> String {
    let mut path = "crate".to_owned();
    let parts: Vec<String> = out
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        })
        .collect();
    let source = parts.iter().rposition(|part| part == "src");
    let below = source.map_or(parts.len().saturating_sub(1), |at| at + 1);
    for part in parts.iter().skip(below) {
        path.push_str("::");
        path.push_str(part);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_a_module() {
        assert_eq!(module(Path::new("src/models")), "crate::models");
        assert_eq!(module(Path::new("app/src/db/tables")), "crate::db::tables");
        assert_eq!(module(Path::new("src")), "crate");
        assert_eq!(module(Path::new("models")), "crate::models");
    }
}
