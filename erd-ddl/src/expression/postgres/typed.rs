//! Expressions with the types that PostgreSQL gives them: every cast that it adds is added, so that what was written and
//! what was printed become one.

use super::calls::chain;
use super::node::Node;
use super::resolve::{self, UNKNOWN};
use super::value::{Value, base, common_type, is_own, unified};
use crate::expression::Context;

/// Gives types to an expression over the columns of a table.
pub(super) struct Typer<'a> {
    pub(super) context: &'a Context<'a>,
}

impl Typer<'_> {
    pub(super) fn value(&self, node: &Node) -> Value {
        match node {
            Node::Column(name) => {
                let form = named(&(self.context.rename)(name).unwrap_or_else(|| name.clone()));
                match (self.context.column_type)(name) {
                    Some(ty) => Value::of_type(form, &ty),
                    None => Value::new(form, ""),
                }
            }
            Node::Text(text) => Value::literal(text, UNKNOWN),
            Node::Number(text) => Value::number(text),
            Node::Bool(truth) => Value::literal(&truth.to_string(), "bool"),
            Node::Null => Value::null(),
            Node::Bits(digits) => Value::literal(digits, "bit"),
            Node::Cast(inner, ty) => self.cast(inner, ty),
            Node::Operator(word, parts) => self.operator(word, parts),
            Node::Any {
                operator,
                all,
                left,
                right,
            } => self.any(operator, *all, left, right),
            Node::In {
                value,
                list,
                negated,
            } => self.within(value, list, *negated),
            Node::And(parts) => self.joined("and", parts),
            Node::Or(parts) => self.joined("or", parts),
            Node::Not(inner) => Value::truth(format!("(not {})", self.truth(inner))),
            Node::Is(inner, what) => {
                let value = self.value(inner);
                let value = match *what {
                    "null" | "not null" => value,
                    _ => value.into_type("bool"),
                };
                Value::truth(format!("({} is {what})", value.form))
            }
            Node::Distinct(a, b) => {
                let (a, b, _) = resolved("=", self.value(a), self.value(b));
                Value::truth(format!("({} distinct {})", a.form, b.form))
            }
            Node::Call(name, args) => self.call(name, args),
            // Which parameter it is for is not known.
            Node::Named(name, inner) => {
                Value::new(format!("{name}=>{}", self.value(inner).form), "")
            }
            Node::Case {
                operand,
                branches,
                other,
            } => self.case(operand.as_deref(), branches, other.as_deref()),
            Node::Array(all) => {
                let (values, ty) = unified(self.values(all));
                Value::new(format!("array[{}]", forms(&values)), array_of(&ty))
            }
            Node::Row(all) => Value::new(format!("row({})", forms(&self.values(all))), "record"),
            Node::Element(of, at) => {
                let of = self.value(of);
                let ty = of.ty.strip_suffix("[]").unwrap_or(match of.ty.as_str() {
                    "jsonb" => "jsonb",
                    _ => "",
                });
                Value::new(format!("{}[{}]", of.form, self.value(at).form), ty)
            }
            Node::Field(of, name) => Value::new(format!("{}.{name}", self.value(of).form), ""),
            Node::Collate(inner, collation) => {
                let value = self.value(inner).literal_as("text");
                Value::new(format!("({} collate {collation})", value.form), value.ty)
            }
        }
    }

    pub(super) fn values(&self, nodes: &[Node]) -> Vec<Value> {
        nodes.iter().map(|node| self.value(node)).collect()
    }

    fn truth(&self, node: &Node) -> String {
        self.value(node).into_type("bool").form
    }

    /// A chain of AND or of OR, however it is in parentheses.
    pub(super) fn joined(&self, word: &str, nodes: &[Node]) -> Value {
        let mut parts = Vec::new();
        self.flatten(word, nodes, &mut parts);
        match parts.as_slice() {
            [only] => Value::truth(only.as_str()),
            _ => Value::truth(format!("({})", parts.join(&format!(" {word} ")))),
        }
    }

    fn flatten(&self, word: &str, nodes: &[Node], parts: &mut Vec<String>) {
        for node in nodes {
            match node {
                Node::And(inner) if word == "and" => self.flatten(word, inner, parts),
                Node::Or(inner) if word == "or" => self.flatten(word, inner, parts),
                Node::In { .. } | Node::Operator(..) => {
                    // Some of them are chains too: of rows, and of what is no constant.
                    match chain(node) {
                        Some((own, all)) if own == word => self.flatten(word, &all, parts),
                        _ => parts.push(self.truth(node)),
                    }
                }
                other => parts.push(self.truth(other)),
            }
        }
    }

    fn cast(&self, inner: &Node, ty: &str) -> Value {
        // A cast of an array is one of its elements.
        if let (Node::Array(all), Some(element)) = (inner, ty.strip_suffix("[]")) {
            let values = all.iter().map(|node| match node {
                Node::Array(_) => self.cast(node, ty),
                other => self.cast(other, element),
            });
            let values: Vec<_> = values.collect();
            return Value::new(format!("array[{}]", forms(&values)), base(ty));
        }
        self.value(inner).cast(ty)
    }

    pub(super) fn operator(&self, word: &str, parts: &[Node]) -> Value {
        if let [Node::Row(a), Node::Row(b)] = parts
            && a.len() == b.len()
        {
            if let Some((join, all)) = chain(&Node::Operator(word.to_owned(), parts.to_vec())) {
                return self.joined(join, &all);
            }
            let pairs = a.iter().zip(b);
            let pairs = pairs.map(|(a, b)| resolved(word, self.value(a), self.value(b)));
            let (a, b): (Vec<_>, Vec<_>) = pairs.map(|(a, b, _)| (a, b)).unzip();
            return Value::truth(format!("(row({}) {word} row({}))", forms(&a), forms(&b)));
        }
        match parts {
            [a, b] => {
                let (a, b, ty) = resolved(word, self.value(a), self.value(b));
                Value::new(format!("({} {word} {})", a.form, b.form), ty)
            }
            [only] => {
                let value = self.value(only);
                match resolve::operator(word, &[value.seen()]) {
                    Some(found) => {
                        let value = value.into_type(&found.params[0]);
                        Value::new(format!("({word}{})", value.form), found.result)
                    }
                    None => Value::new(format!("({word}{})", value.form), ""),
                }
            }
            _ => Value::null(),
        }
    }

    fn case(
        &self,
        operand: Option<&Node>,
        branches: &[(Node, Node)],
        other: Option<&Node>,
    ) -> Value {
        let operand = operand.map(|node| self.value(node));
        let mut text = "case".to_owned();
        if let Some(value) = &operand {
            text = format!("{text} {}", value.form);
        }
        let mut results: Vec<_> = branches.iter().map(|(_, then)| self.value(then)).collect();
        results.extend(other.map(|node| self.value(node)));
        let ty = common_type(&results);
        let mut results = results.into_iter().map(|value| value.into_type(&ty).form);
        for ((when, _), then) in branches.iter().zip(results.by_ref()) {
            let when = match &operand {
                Some(value) => {
                    let (a, b, _) = resolved("=", value.clone(), self.value(when));
                    // A cast of the operand is a part of each comparison.
                    if a.form == value.form {
                        b.form
                    } else {
                        format!("{}={}", a.form, b.form)
                    }
                }
                None => self.truth(when),
            };
            text = format!("{text} when {when} then {then}");
        }
        // PostgreSQL prints an ELSE NULL that nobody wrote.
        if let Some(other) = results.next().filter(|form| form != "null") {
            text = format!("{text} else {other}");
        }
        Value::new(format!("{text} end"), ty)
    }
}

