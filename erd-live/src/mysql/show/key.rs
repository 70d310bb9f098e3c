//! The line of a key, and of a foreign key.

use super::Part;
use crate::token::{TokenKind, items};

/// What a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mysql) enum KeyKind {
    Primary,
    Unique,
    Plain,
    Fulltext,
    Spatial,
    Vector,
}

/// A key as the server shows it.
#[derive(Debug)]
pub(in crate::mysql) struct ShownKey {
    pub(in crate::mysql) kind: KeyKind,
    /// Empty for the primary key.
    pub(in crate::mysql) name: String,
    pub(in crate::mysql) parts: Vec<ShownPart>,
    /// `BTREE` or `HASH`, where it is stated.
    pub(in crate::mysql) using: Option<String>,
    pub(in crate::mysql) comment: Option<String>,
    /// The plugin of a FULLTEXT key.
    pub(in crate::mysql) parser: Option<String>,
    pub(in crate::mysql) invisible: bool,
    /// Whether its last part is a period of application time (MariaDB).
    pub(in crate::mysql) without_overlaps: bool,
    /// Options that the model has no place for.
    pub(in crate::mysql) others: Vec<String>,
}

/// A part of a key.
#[derive(Debug)]
pub(in crate::mysql) struct ShownPart {
    /// A column's name or an expression.
    pub(in crate::mysql) of: Result<String, String>,
    pub(in crate::mysql) prefix: Option<u32>,
    pub(in crate::mysql) descending: bool,
}

/// A foreign key as the server shows it.
#[derive(Debug)]
pub(in crate::mysql) struct ShownForeignKey {
    pub(in crate::mysql) name: String,
    pub(in crate::mysql) columns: Vec<String>,
    /// The other database, where it is another one.
    pub(in crate::mysql) database: Option<String>,
    pub(in crate::mysql) table: String,
    pub(in crate::mysql) target_columns: Vec<String>,
    /// What is stated, in capitals.
    pub(in crate::mysql) on_delete: Option<String>,
    pub(in crate::mysql) on_update: Option<String>,
}

/// `[kind] KEY [name] (parts) [options]`.
pub(super) fn read(part: Part<'_>) -> Option<ShownKey> {
    let kinds = [
        ("primary", KeyKind::Primary),
        ("unique", KeyKind::Unique),
        ("fulltext", KeyKind::Fulltext),
        ("spatial", KeyKind::Spatial),
        ("vector", KeyKind::Vector),
        ("key", KeyKind::Plain),
    ];
    let (_, kind) = kinds.into_iter().find(|(word, _)| part.is(0, word))?;
    let open = (0..part.len()).find(|i| part.kind(*i) == Some(&TokenKind::Open))?;
    let name = match part.kind(open.checked_sub(1)?) {
        Some(TokenKind::Name(name)) => name.clone(),
        _ => String::new(),
    };
    let mut key = ShownKey {
        kind,
        name,
        parts: Vec::new(),
        using: None,
        comment: None,
        parser: None,
        invisible: false,
        without_overlaps: false,
        others: Vec::new(),
    };
    for tokens in items(part.tokens, open) {
        let item = Part {
            text: part.text,
            tokens,
        };
        key.without_overlaps |= item.are(1, &["without", "overlaps"]);
        key.parts.push(part_of(item)?);
    }
    let mut at = part.skip(open);
    while at < part.len() {
        at = option(part, at, &mut key);
    }
    Some(key)
}

fn part_of(item: Part<'_>) -> Option<ShownPart> {
    let descending = item.is(item.len().checked_sub(1)?, "desc");
    if let Some((sql, _)) = item.inside(0) {
        return Some(ShownPart {
            of: Err(sql.to_owned()),
            prefix: None,
            descending,
        });
    }
    let prefix = item.inside(1).and_then(|(length, _)| length.parse().ok());
    Some(ShownPart {
        of: Ok(item.name(0)?.to_owned()),
        prefix,
        descending,
    })
}

/// Reads the option at `at`; the position behind it.
fn option(part: Part<'_>, at: usize, key: &mut ShownKey) -> usize {
    if part.is(at, "using") {
        key.using = part.name(at + 1).map(str::to_ascii_uppercase);
        return at + 2;
    }
    if let (true, Some(TokenKind::Text(text))) = (part.is(at, "comment"), part.kind(at + 1)) {
        key.comment = Some(text.clone());
        return at + 2;
    }
    if part.is(at, "invisible") || part.is(at, "ignored") {
        key.invisible = true;
        return at + 1;
    }
    if part.are(at, &["with", "parser"]) {
        key.parser = part.name(at + 2).map(str::to_owned);
        return at + 3;
    }
    // `KEY_BLOCK_SIZE=8`, and the options of MariaDB's engines: `M`='6'.
    let end = if part.kind(at + 1) == Some(&TokenKind::Other('=')) {
        at + 3
    } else {
        at + 1
    };
    let end = end.min(part.len());
    key.others.push(part.slice(at, end).replace('`', ""));
    end
}

/// `CONSTRAINT name FOREIGN KEY (..) REFERENCES [database.]table (..) [ON ..]`.
pub(super) fn foreign(name: String, part: Part<'_>) -> Option<ShownForeignKey> {
    let open = (4..part.len()).find(|i| part.kind(*i) == Some(&TokenKind::Open))?;
    let mut at = part.skip(open);
    if !part.is(at, "references") {
        return None;
    }
    let mut table = part.name(at + 1)?;
    let mut database = None;
    at += 2;
    if part.kind(at) == Some(&TokenKind::Other('.')) {
        database = Some(table.to_owned());
        table = part.name(at + 1)?;
        at += 2;
    }
    let target_columns = part.names(at);
    at = part.skip(at);
    let mut actions = [None, None];
    while at < part.len() {
        for (i, event) in ["delete", "update"].into_iter().enumerate() {
            if part.are(at, &["on", event]) {
                let two = part.is(at + 2, "set") || part.is(at + 2, "no");
                let end = (at + 3 + usize::from(two)).min(part.len());
                actions[i] = Some(part.slice(at + 2, end).to_ascii_uppercase());
            }
        }
        at += 1;
    }
    let [on_delete, on_update] = actions;
    Some(ShownForeignKey {
        name,
        columns: part.names(open),
        database,
        table: table.to_owned(),
        target_columns,
        on_delete,
        on_update,
    })
}
