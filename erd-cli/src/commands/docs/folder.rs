//! A folder that is there whole or not at all.

use crate::error::Error;
use erd_docs::File;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The file by which a site is known, so that no other folder is replaced.
const MARK: &str = "site.js";

/// Writes the files beside the folder first, and puts them in its place when all of them are there. What was there stays
/// until then, and after a failure.
pub(super) fn write(out: &Path, files: &[File]) -> Result<(), Error> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| Error::Write { path, error }
    };
    if !is_free(out).map_err(failed(out))? {
        return Err(Error::Usage {
            message: format!("{} has other files in it", out.display()),
            help: "name a folder that is new, empty, or written by `cargo erd docs`".to_owned(),
        });
    }
    let (new, old) = (beside(out, "new"), beside(out, "old"));
    let written = write_all(&new, files).and_then(|()| {
        if out.exists() {
            fs::rename(out, &old).map_err(failed(out))?;
        }
        fs::rename(&new, out).map_err(|error| {
            // The site that was there comes back.
            let _ = fs::rename(&old, out);
            failed(out)(error)
        })
    });
    // What is left of either is of no use to anybody.
    let _ = fs::remove_dir_all(&new);
    if written.is_ok() {
        let _ = fs::remove_dir_all(&old);
    }
    written
}

fn is_free(out: &Path) -> io::Result<bool> {
    match fs::read_dir(out) {
        Ok(mut entries) => Ok(entries.next().is_none() || out.join(MARK).is_file()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// A folder of this process beside another one, on the same file system.
fn beside(out: &Path, what: &str) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!(".{name}.{what}-{}", std::process::id()))
}

fn write_all(folder: &Path, files: &[File]) -> Result<(), Error> {
    for file in files {
        let path = folder.join(&file.path);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&path, &file.text))
            .map_err(|error| Error::Write { path, error })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_site_is_there_whole_or_as_it_was() {
        let root = std::env::temp_dir().join(format!("erd-docs-{}", std::process::id()));
        let out = root.join("site");
        let first = [
            file("index.html", "1"),
            file(MARK, ""),
            file("tables/a.html", "a"),
        ];
        write(&out, &first).expect("a new folder");
        // A table that is gone has no page.
        write(&out, &[file("index.html", "2"), file(MARK, "")]).expect("a site to replace");
        assert!(!out.join("tables").exists());
        // `index.html` is a file, so nothing can be below it.
        let broken = [file("index.html", "3"), file("index.html/x", "")];
        assert!(matches!(write(&out, &broken), Err(Error::Write { .. })));
        assert_eq!(
            fs::read_to_string(out.join("index.html")).ok().as_deref(),
            Some("2")
        );
        let names = fs::read_dir(&root).expect("a folder").count();
        assert_eq!(names, 1, "nothing is left beside it");
        fs::write(root.join("mine.txt"), "").expect("a folder to write in");
        assert!(matches!(write(&root, &first), Err(Error::Usage { .. })));
        fs::remove_dir_all(&root).expect("the folder is there");
    }
}
