//! The counts of a history. Every step that is not as it should be is told at once, in a line.

use crate::step::{Outcome, Way};
use std::collections::BTreeMap;
use std::fmt;

/// How often a way led where.
#[derive(Default)]
struct Ways {
    right: usize,
    wrong: usize,
    failed: usize,
    none: usize,
}

#[derive(Default)]
pub(crate) struct Report {
    steps: usize,
    changed: usize,
    up: Ways,
    down: Ways,
    authors: Ways,
    losses: usize,
    wrong_losses: usize,
    renamed_tables: usize,
    renamed_columns: usize,
    /// Differences that were left, by what they are.
    left: BTreeMap<String, usize>,
}

impl Ways {
    fn add(&mut self, way: &Way) {
        match way {
            Way::Right => self.right += 1,
            Way::Wrong(_) => self.wrong += 1,
            Way::Failed(_) => self.failed += 1,
            Way::None(_) => self.none += 1,
        }
    }
}

impl fmt::Display for Ways {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            right,
            wrong,
            failed,
            none,
        } = self;
        write!(
            f,
            "right {right}, wrong {wrong}, failed {failed}, none {none}"
        )
    }
}

impl Report {
    pub(crate) fn add(&mut self, name: &str, outcome: Outcome) {
        self.steps += 1;
        if let Some(way) = &outcome.authors {
            self.authors.add(way);
            tell(name, "authors' down", way);
        }
        let Some(changed) = outcome.changed else {
            return;
        };
        self.changed += 1;
        self.up.add(&changed.up);
        self.down.add(&changed.down);
        self.losses += changed.losses;
        self.wrong_losses += changed.wrong_losses.len();
        self.renamed_tables += changed.renames.0;
        self.renamed_columns += changed.renames.1;
        tell(name, "up", &changed.up);
        if matches!(changed.up, Way::Right) {
            tell(name, "down", &changed.down);
        }
        if let Way::Wrong(entries) = &changed.up {
            for entry in entries {
                let kind = entry.split_whitespace().take(2).collect::<Vec<_>>();
                *self.left.entry(kind.join(" ")).or_default() += 1;
            }
        }
        for loss in &changed.wrong_losses {
            println!("{name}: not in the record: {loss}");
        }
    }
}

fn tell(name: &str, what: &str, way: &Way) {
    let text = match way {
        Way::Right => return,
        Way::Wrong(entries) => format!("wrong: {}", entries.join("; ")),
        Way::Failed(error) => format!("failed: {error}"),
        Way::None(why) => format!("none: {why}"),
    };
    println!("{name}: {what} {text}");
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "steps {}, changed {}", self.steps, self.changed)?;
        writeln!(
            f,
            "renamed tables {}, columns {}",
            self.renamed_tables, self.renamed_columns
        )?;
        writeln!(f, "up: {}", self.up)?;
        writeln!(f, "left: {:?}", self.left)?;
        writeln!(
            f,
            "losses: in the record {}, not in the record {}",
            self.losses, self.wrong_losses
        )?;
        writeln!(f, "down: {}", self.down)?;
        writeln!(f, "authors' down: {}", self.authors)
    }
}
