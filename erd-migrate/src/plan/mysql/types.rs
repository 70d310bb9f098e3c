//! What a change of a type costs, and what it loses (rules M11, M12, M31 and M32).

use super::cost::Cost;
use erd_core::Dialect;
use erd_core::effect::{Retype, SqlType, literals, retype};

/// Name and numbers of a type in its normal form, without what stands behind them: `unsigned`.
fn parts(ty: &str) -> (&str, Vec<u32>) {
    match ty.split_once('(') {
        Some((name, rest)) => {
            let numbers = rest.split(')').next().unwrap_or_default().split(',');
            (
                name,
                numbers.filter_map(|n| n.trim().parse().ok()).collect(),
            )
        }
        None => (ty.split(' ').next().unwrap_or_default(), Vec::new()),
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

/// What the values of a type are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Values {
    Whole,
    Decimal,
    Float,
    Text,
    /// A value of a list, which is a number to numbers.
    Listed,
    Time,
    Other,
}

impl Values {
    fn of(name: &str) -> Self {
        match name {
            "tinyint" | "smallint" | "mediumint" | "int" | "bigint" => Self::Whole,
            "decimal" => Self::Decimal,
            "float" | "double" => Self::Float,
            "enum" | "set" => Self::Listed,
            "date" | "time" | "datetime" | "timestamp" | "year" => Self::Time,
            _ if name.ends_with("char") || name.ends_with("text") => Self::Text,
            _ => Self::Other,
        }
    }

    fn is_number(self) -> bool {
        matches!(self, Self::Whole | Self::Decimal | Self::Float)
    }
}

/// Whether a value may come out of the change as another, without an error. Those that do not fit fail in strict mode.
/// What is said here was seen on MySQL 9.7.4, MariaDB 10.11.19 and 11.8.9.
pub(in crate::plan) fn is_lossy(old: &str, new: &str) -> bool {
    let ((from, a), (to, b)) = (parts(old), parts(new));
    let scale = |numbers: &[u32]| numbers.get(1).copied().unwrap_or(0);
    let digits = |numbers: &[u32]| numbers.first().copied().unwrap_or(0);
    match (Values::of(from), Values::of(to)) {
        (Values::Decimal, Values::Decimal) => scale(&a) > scale(&b),
        (Values::Decimal, Values::Whole) => scale(&a) > 0,
        // With a number of digits behind the point, a value is rounded to it.
        (Values::Float, Values::Float) => {
            let rounded = !b.is_empty() && (a.is_empty() || scale(&a) > scale(&b));
            rounded || (from, to) == ("double", "float")
        }
        (Values::Float, Values::Decimal) => a.is_empty() || scale(&a) > scale(&b),
        (Values::Float, Values::Whole | Values::Time) => true,
        (Values::Decimal, Values::Float) => {
            digits(&a) > float_digits(to) || (!b.is_empty() && scale(&a) > scale(&b))
        }
        (Values::Whole, Values::Float) => {
            // What does not fit before the point is refused.
            let room = digits(&b) - scale(&b).min(digits(&b));
            let fits = !b.is_empty() && room <= float_digits(to) + 1;
            !fits && (from == "bigint" || (from == "int" && to == "float"))
        }
        (Values::Float, Values::Text) => from == "float" && a.is_empty(),
        // A text is read as a number or a moment as far as it is one, and a value of a list is its place to a number.
        (Values::Text, other) if other.is_number() || other == Values::Time => true,
        (other, Values::Listed) | (Values::Listed, other) if other.is_number() => true,
        (Values::Text, Values::Text) => to == "char" && from != "char",
        // Of two digits a year makes four.
        (other, Values::Time) if other.is_number() && to == "year" => true,
        (Values::Decimal, Values::Time) => to == "date" || scale(&a) > digits(&b),
        (Values::Time, Values::Time) => match (from, to) {
            ("date", "time")
            | ("time", "date" | "year")
            | ("datetime" | "timestamp", "date" | "time" | "year") => true,
            _ => digits(&a) > digits(&b),
        },
        (Values::Time, Values::Float) if to == "float" => {
            let fits = from == "time" && !b.is_empty() && digits(&a) <= scale(&b);
            from != "year" && !fits
        }
        (Values::Time, Values::Float) => from.starts_with("date") && digits(&a) > 1,
        (Values::Time, other) if other.is_number() => digits(&a) > scale(&b),
        _ => false,
    }
}

/// The decimal digits that a float holds whatever they are.
fn float_digits(name: &str) -> u32 {
    if name == "float" { 6 } else { 15 }
}

/// The length that a type in its normal form states: 20 of `varchar(20)`.
pub(super) fn length(ty: &str) -> Option<u32> {
    parts(ty).1.first().copied()
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
