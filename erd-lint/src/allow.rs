//! `-- erd:allow(M18, reason = "..")` above a statement.

use erd_core::Dialect;
use std::ops::Range;

/// An allow as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Allow {
    /// Its bytes in the file, from `erd:allow` to the parenthesis.
    pub(crate) span: Range<usize>,
    /// Ids or slugs of rules; none where it cannot be read.
    pub(crate) rules: Vec<String>,
    /// The reason; empty where none is given.
    pub(crate) reason: String,
}

const MARK: &str = "erd:allow";

/// The allows in the comments of a file. What follows the parenthesis is the author's.
pub(crate) fn read(text: &str, dialect: Dialect) -> Vec<Allow> {
    let mut allows = Vec::new();
    for comment in crate::read::comments(text, dialect) {
        let said = &text[comment.clone()];
        for (at, _) in said.match_indices(MARK) {
            allows.push(one(&said[at..], comment.start + at));
        }
    }
    allows
}

fn one(text: &str, start: usize) -> Allow {
    let broken = Allow {
        span: start..start + MARK.len(),
        rules: Vec::new(),
        reason: String::new(),
    };
    let Some(inner) = text[MARK.len()..].strip_prefix('(') else {
        return broken;
    };
    let Some(end) = closing(inner) else {
        return broken;
    };
    let mut allow = Allow {
        span: start..start + MARK.len() + end + 2,
        ..broken
    };
    let (names, reason) = match inner[..end].split_once("reason") {
        Some((names, rest)) => (names, Some(rest)),
        None => (&inner[..end], None),
    };
    allow.rules = names
        .split(',')
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    let reason = reason.and_then(|rest| rest.trim_start().strip_prefix('='));
    let reason = reason.map(|rest| rest.trim().trim_matches('"').trim());
    reason.unwrap_or_default().clone_into(&mut allow.reason);
    allow
}

/// The parenthesis that closes, outside of quotes.
fn closing(text: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ')' if !quoted => return Some(at),
            '\n' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(Vec<String>, String)> {
        let allows = read(text, Dialect::Postgres).into_iter();
        allows.map(|allow| (allow.rules, allow.reason)).collect()
    }

    #[test]
    fn rules_and_a_reason() {
        let text = "-- erd:allow(M18, index_blocks_writes, reason = \"small (for now)\") and more\nSELECT 1;\n/* erd:allow(M60) */";
        let rules = vec!["M18".to_owned(), "index_blocks_writes".to_owned()];
        let expected = [
            (rules, "small (for now)".to_owned()),
            (vec!["M60".to_owned()], String::new()),
        ];
        assert_eq!(said(text), expected);
    }

    #[test]
    fn only_comments_allow() {
        assert!(said("SELECT '-- erd:allow(M18, reason = \"x\")';").is_empty());
        assert_eq!(said("-- erd:allow M18"), [(vec![], String::new())]);
        assert_eq!(said("-- erd:allow(M18"), [(vec![], String::new())]);
    }
}
