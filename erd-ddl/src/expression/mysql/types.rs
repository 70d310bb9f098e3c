//! What CAST leads to.

use super::make::{Node, call, leaf};

/// A cast to a type in its normal form.
pub(super) fn cast(value: Node, ty: &str) -> Node {
    call("cast", [value, leaf(ty)])
}

/// The name of a type in one spelling; `words` are its words and marks in lower case.
pub(super) fn type_name(words: &[String]) -> Option<String> {
    let (first, rest) = words.split_first()?;
    let (arguments, rest) = arguments(rest)?;
    let mut rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    let array = rest.last() == Some(&"array");
    if array {
        rest.pop();
    }
    let plain = |name: &str| rest.is_empty().then(|| format!("{name}{arguments}"));
    let text = match first.as_str() {
        "signed" | "unsigned" if matches!(rest.as_slice(), [] | ["integer" | "int"]) => {
            first.clone()
        }
        "int" | "integer" if rest.is_empty() => "signed".to_owned(),
        "decimal" | "dec" | "numeric" if rest.is_empty() => match arguments.as_str() {
            "" => "decimal(10,0)".to_owned(),
            one if !one.contains(',') => format!("decimal{}", one.replace(')', ",0)")),
            both => format!("decimal{both}"),
        },
        "real" => plain("double")?,
        "double" if matches!(rest.as_slice(), [] | ["precision"]) => "double".to_owned(),
        "binary" if rest.is_empty() => format!("char{arguments} charset binary"),
        "nchar" if rest.is_empty() => format!("char{arguments} charset utf8mb3"),
        "char" | "character" => match rest.as_slice() {
            // The connection's own, and erd's is this one.
            [] | ["charset", "utf8mb4"] | ["character", "set", "utf8mb4"] => {
                format!("char{arguments}")
            }
            ["ascii"] => format!("char{arguments} charset latin1"),
            ["binary"] => format!("char{arguments} charset binary"),
            ["charset", set] | ["character", "set", set] => {
                let set = if *set == "utf8" { "utf8mb3" } else { set };
                format!("char{arguments} charset {set}")
            }
            _ => return None,
        },
        "time" | "datetime" if arguments == "(0)" && rest.is_empty() => first.clone(),
        other => plain(other)?,
    };
    Some(if array { format!("{text} array") } else { text })
}

/// What is in the parentheses behind the name, and what follows.
fn arguments(words: &[String]) -> Option<(String, &[String])> {
    if words.first().is_none_or(|word| word != "(") {
        return Some((String::new(), words));
    }
    let end = words.iter().position(|word| word == ")")?;
    Some((words[..=end].concat(), &words[end + 1..]))
}
