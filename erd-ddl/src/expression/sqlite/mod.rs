//! The normal form of SQLite's expressions: the words as they are written, since SQLite keeps the text, with one spelling
//! of names, spaces and operators, and with parentheses where its own precedence has them.
//!
//! Nothing else is the same: `CAST`, `IN` with one value and `BETWEEN` have affinities of their own.

mod lex;

use super::Context;
use lex::Token;

/// How deep expressions are read; deeper ones are compared by their tokens.
const DEEPEST: usize = 100;

const AND: u8 = 2;
const NOT: u8 = 3;
const EQUAL: u8 = 4;
const LESS: u8 = 5;
const ESCAPE: u8 = 6;
const COLLATE: u8 = 11;
const SIGN: u8 = 12;

/// The normal form; `None` where this is not one expression of the grammar.
pub(super) fn form(text: &str, context: &Context<'_>) -> Option<String> {
    let mut parser = Parser {
        tokens: lex::tokens(text)?,
        at: 0,
        depth: 0,
        rename: context.rename,
    };
    let form = parser.above(0)?;
    (parser.at == parser.tokens.len()).then_some(form)
}

struct Parser<'a> {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    rename: &'a dyn Fn(&str) -> Option<String>,
}

impl Parser<'_> {
    fn peek(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead)
    }

    fn is_word(&self, ahead: usize, word: &str) -> bool {
        matches!(self.peek(ahead), Some(Token::Word(own)) if own == word)
    }

    fn word(&mut self, word: &str) -> bool {
        let is = self.is_word(0, word);
        self.at += usize::from(is);
        is
    }

    fn mark(&mut self, mark: &str) -> bool {
        let is = matches!(self.peek(0), Some(Token::Mark(own)) if *own == mark);
        self.at += usize::from(is);
        is
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    /// An expression whose operators bind at least that strongly.
    fn above(&mut self, least: u8) -> Option<String> {
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        let mut form = self.operand()?;
        while let Some(level) = self.level().filter(|level| *level >= least) {
            form = self.behind(form, level)?;
        }
        self.depth -= 1;
        Some(form)
    }

    /// How strongly what comes next binds, if it is an operator: the page "SQL Language Expressions".
    fn level(&self) -> Option<u8> {
        Some(match self.peek(0)? {
            Token::Mark(mark) => match *mark {
                "=" | "<>" => EQUAL,
                "<" | "<=" | ">" | ">=" => LESS,
                "&" | "|" | "<<" | ">>" => 7,
                "+" | "-" => 8,
                "*" | "/" | "%" => 9,
                "||" | "->" | "->>" => 10,
                _ => return None,
            },
            Token::Word(word) => match word.as_str() {
                "or" => 1,
                "and" => AND,
                "is" | "isnull" | "notnull" | "between" | "in" | "match" | "like" | "regexp"
                | "glob" => EQUAL,
                "not" => {
                    let behind = ["null", "between", "in", "match", "like", "regexp", "glob"];
                    behind.iter().find(|word| self.is_word(1, word))?;
                    EQUAL
                }
                "collate" => COLLATE,
                _ => return None,
            },
            _ => return None,
        })
    }

    fn behind(&mut self, left: String, level: u8) -> Option<String> {
        let word = match self.next()? {
            Token::Mark(mark) => {
                return Some(format!("({left} {mark} {})", self.above(level + 1)?));
            }
            Token::Word(word) => word,
            _ => return None,
        };
        Some(match word.as_str() {
            // A chain is one, however it is in parentheses.
            "and" | "or" => {
                let right = self.above(level + 1)?;
                let inner = |form: &str| chain(form, &word).unwrap_or_else(|| form.to_owned());
                format!("[{word} {}\u{1f}{}]", inner(&left), inner(&right))
            }
            "isnull" => format!("({left} is null)"),
            "notnull" => format!("({left} is not null)"),
            "collate" => match self.next()? {
                Token::Word(name) | Token::Name(name) => format!("({left} collate {name})"),
                _ => return None,
            },
            "is" => {
                let mut negated = self.word("not");
                if self.word("distinct") {
                    self.word("from").then_some(())?;
                    negated = !negated;
                }
                let not = if negated { "not " } else { "" };
                format!("({left} is {not}{})", self.above(LESS)?)
            }
            "not" if self.word("null") => format!("({left} is not null)"),
            "not" => {
                let Token::Word(word) = self.next()? else {
                    return None;
                };
                self.range(&left, &format!("not {word}"), &word)?
            }
            other => self.range(&left, other, other)?,
        })
    }

    fn range(&mut self, left: &str, words: &str, word: &str) -> Option<String> {
        if word == "between" {
            let low = self.above(LESS)?;
            self.word("and").then_some(())?;
            return Some(format!("({left} {words} {low},{})", self.above(LESS)?));
        }
        if word == "in" {
            self.mark("(").then_some(())?;
            return Some(format!("({left} {words} ({}))", self.list()?));
        }
        let right = self.above(LESS)?;
        if self.word("escape") {
            let escape = self.above(ESCAPE)?;
            return Some(format!("({left} {words} {right} escape {escape})"));
        }
        Some(format!("({left} {words} {right})"))
    }

    /// Expressions with commas, behind the parenthesis and with the one that ends them.
    fn list(&mut self) -> Option<String> {
        let mut all = Vec::new();
        if self.mark(")") {
            return Some(String::new());
        }
        loop {
            all.push(self.above(0)?);
            if self.mark(")") {
                return Some(all.join(","));
            }
            self.mark(",").then_some(())?;
        }
    }

    fn operand(&mut self) -> Option<String> {
        Some(match self.next()? {
            Token::Literal(text) => text,
            Token::Mark("(") => {
                let first = self.above(0)?;
                if self.mark(")") {
                    return Some(first);
                }
                self.mark(",").then_some(())?;
                format!("({first},{})", self.list()?)
            }
            Token::Mark("-") => {
                let inner = self.above(SIGN)?;
                let number = inner.starts_with(|c: char| c.is_ascii_digit() || c == '.');
                let whole = !inner.contains(['(', ' ']);
                if number && whole {
                    format!("-{inner}")
                } else {
                    format!("(-{inner})")
                }
            }
            Token::Mark(sign @ ("+" | "~")) => format!("({sign}{})", self.above(SIGN)?),
            Token::Word(word) => match word.as_str() {
                "not" => format!("(not {})", self.above(NOT)?),
                "case" => self.case()?,
                "cast" if self.mark("(") => {
                    let value = self.above(0)?;
                    self.word("as").then_some(())?;
                    format!("cast({value} as {})", self.type_name()?)
                }
                "true" => "1".to_owned(),
                "false" => "0".to_owned(),
                _ => self.named(word)?,
            },
            Token::Name(name) => self.named(name)?,
            Token::Mark(_) => return None,
        })
    }

    /// A column, behind the table that has it, or a call.
    fn named(&mut self, mut name: String) -> Option<String> {
        if self.mark("(") {
            return Some(format!("{name}({})", self.list()?));
        }
        while self.mark(".") {
            let (Token::Word(part) | Token::Name(part)) = self.next()? else {
                return None;
            };
            name = part;
        }
        let name = (self.rename)(&name).unwrap_or(name);
        let plain = |c: char| c.is_alphanumeric() || c == '_';
        Some(if name.chars().all(plain) {
            name
        } else {
            format!("\"{name}\"")
        })
    }

    fn case(&mut self) -> Option<String> {
        let mut text = "case".to_owned();
        if !self.is_word(0, "when") {
            text = format!("{text} {}", self.above(0)?);
        }
        while self.word("when") {
            let condition = self.above(0)?;
            self.word("then").then_some(())?;
            text = format!("{text} when {condition} then {}", self.above(0)?);
        }
        if self.word("else") {
            text = format!("{text} else {}", self.above(0)?);
        }
        self.word("end").then(|| format!("{text} end"))
    }

    /// The words of a type, with the parenthesis that ends the cast.
    fn type_name(&mut self) -> Option<String> {
        let mut words = Vec::new();
        let mut open = 1;
        loop {
            match self.next()? {
                Token::Word(word) | Token::Name(word) | Token::Literal(word) => words.push(word),
                Token::Mark("(") => {
                    open += 1;
                    words.push("(".to_owned());
                }
                Token::Mark(")") => {
                    open -= 1;
                    if open == 0 {
                        return Some(words.join(" "));
                    }
                    words.push(")".to_owned());
                }
                Token::Mark(",") => words.push(",".to_owned()),
                Token::Mark(_) => return None,
            }
        }
    }
}

/// What a chain of AND or of OR joins.
fn chain(form: &str, word: &str) -> Option<String> {
    let inner = form.strip_prefix('[')?.strip_suffix(']')?;
    inner
        .strip_prefix(word)?
        .strip_prefix(' ')
        .map(str::to_owned)
}
