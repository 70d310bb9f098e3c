//! Functions, and comparisons with several values.

use super::node::Node;
use super::resolve::{self, UNKNOWN};
use super::typed::{Typer, array_of, forms, resolved};
use super::value::{Value, is_own, unified};

impl Typer<'_> {
    pub(super) fn call(&self, name: &str, args: &[Node]) -> Value {
        let name = one_name(name, args.is_empty());
        let values = self.values(args);
        match name {
            "coalesce" | "greatest" | "least" => {
                let (values, ty) = unified(values);
                return Value::new(format!("{name}({})", forms(&values)), ty);
            }
            "nullif" if values.len() == 2 => {
                let mut values = values.into_iter();
                let (Some(a), Some(b)) = (values.next(), values.next()) else {
                    return Value::null();
                };
                let (a, b, _) = resolved("=", a, b);
                return Value::new(format!("nullif({},{})", a.form, b.form), a.ty);
            }
            // What its place decides goes with what is on the other side.
            "overlaps" if values.len() == 4 => {
                let (values, _) = unified(values);
                return Value::truth(format!("overlaps({})", forms(&values)));
            }
            "current_date" => return Value::new("current_date()", "date"),
            "current_time" => return Value::new("current_time()", "timetz"),
            "localtime" => return Value::new("localtime()", "time"),
            "localtimestamp" => return Value::new("localtimestamp()", "timestamp"),
            "current_user" | "session_user" | "current_catalog" | "current_schema" => {
                return Value::new(format!("{name}()"), "name");
            }
            _ => {}
        }
        let types: Vec<_> = values.iter().map(Value::seen).collect();
        let found = resolve::function(name, &types);
        let Some(found) = found else {
            let ty = resolve::result_of_all(name).unwrap_or_default();
            return Value::new(format!("{name}({})", forms(&values)), ty);
        };
        let pairs = values.into_iter().zip(&found.params);
        let values: Vec<_> = pairs.map(|(value, ty)| value.into_type(ty)).collect();
        Value::new(format!("{name}({})", forms(&values)), found.result)
    }

    pub(super) fn any(&self, operator: &str, all: bool, left: &Node, right: &Node) -> Value {
        if let Node::Array(elements) = bare(right)
            && let Some(list) = self.elements(right, elements)
        {
            return listed(operator, all, self.value(left), list);
        }
        let (left, right) = (self.value(left), self.value(right));
        let word = if all { "all" } else { "any" };
        let element = match right.ty.strip_suffix("[]") {
            Some(element) => element.to_owned(),
            None if right.ty == UNKNOWN => left.ty.clone(),
            None => String::new(),
        };
        let found = resolve::operator(operator, &[left.seen(), &element]);
        let (a, b) = match found {
            Some(found) => (
                left.into_type(&found.params[0]),
                right.into_type(&array_of(&found.params[1])),
            ),
            None if is_own(&element) => (
                left.into_type(&element),
                right.into_type(&array_of(&element)),
            ),
            None => (left, right),
        };
        Value::truth(format!("({} {operator} {word} {})", a.form, b.form))
    }

    /// The elements of an array behind casts.
    fn elements(&self, node: &Node, elements: &[Node]) -> Option<Vec<Value>> {
        match node {
            Node::Cast(inner, ty) => {
                let element = ty.strip_suffix("[]")?;
                let values = self.elements(inner, elements)?;
                Some(
                    values
                        .into_iter()
                        .map(|value| value.cast(element))
                        .collect(),
                )
            }
            _ => Some(self.values(elements)),
        }
    }

    pub(super) fn within(&self, value: &Node, list: &[Node], negated: bool) -> Value {
        if let Some((word, all)) = chain(&Node::In {
            value: Box::new(value.clone()),
            list: list.to_vec(),
            negated,
        }) {
            return self.joined(word, &all);
        }
        let left = self.value(value);
        let (mut all, _) = unified([vec![left.clone()], self.values(list)].concat());
        all.remove(0);
        let operator = if negated { "<>" } else { "=" };
        listed(operator, negated, left, all)
    }
}

/// A value compared with each of a list, all of one type.
fn listed(operator: &str, all: bool, left: Value, list: Vec<Value>) -> Value {
    let (list, ty) = unified(list);
    let probe = list
        .first()
        .cloned()
        .unwrap_or_else(|| Value::new("", ty.as_str()));
    let (left, probe, _) = resolved(
        operator,
        left,
        Value {
            literal: None,
            ..probe
        },
    );
    let list: Vec<_> = list.into_iter().map(|v| v.into_type(&probe.ty)).collect();
    if let [only] = list.as_slice() {
        return Value::truth(format!("({} {operator} {})", left.form, only.form));
    }
    let word = if all { "all" } else { "any" };
    Value::truth(format!(
        "({} {operator} {word} array[{}])",
        left.form,
        forms(&list)
    ))
}

/// What PostgreSQL takes for a chain of AND or OR: rows that are equal, and lists with columns in them.
pub(super) fn chain(node: &Node) -> Option<(&'static str, Vec<Node>)> {
    match node {
        Node::Operator(word, parts) => {
            let [Node::Row(a), Node::Row(b)] = parts.as_slice() else {
                return None;
            };
            let join = match word.as_str() {
                "=" => "and",
                "<>" => "or",
                _ => return None,
            };
            let pairs = a
                .iter()
                .zip(b)
                .map(|(a, b)| Node::operator(word, a.clone(), b.clone()));
            (a.len() == b.len()).then(|| (join, pairs.collect()))
        }
        Node::In {
            value,
            list,
            negated,
        } => {
            let word = if *negated { "<>" } else { "=" };
            let join = if *negated { "and" } else { "or" };
            let rows = matches!(**value, Node::Row(_));
            let (columns, others): (Vec<_>, Vec<_>) = list
                .iter()
                .cloned()
                .partition(|node| rows || node.has_column());
            if list.len() > 1 && columns.is_empty() {
                return None;
            }
            let one = |other: Node| Node::operator(word, (**value).clone(), other);
            if others.len() < 2 {
                return Some((join, list.iter().cloned().map(one).collect()));
            }
            let mut all = vec![Node::In {
                value: value.clone(),
                list: others,
                negated: *negated,
            }];
            all.extend(columns.into_iter().map(one));
            Some((join, all))
        }
        _ => None,
    }
}

/// What is behind casts.
fn bare(node: &Node) -> &Node {
    match node {
        Node::Cast(inner, _) => bare(inner),
        other => other,
    }
}

/// One of the names of what has several.
fn one_name(name: &str, alone: bool) -> &str {
    match name {
        "current_timestamp" | "transaction_timestamp" if alone => "now",
        "current_role" | "user" if alone => "current_user",
        "character_length" => "char_length",
        "ceiling" => "ceil",
        "power" => "pow",
        "trim" => "btrim",
        other => other,
    }
}
