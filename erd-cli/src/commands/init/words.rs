//! What is said: what was found, what is to be done, what is next.

use super::found::Found;
use super::model::Model;
use super::package::Here;
use super::plan::{Plan, Step};
use crate::output::{TITLE, counted};
use std::fmt::Write;
use std::path::Path;

/// Width of the column with the files.
const WIDTH: usize = 16;

/// What is there. No line of it has an address.
pub(super) fn found(here: &Here, found: &Found, plan: &Plan) -> String {
    let mut text = format!("{TITLE}found{TITLE:#}\n");
    let mut line = |what: &str, words: String| {
        // Writing to a string does not fail.
        let _ = writeln!(text, "  {what:WIDTH$} {words}");
    };
    line("package", format!("{}, {}", here.package.name, here.kind()));
    for tool in ["diesel", "sqlx", "sea-orm"] {
        if let Some(dependency) = super::found::dependency(here, tool) {
            line(tool, dependency.req.to_string());
        }
    }
    if let Some(file) = &found.diesel_toml {
        line("diesel.toml", here.short(&file.path));
    }
    if let Some(path) = &found.diesel_schema {
        line("schema.rs", here.short(path));
    }
    if let Some((path, _)) = &found.config {
        line("erd.toml", here.short(path));
    }
    if !found.migrations.is_empty() {
        let words = format!(
            "{} in {}, as {} lays them out",
            found.migrations.len(),
            here.short(&found.folder),
            found.format
        );
        line("migrations", words);
    }
    if let Some(database) = &found.database {
        let described = &database.described;
        let version: Vec<String> = described.version.iter().map(u32::to_string).collect();
        let words = format!(
            "{} {} with {}; its address is in {}",
            described.dialect.title(),
            version.join("."),
            counted(described.schema.tables.len(), "table"),
            database.from
        );
        line("database", words);
    }
    if let Model::There { path } = &plan.model {
        line("schema", path.clone());
    }
    text
}

/// What is going to be done, or has to be done by hand.
pub(super) fn to_do(here: &Here, plan: &Plan) -> String {
    let mut text = format!("{TITLE}plan{TITLE:#}\n");
    let mut line = |what: String, words: &str| {
        let _ = writeln!(text, "  {what:WIDTH$} {words}");
    };
    for step in &plan.steps {
        match step {
            Step::Depend(krate) => line("Cargo.toml".to_owned(), &krate.title()),
            Step::Files { files, title } => {
                let place = files.first().map_or(Path::new(""), |(path, _)| path);
                let place = match files.len() {
                    1 => here.short(place),
                    _ => here.short(place.parent().unwrap_or(place)) + "/",
                };
                line(place, title);
            }
            Step::Line {
                path, line: new, ..
            } => line(here.short(path), &new.replace('\n', " ")),
            Step::Baseline { migrations } => line(
                "migrations".to_owned(),
                &match migrations {
                    0 => "the next migration starts from what is there now".to_owned(),
                    1 => "the next migration starts where this one ends".to_owned(),
                    n => format!("the next migration starts where these {n} end"),
                },
            ),
        }
    }
    if plan.steps.is_empty() {
        text.push_str("  nothing\n");
    }
    for (path, new) in &plan.by_hand {
        let _ = writeln!(
            text,
            "{TITLE}by hand{TITLE:#}, in {}\n\n    {}\n",
            here.short(path),
            new.replace('\n', "\n    ")
        );
    }
    text
}

/// What to do now.
pub(super) fn next(here: &Here, found: &Found, plan: &Plan) -> Vec<String> {
    let mut next = Vec::new();
    if !plan.by_hand.is_empty() {
        next.push("write what stands under `by hand`, and run `cargo erd init` again".to_owned());
        return next;
    }
    match &plan.model {
        Model::Waits => next.push(format!(
            "the entities wait for a database that has the {}: name it in DATABASE_URL, and run `cargo erd init` \
             again",
            counted(found.migrations.len(), "migration")
        )),
        Model::New(new) if new.imported.is_some() => next.push(format!(
            "next: change a struct of {}::{}, and run `cargo erd migrate new NAME`",
            here.library_name(),
            new.module
        )),
        Model::New(new) => next.push(format!(
            "next: declare an entity in src/{}/mod.rs, name it in the list there, and run `cargo erd migrate new NAME`",
            new.module
        )),
        Model::There { .. } if plan.steps.is_empty() => {}
        Model::There { .. } => next.push("next: `cargo erd check`".to_owned()),
    }
    if plan.steps.is_empty() && next.is_empty() {
        next.push("there is nothing to do".to_owned());
    }
    next
}
