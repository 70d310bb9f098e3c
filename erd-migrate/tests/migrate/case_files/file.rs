//! A case as a file has it.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// A case, read from its file.
pub(super) struct Case {
    path: PathBuf,
    /// The first major version that takes the statements.
    pub(super) since: u32,
    /// Table, new and old name of each renamed column.
    pub(super) renamed: Vec<[String; 3]>,
    /// Queries with what they say after the way there.
    pub(super) asks: Vec<[String; 2]>,
    /// Whether the second schema does not lead to the first.
    pub(super) is_one_way: bool,
    pub(super) before: String,
    pub(super) rows: String,
    pub(super) after: String,
    /// What the file says behind `-- plan`, or behind `-- plan mysql`.
    plans: Vec<(String, String)>,
}

/// The files of a folder, by name: those that have a word of `ERD_CASES` in it, where that is set.
pub(super) fn paths(folder: &Path) -> Vec<PathBuf> {
    let only = env::var("ERD_CASES").unwrap_or_default();
    let is_meant = |path: &Path| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        only.is_empty() || only.split(',').any(|word| name.contains(word))
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut all: Vec<_> = entries.map(|entry| entry.path()).collect();
    all.retain(|path| path.extension().is_some_and(|end| end == "sql") && is_meant(path));
    all.sort();
    all
}

impl Case {
    pub(super) fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("a file that can be read");
        let wrong = |line: &str| panic!("{}: `{line}`", path.display());
        let mut case = Self {
            path: path.to_owned(),
            since: 0,
            renamed: Vec::new(),
            asks: Vec::new(),
            is_one_way: false,
            before: String::new(),
            rows: String::new(),
            after: String::new(),
            plans: Vec::new(),
        };
        let mut section = String::new();
        for line in text.lines() {
            let word = line.strip_prefix("-- ").unwrap_or_default();
            let name = word.split(' ').next().unwrap_or_default();
            if ["before", "rows", "after"].contains(&word) || (name == "plan" && word.len() < 15) {
                word.clone_into(&mut section);
                if name == "plan" {
                    case.plans.push((word.to_owned(), String::new()));
                }
                continue;
            }
            let into = match section.as_str() {
                "" => {
                    case.directive(word).unwrap_or_else(|| wrong(line));
                    continue;
                }
                "before" => &mut case.before,
                "rows" => &mut case.rows,
                "after" => &mut case.after,
                _ => &mut case.plans.last_mut().expect("one was begun").1,
            };
            into.push_str(line);
            into.push('\n');
        }
        case
    }

    /// Reads a line before the first section; `None` where it is a directive of a wrong form.
    fn directive(&mut self, line: &str) -> Option<()> {
        if let Some(version) = line.strip_prefix("since: ") {
            self.since = version.parse().ok()?;
        } else if let Some(names) = line.strip_prefix("renamed: ") {
            let (new, old) = names.split_once(" = ")?;
            let (table, new) = new.split_once('.')?;
            let names = [table, new, old];
            self.renamed.push(names.map(str::to_owned));
        } else if let Some(query) = line.strip_prefix("asks: ") {
            let (query, wanted) = query.rsplit_once(" = ")?;
            self.asks.push([query.to_owned(), wanted.to_owned()]);
        } else if line.starts_with("one way: ") {
            self.is_one_way = true;
        }
        Some(())
    }

    /// Compares a plan with the one in the file, or writes it there where `cargo bless` runs.
    pub(super) fn states(
        &mut self,
        dialect: &str,
        is_named: bool,
        plan: &str,
    ) -> Result<(), String> {
        let head = if is_named {
            format!("plan {dialect}")
        } else {
            "plan".to_owned()
        };
        let known = self.plans.iter_mut().find(|(name, _)| *name == head);
        if known
            .as_ref()
            .is_some_and(|(_, text)| text.trim() == plan.trim())
        {
            return Ok(());
        }
        if env::var_os("INSTA_UPDATE").is_none_or(|how| how != "always") {
            let known = known.map_or("", |(_, text)| text.trim());
            return Err(format!(
                "the plan of the file is\n{known}\nand it would be\n{plan}"
            ));
        }
        match known {
            Some((_, text)) => plan.clone_into(text),
            None => self.plans.push((head, plan.to_owned())),
        }
        let text = fs::read_to_string(&self.path).map_err(|error| error.to_string())?;
        let before = text.split("\n-- plan").next().unwrap_or_default();
        let plans = self
            .plans
            .iter()
            .map(|(name, plan)| format!("\n\n-- {name}\n{}", plan.trim()));
        let text = before.trim_end().to_owned() + &plans.collect::<String>() + "\n";
        fs::write(&self.path, text).map_err(|error| error.to_string())
    }
}