/// Both sides of an operator as it takes them, and its type.
pub(super) fn resolved(word: &str, a: Value, b: Value) -> (Value, Value, String) {
    if let Some(found) = resolve::operator(word, &[a.seen(), b.seen()]) {
        let (a, b) = (a.into_type(&found.params[0]), b.into_type(&found.params[1]));
        return (a, b, found.result);
    }
    let compares = matches!(word, "=" | "<>" | "<" | ">" | "<=" | ">=");
    let ty = if compares { "bool" } else { "" }.to_owned();
    // Of a user's own type is known that it can be compared with itself.
    let (left, right) = (a.ty.clone(), b.ty.clone());
    if compares && is_own(&left) {
        (a, b.literal_as(&left), ty)
    } else if compares && is_own(&right) {
        (a.literal_as(&right), b, ty)
    } else {
        (a, b, ty)
    }
}

impl Value {
    /// A literal under a type, anything else as it is.
    pub(super) fn literal_as(self, ty: &str) -> Self {
        if self.ty == UNKNOWN {
            self.into_type(ty)
        } else {
            self
        }
    }
}

pub(super) fn forms(values: &[Value]) -> String {
    let all: Vec<_> = values.iter().map(|value| value.form.as_str()).collect();
    all.join(",")
}

pub(super) fn array_of(ty: &str) -> String {
    match ty {
        "" => String::new(),
        array if array.ends_with(']') => array.to_owned(),
        other => format!("{other}[]"),
    }
}

/// A name, told apart from all that is no name.
fn named(name: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.chars().all(plain) {
        name.to_owned()
    } else {
        format!("\"{name}\"")
    }
}
