//! The table of results.

use crate::bed::{Cell, Outcome};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use testkit::Engine;

type Results<'a> = (&'a Engine, Vec<(Cell, Outcome)>);

const HEAD: &str = "# Features of a table crossed with kinds of change

Written by `cargo xtask matrix`. Each cell is a table with a feature and rows, and a change: the plan is applied, the schema is
compared with one that was made that way (by erd's own reader and by the engine's words), taken back, compared, applied and
taken back again; the rows hold what they held. *Not a schema* are pairs that the engine itself refuses in CREATE TABLE;
*refused* are those for which the planner says why it makes no plan.

";

pub(crate) fn text(results: &[Results<'_>]) -> String {
    let mut out = HEAD.to_owned();
    // Writing to a string does not fail.
    let _ = writeln!(
        out,
        "| engine | cells | right | of these without a way back | refused | not a schema | wrong |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    );
    for (engine, cells) in results {
        let count = |is: fn(&Outcome) -> bool| cells.iter().filter(|(_, o)| is(o)).count();
        let _ = writeln!(
            out,
            "| {engine} | {} | {} | {} | {} | {} | {} |",
            cells.len(),
            count(|o| matches!(o, Outcome::Right { .. })),
            count(|o| matches!(o, Outcome::Right { reversible: false })),
            count(|o| matches!(o, Outcome::Refused(_))),
            count(|o| matches!(o, Outcome::Invalid)),
            count(|o| matches!(o, Outcome::Wrong(_))),
        );
    }
    for (engine, cells) in results {
        let names = |name: fn(&Cell) -> &str| {
            let all: BTreeSet<&str> = cells.iter().map(|(cell, _)| name(cell)).collect();
            all.into_iter().collect::<Vec<_>>().join(", ")
        };
        let _ = writeln!(
            out,
            "\n## {engine}\n\nFeatures: {}.\n\nChanges: {}.",
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
        if !refused.is_empty() {
            let _ = writeln!(out, "\n| refused because | cells |\n| --- | --- |");
        }
        for (why, cells) in refused {
            let few: Vec<_> = cells.iter().take(3).copied().collect();
            let more = cells.len() - few.len();
            let rest = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            let _ = writeln!(out, "| {why} | {}{rest} |", few.join("; "));
        }
        let wrong = cells.iter().filter(|(_, o)| matches!(o, Outcome::Wrong(_)));
        for (cell, _) in wrong {
            let _ = writeln!(out, "\nWrong: {}.", cell.name);
        }
    }
    out
}
