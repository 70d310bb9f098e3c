//! Triggers that would write or read a column or a table that goes. SQLite makes a trigger without looking for what it
//! speaks of, so it would stay and fail at its next row (seen on 3.45 to 3.54).

use super::super::context::Context;
use crate::diff::{folded, folded_table};
use erd_core::Dialect;
use erd_core::schema::{ObjectKind, Schema, SqlObject, Table};
use erd_ddl::expression::{Word, words};

const LITE: Dialect = Dialect::Sqlite;

/// Refuses what would leave such a trigger.
pub(super) fn refuse(context: &Context<'_>) {
    let (old, new) = (&context.diff.old, &context.diff.new);
    let triggers = new
        .objects
        .iter()
        .filter(|object| object.kind == ObjectKind::Trigger && object.exists_on(LITE));
    for trigger in triggers {
        let Some(text) = trigger.create.first().and_then(|sql| sql.get(LITE)) else {
            continue;
        };
        let words = words(text, LITE);
        for (table, column) in written(trigger, &words) {
            let was = find(old, table).is_some_and(|table| has(table, column));
            let is = find(new, table);
            if was && is.is_some_and(|table| !has(table, column)) {
                tell(context, trigger, &format!("{table}.{column}"), "column");
            }
        }
        for table in targets(&words).into_iter().map(|(_, table)| table) {
            let is_view = new
                .objects
                .iter()
                .any(|object| object.kind == ObjectKind::View && same(&object.name, table));
            if find(old, table).is_some() && find(new, table).is_none() && !is_view {
                tell(context, trigger, table, "table");
            }
        }
    }
}

fn tell(context: &Context<'_>, trigger: &SqlObject, what: &str, kind: &str) {
    context.unsupported(
        trigger.key(),
        format!("it speaks of the {kind} `{what}`, which goes, and SQLite notices that only when the trigger runs"),
        "change the trigger with it, or drop it",
    );
}

fn same(a: &str, b: &str) -> bool {
    folded_table(a, LITE) == folded_table(b, LITE)
}

fn find<'a>(schema: &'a Schema, name: &str) -> Option<&'a Table> {
    schema.tables.iter().find(|table| same(&table.name, name))
}

fn has(table: &Table, column: &str) -> bool {
    let mut all = table.columns.iter();
    all.any(|own| folded(&own.name, LITE) == folded(column, LITE))
}

fn name(word: Option<&Word>) -> Option<&str> {
    match word {
        Some(Word::Name(name)) => Some(name),
        _ => None,
    }
}

/// The tables that statements of a trigger write to or read from, and where their names stand.
fn targets(words: &[Word]) -> Vec<(usize, &str)> {
    let begins = words
        .iter()
        .position(|word| word.is("begin"))
        .unwrap_or_default();
    let mut all = Vec::new();
    for at in begins..words.len() {
        let is = |offset: usize, word: &str| words.get(at + offset).is_some_and(|w| w.is(word));
        let place = if is(0, "into") || is(0, "from") || is(0, "join") {
            at + 1
        } else if is(0, "update") && is(1, "or") {
            at + 3
        } else if is(0, "update") {
            at + 1
        } else {
            continue;
        };
        all.extend(name(words.get(place)).map(|name| (place, name)));
    }
    all
}

/// Tables and columns that are written, or whose writing or value the trigger waits for.
fn written<'a>(trigger: &'a SqlObject, words: &'a [Word]) -> Vec<(&'a str, &'a str)> {
    let mut all = Vec::new();
    for (at, table) in targets(words) {
        let rest = &words[at + 1..];
        let end = rest
            .iter()
            .position(|word| word.is(";"))
            .unwrap_or(rest.len());
        let rest = &rest[..end];
        if words[at - 1].is("into") {
            let list = rest.first().filter(|word| word.is("("));
            let list = list.map_or(&[][..], |_| &rest[1..]);
            let columns = list.iter().take_while(|word| !word.is(")"));
            all.extend(columns.filter_map(|word| Some((table, name(Some(word))?))));
        } else if rest.first().is_some_and(|word| word.is("set")) {
            all.extend(assigned(rest).into_iter().map(|column| (table, column)));
        }
    }
    let Some(owner) = trigger.table.as_ref().map(|owner| owner.name.as_str()) else {
        return all;
    };
    for (at, word) in words.iter().enumerate() {
        let is_row = word.is("new") || word.is("old");
        if is_row && words.get(at + 1).is_some_and(|word| word.is(".")) {
            all.extend(name(words.get(at + 2)).map(|column| (owner, column)));
        }
    }
    // UPDATE OF a, b ON t
    if let Some(at) = words.iter().position(|word| word.is("of"))
        && at > 0
        && words[at - 1].is("update")
    {
        let columns = words[at + 1..].iter().take_while(|word| !word.is("on"));
        all.extend(columns.filter_map(|word| Some((owner, name(Some(word))?))));
    }
    all
}

/// The columns that `SET a = .., (b, c) = ..` assigns.
fn assigned(words: &[Word]) -> Vec<&str> {
    let (mut all, mut depth, mut target) = (Vec::new(), 0_usize, false);
    for word in words {
        if depth == 0 && (word.is("where") || word.is("from") || word.is("returning")) {
            break;
        }
        if depth == 0 && (word.is("set") || word.is(",")) {
            target = true;
        } else if word.is("(") {
            depth += 1;
        } else if word.is(")") {
            depth = depth.saturating_sub(1);
        } else if word.is("=") {
            target = false;
        } else if target {
            all.extend(name(Some(word)));
        }
    }
    all
}
