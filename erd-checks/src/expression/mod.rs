//! The columns that an SQL expression reads, where that is beyond doubt.
//!
//! Each dialect's text is read by a small grammar: operands with operators between them, calls, casts, CASE, lists. What
//! the grammar does not know (a subquery, a function with a syntax of its own, a comment, a word that is a keyword
//! somewhere) makes the answer "not known", so that nothing is claimed of a text that a server might read otherwise.

mod fault;
pub(crate) mod kind;
mod lex;
pub(crate) mod steady;
mod words;

use erd_core::{Dialect, Family};
pub use fault::fault;
use lex::{Token, tokens};

/// A name in the place of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Read<'a> {
    /// The name, without quotes.
    pub(crate) name: &'a str,
    /// The table before it, as `orders.total` has one.
    pub(crate) table: Option<&'a str>,
    /// Whether it stands in quotes.
    pub(crate) quoted: bool,
}

/// What stands in the place of a column in one expression, or in several with commas between them; `None` where the text
/// is not understood as a whole. `is_column` says which keywords are columns here.
pub(crate) fn reads<'a>(
    sql: &'a str,
    dialect: Dialect,
    is_column: &dyn Fn(&str) -> bool,
) -> Option<Vec<Read<'a>>> {
    let tokens = tokens(sql, dialect)?;
    let mut reader = Reader {
        is_column,
        tokens: &tokens,
        at: 0,
        depth: 0,
        dialect,
        reads: Vec::new(),
    };
    reader.list()?;
    (reader.at == tokens.len()).then_some(reader.reads)
}

/// How deep parentheses may stand in each other.
const DEEPEST: usize = 64;

struct Reader<'t, 'a> {
    is_column: &'t dyn Fn(&str) -> bool,
    tokens: &'t [Token<'a>],
    at: usize,
    depth: usize,
    dialect: Dialect,
    reads: Vec<Read<'a>>,
}

