//! Nodes, and the forms that mean the same.

use std::fmt;

/// A tree in normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A column, a number, a text: what has no parts.
    Leaf(String),
    /// An operator or a function with what it is applied to.
    Call(String, Vec<Node>),
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Leaf(text) => f.write_str(text),
            Self::Call(name, parts) => {
                write!(f, "{name}(")?;
                for (i, part) in parts.iter().enumerate() {
                    if i > 0 {
                        f.write_str(",")?;
                    }
                    write!(f, "{part}")?;
                }
                f.write_str(")")
            }
        }
    }
}

pub(super) fn leaf(text: impl Into<String>) -> Node {
    Node::Leaf(text.into())
}

pub(super) fn call(name: impl Into<String>, parts: impl Into<Vec<Node>>) -> Node {
    Node::Call(name.into(), parts.into())
}

impl Node {
    /// The whole number that it is.
    fn integer(&self) -> Option<i64> {
        match self {
            Self::Leaf(text) => text.parse().ok(),
            Self::Call(..) => None,
        }
    }

    fn is_zero(&self) -> bool {
        *self == leaf("0")
    }

    /// The parts of an operator of that name.
    fn parts_of(&self, wanted: &str) -> Option<&[Self]> {
        match self {
            Self::Call(name, parts) if name == wanted => Some(parts),
            _ => None,
        }
    }
}

/// What is asked whether it is true. Servers write `(0 <> n)` there for a number.
pub(super) fn truth(node: Node) -> Node {
    match node.parts_of("<>") {
        Some([value, zero]) if zero.is_zero() => value.clone(),
        _ => node,
    }
}

/// AND and OR: one operator, however many it joins.
pub(super) fn joined(word: &str, left: Node, right: Node) -> Node {
    let mut all = Vec::new();
    for side in [left, right] {
        match side {
            Node::Call(name, parts) if name == word => all.extend(parts),
            other => all.push(truth(other)),
        }
    }
    call(word, all)
}

pub(super) fn xor(left: Node, right: Node) -> Node {
    call("xor", [truth(left), truth(right)])
}

/// A comparison. A zero stands on the right; MySQL compares rows column by column.
pub(super) fn comparison(operator: &str, left: Node, right: Node, mariadb: bool) -> Node {
    let word = if operator == "!=" { "<>" } else { operator };
    if let (Some(a), Some(b), "=" | "<>", false) =
        (left.parts_of("row"), right.parts_of("row"), word, mariadb)
        && a.len() == b.len()
    {
        let mut pairs = a
            .iter()
            .zip(b)
            .map(|(a, b)| comparison(word, a.clone(), b.clone(), mariadb));
        let join = if word == "=" { "and" } else { "or" };
        if let Some(first) = pairs.next() {
            return pairs.fold(first, |all, next| joined(join, all, next));
        }
    }
    if matches!(word, "=" | "<>") && left.is_zero() {
        return call(word, [right, left]);
    }
    call(word, [left, right])
}

/// NOT goes inwards, as far as both servers take it.
pub(super) fn not(node: Node) -> Node {
    let Node::Call(name, mut parts) = node else {
        return call("=", [node, leaf("0")]);
    };
    let turned = match name.as_str() {
        "=" => "<>",
        "<>" => "=",
        "<" => ">=",
        ">=" => "<",
        ">" => "<=",
        "<=" => ">",
        "is null" => "is not null",
        "is not null" => "is null",
        "is true" => "is not true",
        "is not true" => "is true",
        "is false" => "is not false",
        "is not false" => "is false",
        "between" => "not between",
        "not between" => "between",
        "like" => "not like",
        "not like" => "like",
        "regexp" => "not regexp",
        "not regexp" => "regexp",
        "in" => "not in",
        "not in" => "in",
        "and" | "or" => {
            let join = if name == "and" { "or" } else { "and" };
            let mut all = parts.into_iter().map(not);
            let first = all.next().unwrap_or_else(|| leaf("null"));
            return all.fold(first, |all, next| joined(join, all, next));
        }
        "xor" => {
            let first = parts.remove(0);
            parts.insert(0, truth(not(first)));
            return Node::Call(name, parts);
        }
        _ => return call("=", [Node::Call(name, parts), leaf("0")]),
    };
    call(turned, parts)
}

/// `IS TRUE` and `IS FALSE`. What is never NULL is its own answer.
pub(super) fn tested(wanted: bool, negated: bool, node: Node) -> Node {
    if let Node::Call(name, _) = &node
        && name.starts_with("is ")
    {
        return if wanted == negated { not(node) } else { node };
    }
    let name = if wanted { "is true" } else { "is false" };
    let test = call(name, [truth(node)]);
    if negated { not(test) } else { test }
}

pub(super) fn is_in(value: Node, mut list: Vec<Node>, mariadb: bool) -> Node {
    if list.len() == 1 {
        return comparison("=", value, list.remove(0), mariadb);
    }
    list.insert(0, value);
    call("in", list)
}

/// Arithmetic. MySQL computes what has no column where it is compared with one, in generated columns and nowhere else.
pub(super) fn arithmetic(operator: &str, left: Node, right: Node) -> Node {
    let computed = left
        .integer()
        .zip(right.integer())
        .and_then(|(a, b)| match operator {
            "+" => a.checked_add(b),
            "-" => a.checked_sub(b),
            "*" => a.checked_mul(b),
            "%" => a.checked_rem(b),
            "div" => a.checked_div(b),
            // Of numbers without a sign, which is what bits are of.
            "&" if a >= 0 && b >= 0 => Some(a & b),
            "|" if a >= 0 && b >= 0 => Some(a | b),
            "<<" if a >= 0 && (0..32).contains(&b) => a.checked_mul(1 << b),
            ">>" if a >= 0 && (0..63).contains(&b) => Some(a >> b),
            _ => None,
        });
    computed.map_or_else(
        || call(operator, [left, right]),
        |number| leaf(number.to_string()),
    )
}

/// A function of a constant, which is computed likewise.
pub(super) fn of_constant(name: &str, value: &Node) -> Option<Node> {
    let Node::Leaf(text) = value else {
        return None;
    };
    let quoted = text.strip_prefix('\'').and_then(|t| t.strip_suffix('\''));
    let number = match name {
        "length" => quoted?.replace("''", "'").len().to_string(),
        "char_length" => quoted?.replace("''", "'").chars().count().to_string(),
        "abs" => value.integer()?.checked_abs()?.to_string(),
        _ => return None,
    };
    Some(leaf(number))
}

/// A minus before a number is its sign.
pub(super) fn minus(node: Node) -> Node {
    match node {
        Node::Leaf(text) if text.starts_with(|c: char| c.is_ascii_digit()) => {
            leaf(format!("-{text}"))
        }
        Node::Leaf(text) if text.starts_with('-') => leaf(&text[1..]),
        other => call("minus", [other]),
    }
}

/// A text. The character sets of Unicode are one; what is ASCII in another of MariaDB's is printed without it.
pub(super) fn text(set: Option<&str>, value: &str, mariadb: bool) -> Node {
    let quoted = format!("'{}'", value.replace('\'', "''"));
    match set {
        None | Some("utf8mb4" | "utf8mb3" | "utf8") => leaf(quoted),
        Some(set) if mariadb && set != "binary" && value.is_ascii() => leaf(quoted),
        Some(set) => leaf(format!("_{set}{quoted}")),
    }
}
