//! Names that mean something already.

use super::camel;

/// Keywords of the editions up to 2024, which a field writes as `r#type`.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot be written as `r#..` either.
const NEVER_RAW: &[&str] = &["crate", "self", "super", "Self", "_"];

/// Types that fields or generated code name without a path: a struct of that name would take their place.
const TYPES: &[&str] = &[
    "Self",
    "Option",
    "Some",
    "None",
    "Vec",
    "String",
    "Box",
    "Result",
    "Ok",
    "Err",
    "DateTime",
    "Utc",
    "NaiveDate",
    "NaiveDateTime",
    "NaiveTime",
    "Uuid",
    "Value",
    "BigDecimal",
    "Debug",
    "Clone",
    "Copy",
    "Default",
    "PartialEq",
    "Eq",
    "Hash",
    "Ord",
    "PartialOrd",
    "Identifiable",
    "Queryable",
    "Selectable",
];

/// Files that mean something to cargo or to an operating system.
const FILES: &[&str] = &[
    "aux",
    "con",
    "enums",
    "lib",
    "main",
    "nul",
    "prn",
    "sql_types",
];

pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

pub(super) fn is_never_raw(name: &str) -> bool {
    NEVER_RAW.contains(&name)
}

/// A type's name from words; `suffix` is added to one that means something else.
pub(crate) fn type_name(words: &[String], fallback: &str, suffix: &str) -> String {
    let name = camel(words);
    match name.chars().next() {
        None => fallback.to_owned(),
        Some(first) if first.is_numeric() => format!("{fallback}{name}"),
        Some(_) if TYPES.contains(&name.as_str()) => format!("{name}{suffix}"),
        Some(_) => name,
    }
}

/// The name of a module, and of its file without `.rs`.
pub(crate) fn file_stem(snake: &str) -> String {
    if is_keyword(snake) || is_never_raw(snake) || FILES.contains(&snake) {
        format!("{snake}_")
    } else {
        snake.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_mean_something_else_get_a_suffix() {
        let name = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
            type_name(&words, "Table", "Row")
        };
        assert_eq!(name(&["order", "line"]), "OrderLine");
        assert_eq!(name(&["option"]), "OptionRow");
        assert_eq!(name(&["2fa"]), "Table2fa");
        assert_eq!(name(&[]), "Table");
        assert_eq!(file_stem("type"), "type_");
        assert_eq!(file_stem("order"), "order");
    }
}
