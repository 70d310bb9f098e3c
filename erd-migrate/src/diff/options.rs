//! What a table as a whole is.

use super::normal::Pairing;
use super::{Options, Step, TableChange, TablePair};
use erd_core::schema::{ObjectName, Table};
use erd_core::{Capability, Dialect, Family};
use erd_ddl::expression::statement;
use std::collections::BTreeMap;

pub(super) fn compare(
    pairing: &Pairing<'_>,
    pair: TablePair,
    options: Options,
    steps: &mut Vec<Step>,
) {
    let dialect = pairing.dialect;
    let (old, new) = (pairing.old_table(pair), pairing.new_table_of(pair));
    let mut changes = Vec::new();
    let mut differs = |is: bool, change: TableChange| {
        if is {
            changes.push(change);
        }
    };
    let comment = |table: &Table| table.comment.clone().filter(|text| !text.is_empty());
    differs(
        options.comments && dialect.has(Capability::Comments) && comment(old) != comment(new),
        TableChange::Comment,
    );
    let (a, b) = (&old.options, &new.options);
    match dialect.family() {
        Family::Postgres => {
            differs(a.unlogged != b.unlogged, TableChange::Unlogged);
            differs(parameters(old) != parameters(new), TableChange::With);
            differs(
                inherited(pairing, &a.inherits) != b.inherits,
                TableChange::Inherits,
            );
            differs(a.row_security != b.row_security, TableChange::RowSecurity);
        }
        Family::MySql => {
            let word = |text: &Option<String>, usual: &str| {
                text.as_deref().unwrap_or(usual).to_lowercase()
            };
            differs(
                word(&a.engine, "innodb") != word(&b.engine, "innodb"),
                TableChange::Engine,
            );
            differs(
                word(&a.charset, "utf8mb4") != word(&b.charset, "utf8mb4")
                    || word(&a.collation, "") != word(&b.collation, ""),
                TableChange::Charset,
            );
            differs(
                word(&a.row_format, "") != word(&b.row_format, ""),
                TableChange::RowFormat,
            );
            differs(table_options(old) != table_options(new), TableChange::With);
        }
        Family::Sqlite => {
            differs(old.strict != new.strict, TableChange::Strict);
            differs(
                a.without_rowid != b.without_rowid,
                TableChange::WithoutRowid,
            );
            differs(
                a.autoincrement != b.autoincrement,
                TableChange::Autoincrement,
            );
        }
    }
    if !changes.is_empty() {
        steps.push(Step::AlterTable {
            table: pair,
            changes,
        });
    }
}

/// The tables that the old one inherits, under their new names.
fn inherited(pairing: &Pairing<'_>, parents: &[ObjectName]) -> Vec<ObjectName> {
    let new_name = |parent: &ObjectName| {
        let old = pairing
            .old
            .find_table(parent.schema.as_deref(), &parent.name);
        let new = old.and_then(|old| pairing.new_table(old));
        new.map_or_else(|| parent.clone(), |new| pairing.new[new].object_name())
    };
    parents.iter().map(new_name).collect()
}

/// Options of MySQL and MariaDB as names and values in lower case; what is in quotes stays as it is.
pub(crate) fn table_options(table: &Table) -> BTreeMap<String, String> {
    let text = table.options.with.as_deref().unwrap_or_default();
    // Spaces and commas between options and an `=` say nothing.
    let mut words: Vec<String> = vec![String::new()];
    let mut quote = None;
    for c in text.chars() {
        let word = words.len() - 1;
        match (quote, c) {
            (Some(open), _) => {
                words[word].push(c);
                quote = quote.filter(|_| c != open);
            }
            (None, '\'' | '"' | '`') => {
                words[word].push(c);
                quote = Some(c);
            }
            (None, '=' | ',' | ' ' | '\t' | '\n') => words.push(String::new()),
            (None, c) => words[word].extend(c.to_lowercase()),
        }
    }
    words.retain(|word| !word.is_empty());
    // `WITH SYSTEM VERSIONING` has no value; all others have one.
    let at = words
        .windows(3)
        .position(|w| w == ["with", "system", "versioning"]);
    let versioned = at.map(|at| words.drain(at..at + 3).collect::<Vec<_>>().join(" "));
    let pairs = words.chunks(2).map(|pair| {
        let value = pair.get(1).cloned().unwrap_or_default();
        (
            pair[0].clone(),
            value.trim_matches(['\'', '"', '`']).to_owned(),
        )
    });
    pairs
        .chain(versioned.map(|name| (name, String::new())))
        .collect()
}

/// Storage parameters, sorted.
fn parameters(table: &Table) -> Vec<String> {
    let text = table.options.with.as_deref().unwrap_or_default();
    sorted_parameters(text)
}

/// Parameters of a WITH list in a form that can be compared.
pub(super) fn sorted_parameters(text: &str) -> Vec<String> {
    let mut all: Vec<_> = text
        .split(',')
        .map(|element| statement(element, Dialect::Postgres).replace('\'', ""))
        .filter(|element| !element.is_empty())
        .collect();
    all.sort();
    all
}
