//! Operators, by the precedence of MySQL's and MariaDB's grammar.

use super::super::Context;
use super::lex::Token;
use super::make::{self, Node, call, comparison, joined, leaf, not, xor};
use super::names;
use erd_core::Dialect;

/// Words that are no names unless they are quoted.
const RESERVED: [&str; 26] = [
    "and",
    "or",
    "xor",
    "not",
    "is",
    "case",
    "when",
    "then",
    "else",
    "between",
    "in",
    "like",
    "rlike",
    "regexp",
    "div",
    "mod",
    "interval",
    "binary",
    "collate",
    "select",
    "exists",
    "distinct",
    "as",
    "from",
    "using",
    "separator",
];

pub(super) struct Parser<'a> {
    tokens: Vec<Token>,
    pub(super) at: usize,
    /// How deep in parentheses; a text may have any number of them, and a stack has an end.
    depth: usize,
    pub(super) mariadb: bool,
    rename: &'a dyn Fn(&str) -> Option<String>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(tokens: Vec<Token>, context: &Context<'a>) -> Self {
        Self {
            tokens,
            at: 0,
            depth: 0,
            mariadb: context.dialect == Dialect::MariaDb,
            rename: context.rename,
        }
    }

    pub(super) fn is_done(&self) -> bool {
        self.at == self.tokens.len()
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead)
    }

    pub(super) fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned()?;
        self.at += 1;
        Some(token)
    }

    pub(super) fn is_mark(&self, ahead: usize, mark: &str) -> bool {
        matches!(self.peek(ahead), Some(Token::Mark(found)) if *found == mark)
    }

    pub(super) fn is_word(&self, ahead: usize, word: &str) -> bool {
        matches!(self.peek(ahead), Some(Token::Word(found)) if found == word)
    }

    pub(super) fn mark(&mut self, mark: &str) -> bool {
        let is = self.is_mark(0, mark);
        self.at += usize::from(is);
        is
    }

    pub(super) fn word(&mut self, word: &str) -> bool {
        let is = self.is_word(0, word);
        self.at += usize::from(is);
        is
    }

    /// The mark or word of these that is next.
    fn one_of(&mut self, all: &[&'static str]) -> Option<&'static str> {
        all.iter()
            .copied()
            .find(|one| self.mark(one) || self.word(one))
    }

    pub(super) fn expression(&mut self) -> Option<Node> {
        self.depth += 1;
        if self.depth > 200 {
            return None;
        }
        let mut left = self.xor()?;
        while self.one_of(&["or", "||"]).is_some() {
            left = joined("or", left, self.xor()?);
        }
        self.depth -= 1;
        Some(left)
    }

    fn xor(&mut self) -> Option<Node> {
        let mut left = self.and()?;
        while self.word("xor") {
            left = xor(left, self.and()?);
        }
        Some(left)
    }

    fn and(&mut self) -> Option<Node> {
        let mut left = self.not()?;
        while self.one_of(&["and", "&&"]).is_some() {
            left = joined("and", left, self.not()?);
        }
        Some(left)
    }

    fn not(&mut self) -> Option<Node> {
        let mut negated = false;
        let mut found = false;
        while self.word("not") {
            negated = !negated;
            found = true;
        }
        let node = self.comparison()?;
        Some(match (found, negated) {
            (false, _) => node,
            (true, true) => not(node),
            (true, false) => not(not(node)),
        })
    }

    fn comparison(&mut self) -> Option<Node> {
        let mut left = self.predicate()?;
        loop {
            if let Some(operator) = self.one_of(&["=", "<=>", ">=", ">", "<=", "<", "<>", "!="]) {
                let right = self.predicate()?;
                left = comparison(operator, left, right, self.mariadb);
            } else if self.word("is") {
                let negated = self.word("not");
                let what = self.one_of(&["null", "unknown", "true", "false"])?;
                left = match what {
                    "true" | "false" => make::tested(what == "true", negated, left),
                    _ if negated => call("is not null", [left]),
                    _ => call("is null", [left]),
                };
            } else {
                return Some(left);
            }
        }
    }

    fn predicate(&mut self) -> Option<Node> {
        let left = self.binary(0)?;
        if self.word("sounds") {
            let right = self.word("like").then(|| self.binary(0))??;
            return Some(names::sounds_like(left, right, self.mariadb));
        }
        if self.word("member") {
            self.word("of");
            let list = self.list()?;
            return (list.len() == 1).then(|| call("member of", [vec![left], list].concat()));
        }
        let start = self.at;
        let negated = self.word("not");
        let node = match self.one_of(&["in", "between", "like", "regexp", "rlike"]) {
            Some("in") => make::is_in(left, self.list()?, self.mariadb),
            Some("between") => {
                let low = self.binary(0)?;
                let high = self.word("and").then(|| self.predicate())??;
                call("between", [left, low, high])
            }
            Some("like") => {
                let mut parts = vec![left, self.binary(0)?];
                if self.word("escape") {
                    parts.push(self.binary(0)?);
                }
                call("like", parts)
            }
            Some(_) => call("regexp", [left, self.binary(0)?]),
            None => {
                self.at = start;
                return Some(left);
            }
        };
        Some(if negated { not(node) } else { node })
    }

    /// Operators on values, from the weakest to the strongest; all go from left to right.
    pub(super) fn binary(&mut self, level: usize) -> Option<Node> {
        const LEVELS: [&[&str]; 6] = [
            &["|"],
            &["&"],
            &["<<", ">>"],
            &["+", "-"],
            &["*", "/", "%", "div", "mod"],
            &["^"],
        ];
        let Some(operators) = LEVELS.get(level) else {
            return self.unary();
        };
        let mut left = self.binary(level + 1)?;
        while let Some(operator) = self.one_of(operators) {
            let right = self.binary(level + 1)?;
            let operator = if operator == "mod" { "%" } else { operator };
            let is_interval =
                |node: &Node| matches!(node, Node::Call(name, _) if name == "interval of");
            left = if operator == "+" && is_interval(&left) {
                call("+", [right, left])
            } else {
                make::arithmetic(operator, left, right)
            };
        }
        Some(left)
    }

    fn unary(&mut self) -> Option<Node> {
        let mut before = Vec::new();
        while let Some(one) = self.one_of(&["-", "+", "~", "!", "binary"]) {
            before.push(one);
        }
        let mut node = self.postfix()?;
        while let Some(one) = before.pop() {
            node = match one {
                "-" => make::minus(node),
                "~" => call("~", [node]),
                "!" => not(node),
                "binary" => super::types::cast(node, "char charset binary"),
                _ => node,
            };
        }
        Some(node)
    }

    fn postfix(&mut self) -> Option<Node> {
        let mut node = self.primary()?;
        loop {
            if self.word("collate") {
                let (Token::Word(name) | Token::Name(name) | Token::Text(_, name)) = self.next()?
                else {
                    return None;
                };
                node = call("collate", [node, leaf(name.to_lowercase())]);
            } else if let Some(arrow) = self.one_of(&["->>", "->"]) {
                let path = self.primary()?;
                node = call("json_extract", [node, path]);
                if arrow == "->>" {
                    node = call("json_unquote", [node]);
                }
            } else {
                return Some(node);
            }
        }
    }

    /// Expressions in parentheses.
    pub(super) fn list(&mut self) -> Option<Vec<Node>> {
        if !self.mark("(") {
            return None;
        }
        let mut all = Vec::new();
        if self.mark(")") {
            return Some(all);
        }
        loop {
            all.push(self.expression()?);
            if self.mark(")") {
                return Some(all);
            }
            if !self.mark(",") {
                return None;
            }
        }
    }

    fn primary(&mut self) -> Option<Node> {
        if self.is_mark(0, "(") {
            let mut all = self.list()?;
            return match all.len() {
                0 => None,
                1 => all.pop(),
                _ => Some(call("row", all)),
            };
        }
        match self.next()? {
            Token::Text(set, value) => Some(make::text(set.as_deref(), &value, self.mariadb)),
            Token::Number(text) => Some(leaf(text)),
            Token::Bytes(digits, text) if text && self.mariadb => {
                Some(leaf(format!("x'{digits}'")))
            }
            Token::Bytes(digits, _) => Some(leaf(format!("0x{digits}"))),
            Token::Name(name) => self.column(name),
            Token::Word(word) if self.is_mark(0, ".") => self.column(word),
            Token::Word(word) => self.named(&word),
            Token::Mark("{") => {
                let Some(Token::Word(kind)) = self.next() else {
                    return None;
                };
                let Some(Token::Text(_, value)) = self.next() else {
                    return None;
                };
                let kind = match kind.as_str() {
                    "d" => "date",
                    "t" => "time",
                    "ts" => "timestamp",
                    _ => return None,
                };
                self.mark("}").then(|| leaf(format!("{kind}'{value}'")))
            }
            Token::Mark(_) => None,
        }
    }

    /// A column: the last of the names, because it is the table's own.
    fn column(&mut self, mut name: String) -> Option<Node> {
        while self.mark(".") {
            let (Token::Word(next) | Token::Name(next)) = self.next()? else {
                return None;
            };
            name = next;
        }
        let name = (self.rename)(&name).unwrap_or(name);
        Some(leaf(format!("`{name}`")))
    }

    /// What begins with a word.
    fn named(&mut self, word: &str) -> Option<Node> {
        match word {
            "null" => return Some(leaf("null")),
            "true" | "false" if self.mariadb => {
                return Some(leaf(u8::from(word == "true").to_string()));
            }
            "true" | "false" => return Some(leaf(word)),
            "case" => return self.case(),
            "interval" => return self.interval(),
            "date" | "time" | "timestamp" => {
                if let Some(Token::Text(_, value)) = self.peek(0).cloned() {
                    self.at += 1;
                    return Some(leaf(format!("{word}'{value}'")));
                }
            }
            _ => {}
        }
        if self.is_mark(0, "(") {
            return self.function(word);
        }
        if names::BARE.contains(&word) {
            return Some(names::function(word, Vec::new(), self.mariadb));
        }
        if RESERVED.contains(&word) {
            return None;
        }
        self.column(word.to_owned())
    }
}
