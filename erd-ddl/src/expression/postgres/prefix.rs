//! What an expression begins with: literals, columns, and what has a syntax of its own.

use super::lex::Token;
use super::node::Node;
use super::parse::{OTHER, Parser};
use crate::expression::type_name;
use erd_core::Dialect;

impl Parser {
    /// What stands before and between operators.
    pub(super) fn operand(&mut self) -> Option<Node> {
        if let Some(node) = self.typed_literal() {
            return Some(node);
        }
        match self.next()? {
            Token::Text(text) => Some(Node::Text(text)),
            Token::Number(text) => Some(Node::Number(text)),
            Token::Bits(digits) => Some(Node::Bits(digits)),
            Token::Mark("(") => {
                let mut all = self.list(")")?;
                match all.len() {
                    0 => None,
                    1 => all.pop(),
                    _ => Some(Node::Row(all)),
                }
            }
            Token::Word(word) if !self.is_mark(0, ".") => self.worded(&word),
            Token::Word(_) | Token::Name(_) => {
                self.at -= 1;
                self.named_thing()
            }
            _ => None,
        }
    }

    /// A name with what stands before it.
    pub(super) fn path(&mut self) -> Option<Vec<String>> {
        let mut all = Vec::new();
        loop {
            match self.next()? {
                Token::Word(name) | Token::Name(name) => all.push(name),
                _ => return None,
            }
            if !self.mark(".") {
                break;
            }
        }
        // What everybody has.
        if all.len() > 1 && matches!(all[0].as_str(), "pg_catalog" | "public") {
            all.remove(0);
        }
        Some(all)
    }

    /// A column or a call.
    fn named_thing(&mut self) -> Option<Node> {
        let mut path = self.path()?;
        if self.mark("(") {
            return Some(Node::Call(path.join("."), self.arguments()?));
        }
        // A column is the table's own, whoever names the table.
        path.pop().map(Node::Column)
    }

    /// Arguments, up to the parenthesis that ends them.
    fn arguments(&mut self) -> Option<Vec<Node>> {
        let is_named = |parser: &Self| matches!(parser.peek(1), Some(Token::Operator(mark)) if mark == "=>" || mark == ":=");
        let mut all = Vec::new();
        while is_named(self) {
            let (Token::Word(name) | Token::Name(name)) = self.next()? else {
                return None;
            };
            self.at += 1;
            all.push(Node::Named(name, Box::new(self.expression()?)));
            if self.mark(")") {
                return Some(all);
            }
            self.mark(",").then_some(())?;
        }
        // Those without a name come first.
        if all.is_empty() { self.list(")") } else { None }
    }

    fn worded(&mut self, word: &str) -> Option<Node> {
        let call = self.is_mark(0, "(");
        let node = match (word, call) {
            ("null", false) => Node::Null,
            ("true", false) => Node::Bool(true),
            ("false", false) => Node::Bool(false),
            ("case", _) => return self.case(),
            ("array", _) if self.mark("[") => return self.array(),
            ("row", true) => {
                self.at += 1;
                Node::Row(self.list(")")?)
            }
            (
                "current_date" | "current_time" | "current_timestamp" | "localtime"
                | "localtimestamp" | "current_user" | "session_user" | "current_role" | "user"
                | "current_catalog" | "current_schema",
                false,
            ) => Node::call(word, []),
            ("cast" | "extract" | "position" | "substring" | "overlay" | "trim", true) => {
                self.at += 1;
                let node = self.special(word)?;
                self.mark(")").then_some(())?;
                node
            }
            _ => {
                self.at -= 1;
                return self.named_thing();
            }
        };
        Some(node)
    }

    /// Elements, up to the bracket that ends them; those of an array of arrays need no word.
    fn array(&mut self) -> Option<Node> {
        if !self.is_mark(0, "[") {
            return Some(Node::Array(self.list("]")?));
        }
        let mut all = Vec::new();
        while self.mark("[") {
            all.push(self.array()?);
            let _ = self.mark(",");
        }
        self.mark("]").then_some(Node::Array(all))
    }

    fn case(&mut self) -> Option<Node> {
        let operand = if self.is_word(0, "when") {
            None
        } else {
            Some(Box::new(self.expression()?))
        };
        let mut branches = Vec::new();
        while self.word("when") {
            let condition = self.expression()?;
            self.word("then").then_some(())?;
            branches.push((condition, self.expression()?));
        }
        let other = if self.word("else") {
            Some(Box::new(self.expression()?))
        } else {
            None
        };
        (self.word("end") && !branches.is_empty()).then_some(Node::Case {
            operand,
            branches,
            other,
        })
    }

