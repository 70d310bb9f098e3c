//! What a change of a type costs, and what it loses (rules M11, M12, M31 and M32).

use super::cost::Cost;
use erd_core::Dialect;
use erd_core::effect::{Retype, SqlType, literals, retype};

/// Name and numbers of a type in its normal form.
fn parts(ty: &str) -> (&str, Vec<u32>) {
    match ty.split_once('(') {
        Some((name, rest)) => {
            let numbers = rest.split(')').next().unwrap_or_default().split(',');
            (
                name,
                numbers.filter_map(|n| n.trim().parse().ok()).collect(),
            )
        }
        None => (ty, Vec::new()),
    }
}

/// The values of an enum as literals.
pub(super) fn enum_values(ty: &str) -> Option<Vec<&str>> {
    literals(ty, "enum")
}

/// The members of a set as literals.
pub(in crate::plan) fn set_members(ty: &str) -> Option<Vec<&str>> {
    literals(ty, "set")
}

/// What the change of a type costs. `wide` is the number of bytes that a character may have.
pub(super) fn cost(old: &str, new: &str, dialect: Dialect, wide: u32) -> Cost {
    match retype(&SqlType::parse(old), &SqlType::parse(new), dialect, wide) {
        Retype::Catalog => Cost::Instant,
        Retype::InPlace => Cost::InPlace,
        Retype::Indexes | Retype::Rewrite => Cost::Copy,
    }
}

/// Whether an index can have a column of that type whole.
pub(super) fn is_indexable(ty: &str) -> bool {
    let (name, _) = parts(ty);
    !(name.ends_with("text") || name.ends_with("blob") || name == "json")
}

/// Whether a type has a character set.
pub(super) fn has_charset(ty: &str) -> bool {
    let (name, _) = parts(ty);
    name.ends_with("char") || name.ends_with("text") || matches!(name, "enum" | "set")
}

/// Whether every value has one in the other type.
pub(in crate::plan) fn is_total(old: &str, new: &str) -> bool {
    for values in [enum_values, set_members] {
        if let (Some(before), Some(after)) = (values(old), values(new)) {
            return before.iter().all(|value| after.contains(value));
        }
    }
    let ((from, a), (to, b)) = (parts(old), parts(new));
    let rank = |name: &str| {
        let order = ["tinyint", "smallint", "mediumint", "int", "bigint"];
        order.iter().position(|n| *n == name)
    };
    let unsigned = |ty: &str| ty.contains("unsigned");
    let texts = matches!(to, "text" | "mediumtext" | "longtext");
    let fits = to == "varchar" && b.first().is_some_and(|n| *n >= 20);
    match (rank(from), rank(to)) {
        (Some(x), Some(y)) => x <= y && unsigned(old) == unsigned(new),
        (Some(_), None) => texts || fits,
        _ => {
            (matches!(from, "varchar" | "char" | "enum" | "set") && texts)
                || (from == "varchar" && to == "varchar" && a.first() <= b.first())
                || (from == "datetime" && to == "datetime" && a.first() <= b.first())
        }
    }
}

/// Whether a value may come out of the change as another, without an error. Those that do not fit fail in strict mode.
pub(in crate::plan) fn is_lossy(old: &str, new: &str) -> bool {
    let ((from, a), (to, b)) = (parts(old), parts(new));
    let scale = |numbers: &[u32]| numbers.get(1).copied().unwrap_or(0);
    let digits = |numbers: &[u32]| numbers.first().copied().unwrap_or(0);
    let whole = |name: &str| name.contains("int");
    match (from, to) {
        ("decimal", "decimal") => scale(&a) > scale(&b),
        ("decimal", to) if whole(to) => scale(&a) > 0,
        ("float" | "double", to) if whole(to) || to == "decimal" => true,
        ("double" | "decimal" | "bigint" | "int", "float")
        | ("decimal" | "bigint", "double")
        | ("datetime" | "timestamp", "date" | "time") => true,
        ("datetime" | "timestamp", "datetime" | "timestamp") | ("time", "time") => {
            digits(&a) > digits(&b)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_change_of_type_loses() {
        assert!(is_lossy("decimal(10,2)", "decimal(12,1)"));
        assert!(is_lossy("datetime(6)", "datetime"));
        assert!(!is_lossy("datetime", "datetime(6)"));
        assert!(!is_lossy("int", "bigint"));
    }
}
