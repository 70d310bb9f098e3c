//! What SHOW CREATE TABLE says, taken apart. It is the one place where MySQL and MariaDB print every text as they would
//! read it: `information_schema` escapes the same text in three ways, cuts octets at the first NUL, and leaves out
//! introducers, parsers, periods and half of the options.

mod column;
mod key;
mod options;
mod text;

pub(super) use column::ShownColumn;
pub(super) use key::{KeyKind, ShownForeignKey, ShownKey, ShownPart};
pub(super) use options::ShownOptions;
pub(super) use text::clean;

use crate::Kind;
use crate::token::{Lexis, Token, TokenKind, closing, items, tokens};

/// A table as the server shows it.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) columns: Vec<ShownColumn>,
    pub(super) keys: Vec<ShownKey>,
    pub(super) foreign_keys: Vec<ShownForeignKey>,
    pub(super) checks: Vec<ShownCheck>,
    pub(super) options: ShownOptions,
    /// What follows PARTITION BY.
    pub(super) partition: Option<String>,
    /// What the model has no place for: what stands behind the table's name in the list of such things.
    pub(super) others: Vec<(Kind, String)>,
}

/// A check.
#[derive(Debug)]
pub(super) struct ShownCheck {
    pub(super) name: String,
    pub(super) sql: String,
    pub(super) enforced: bool,
}

/// Tokens with the text that they were read from.
#[derive(Clone, Copy)]
struct Part<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Part<'a> {
    fn len(&self) -> usize {
        self.tokens.len()
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(word))
    }

    fn are(&self, at: usize, words: &[&str]) -> bool {
        let mut words = words.iter().enumerate();
        words.all(|(i, word)| self.is(at + i, word))
    }

    fn kind(&self, at: usize) -> Option<&'a TokenKind> {
        self.tokens.get(at).map(|token| &token.kind)
    }

    fn name(&self, at: usize) -> Option<&'a str> {
        self.tokens.get(at).and_then(Token::name)
    }

    /// The text of tokens, marks of comments and all that stands between them left out but for blanks.
    fn slice(&self, from: usize, to: usize) -> String {
        let mut out = String::new();
        let mut last = None;
        for token in &self.tokens[from.min(to)..to] {
            if last.is_some_and(|end| end < token.start) {
                out.push(' ');
            }
            out.push_str(&self.text[token.start..token.end]);
            last = Some(token.end);
        }
        out
    }

    /// What stands in the parentheses that open at `open`, as it is, and the position behind them.
    fn inside(&self, open: usize) -> Option<(&'a str, usize)> {
        let first = self.tokens.get(open)?;
        if first.kind != TokenKind::Open {
            return None;
        }
        let close = closing(self.tokens, open);
        let end = self.tokens.get(close)?.start.max(first.end);
        Some((self.text[first.end..end].trim(), close + 1))
    }

    /// Behind the token at `at`, and behind its parentheses where it opens some.
    fn skip(&self, at: usize) -> usize {
        match self.kind(at) {
            Some(TokenKind::Open) => closing(self.tokens, at) + 1,
            _ => at + 1,
        }
    }

    /// Names in the parentheses that open at `open`.
    fn names(&self, open: usize) -> Vec<String> {
        let parts = items(self.tokens, open).into_iter();
        parts
            .filter_map(|part| part.first()?.name().map(str::to_owned))
            .collect()
    }
}

/// Takes apart what SHOW CREATE TABLE printed, once it is [clean]; `None` where it is no table.
pub(super) fn parse(text: &str) -> Option<Shown> {
    let found = tokens(text, Lexis::Backslashes);
    let open = found.iter().position(|t| t.kind == TokenKind::Open)?;
    if !found.first()?.is("create") || !found[..open].iter().any(|t| t.is("table")) {
        return None;
    }
    let close = closing(&found, open);
    let mut shown = Shown::default();
    for item in items(&found, open) {
        let part = Part { text, tokens: item };
        shown.item(part)?;
    }
    let rest = found.get(close + 1..).unwrap_or_default();
    let by = |i: &usize| rest[*i].is("partition") && rest.get(i + 1).is_some_and(|t| t.is("by"));
    let partition = (0..rest.len()).find(by);
    let end = partition.unwrap_or(rest.len());
    shown.options = options::read(Part {
        text,
        tokens: &rest[..end],
    });
    if let (Some(at), Some(last)) = (partition, rest.last()) {
        let from = rest.get(at + 2)?.start;
        shown.partition = Some(text[from..last.end].to_owned());
    }
    Some(shown)
}