    /// Functions with words among their arguments, behind the parenthesis.
    fn special(&mut self, name: &str) -> Option<Node> {
        match name {
            "cast" => {
                let value = self.expression()?;
                self.word("as").then_some(())?;
                Some(Node::Cast(Box::new(value), self.type_name()?))
            }
            "extract" => {
                let (Token::Word(field) | Token::Text(field) | Token::Name(field)) = self.next()?
                else {
                    return None;
                };
                // The function itself, with a comma.
                let _ = self.word("from") || self.mark(",") || {
                    self.mark("::") && self.type_name().is_some() && self.mark(",")
                };
                let field = Node::Text(field.to_lowercase());
                Some(Node::call("extract", [field, self.expression()?]))
            }
            "position" => {
                // Without `IN`, which is no operator here.
                let part = self.above(OTHER)?;
                self.word("in").then_some(())?;
                Some(Node::call("position", [self.expression()?, part]))
            }
            "trim" => self.trim(),
            _ => {
                let mut all = vec![self.expression()?];
                while self.mark(",") || ["from", "for", "placing"].iter().any(|w| self.word(w)) {
                    all.push(self.expression()?);
                }
                Some(Node::Call(name.to_owned(), all))
            }
        }
    }

    fn trim(&mut self) -> Option<Node> {
        let sides = ["both", "leading", "trailing"];
        let name = match sides.into_iter().find(|side| self.word(side)) {
            Some("leading") => "ltrim",
            Some("trailing") => "rtrim",
            _ => "btrim",
        };
        if self.word("from") {
            return Some(Node::call(name, [self.expression()?]));
        }
        let first = self.expression()?;
        Some(if self.word("from") {
            Node::call(name, [self.expression()?, first])
        } else if self.mark(",") {
            Node::call(name, [first, self.expression()?])
        } else {
            Node::call(name, [first])
        })
    }

    /// `DATE '2024-01-31'`: the words of a type, and a text.
    fn typed_literal(&mut self) -> Option<Node> {
        let start = self.at;
        let literal = (matches!(self.peek(0), Some(Token::Word(_))) && !self.is_word(0, "case"))
            .then(|| self.type_name())
            .flatten();
        if let (Some(mut ty), Some(Token::Text(text))) = (literal, self.peek(0)) {
            let mut text = text.clone();
            self.at += 1;
            if ty == "interval"
                && let Some(fields) = self.fields()
            {
                // A number alone is of the last field.
                if text.trim().parse::<i64>().is_ok() {
                    text = format!("{text} {}", fields.rsplit(' ').next().unwrap_or_default());
                }
                ty = format!("interval {fields}");
            }
            return Some(Node::Cast(Box::new(Node::Text(text)), ty));
        }
        self.at = start;
        None
    }

    /// What parts of an interval are kept: `DAY TO SECOND`.
    fn fields(&mut self) -> Option<String> {
        const FIELDS: [&str; 6] = ["year", "month", "day", "hour", "minute", "second"];
        let field = |parser: &mut Self| FIELDS.into_iter().find(|field| parser.word(field));
        let first = field(self)?;
        Some(match self.word("to").then(|| field(self)).flatten() {
            Some(last) => format!("{first} to {last}"),
            None => first.to_owned(),
        })
    }

    /// A type in its normal form.
    pub(super) fn type_name(&mut self) -> Option<String> {
        let mut text = match self.peek(0)? {
            Token::Word(_) | Token::Name(_) => {
                let quoted = |part: String| {
                    if part.contains(char::is_uppercase) {
                        format!("\"{part}\"")
                    } else {
                        part
                    }
                };
                let path = self.path()?.into_iter().map(quoted);
                path.collect::<Vec<_>>().join(".")
            }
            _ => return None,
        };
        match text.as_str() {
            "double" => self
                .word("precision")
                .then(|| text.push_str(" precision"))?,
            "character" | "char" | "bit" | "nchar" if self.word("varying") => {
                text.push_str(" varying");
            }
            "national" => {
                self.at += 1;
                let varying = self.word("varying");
                text = String::from(if varying { "varchar" } else { "char" });
            }
            "interval" => {
                if let Some(fields) = self.fields() {
                    text = format!("{text} {fields}");
                }
            }
            _ => {}
        }
        if self.is_mark(0, "(") {
            text.push_str(&self.digits()?);
        }
        if matches!(text.split('(').next(), Some("timestamp" | "time")) {
            for word in ["with", "without"] {
                if self.is_word(0, word) && self.is_word(1, "time") && self.is_word(2, "zone") {
                    self.at += 3;
                    text = format!("{text} {word} time zone");
                }
            }
        }
        let _ = self.word("array");
        while self.is_mark(0, "[") {
            self.at += 1;
            let _ = matches!(self.peek(0), Some(Token::Number(_))) && self.next().is_some();
            self.mark("]").then_some(())?;
            text.push_str("[]");
        }
        Some(type_name(&text, Dialect::Postgres))
    }

    /// `(10,2)`
    fn digits(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            match self.next()? {
                Token::Mark(")") => return Some(format!("{text})")),
                Token::Mark(mark @ ("(" | ",")) => text.push_str(mark),
                Token::Number(digits) => text.push_str(&digits),
                Token::Operator(sign) if sign == "-" => text.push('-'),
                _ => return None,
            }
        }
    }
}
