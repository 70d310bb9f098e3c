//! What is said: what was found, what is to be done, what is next.

use super::found::Found;
use super::model::Model;
use super::package::Here;
use super::plan::{Plan, Step};
use crate::cli::Init as Args;
use crate::output::{TITLE, counted};
use erd_json::{ByHand, Fact, Init, InitStep};
use std::fmt::Write;
use std::path::Path;

/// Width of the column with the files.
const WIDTH: usize = 16;

/// What is there, as text.
pub(super) fn found(here: &Here, found: &Found, plan: &Plan) -> String {
    let mut text = format!("{TITLE}found{TITLE:#}\n");
    for Fact { what, which } in facts(here, found, plan) {
        // Writing to a string does not fail.
        let _ = writeln!(text, "  {what:WIDTH$} {which}");
    }
    text
}

/// What is there. None of it has an address.
fn facts(here: &Here, found: &Found, plan: &Plan) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut line = |what: &str, which: String| {
        let what = what.to_owned();
        facts.push(Fact { what, which });
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
    facts
}

/// What a step changes.
fn step(here: &Here, step: &Step) -> InitStep {
    let (place, title, files) = match step {
        Step::Depend(krate) => ("Cargo.toml".to_owned(), krate.title(), Vec::new()),
        Step::Files { files, title } => {
            let place = files.first().map_or(Path::new(""), |(path, _)| path);
            let place = match files.len() {
                1 => here.short(place),
                _ => here.short(place.parent().unwrap_or(place)) + "/",
            };
            let files = files.iter().map(|(path, _)| here.short(path)).collect();
            (place, title.clone(), files)
        }
        Step::Line { path, line, .. } => {
            let place = here.short(path);
            (place.clone(), line.replace('\n', " "), vec![place])
        }
        Step::Baseline { migrations } => {
            let title = match migrations {
                0 => "the next migration starts from what is there now".to_owned(),
                1 => "the next migration starts where this one ends".to_owned(),
                n => format!("the next migration starts where these {n} end"),
            };
            ("migrations".to_owned(), title, Vec::new())
        }
    };
    InitStep {
        place,
        title,
        files,
    }
}

/// All of it, for programs.
pub(super) fn answer(args: &Args, here: &Here, found: &Found, plan: &Plan) -> Init {
    let by_hand = plan.by_hand.iter().map(|(path, text)| ByHand {
        file: here.short(path),
        text: text.clone(),
    });
    Init {
        dry_run: args.dry_run,
        found: facts(here, found, plan),
        steps: plan.steps.iter().map(|s| step(here, s)).collect(),
        by_hand: by_hand.collect(),
        next: next(here, found, plan),
    }
}

/// What is going to be done, or has to be done by hand.
pub(super) fn to_do(here: &Here, plan: &Plan) -> String {
    let mut text = format!("{TITLE}plan{TITLE:#}\n");
    for InitStep { place, title, .. } in plan.steps.iter().map(|s| step(here, s)) {
        let _ = writeln!(text, "  {place:WIDTH$} {title}");
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
