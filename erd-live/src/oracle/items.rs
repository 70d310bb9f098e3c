//! CREATE TABLE taken apart: what stands before, between and behind its parentheses.

use crate::token::{Lexis, Token, TokenKind, closing, tokens};

/// The parts of a CREATE TABLE.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Create<'a> {
    /// What stands before the parentheses.
    pub(super) head: &'a str,
    /// What stands in them, at its commas.
    pub(super) items: Vec<&'a str>,
    /// What stands behind them.
    pub(super) tail: &'a str,
}

/// Takes a statement apart at its first parentheses; `None` where it has none.
pub(super) fn split(sql: &str, lexis: Lexis) -> Option<Create<'_>> {
    let found = tokens(sql, lexis);
    let open = found.iter().position(|t| t.kind == TokenKind::Open)?;
    let close = closing(&found, open);
    let mut items = Vec::new();
    let mut start = found[open].end;
    let mut depth = 0_usize;
    for token in &found[open + 1..close] {
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth = depth.saturating_sub(1),
            TokenKind::Comma if depth == 0 => {
                items.push(sql[start..token.start].trim());
                start = token.end;
            }
            _ => {}
        }
    }
    let last = sql[start..found[close].start.max(start)].trim();
    if !last.is_empty() || !items.is_empty() {
        items.push(last);
    }
    Some(Create {
        head: sql[..found[open].start].trim(),
        items,
        tail: sql[found[close].end..].trim(),
    })
}

/// The statements of a text, which end with semicolons.
pub(super) fn statements(sql: &str, lexis: Lexis) -> Vec<&str> {
    let found = tokens(sql, lexis);
    let ends = found
        .iter()
        .filter(|t| t.kind == TokenKind::Other(';'))
        .map(|t| (t.start, t.end));
    let mut start = 0;
    let mut all = Vec::new();
    for (end, next) in ends.chain([(sql.len(), sql.len())]) {
        all.push(sql[start..end].trim());
        start = next;
    }
    all.retain(|statement| !statement.is_empty());
    all
}

/// The text without some of its tokens, and without the blanks behind those.
pub(super) fn without(sql: &str, found: &[Token], gone: std::ops::Range<usize>) -> String {
    let (Some(first), Some(last)) = (
        found.get(gone.start),
        gone.end.checked_sub(1).and_then(|i| found.get(i)),
    ) else {
        return sql.to_owned();
    };
    let rest = sql[last.end..].trim_start_matches(' ');
    let before = &sql[..first.start];
    if rest.is_empty() {
        before.trim_end().to_owned()
    } else {
        format!("{before}{rest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_commas_of_the_list_divide_it() {
        let sql = "CREATE TABLE t (\n  a numeric(1,2) DEFAULT '(,',\n  CHECK ((a, 1) > (0, ')')) /* c */\n) WITH (x = 1)";
        let items = split(sql, Lexis::Plain).expect("parentheses");
        assert_eq!(items.head, "CREATE TABLE t");
        assert_eq!(
            items.items,
            [
                "a numeric(1,2) DEFAULT '(,'",
                "CHECK ((a, 1) > (0, ')')) /* c */"
            ]
        );
        assert_eq!(items.tail, "WITH (x = 1)");
        let empty = split("CREATE TABLE t (\n)", Lexis::Plain).expect("parentheses");
        assert_eq!(empty.items, [""; 0]);
        assert_eq!(split("CREATE TABLE t", Lexis::Plain), None);
    }
}
