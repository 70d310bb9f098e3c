//! The grammar of expressions, with the precedence of PostgreSQL's manual, 4.1.6.

use super::lex::Token;
use super::node::Node;

/// How deep expressions are read; deeper ones are compared by their tokens.
const DEEPEST: usize = 100;

const OR: u8 = 1;
const AND: u8 = 2;
const NOT: u8 = 3;
const IS: u8 = 4;
const COMPARISON: u8 = 5;
const BETWEEN: u8 = 6;
/// Any operator that has no level of its own.
pub(super) const OTHER: u8 = 7;
const SUM: u8 = 8;
const PRODUCT: u8 = 9;
const POWER: u8 = 10;
const ZONE: u8 = 11;
const COLLATE: u8 = 12;
const SIGN: u8 = 13;
const ELEMENT: u8 = 14;
const CAST: u8 = 15;

pub(super) struct Parser {
    tokens: Vec<Token>,
    pub(super) at: usize,
    depth: usize,
}

impl Parser {
    pub(super) fn new(tokens: Vec<Token>) -> Self {
        Self {
            tokens,
            at: 0,
            depth: 0,
        }
    }

    pub(super) fn is_done(&self) -> bool {
        self.at == self.tokens.len()
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead)
    }

    pub(super) fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    pub(super) fn is_word(&self, ahead: usize, word: &str) -> bool {
        matches!(self.peek(ahead), Some(Token::Word(own)) if own == word)
    }

    pub(super) fn is_mark(&self, ahead: usize, mark: &str) -> bool {
        matches!(self.peek(ahead), Some(Token::Mark(own)) if *own == mark)
    }

    /// Takes that word if it is next.
    pub(super) fn word(&mut self, word: &str) -> bool {
        let is = self.is_word(0, word);
        self.at += usize::from(is);
        is
    }

    pub(super) fn mark(&mut self, mark: &str) -> bool {
        let is = self.is_mark(0, mark);
        self.at += usize::from(is);
        is
    }

    pub(super) fn expression(&mut self) -> Option<Node> {
        self.above(0)
    }

    /// Expressions with commas between them, up to a mark that ends them and is taken.
    pub(super) fn list(&mut self, end: &str) -> Option<Vec<Node>> {
        let mut all = Vec::new();
        if self.mark(end) {
            return Some(all);
        }
        loop {
            all.push(self.expression()?);
            if self.mark(end) {
                return Some(all);
            }
            self.mark(",").then_some(())?;
        }
    }

    /// An expression whose operators bind at least that strongly.
    pub(super) fn above(&mut self, least: u8) -> Option<Node> {
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        let node = self.chain(least);
        self.depth -= 1;
        node
    }

    fn chain(&mut self, least: u8) -> Option<Node> {
        let mut node = match self.peek(0)? {
            Token::Word(word) if word == "not" => {
                self.at += 1;
                Node::not(self.above(NOT)?)
            }
            Token::Operator(mark) if mark == "-" => {
                self.at += 1;
                Node::minus(self.above(SIGN)?)
            }
            Token::Operator(mark) if mark == "+" => {
                self.at += 1;
                Node::Operator("+".to_owned(), vec![self.above(SIGN)?])
            }
            Token::Operator(mark) => {
                let mark = mark.clone();
                self.at += 1;
                Node::Operator(mark, vec![self.above(OTHER + 1)?])
            }
            _ => self.operand()?,
        };
        while let Some(level) = self.level().filter(|level| *level >= least) {
            node = self.behind(node, level)?;
        }
        Some(node)
    }

    /// How strongly what comes next binds, if it is an operator.
    fn level(&self) -> Option<u8> {
        Some(match self.peek(0)? {
            Token::Operator(mark) => match mark.as_str() {
                "=" | "<" | ">" | "<=" | ">=" | "<>" | "!=" => COMPARISON,
                "+" | "-" => SUM,
                "*" | "/" | "%" => PRODUCT,
                "^" => POWER,
                "=>" => return None,
                _ => OTHER,
            },
            Token::Word(word) => match word.as_str() {
                "or" => OR,
                "and" => AND,
                "is" | "isnull" | "notnull" => IS,
                "between" | "in" | "like" | "ilike" | "similar" | "overlaps" => BETWEEN,
                "not" => {
                    let negated = ["between", "in", "like", "ilike", "similar"];
                    negated.iter().find(|word| self.is_word(1, word))?;
                    BETWEEN
                }
                "at" => ZONE,
                "collate" => COLLATE,
                "operator" if self.is_mark(1, "(") => OTHER,
                _ => return None,
            },
            Token::Mark("[" | ".") => ELEMENT,
            Token::Mark("::") => CAST,
            _ => return None,
        })
    }

    /// What stands behind a first operand.
    fn behind(&mut self, left: Node, level: u8) -> Option<Node> {
        match self.next()? {
            Token::Operator(mark) => self.operator(left, &mark, level),
            Token::Mark("::") => Some(Node::Cast(Box::new(left), self.type_name()?)),
            Token::Mark("[") => {
                let at = self.expression()?;
                self.mark("]").then_some(())?;
                Some(Node::Element(Box::new(left), Box::new(at)))
            }
            Token::Mark(".") => match self.next()? {
                Token::Word(name) | Token::Name(name) => Some(Node::Field(Box::new(left), name)),
                _ => None,
            },
            Token::Word(word) => self.named(left, &word),
            _ => None,
        }
    }

    fn operator(&mut self, left: Node, mark: &str, level: u8) -> Option<Node> {
        let any = ["any", "some", "all"]
            .into_iter()
            .find(|w| self.is_word(0, w));
        if let Some(word) = any.filter(|_| self.is_mark(1, "(")) {
            self.at += 2;
            let right = self.expression()?;
            self.mark(")").then_some(())?;
            return Some(Node::Any {
                operator: if mark == "!=" { "<>" } else { mark }.to_owned(),
                all: word == "all",
                left: Box::new(left),
                right: Box::new(right),
            });
        }
        Some(Node::operator(mark, left, self.above(level + 1)?))
    }

    fn named(&mut self, left: Node, word: &str) -> Option<Node> {
        let boxed = Box::new;
        Some(match word {
            "or" => Node::Or(vec![left, self.above(AND)?]),
            "and" => Node::And(vec![left, self.above(NOT)?]),
            "isnull" => Node::Is(boxed(left), "null"),
            "notnull" => Node::Is(boxed(left), "not null"),
            "is" => self.is_what(left)?,
            "not" => {
                let word = self.next()?;
                let Token::Word(word) = word else { return None };
                return self.range(left, &word, true);
            }
            "at" => {
                (self.word("time") && self.word("zone")).then_some(())?;
                Node::call("timezone", [self.above(COLLATE)?, left])
            }
            "collate" => Node::Collate(boxed(left), self.path()?.join(".")),
            "operator" => {
                self.mark("(").then_some(())?;
                while let Some(Token::Word(_) | Token::Name(_)) = self.peek(0) {
                    self.at += 1;
                    self.mark(".").then_some(())?;
                }
                let Some(Token::Operator(mark)) = self.next() else {
                    return None;
                };
                self.mark(")").then_some(())?;
                self.operator(left, &mark, OTHER)?
            }
            "overlaps" => {
                let (Node::Row(mut all), Node::Row(right)) = (left, self.above(OTHER)?) else {
                    return None;
                };
                all.extend(right);
                Node::Call("overlaps".to_owned(), all)
            }
            other => return self.range(left, other, false),
        })
    }

    fn is_what(&mut self, left: Node) -> Option<Node> {
        let negated = self.word("not");
        if self.word("distinct") {
            self.word("from").then_some(())?;
            let node = Node::Distinct(Box::new(left), Box::new(self.above(COMPARISON)?));
            return Some(if negated { Node::not(node) } else { node });
        }
        let Some(Token::Word(word)) = self.next() else {
            return None;
        };
        let what = match (word.as_str(), negated) {
            ("null", false) => "null",
            ("null", true) => "not null",
            ("true", false) => "true",
            ("true", true) => "not true",
            ("false", false) => "false",
            ("false", true) => "not false",
            ("unknown", false) => "unknown",
            ("unknown", true) => "not unknown",
            _ => return None,
        };
        Some(Node::Is(Box::new(left), what))
    }

    /// `BETWEEN`, `IN`, and patterns.
    fn range(&mut self, left: Node, word: &str, negated: bool) -> Option<Node> {
        match word {
            "between" => {
                let symmetric = self.word("symmetric");
                let _ = symmetric || self.word("asymmetric");
                let low = self.above(OTHER)?;
                self.word("and").then_some(())?;
                let high = self.above(OTHER)?;
                let one = Node::between(&left, low.clone(), high.clone(), negated);
                if !symmetric {
                    return Some(one);
                }
                let both = vec![one, Node::between(&left, high, low, negated)];
                Some(if negated {
                    Node::And(both)
                } else {
                    Node::Or(both)
                })
            }
            "in" => {
                self.mark("(").then_some(())?;
                Some(Node::In {
                    value: Box::new(left),
                    list: self.list(")")?,
                    negated,
                })
            }
            "like" => self.pattern(left, if negated { "!~~" } else { "~~" }, "like_escape"),
            "ilike" => self.pattern(left, if negated { "!~~*" } else { "~~*" }, "like_escape"),
            "similar" => {
                self.word("to").then_some(())?;
                self.pattern(left, if negated { "!~" } else { "~" }, "similar_to_escape")
            }
            _ => None,
        }
    }

    fn pattern(&mut self, left: Node, operator: &str, escape: &str) -> Option<Node> {
        if escape == "like_escape" && ["any", "some", "all"].iter().any(|w| self.is_word(0, w)) {
            return self.operator(left, operator, OTHER);
        }
        let mut right = self.above(OTHER)?;
        if self.word("escape") {
            right = Node::call(escape, [right, self.above(OTHER)?]);
        } else if escape == "similar_to_escape" {
            right = Node::call(escape, [right]);
        }
        Some(Node::operator(operator, left, right))
    }
}
