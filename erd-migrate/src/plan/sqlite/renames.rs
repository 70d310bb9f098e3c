//! Renames, which SQLite follows in all that speaks of the name.

use super::super::context::Context;
use crate::Step;
use erd_ddl::SqlWriter;

/// From the old names to the new ones.
pub(super) fn forward(context: &Context<'_>, writer: &SqlWriter<'_>) -> Vec<String> {
    statements(context, writer, false)
}

/// From the new names to the old ones.
pub(super) fn backward(context: &Context<'_>, writer: &SqlWriter<'_>) -> Vec<String> {
    let mut all = statements(context, writer, true);
    all.reverse();
    all
}

/// Renames by way of names that nobody has, so that two may change places and letters may change their case: all leave
/// their names before one arrives at another.
#[derive(Default)]
struct Renames {
    leave: Vec<String>,
    arrive: Vec<String>,
}

impl Renames {
    /// `sql` renames from one name to another.
    fn add(&mut self, sql: impl Fn(&str, &str) -> String, [was, is]: [&str; 2], number: usize) {
        let between = format!("erd_renamed_{number}");
        self.leave.push(sql(was, &between));
        self.arrive.push(sql(&between, is));
    }
}

/// Those of tables first, then those of columns; `back` gives each in the other direction.
fn statements(context: &Context<'_>, writer: &SqlWriter<'_>, down: bool) -> Vec<String> {
    let diff = context.diff;
    let quote = |name: &str| writer.quote(name);
    let (mut tables, mut columns) = (Renames::default(), Renames::default());
    for (i, step) in diff.steps.iter().enumerate() {
        match step {
            Step::RenameTable { table } => {
                let names = [&diff.old[table.old].name, &diff.new[table.new].name];
                let sql = |from: &str, to: &str| {
                    let [from, to] = if down { [to, from] } else { [from, to] };
                    format!("ALTER TABLE {} RENAME TO {}", quote(from), quote(to))
                };
                tables.add(sql, names.map(String::as_str), i);
            }
            Step::RenameColumn { table, old, new } => {
                let names = [
                    &diff.old[table.old][*old].name,
                    &diff.new[table.new][*new].name,
                ];
                // The table has its new name by then.
                let owner = quote(&diff.new[table.new].name);
                let sql = |from: &str, to: &str| {
                    let [from, to] = if down { [to, from] } else { [from, to] };
                    format!(
                        "ALTER TABLE {owner} RENAME COLUMN {} TO {}",
                        quote(from),
                        quote(to)
                    )
                };
                columns.add(sql, names.map(String::as_str), i);
            }
            _ => {}
        }
    }
    [tables.leave, tables.arrive, columns.leave, columns.arrive].concat()
}
