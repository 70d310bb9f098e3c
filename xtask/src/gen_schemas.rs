//! `docs/schemas`: JSON Schema of what `cargo erd` prints with `--format json`, written from the types in `erd-json`.

use crate::gen_rules::{Change, failed};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Below the root of the repository.
const FOLDER: &str = "docs/schemas";

/// Files that are not what they should be.
pub(crate) fn changes(root: &Path) -> Result<Vec<Change>, String> {
    let folder = root.join(FOLDER);
    let mut files: BTreeMap<PathBuf, String> = BTreeMap::new();
    for (name, text) in erd_json::files() {
        files.insert(folder.join(name), text);
    }
    let mut changes = Vec::new();
    for entry in std::fs::read_dir(&folder).into_iter().flatten() {
        let path = entry.map_err(failed(&folder))?.path();
        if !files.contains_key(&path) {
            changes.push(Change { path, text: None });
        }
    }
    for (path, text) in files {
        if std::fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            let text = Some(text);
            changes.push(Change { path, text });
        }
    }
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gen_rules::write;

    #[test]
    fn what_is_stale_is_found_and_then_fresh() {
        let root = std::env::temp_dir().join(format!("erd-gen-schemas-{}", std::process::id()));
        let (gone, check) = (
            root.join(FOLDER).join("gone.json"),
            root.join(FOLDER).join("check.json"),
        );
        for file in [&gone, &check] {
            write(file, "{}").expect("a folder to write in");
        }
        let found = changes(&root).expect("a folder that can be read");
        assert_eq!(found.len(), erd_json::files().len() + 1);
        for change in found {
            if let Some(text) = change.text {
                write(&change.path, &text).expect("a folder to write in");
            } else {
                assert_eq!(change.path, gone);
                std::fs::remove_file(&change.path).expect("the file is there");
            }
        }
        assert_eq!(changes(&root), Ok(Vec::new()));
        std::fs::remove_dir_all(&root).expect("the folder is there");
    }
}
