//! What only the text of CREATE INDEX says: expressions and the predicate.

use crate::token::{TokenKind, bare, closing, tokens};

/// The keys as written, without order and collation, and the predicate.
pub(super) fn parse(sql: &str) -> (Vec<String>, Option<String>) {
    let found = tokens(sql, true);
    let Some(on) = found.iter().position(|t| t.is("on")) else {
        return (Vec::new(), None);
    };
    let Some(open) = (on..found.len()).find(|i| found[*i].kind == TokenKind::Open) else {
        return (Vec::new(), None);
    };
    let close = closing(&found, open);
    let mut keys = Vec::new();
    let mut start = open + 1;
    let mut depth = 0_usize;
    for i in open + 1..=close {
        match found[i].kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close if i < close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if i == close || (depth == 0 && found[i].kind == TokenKind::Comma) {
            let mut end = i;
            while end > start + 1 && (found[end - 1].is("asc") || found[end - 1].is("desc")) {
                end -= 1;
            }
            if end > start + 2 && found[end - 2].is("collate") {
                end -= 2;
            }
            if end > start {
                keys.push(bare(&sql[found[start].start..found[end - 1].end]));
            }
            start = i + 1;
        }
    }
    let predicate = found
        .get(close + 1)
        .filter(|t| t.is("where"))
        .map(|t| bare(&sql[t.end..]));
    (keys, predicate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_predicate_come_apart() {
        let (keys, predicate) = parse(
            "CREATE UNIQUE INDEX \"on\" ON t(lower(a) DESC, b COLLATE NOCASE, (c || ',')) WHERE (d IS NULL)",
        );
        assert_eq!(keys, ["lower(a)", "b", "c || ','"]);
        assert_eq!(predicate.as_deref(), Some("d IS NULL"));
    }
}
