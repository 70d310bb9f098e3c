//! `cargo xtask gen`: files that are written from the rules, and from the types of what is printed for programs.
//!
//! `docs/rules` has a page for each rule on schemas and a list of all, `docs/migration-rules` one for each rule on
//! migrations. `rules.lock` beside them has every id and slug that ever was, so that a retired one is never used for
//! something else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::gen_schemas;
use clap::Args;
use erd_checks::render::{index, page};
use erd_checks::{RULES, Rule};

#[derive(Args)]
pub(crate) struct Gen {
    /// Write nothing; fail where a file is not what it would be
    #[arg(long)]
    check: bool,
}

impl Gen {
    pub(crate) fn run(&self) -> Result<(), String> {
        let root = crate::root();
        let mut changes = changes(&root, &Catalogue::of_schemas(RULES))?;
        changes.extend(self::changes(&root, &Catalogue::of_migrations())?);
        changes.extend(gen_schemas::changes(&root)?);
        for change in &changes {
            let name = change.path.display();
            match (&change.text, self.check) {
                (Some(_), true) => eprintln!("stale: {name}"),
                (None, true) => eprintln!("of nothing: {name}"),
                (Some(text), false) => {
                    write(&change.path, text)?;
                    eprintln!("wrote {name}");
                }
                (None, false) => {
                    std::fs::remove_file(&change.path).map_err(failed(&change.path))?;
                    eprintln!("removed {name}");
                }
            }
        }
        if self.check && !changes.is_empty() {
            return Err("run `cargo xtask gen` and commit what it writes".to_owned());
        }
        Ok(())
    }
}

/// A file that is not what it should be; without text it should not be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) path: PathBuf,
    pub(crate) text: Option<String>,
}

/// A list of rules, and what is written from it.
struct Catalogue {
    /// Folder of the pages.
    pages: &'static str,
    /// File of the ids and slugs.
    lock: &'static str,
    /// Name and text of each page.
    files: Vec<(String, String)>,
    /// Id and slug of each rule.
    names: Vec<(&'static str, &'static str)>,
}

impl Catalogue {
    fn of_schemas(rules: &[&Rule]) -> Self {
        let pages = rules.iter().map(|rule| (rule.file_name("md"), page(rule)));
        let list = ("README.md".to_owned(), index(rules));
        Self {
            pages: "docs/rules",
            lock: "erd-checks/rules.lock",
            files: pages.chain([list]).collect(),
            names: rules.iter().map(|rule| (rule.id, rule.slug)).collect(),
        }
    }

    fn of_migrations() -> Self {
        let rules = erd_lint::RULES.iter();
        let pages = rules
            .clone()
            .map(|rule| (rule.file_name("md"), rule.page()));
        let list = ("README.md".to_owned(), erd_lint::index());
        Self {
            pages: "docs/migration-rules",
            lock: "erd-lint/rules.lock",
            files: pages.chain([list]).collect(),
            names: rules.map(|rule| (rule.id, rule.slug)).collect(),
        }
    }
}

fn changes(root: &Path, catalogue: &Catalogue) -> Result<Vec<Change>, String> {
    let pages = root.join(catalogue.pages);
    let mut files: BTreeMap<PathBuf, String> = BTreeMap::new();
    for (name, text) in &catalogue.files {
        files.insert(pages.join(name), text.clone());
    }
    let lock = root.join(catalogue.lock);
    let known = std::fs::read_to_string(&lock).unwrap_or_default();
    files.insert(lock, locked(&known, catalogue)?);

    let mut changes = Vec::new();
    for entry in std::fs::read_dir(&pages).into_iter().flatten() {
        let path = entry.map_err(failed(&pages))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // Pages of rules begin with an id; others are written by hand.
        let of_a_rule = name
            .split_once('_')
            .is_some_and(|(id, _)| is_id(&id.to_uppercase()));
        if of_a_rule && !files.contains_key(&path) {
            changes.push(Change { path, text: None });
        }
    }
    for (path, text) in files {
        if std::fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            let text = Some(text);
            changes.push(Change { path, text });
        }
    }
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(changes)
}

/// The lock with the rules added; what it has stays.
fn locked(known: &str, catalogue: &Catalogue) -> Result<String, String> {
    let mut all: BTreeMap<&str, &str> = BTreeMap::new();
    let mine = catalogue.names.iter().copied();
    for (id, slug) in known
        .lines()
        .filter_map(|line| line.split_once(' '))
        .chain(mine)
    {
        let same = all.iter().find(|(i, s)| **i == id || **s == slug);
        if let Some((other_id, other)) = same.filter(|(i, s)| (**i, **s) != (id, slug)) {
            return Err(format!(
                "`{id} {slug}` takes the place of `{other_id} {other}`, which {} keeps: choose another",
                catalogue.lock
            ));
        }
        all.insert(id, slug);
    }
    let lines: Vec<String> = all
        .iter()
        .map(|(id, slug)| format!("{id} {slug}"))
        .collect();
    Ok(lines.join("\n") + "\n")
}

/// `F01`.
pub(crate) fn is_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 3 && bytes[0].is_ascii_uppercase() && bytes[1..].iter().all(u8::is_ascii_digit)
}

pub(crate) fn write(path: &Path, text: &str) -> Result<(), String> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed(folder))?;
    }
    std::fs::write(path, text).map_err(failed(path))
}

pub(crate) fn failed(path: &Path) -> impl Fn(std::io::Error) -> String {
    move |error| format!("{}: {error}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_grows_and_never_forgets() {
        let (first, second) = (RULES[0], RULES[1]);
        let before = "Z99 retired_rule\n";
        let text =
            locked(before, &Catalogue::of_schemas(&[second, first])).expect("nothing clashes");
        let expected = format!(
            "{} {}\n{} {}\n{before}",
            first.id, first.slug, second.id, second.slug
        );
        assert_eq!(text, expected);
        assert_eq!(
            locked(&text, &Catalogue::of_schemas(&[first])).as_ref(),
            Ok(&text)
        );
        for taken in [
            format!("{} other\n", first.id),
            format!("Z98 {}\n", first.slug),
        ] {
            let error =
                locked(&taken, &Catalogue::of_schemas(&[first])).expect_err("the name is taken");
            assert!(error.contains(taken.trim_end()), "{error}");
        }
    }

    #[test]
    fn what_is_stale_is_found_and_then_fresh() {
        let root = std::env::temp_dir().join(format!("erd-gen-{}", std::process::id()));
        let stale = root.join("docs/rules/z99_gone.md");
        let by_hand = root.join("docs/rules/field-report.md");
        for file in [&stale, &by_hand] {
            write(file, "old").expect("a folder to write in");
        }
        let rules = &Catalogue::of_schemas(&RULES[..2]);
        let found = changes(&root, rules).expect("nothing clashes");
        assert_eq!(
            found.len(),
            5,
            "two pages, the list, the lock, the stale page"
        );
        assert!(found.contains(&Change {
            path: stale,
            text: None
        }));
        for change in found {
            match change.text {
                Some(text) => write(&change.path, &text).expect("a folder to write in"),
                None => std::fs::remove_file(&change.path).expect("the file is there"),
            }
        }
        assert_eq!(changes(&root, rules), Ok(Vec::new()));
        std::fs::remove_dir_all(&root).expect("the folder is there");
    }
}
