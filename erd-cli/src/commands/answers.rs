//! `--allow` and `--backfill` answer what a plan asks: a name that no plan asks for is a slip, and is said.

use crate::error::Error;
use erd_core::nearest;
use erd_migrate::{Diff, Plan, Step};
use std::collections::BTreeSet;

/// What plans ask for.
#[derive(Default)]
pub(super) struct Asked {
    /// Names of losses.
    losses: BTreeSet<String>,
    /// Columns that come or change, by path.
    columns: BTreeSet<String>,
    /// All other columns.
    others: BTreeSet<String>,
}

impl Asked {
    pub(super) fn add(&mut self, diff: &Diff, plan: &Plan) {
        let ops = plan.migrations.iter().flat_map(|m| &m.ops);
        let losses = ops.flat_map(|op| &op.losses);
        self.losses
            .extend(losses.map(|loss| loss.allow.to_string()));
        for step in &diff.steps {
            let (table, column) = match step {
                Step::AddColumn { table, column } => (table.new, *column),
                Step::AlterColumn { table, new, .. } => (table.new, *new),
                _ => continue,
            };
            let table = &diff.new[table];
            let path = format!("{}.{}", table.path(), table[column].name);
            self.columns.insert(path);
        }
        for table in &diff.new.tables {
            let path = table.path();
            let columns = table.columns.iter().map(|c| format!("{path}.{}", c.name));
            self.others.extend(columns);
        }
    }

    /// Refuses a loss that is allowed and is none.
    pub(super) fn check_losses(&self, allow: &[String]) -> Result<(), Error> {
        match allow.iter().find(|name| !self.losses.contains(*name)) {
            Some(name) => Err(no_such_loss(
                name,
                "nothing that differs",
                self.losses.iter().map(String::as_str),
            )),
            None => Ok(()),
        }
    }

    /// Refuses a value for a column that gets none.
    pub(super) fn check_backfill(&self, backfill: &[(String, String)]) -> Result<(), Error> {
        let wrong = backfill
            .iter()
            .map(|(name, _)| name)
            .find(|name| !self.columns.contains(*name));
        let Some(name) = wrong else { return Ok(()) };
        let message = if self.others.contains(name) {
            format!("`--backfill {name}` has nothing to do: the column is neither new nor changed")
        } else {
            format!("`--backfill {name}`: there is no such column")
        };
        let help = match nearest(name, self.columns.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None if self.columns.is_empty() => {
                "leave it out: no column comes or changes".to_owned()
            }
            None => format!("columns that come or change are {}", list(&self.columns)),
        };
        Err(Error::Usage { message, help })
    }
}

/// A loss that was allowed and that `nothing` costs.
pub(super) fn no_such_loss<'a>(
    name: &str,
    nothing: &str,
    losses: impl Iterator<Item = &'a str>,
) -> Error {
    let losses: BTreeSet<String> = losses.map(str::to_owned).collect();
    Error::Usage {
        message: format!("`--allow {name}`: {nothing} has a loss of that name"),
        help: match nearest(name, losses.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None if losses.is_empty() => "leave it out: nothing is lost".to_owned(),
            None => format!("what is lost is {}", list(&losses)),
        },
    }
}

fn list(names: &BTreeSet<String>) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
