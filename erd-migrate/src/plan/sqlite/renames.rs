//! Renames, which SQLite follows in all that speaks of the name.

use super::super::context::Context;
use crate::Step;
use erd_ddl::Parts;

/// From the old names to the new ones.
pub(super) fn forward(context: &Context<'_>, parts: &Parts<'_>) -> Vec<String> {
    statements(context, parts, false)
}

/// From the new names to the old ones.
pub(super) fn backward(context: &Context<'_>, parts: &Parts<'_>) -> Vec<String> {
    let mut all = statements(context, parts, true);
    all.reverse();
    all
}

/// Each name by way of one that nobody has, so that two may change places and letters may change their case.
fn statements(context: &Context<'_>, parts: &Parts<'_>, back: bool) -> Vec<String> {
    let diff = context.diff;
    let (mut leave, mut arrive) = (Vec::new(), Vec::new());
    let mut rename = |table: Option<&str>, was: &str, is: &str, number: usize| {
        let between = format!("erd_renamed_{number}");
        let (from, to) = if back { (is, was) } else { (was, is) };
        let (first, second) = if back {
            (&mut arrive, &mut leave)
        } else {
            (&mut leave, &mut arrive)
        };
        let quote = |name: &str| parts.quote(name);
        if let Some(table) = table {
            let head = format!("ALTER TABLE {} RENAME COLUMN", quote(table));
            first.push(format!("{head} {} TO {}", quote(from), quote(&between)));
            second.push(format!("{head} {} TO {}", quote(&between), quote(to)));
        } else {
            let sql = |from: &str, to: &str| {
                format!("ALTER TABLE {} RENAME TO {}", quote(from), quote(to))
            };
            first.push(sql(from, &between));
            second.push(sql(&between, to));
        }
    };
    let tables = diff
        .steps
        .iter()
        .enumerate()
        .filter_map(|(i, step)| match step {
            Step::RenameTable { table } => {
                Some((i, &diff.old[table.old].name, &diff.new[table.new].name))
            }
            _ => None,
        });
    for (i, was, is) in tables {
        rename(None, was, is, i);
    }
    for (i, step) in diff.steps.iter().enumerate() {
        if let Step::RenameColumn { table, old, new } = step {
            let (was, is) = (
                &diff.old[table.old][*old].name,
                &diff.new[table.new][*new].name,
            );
            // The table has its new name by then.
            rename(Some(&diff.new[table.new].name), was, is, i);
        }
    }
    order(leave, arrive)
}

/// All leave before one arrives: tables first, then columns, which are told by the order of the lists.
fn order(leave: Vec<String>, arrive: Vec<String>) -> Vec<String> {
    let is_column = |sql: &String| sql.contains(" RENAME COLUMN ");
    let of = |all: &[String], column: bool| {
        all.iter()
            .filter(|sql| is_column(sql) == column)
            .cloned()
            .collect::<Vec<_>>()
    };
    let mut all = of(&leave, false);
    all.extend(of(&arrive, false));
    all.extend(of(&leave, true));
    all.extend(of(&arrive, true));
    all
}
