//! What has a syntax of its own: CASE, intervals, and functions with words among their arguments.

use super::lex::Token;
use super::make::{Node, call, leaf};
use super::names;
use super::parse::Parser;
use super::types;

impl Parser<'_> {
    pub(super) fn case(&mut self) -> Option<Node> {
        let mut parts = Vec::new();
        if !self.is_word(0, "when") {
            parts.push(call("of", [self.expression()?]));
        }
        while self.word("when") {
            let condition = self.expression()?;
            let result = self.word("then").then(|| self.expression())??;
            parts.push(call("when", [condition, result]));
        }
        if self.word("else") {
            parts.push(call("else", [self.expression()?]));
        }
        self.word("end").then(|| call("case", parts))
    }

    /// `INTERVAL 1 DAY`, or the function of that name, which has two arguments at least.
    pub(super) fn interval(&mut self) -> Option<Node> {
        if self.is_mark(0, "(") && self.has_comma() {
            return self.list().map(|all| call("interval", all));
        }
        let value = self.expression()?;
        let unit = self.unit()?;
        Some(names::interval(value, unit))
    }

    /// Whether the parentheses that open here hold a list.
    fn has_comma(&self) -> bool {
        let mut open = 0_usize;
        let mut ahead = 0;
        while let Some(token) = self.peek(ahead) {
            match token {
                Token::Mark("(") => open += 1,
                Token::Mark(")") => open -= 1,
                Token::Mark(",") if open == 1 => return true,
                _ => {}
            }
            if open == 0 {
                return false;
            }
            ahead += 1;
        }
        false
    }

    fn unit(&mut self) -> Option<String> {
        let Some(Token::Word(word)) = self.peek(0) else {
            return None;
        };
        let unit = names::unit(word)?;
        self.at += 1;
        Some(unit)
    }

    /// A function, behind its name.
    pub(super) fn function(&mut self, name: &str) -> Option<Node> {
        let start = self.at;
        self.at += 1;
        let node = match name {
            "cast" => {
                let value = self.expression()?;
                let ty = self.word("as").then(|| self.type_name())??;
                types::cast(value, &ty)
            }
            "convert" => {
                let value = self.expression()?;
                if self.word("using") {
                    call("convert", [value, self.charset()?])
                } else {
                    let ty = self.mark(",").then(|| self.type_name())??;
                    types::cast(value, &ty)
                }
            }
            "char" => {
                let mut all = vec![self.expression()?];
                while self.mark(",") {
                    all.push(self.expression()?);
                }
                if self.word("using") {
                    let set = self.charset()?;
                    // MySQL does not keep it.
                    if self.mariadb {
                        all.push(call("using", [set]));
                    }
                }
                call("char", all)
            }
            "position" => {
                let part = self.binary(0)?;
                let text = self.word("in").then(|| self.expression())??;
                call("locate", [part, text])
            }
            "substring" | "substr" | "mid" => {
                let mut all = vec![self.expression()?];
                let from = self.word("from");
                if from || self.mark(",") {
                    all.push(self.expression()?);
                }
                if (from && self.word("for")) || (!from && self.mark(",")) {
                    all.push(self.expression()?);
                }
                call("substr", all)
            }
            "extract" => {
                let unit = leaf(self.unit()?);
                let value = self.word("from").then(|| self.expression())??;
                call("extract", [unit, value])
            }
            "timestampadd" => {
                let unit = self.unit()?;
                let number = self.mark(",").then(|| self.expression())??;
                let date = self.mark(",").then(|| self.expression())??;
                call("+", [date, names::interval(number, unit)])
            }
            "timestampdiff" => {
                let unit = leaf(self.unit()?);
                let from = self.mark(",").then(|| self.expression())??;
                let to = self.mark(",").then(|| self.expression())??;
                call("timestampdiff", [unit, from, to])
            }
            "trim" => self.trim()?,
            "json_value" => self.json_value()?,
            "row" => {
                self.at = start;
                return self.list().map(|all| call("row", all));
            }
            _ => {
                self.at = start;
                let all = self.list()?;
                return Some(names::function(name, all, self.mariadb));
            }
        };
        self.mark(")").then_some(node)
    }

    fn trim(&mut self) -> Option<Node> {
        let sides = ["both", "leading", "trailing"];
        let side = sides.into_iter().find(|side| self.word(side));
        if side.is_some() && self.word("from") {
            let value = self.expression()?;
            return Some(match side {
                Some("leading") => call("ltrim", [value]),
                Some("trailing") => call("rtrim", [value]),
                _ => call("trim", [value]),
            });
        }
        let first = self.expression()?;
        if self.word("from") {
            let value = self.expression()?;
            return Some(call("trim", [leaf(side.unwrap_or("both")), first, value]));
        }
        side.is_none().then(|| call("trim", [first]))
    }

    /// MySQL writes out what it returns.
    fn json_value(&mut self) -> Option<Node> {
        let document = self.expression()?;
        let path = self.mark(",").then(|| self.expression())??;
        let mut all = vec![document, path];
        if self.word("returning") {
            all.push(leaf(self.type_name()?));
        } else if !self.mariadb {
            all.push(leaf("char(512)"));
        }
        while !self.is_mark(0, ")") {
            let what = if self.word("null") {
                leaf("null")
            } else if self.word("error") {
                leaf("error")
            } else {
                self.word("default").then(|| self.expression())??
            };
            let on = self.word("on").then(|| self.next())??;
            match on {
                Token::Word(when) if when == "empty" || when == "error" => {
                    all.push(call(when, [what]));
                }
                _ => return None,
            }
        }
        Some(call("json_value", all))
    }

    /// The words of a type, up to the parenthesis that ends the function or to what `JSON_VALUE` has behind it.
    fn type_name(&mut self) -> Option<String> {
        let mut words = Vec::new();
        let mut open = 0_usize;
        loop {
            let ends = self.is_mark(0, ")")
                || ["null", "error", "default"]
                    .iter()
                    .any(|word| self.is_word(0, word));
            if open == 0 && ends {
                return types::type_name(&words);
            }
            words.push(match self.next()? {
                Token::Word(word) | Token::Name(word) | Token::Number(word) => word,
                Token::Mark("(") => {
                    open += 1;
                    "(".to_owned()
                }
                Token::Mark(")") => {
                    open -= 1;
                    ")".to_owned()
                }
                Token::Mark(",") => ",".to_owned(),
                _ => return None,
            });
        }
    }

    fn charset(&mut self) -> Option<Node> {
        match self.next()? {
            Token::Word(set) | Token::Name(set) | Token::Text(_, set) => {
                Some(leaf(if set == "utf8" {
                    "utf8mb3".to_owned()
                } else {
                    set
                }))
            }
            _ => None,
        }
    }
}