impl<'a> Reader<'_, 'a> {
    fn peek(&self) -> Option<Token<'a>> {
        self.tokens.get(self.at).copied()
    }

    fn next(&mut self) -> Option<Token<'a>> {
        let token = self.peek();
        self.at += 1;
        token
    }

    /// Whether the next token is that; it is taken then.
    fn takes(&mut self, token: Token<'_>) -> bool {
        let is = self.peek() == Some(token);
        self.at += usize::from(is);
        is
    }

    /// The keyword that comes next, if one of these does; it is taken then.
    fn takes_one(&mut self, keywords: &[&'static str]) -> Option<&'static str> {
        let Some(Token::Word(word)) = self.peek() else {
            return None;
        };
        let found = keywords.iter().find(|k| word.eq_ignore_ascii_case(k))?;
        self.at += 1;
        Some(found)
    }

    fn keyword(&mut self, keyword: &'static str) -> bool {
        self.takes_one(&[keyword]).is_some()
    }

    fn expect(&mut self, symbol: char) -> Option<()> {
        self.takes(Token::Symbol(symbol)).then_some(())
    }

    fn list(&mut self) -> Option<()> {
        self.expression()?;
        while self.takes(Token::Symbol(',')) {
            self.expression()?;
        }
        Some(())
    }

    /// Operands with operators between them; which binds closer does not matter.
    fn expression(&mut self) -> Option<()> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        loop {
            while self.sign() {}
            self.operand()?;
            while self.behind()? {}
            if !self.operator()? {
                self.depth -= 1;
                return Some(());
            }
        }
    }

    /// What may stand before an operand.
    fn sign(&mut self) -> bool {
        if self.keyword("not") {
            return true;
        }
        let is = matches!(self.peek(), Some(Token::Operator("-" | "+" | "~")));
        self.at += usize::from(is);
        is
    }

    fn operand(&mut self) -> Option<()> {
        match self.next()? {
            Token::Number => Some(()),
            Token::Text => {
                while self.takes(Token::Text) {}
                Some(())
            }
            Token::Symbol('(') => {
                self.list()?;
                self.expect(')')
            }
            Token::Quoted(name) => self.name(name, true),
            Token::Word(word) => self.word(word),
            Token::Symbol(_) | Token::Operator(_) => None,
        }
    }

    /// An operand that begins with a word without quotes.
    fn word(&mut self, word: &'a str) -> Option<()> {
        let lower = word.to_ascii_lowercase();
        match lower.as_str() {
            "case" => return self.case(),
            "cast" if self.takes(Token::Symbol('(')) => {
                self.expression()?;
                self.keyword("as").then_some(())?;
                return self.skip_parentheses();
            }
            "extract" if self.takes(Token::Symbol('(')) => {
                matches!(self.next()?, Token::Word(_)).then_some(())?;
                self.keyword("from").then_some(())?;
                self.expression()?;
                return self.expect(')');
            }
            "array" if self.takes(Token::Symbol('[')) => {
                if !self.takes(Token::Symbol(']')) {
                    self.list()?;
                    self.expect(']')?;
                }
                return Some(());
            }
            "interval" => return self.interval(),
            _ => {}
        }
        if words::CONSTANTS.contains(&lower.as_str()) {
            // `CURRENT_TIMESTAMP(3)` has digits.
            if self.takes(Token::Symbol('(')) {
                self.takes(Token::Number);
                self.expect(')')?;
            }
            return Some(());
        }
        // `date '2020-01-01'`, `x'00'`, `_utf8mb4'a'`.
        if self.peek() == Some(Token::Text) {
            self.at += 1;
            return Some(());
        }
        let called = self.peek() == Some(Token::Symbol('('));
        if !called && (self.is_column)(word) {
            return self.name(word, false);
        }
        if words::SPECIAL.contains(&lower.as_str()) && called {
            return None;
        }
        let is_function = called && words::CALLED.contains(&lower.as_str());
        if words::KEYWORDS.contains(&lower.as_str()) && !is_function {
            return None;
        }
        self.name(word, false)
    }

    /// A column or a call, with what stands before it.
    fn name(&mut self, first: &'a str, quoted: bool) -> Option<()> {
        let (mut last, mut table, mut parts) = (first, None, 1);
        while self.takes(Token::Symbol('.')) {
            let (Token::Word(next) | Token::Quoted(next)) = self.next()? else {
                return None;
            };
            table = Some(last);
            last = next;
            parts += 1;
        }
        if self.takes(Token::Symbol('(')) {
            if self.takes(Token::Symbol(')')) {
                return Some(());
            }
            if self.takes(Token::Operator("*")) {
                return self.expect(')');
            }
            self.list()?;
            return self.expect(')');
        }
        if parts > 2 {
            return None;
        }
        self.reads.push(Read {
            name: last,
            table,
            quoted,
        });
        Some(())
    }

    fn case(&mut self) -> Option<()> {
        if !self.keyword("when") {
            self.expression()?;
            self.keyword("when").then_some(())?;
        }
        loop {
            self.expression()?;
            self.keyword("then").then_some(())?;
            self.expression()?;
            match self.takes_one(&["when", "else", "end"])? {
                "when" => {}
                "end" => return Some(()),
                _ => {
                    self.expression()?;
                    return self.keyword("end").then_some(());
                }
            }
        }
    }

    /// `INTERVAL '1 day'`, `INTERVAL 1 DAY`.
    fn interval(&mut self) -> Option<()> {
        if self.peek() == Some(Token::Text) {
            self.at += 1;
        } else {
            self.dialect.is(Family::MySql).then_some(())?;
            self.operand()?;
        }
        if self.dialect.is(Family::MySql) {
            self.takes_one(words::UNITS)?;
        } else {
            self.takes_one(words::UNITS);
        }
        Some(())
    }

    /// A type, up to the parenthesis that closes the CAST.
    fn skip_parentheses(&mut self) -> Option<()> {
        let mut open = 1_usize;
        while open > 0 {
            match self.next()? {
                Token::Symbol('(') => open += 1,
                Token::Symbol(')') => open -= 1,
                _ => {}
            }
        }
        Some(())
    }

    /// What may follow an operand; whether something did.
    fn behind(&mut self) -> Option<bool> {
        match self.peek() {
            Some(Token::Symbol('[')) => {
                self.at += 1;
                self.expression()?;
                if self.takes(Token::Symbol(':')) {
                    self.expression()?;
                }
                self.expect(']')?;
                Some(true)
            }
            Some(Token::Operator("::")) => {
                self.at += 1;
                self.type_name()?;
                Some(true)
            }
            Some(Token::Word(_)) => self.words_behind(),
            _ => Some(false),
        }
    }

    fn words_behind(&mut self) -> Option<bool> {
        let start = self.at;
        match self.takes_one(&["collate", "is", "isnull", "notnull", "in", "not"]) {
            Some("collate") => {
                while {
                    matches!(self.next()?, Token::Word(_) | Token::Quoted(_)).then_some(())?;
                    self.takes(Token::Symbol('.'))
                } {}
                Some(true)
            }
            Some("is") => {
                self.keyword("not");
                let what = ["null", "true", "false", "unknown"];
                if self.takes_one(&what).is_none() {
                    // `IS [NOT] DISTINCT FROM x` is an operator, and so is SQLite's `a IS b`.
                    self.at = start;
                    return Some(false);
                }
                Some(true)
            }
            Some("isnull" | "notnull") => Some(true),
            Some("in") => self.in_list(start),
            Some(_) if self.keyword("in") => self.in_list(start),
            _ => {
                self.at = start;
                Some(false)
            }
        }
    }

    /// `IN (a, b)`. In `position(a IN b)` it is an operator.
    fn in_list(&mut self, start: usize) -> Option<bool> {
        if !self.takes(Token::Symbol('(')) {
            self.at = start;
            return Some(false);
        }
        self.list()?;
        self.expect(')')?;
        Some(true)
    }

    /// A type behind `::`.
    fn type_name(&mut self) -> Option<()> {
        let Some(Token::Word(first)) = self.next() else {
            return None;
        };
        let first = first.to_ascii_lowercase();
        match first.as_str() {
            "double" => {
                self.keyword("precision").then_some(())?;
            }
            "character" | "bit" | "char" => {
                self.keyword("varying");
            }
            "interval" | "national" => return None,
            _ => {}
        }
        while self.takes(Token::Symbol('.')) {
            matches!(self.next()?, Token::Word(_) | Token::Quoted(_)).then_some(())?;
        }
        if self.takes(Token::Symbol('(')) {
            self.skip_parentheses()?;
        }
        if matches!(first.as_str(), "time" | "timestamp")
            && self.takes_one(&["with", "without"]).is_some()
        {
            self.keyword("time").then_some(())?;
            self.keyword("zone").then_some(())?;
        }
        while self.takes(Token::Symbol('[')) {
            self.takes(Token::Number);
            self.expect(']')?;
        }
        Some(())
    }

    /// What may stand between two operands; whether something did.
    fn operator(&mut self) -> Option<bool> {
        if let Some(Token::Operator(operator)) = self.peek() {
            self.at += 1;
            return (operator != "::").then_some(true);
        }
        let start = self.at;
        let negated = self.keyword("not");
        match self.takes_one(words::OPERATORS) {
            Some("is") => {
                self.keyword("not");
                if self.keyword("distinct") {
                    return self.keyword("from").then_some(true);
                }
                // `a IS b` is SQLite's; elsewhere it says what kind of value `a` is.
                self.dialect.is(Family::Sqlite).then_some(true)
            }
            Some("similar") => self.keyword("to").then_some(true),
            Some("sounds") => self.keyword("like").then_some(true),
            Some("at") => {
                self.keyword("time").then_some(())?;
                self.keyword("zone").then_some(true)
            }
            Some("between") => {
                self.takes_one(&["symmetric", "asymmetric"]);
                Some(true)
            }
            Some(_) => Some(true),
            None if negated => None,
            None => {
                self.at = start;
                Some(false)
            }
        }
    }
}

#[cfg(test)]
mod tests;
