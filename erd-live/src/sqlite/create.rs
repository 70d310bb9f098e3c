//! What only the text of CREATE TABLE says: names of constraints, checks, collations, generated columns, options.
//!
//! The text is SQLite's own copy of a statement that it has parsed, so it is well-formed.

use std::collections::BTreeMap;

use erd_core::schema::{ColumnId, Deferrable};

use crate::token::{Token, TokenKind, closing, expression, tokens};

/// A check: its name, its condition, and the column whose definition holds it.
pub(super) type CheckText = (Option<String>, String, Option<String>);

/// What a CREATE TABLE says.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a word that stands in the text or does not"
)]
pub(super) struct Create {
    /// Columns in lower case, to their collation.
    pub(super) collations: BTreeMap<String, String>,
    /// Columns in lower case, to their generated expression.
    pub(super) generated: BTreeMap<String, String>,
    /// Name of the primary key.
    pub(super) primary_key: Option<String>,
    /// Names of unique constraints with their columns in lower case.
    pub(super) unique: Vec<(Option<String>, Vec<String>)>,
    /// Foreign keys in the order of the text: name, and when it is checked.
    pub(super) foreign_keys: Vec<(Option<String>, Deferrable)>,
    /// Checks.
    pub(super) checks: Vec<CheckText>,
    /// STRICT, behind the columns.
    pub(super) strict: bool,
    /// WITHOUT ROWID, behind the columns.
    pub(super) without_rowid: bool,
    /// AUTOINCREMENT.
    pub(super) autoincrement: bool,
    /// `PRIMARY KEY DESC` on a column.
    pub(super) key_descends: bool,
    /// Names of what has no place for one: the column, the name, and the words that follow it.
    pub(super) names: Vec<(String, String, &'static str)>,
    /// What follows ON CONFLICT, in the order of the text.
    pub(super) conflicts: Vec<String>,
    /// Columns of the primary key as the pragma numbers them, with their declared types.
    pub(super) key_columns: Vec<(i64, ColumnId, String)>,
}

/// Reads the text.
pub(super) fn parse(sql: &str) -> Create {
    let found = tokens(sql, crate::token::Lexis::Brackets);
    let mut create = Create::default();
    let Some(open) = found.iter().position(|t| t.kind == TokenKind::Open) else {
        return create;
    };
    let close = closing(&found, open);
    let options = &found[close.min(found.len() - 1)..];
    create.strict = options.iter().any(|t| t.is("strict"));
    create.without_rowid = options.iter().any(|t| t.is("without"));
    let mut start = open + 1;
    let mut depth = 0_usize;
    for i in open + 1..=close {
        match found[i].kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close if i < close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if i == close || (depth == 0 && found[i].kind == TokenKind::Comma) {
            item(sql, &found[start..i], &mut create);
            start = i + 1;
        }
    }
    create
}

const TABLE_CONSTRAINTS: [&str; 5] = ["constraint", "primary", "unique", "check", "foreign"];

/// The first words of what a column says and the model has no name for, as SQLite writes all of them.
const UNNAMED: [(&str, &str); 6] = [
    ("not", "NOT NULL"),
    ("null", "NULL"),
    ("default", "DEFAULT"),
    ("collate", "COLLATE"),
    ("generated", "AS"),
    ("as", "AS"),
];

fn item(sql: &str, item: &[Token], create: &mut Create) {
    let Some(first) = item.first() else { return };
    let of_table = TABLE_CONSTRAINTS.iter().any(|word| first.is(word));
    let column = if of_table {
        None
    } else {
        first.name().map(str::to_owned)
    };
    let mut i = usize::from(!of_table);
    let mut name: Option<String> = None;
    while let Some(token) = item.get(i) {
        let next = item.get(i + 1);
        if token.is("constraint") {
            name = next.and_then(Token::name).map(str::to_owned);
            i += 2;
            continue;
        }
        i = clause(sql, item, i, column.as_deref(), &mut name, create);
    }
}

/// Reads the clause at `i`, and returns where the next one starts.
fn clause(
    sql: &str,
    item: &[Token],
    i: usize,
    column: Option<&str>,
    name: &mut Option<String>,
    create: &mut Create,
) -> usize {
    let token = &item[i];
    let next = item.get(i + 1);
    let inside = |open: usize| {
        let close = closing(item, open);
        let text = sql[item[open].end..item[close].start.max(item[open].end)].trim();
        (expression(text), close + 1)
    };
    let open_after = || (i + 1..item.len()).find(|j| item[*j].kind == TokenKind::Open);
    let lower = column.map(str::to_lowercase);
    let unnamed = UNNAMED.iter().find(|(word, _)| token.is(word));
    if let Some((_, words)) = unnamed
        && let (Some(column), Some(name)) = (column, name.take())
    {
        create.names.push((column.to_owned(), name, words));
    }
    if token.is("check") {
        if let Some(open) = open_after() {
            let (text, end) = inside(open);
            create
                .checks
                .push((name.take(), text, column.map(str::to_owned)));
            return end;
        }
    } else if token.is("collate") {
        if let (Some(column), Some(collation)) = (lower, next.and_then(Token::name)) {
            create.collations.insert(column, collation.to_owned());
        }
        return i + 2;
    } else if token.is("as") {
        if let (Some(column), Some(open)) = (lower, open_after()) {
            let (text, end) = inside(open);
            create.generated.insert(column, text);
            return end;
        }
    } else if token.is("primary") {
        create.primary_key = name.take();
        create.key_descends |= column.is_some() && item.get(i + 2).is_some_and(|t| t.is("desc"));
        return i + 2;
    } else if token.is("unique") {
        let columns = match column {
            Some(column) => vec![column.to_lowercase()],
            None => columns_after(item, i),
        };
        create.unique.push((name.take(), columns));
    } else if token.is("references") {
        create.foreign_keys.push((name.take(), Deferrable::No));
        return i + 2;
    } else if token.is("deferrable") {
        let not = i > 0 && item[i - 1].is("not");
        let deferred = next.is_some_and(|t| t.is("initially"))
            && item.get(i + 2).is_some_and(|t| t.is("deferred"));
        if let (false, Some(key)) = (not, create.foreign_keys.last_mut()) {
            key.1 = if deferred {
                Deferrable::InitiallyDeferred
            } else {
                Deferrable::InitiallyImmediate
            };
        }
    } else if token.is("autoincrement") {
        create.autoincrement = true;
    } else if token.is("conflict") {
        create
            .conflicts
            .extend(next.and_then(Token::name).map(str::to_uppercase));
    } else if token.kind == TokenKind::Open {
        return closing(item, i) + 1;
    }
    i + 1
}

fn columns_after(item: &[Token], from: usize) -> Vec<String> {
    let Some(open) = (from..item.len()).find(|j| item[*j].kind == TokenKind::Open) else {
        return Vec::new();
    };
    let close = closing(item, open);
    let mut columns = Vec::new();
    let mut first = true;
    for token in &item[open + 1..close] {
        if token.kind == TokenKind::Comma {
            first = true;
        } else if first && let Some(name) = token.name() {
            columns.push(name.to_lowercase());
            first = false;
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_gives_what_the_pragmas_do_not() {
        let create = parse(
            "CREATE TABLE \"t, (\" (id INTEGER CONSTRAINT pk PRIMARY KEY AUTOINCREMENT, -- x, y\n\
             [b c] text COLLATE NOCASE CONSTRAINT b_ok CHECK ((length([b c]) > 0)) UNIQUE,\n\
             d int GENERATED ALWAYS AS (id + 1) STORED REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED,\n\
             e numeric(10, 2) DEFAULT (1 + 2) NOT NULL REFERENCES u NOT DEFERRABLE,\n\
             CONSTRAINT uq UNIQUE (e, d), CHECK (e > d),\n\
             CONSTRAINT fk FOREIGN KEY (d, e) REFERENCES v (a, b) ON DELETE CASCADE) STRICT, WITHOUT ROWID",
        );
        assert_eq!(create.primary_key.as_deref(), Some("pk"));
        assert!(create.autoincrement && !create.key_descends && create.conflicts.is_empty());
        assert!(create.strict && create.without_rowid);
        assert_eq!(create.collations["b c"], "NOCASE");
        assert_eq!(create.generated["d"], "id + 1");
        assert_eq!(
            create.checks,
            [
                (
                    Some("b_ok".to_owned()),
                    "length([b c]) > 0".to_owned(),
                    Some("b c".to_owned())
                ),
                (None, "e > d".to_owned(), None)
            ]
        );
        assert_eq!(
            create.foreign_keys,
            [
                (None, Deferrable::InitiallyDeferred),
                (None, Deferrable::No),
                (Some("fk".to_owned()), Deferrable::No)
            ]
        );
        assert_eq!(
            create.unique,
            [
                (None, vec!["b c".to_owned()]),
                (Some("uq".to_owned()), vec!["e".to_owned(), "d".to_owned()])
            ]
        );
    }
    #[test]
    fn a_name_belongs_to_the_next_constraint_only() {
        let create = parse(
            "CREATE TABLE t (a INTEGER PRIMARY KEY DESC, \
             b int CONSTRAINT nn NOT NULL ON CONFLICT ignore REFERENCES u, \
             c DEFAULT 1 UNIQUE ON CONFLICT Replace)",
        );
        assert_eq!(create.foreign_keys, [(None, Deferrable::No)]);
        let name = ("b".to_owned(), "nn".to_owned(), "NOT NULL");
        assert_eq!(create.names, [name]);
        assert!(!create.strict && !create.without_rowid);
        assert_eq!(create.conflicts, ["IGNORE", "REPLACE"]);
        assert!(create.key_descends);
        let create = parse(
            "CREATE TABLE t (a text CONSTRAINT c COLLATE nocase CHECK (a > 0) CONSTRAINT d DEFAULT 1, \
             b int CONSTRAINT g GENERATED ALWAYS AS (1) UNIQUE)",
        );
        assert_eq!(create.checks[0].0, None);
        assert_eq!(create.unique[0].0, None);
        let names: Vec<_> = create
            .names
            .iter()
            .map(|(_, name, of)| (name.as_str(), *of))
            .collect();
        assert_eq!(names, [("c", "COLLATE"), ("d", "DEFAULT"), ("g", "AS")]);
    }
}
