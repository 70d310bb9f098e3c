//! The report: a row and a section for each engine, of which a run writes those of its engines anew.

use crate::bed::{Cell, Outcome};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use testkit::Engine;

type Results<'a> = (&'a Engine, Vec<(Cell, Outcome)>);

const HEAD: &str = "# Features of a table crossed with kinds of change

Written by `cargo xtask matrix`. Each cell is a table with a feature and rows, and a change, in place or in phases: the plan is
applied, the schema is compared with one that was made that way (by erd's own reader and by the engine's words), taken back,
compared, applied and taken back again; the rows hold what they held. *Not a schema* are pairs that the engine itself refuses in
CREATE TABLE; *refused* are those for which the planner says why it makes no plan. Where fewer cells were tried than there are,
they are a sample with a seed (`--cells`).

| engine | cells | tried | passed | of these without a way back | refused | not a schema | failed |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
";

/// The report with the results of a run in the place of older ones of the same engines.
pub(crate) fn with(before: &str, results: &[Results<'_>]) -> String {
    let mut rows: BTreeMap<String, String> = BTreeMap::new();
    let mut sections: BTreeMap<String, String> = BTreeMap::new();
    for line in before.lines() {
        let engine = line.trim_start_matches("| ").split(" | ").next();
        if let Some(engine) = engine.filter(|name| line.starts_with("| ") && is_engine(name)) {
            rows.insert(engine.to_owned(), line.to_owned());
        }
    }
    for section in before.split("\n## ").skip(1) {
        let engine = section.lines().next().unwrap_or_default();
        sections.insert(engine.to_owned(), section.trim_end().to_owned());
    }
    for (engine, cells) in results {
        rows.insert(engine.to_string(), row(engine, cells));
        sections.insert(engine.to_string(), section(engine, cells));
    }
    let rows: Vec<_> = rows.into_values().map(|row| row + "\n").collect();
    let sections = sections.into_values();
    let sections: Vec<_> = sections.map(|text| format!("\n## {text}\n")).collect();
    format!("{HEAD}{}{}", rows.concat(), sections.concat())
}

/// Whether a cell of a table names an engine: `MariaDB 11.8.9`.
fn is_engine(name: &str) -> bool {
    let mut products = ["MariaDB ", "MySQL ", "PostgreSQL ", "SQLite "].iter();
    products.any(|product| name.starts_with(product))
}

fn row(engine: &Engine, cells: &[(Cell, Outcome)]) -> String {
    let count = |is: fn(&Outcome) -> bool| cells.iter().filter(|(_, o)| is(o)).count();
    format!(
        "| {engine} | {} | {} | {} | {} | {} | {} | {} |",
        crate::cells(engine).len(),
        cells.len(),
        count(|o| matches!(o, Outcome::Right { .. })),
        count(|o| matches!(o, Outcome::Right { reversible: false })),
        count(|o| matches!(o, Outcome::Refused(_))),
        count(|o| matches!(o, Outcome::Invalid)),
        count(|o| matches!(o, Outcome::Wrong(_))),
    )
}

fn section(engine: &Engine, cells: &[(Cell, Outcome)]) -> String {
    let names = |name: fn(&Cell) -> &str| {
        let all: BTreeSet<&str> = cells.iter().map(|(cell, _)| name(cell)).collect();
        all.into_iter().collect::<Vec<_>>().join(", ")
    };
    let mut out = format!(
        "{engine}\n\nFeatures: {}.\n\nChanges: {}.\n",
        names(|cell| &cell.feature),
        names(|cell| &cell.change)
    );
    let mut refused: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (cell, outcome) in cells {
        if let Outcome::Refused(text) = outcome {
            let line = text.lines().next().unwrap_or_default();
            let line = line.trim_start_matches("refused: ").to_owned();
            refused.entry(line).or_default().insert(&cell.name);
        }
    }
    // Writing to a string does not fail.
    if !refused.is_empty() {
        let _ = writeln!(
            out,
            "\n| refused because | cells | such as |\n| --- | ---: | --- |"
        );
    }
    for (why, cells) in refused {
        let few: Vec<_> = cells.iter().take(3).copied().collect();
        let _ = writeln!(out, "| {why} | {} | {} |", cells.len(), few.join("; "));
    }
    let failed = cells.iter().filter(|(_, o)| matches!(o, Outcome::Wrong(_)));
    for (cell, _) in failed {
        let _ = writeln!(out, "\nFailed: {}.", cell.name);
    }
    out.trim_end().to_owned()
}
