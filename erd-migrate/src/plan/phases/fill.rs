//! The batches that bring the second form of columns up to date, and the question whether they did.

use super::alone;
use super::cast::{cast, distinct_forms, is_same, is_total};
use super::choose::Chosen;
use super::shadow::ShadowColumn;
use crate::diff::TablePair;
use crate::plan::Context;
use crate::plan::fill::{Rows, untouched};
use crate::plan::op::{LockMode, Migration, Phase};
use crate::plan::op_name::OpKind;
use erd_core::{Dialect, Family};
use erd_ddl::SqlWriter;

/// What the two forms of a column are called and hold, in the schema that a context leads from.
struct Forms<'a> {
    context: &'a Context<'a>,
    writer: SqlWriter<'a>,
    column: &'a ShadowColumn,
}

impl Forms<'_> {
    fn differ(&self) -> String {
        let table = &self.context.diff.old[self.column.table.old];
        let (old, new) = (&table[self.column.old], &table[self.column.shadow]);
        let dialect = self.context.dialect();
        let (a, b) = (self.writer.quote(&old.name), self.writer.quote(&new.name));
        let up = self.column.forward(&a, old, new, dialect);
        if let Some(distinct) = distinct_forms(&a, &b, old, new, dialect) {
            return distinct;
        }
        if is_same(old, new, dialect) {
            return distinct(&b, &up, dialect);
        }
        // What one form holds and the other cannot is no difference. The cast that may fail is tried last.
        let down = cast(&b, new, old, dialect);
        let (first, last) = if is_total(old, new, dialect) {
            ((&b, &up), (&a, &down))
        } else {
            ((&a, &down), (&b, &up))
        };
        format!(
            "CASE WHEN NOT ({}) THEN false WHEN {a} IS NULL OR {b} IS NULL THEN true ELSE {} END",
            distinct(first.0, first.1, dialect),
            distinct(last.0, last.1, dialect)
        )
    }

    fn set(&self, down: bool) -> String {
        let table = &self.context.diff.old[self.column.table.old];
        let (old, new) = (&table[self.column.old], &table[self.column.shadow]);
        let (a, b) = (self.writer.quote(&old.name), self.writer.quote(&new.name));
        if down {
            format!("{a} = {}", self.backward())
        } else {
            let dialect = self.context.dialect();
            format!("{b} = {}", self.column.forward(&a, old, new, dialect))
        }
    }

    /// The value of the old form, from the new one.
    fn backward(&self) -> String {
        let table = &self.context.diff.old[self.column.table.old];
        let (old, new) = (&table[self.column.old], &table[self.column.shadow]);
        let name = self.writer.quote(&new.name);
        cast(&name, new, old, self.context.dialect())
    }
}

/// `a IS DISTINCT FROM b`.
pub(super) fn distinct(a: &str, b: &str, dialect: Dialect) -> String {
    match dialect.family() {
        Family::Postgres => format!("{a} IS DISTINCT FROM {b}"),
        Family::MySql => format!("NOT ({a} <=> {b})"),
        Family::Sqlite => format!("{a} IS NOT {b}"),
    }
}

/// The value of the first form of a column, from the second, in the old schema of the context.
pub(super) fn old_form(context: &Context<'_>, column: &ShadowColumn) -> String {
    let form = Forms {
        context,
        writer: context.old_writer(),
        column,
    };
    form.backward()
}

/// What is set and for which rows, in the old schema of the context.
fn update(context: &Context<'_>, columns: &[&ShadowColumn], down: bool) -> (String, String) {
    let writer = context.old_writer();
    let forms: Vec<_> = columns
        .iter()
        .map(|column| Forms {
            context,
            writer,
            column,
        })
        .collect();
    let set: Vec<_> = forms.iter().map(|form| form.set(down)).collect();
    let differ: Vec<_> = forms
        .iter()
        .map(|form| format!("({})", form.differ()))
        .collect();
    (set.join(", "), differ.join(" OR "))
}

/// The statement that brings the first form up to date from the second, where nobody else writes.
pub(super) fn backward(
    context: &Context<'_>,
    pair: TablePair,
    columns: &[&ShadowColumn],
) -> Option<String> {
    let writer = context.old_writer();
    if columns.is_empty() {
        return None;
    }
    let (set, differ) = update(context, columns, true);
    Some(format!(
        "UPDATE {} SET {set}{} WHERE {differ}",
        writer.table(pair.old),
        untouched(&writer, &context.diff.old[pair.old], context.dialect())
    ))
}

/// A query that returns a row while the forms of any column differ.
pub(super) fn differing(context: &Context<'_>, chosen: &Chosen) -> String {
    let writer = context.old_writer();
    let each = updates(context, chosen).into_iter().map(|update| {
        format!(
            "SELECT 1 FROM {} WHERE {}",
            writer.table(update.pair.old),
            update.condition
        )
    });
    format!("{} LIMIT 1", each.collect::<Vec<_>>().join(" UNION ALL "))
}

/// What is brought up to date in a table.
struct Update {
    pair: TablePair,
    /// Names of the columns.
    columns: Vec<String>,
    set: String,
    condition: String,
}

fn updates(context: &Context<'_>, chosen: &Chosen) -> Vec<Update> {
    let schema = &context.diff.old;
    let mut all = Vec::new();
    for (pair, columns, derived) in chosen.tables() {
        let table = &schema[pair.old];
        if let Some((set, condition)) =
            (!columns.is_empty()).then(|| update(context, &columns, false))
        {
            let columns = columns.iter().map(|c| table[c.shadow].name.clone());
            all.push(Update {
                pair,
                columns: columns.collect(),
                set,
                condition,
            });
        }
        if let Some(derived) = derived {
            let (set, condition) = derived.fill(schema, context.dialect());
            let columns = derived.news.iter().map(|c| table[c.shadow].name.clone());
            all.push(Update {
                pair,
                columns: columns.collect(),
                set,
                condition,
            });
        }
    }
    all
}

/// Batches for each table, from the first form to the second.
pub(super) fn fills(context: &Context<'_>, chosen: &Chosen) -> Vec<Migration> {
    let writer = context.old_writer();
    let each = updates(context, chosen).into_iter().map(|update| {
        let Update {
            pair,
            columns,
            set,
            condition,
        } = update;
        let table = &context.diff.old[pair.old];
        // Both sides of the context are schemas on the way, with the ids of the old one.
        let pair = TablePair {
            old: pair.old,
            new: pair.old,
        };
        let set = format!("{set}{}", untouched(&writer, table, context.dialect()));
        let path = context.path(pair);
        let names = columns.join(", ");
        let mut op = context.table_op(
            pair,
            LockMode::None,
            OpKind::Synchronise.of(&path, &names),
            format!("fill {path}.{names}"),
            Vec::new(),
            Vec::new(),
        );
        let key = table.primary_key.as_ref();
        let key = key.map(|key| key.columns.iter().map(|c| writer.quote(&table[*c].name)));
        let rows = Rows {
            table: writer.table(pair.old),
            key: Some(key.map(Iterator::collect).unwrap_or_default()),
            set,
            condition,
        };
        context.fill_rows(pair, rows, &mut op);
        op.in_transaction &= context.is_small(pair) || context.dialect().is(Family::Sqlite);
        alone(Phase::Expand, op)
    });
    each.collect()
}