impl Shown {
    /// Reads one line; `None` where it is of no known kind.
    fn item(&mut self, part: Part<'_>) -> Option<()> {
        if let Some(TokenKind::Name(_)) = part.kind(0) {
            self.columns.push(column::read(part)?);
        } else if part.is(0, "constraint") {
            self.constraint(part)?;
        } else if part.is(0, "period") {
            let name = part.name(2)?;
            if !name.eq_ignore_ascii_case("system_time") {
                let what = format!(": PERIOD FOR {name}");
                self.others.push((Kind::TableOption, what));
            }
        } else {
            self.keys.push(key::read(part)?);
        }
        Some(())
    }

    fn constraint(&mut self, part: Part<'_>) -> Option<()> {
        let name = part.name(1)?.to_owned();
        if part.is(2, "check") {
            let (sql, end) = part.inside(3)?;
            self.checks.push(ShownCheck {
                name,
                sql: sql.to_owned(),
                enforced: !part.are(end, &["not", "enforced"]),
            });
        } else if part.are(2, &["foreign", "key"]) {
            self.foreign_keys.push(key::foreign(name, part)?);
        } else {
            let what = format!(".{name}: {}", part.slice(2, part.len()));
            self.others.push((Kind::OtherConstraint, what));
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_taken_apart() {
        let shown = parse(&clean(
            "CREATE TABLE `t` (\n  `id` int NOT NULL AUTO_INCREMENT,\n  `a,b` varchar(9) DEFAULT 'x, -- (' COMMENT 'it''s',\n  \
             PRIMARY KEY (`id`),\n  KEY `j` (((`id` + 1)),`a,b`(3) DESC) /*!80000 INVISIBLE */,\n  \
             CONSTRAINT `f` FOREIGN KEY (`id`) REFERENCES `p` (`id`) ON DELETE SET NULL ON UPDATE RESTRICT,\n  \
             CONSTRAINT `c` CHECK ((`id` > 0)) /*!80016 NOT ENFORCED */\n\
             ) /*!50100 TABLESPACE `ts` */ ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COMMENT='a ''b'\n\
             /*!50100 PARTITION BY KEY ()\nPARTITIONS 3 */",
        ))
        .unwrap();
        assert_eq!(shown.columns[1].name, "a,b");
        assert_eq!(shown.columns[1].default.as_deref(), Some("'x, -- ('"));
        assert_eq!(shown.columns[1].comment.as_deref(), Some("it's"));
        assert_eq!(shown.keys.len(), 2);
        assert!(shown.keys[1].invisible);
        assert_eq!(shown.keys[1].parts[1].prefix, Some(3));
        assert_eq!(shown.foreign_keys[0].on_delete.as_deref(), Some("SET NULL"));
        assert_eq!(shown.foreign_keys[0].on_update.as_deref(), Some("RESTRICT"));
        assert_eq!(shown.checks[0].sql, "(`id` > 0)");
        assert!(!shown.checks[0].enforced);
        assert_eq!(shown.options.comment.as_deref(), Some("a 'b"));
        assert_eq!(shown.options.others, ["TABLESPACE `ts`"]);
        assert_eq!(shown.partition.as_deref(), Some("KEY ()\nPARTITIONS 3"));
        assert!(parse("CREATE VIEW `v` AS select (1)").is_none());
    }

    #[test]
    fn what_the_model_lacks_is_listed() {
        let shown = parse(
            "CREATE TABLE `t` (\n  `a` text DEFAULT NULL COMMENT 'PERIOD FOR `x`',\n  PERIOD FOR `p` (`s`, `e`),\n  \
             UNIQUE KEY `u` (`id`,`p` WITHOUT OVERLAPS),\n  FULLTEXT KEY `f` (`a`) /*!50100 WITH PARSER `ngram` */ ,\n  \
             FULLTEXT KEY `g` (`a`)\n) ENGINE=InnoDB",
        )
        .unwrap();
        assert_eq!(
            shown.others,
            [(Kind::TableOption, ": PERIOD FOR p".to_owned())]
        );
        assert!(shown.keys[0].without_overlaps);
        assert_eq!(shown.keys[1].parser.as_deref(), Some("ngram"));
        assert!(shown.keys[2].others.is_empty());
    }
}
