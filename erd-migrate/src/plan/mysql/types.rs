//! What a change of a type costs, and what it loses (rules M11, M12, M31 and M32).

use super::cost::Cost;
use erd_core::Dialect;

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
    listed(ty, "enum(")
}

/// The members of a set as literals.
pub(in crate::plan) fn set_members(ty: &str) -> Option<Vec<&str>> {
    listed(ty, "set(")
}

/// The literals of a type that begins with that.
fn listed<'a>(ty: &'a str, start: &str) -> Option<Vec<&'a str>> {
    if !ty.get(..start.len())?.eq_ignore_ascii_case(start) {
        return None;
    }
    let mut values = Vec::new();
    let mut rest = ty[start.len()..].trim_end().strip_suffix(')')?.trim_start();
    while !rest.is_empty() {
        let mut end = None;
        let mut chars = rest.char_indices().skip(1).peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => {
                    chars.next();
                }
                '\'' if chars.peek().is_some_and(|(_, next)| *next == '\'') => {
                    chars.next();
                }
                '\'' => {
                    end = Some(at + 1);
                    break;
                }
                _ => {}
            }
        }
        let (value, tail) = rest.split_at(end?);
        values.push(value);
        rest = tail.trim_start().trim_start_matches(',').trim_start();
    }
    Some(values)
}

/// What the change of a type costs. `wide` is the number of bytes that a character may have.
pub(super) fn cost(old: &str, new: &str, dialect: Dialect, wide: u32) -> Cost {
    // The number of bytes of a value grows with their number: of an enum at 256, of a set with each eighth member, and
    // there are no sets of five to seven bytes.
    let enums = enum_values(old).zip(enum_values(new));
    let sets = set_members(old).zip(set_members(new));
    let bytes: fn(usize) -> usize = if enums.is_some() {
        |count| 1 + count / 256
    } else {
        |count| match count.div_ceil(8) {
            bytes @ 0..=4 => bytes,
            _ => 8,
        }
    };
    if let Some((before, after)) = enums.or(sets) {
        return if after.starts_with(&before) && bytes(before.len()) == bytes(after.len()) {
            Cost::Instant
        } else {
            Cost::Copy
        };
    }
    let ((from, a), (to, b)) = (parts(old), parts(new));
    if from != "varchar" || to != "varchar" {
        return Cost::Copy;
    }
    match (a.first(), b.first()) {
        // MariaDB finds a second byte by itself in values that could not use the first one's highest bit.
        (Some(a), Some(b)) if a <= b && dialect == Dialect::MariaDb => {
            if (128..256).contains(&(a * wide)) && b * wide > 255 {
                Cost::Copy
            } else {
                Cost::Instant
            }
        }
        // MySQL writes the length of a value in one byte up to 255 bytes, and in two beyond.
        (Some(a), Some(b)) if a <= b && (a * wide > 255) == (b * wide > 255) => Cost::InPlace,
        _ => Cost::Copy,
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
    fn values_of_an_enum() {
        assert_eq!(
            enum_values(r"enum('a', 'it''s','b\'c',',')"),
            Some(vec!["'a'", "'it''s'", r"'b\'c'", "','"])
        );
        assert_eq!(enum_values("int"), None);
        assert_eq!(set_members("SET('a','b')"), Some(vec!["'a'", "'b'"]));
        assert_eq!(set_members("enum('a')"), None);
    }

    #[test]
    fn what_a_change_of_type_costs() {
        let both = |old: &str, new: &str| {
            (
                cost(old, new, Dialect::MariaDb, 4),
                cost(old, new, Dialect::MySql, 4),
            )
        };
        assert_eq!(
            both("varchar(10)", "varchar(63)"),
            (Cost::Instant, Cost::InPlace)
        );
        assert_eq!(
            both("varchar(31)", "varchar(64)"),
            (Cost::Instant, Cost::Copy)
        );
        assert_eq!(both("varchar(63)", "varchar(64)"), (Cost::Copy, Cost::Copy));
        assert_eq!(both("varchar(64)", "varchar(63)"), (Cost::Copy, Cost::Copy));
        assert_eq!(both("int", "bigint"), (Cost::Copy, Cost::Copy));
        let append = both("enum('a','b')", "enum('a','b','c')");
        assert_eq!(append, (Cost::Instant, Cost::Instant));
        assert_eq!(
            both("enum('a','b')", "enum('b','a')"),
            (Cost::Copy, Cost::Copy)
        );
        let append = both("set('a','b')", "set('a','b','c')");
        assert_eq!(append, (Cost::Instant, Cost::Instant));
        let eight = "set('a','b','c','d','e','f','g','h')";
        let nine = "set('a','b','c','d','e','f','g','h','i')";
        assert_eq!(both(eight, nine), (Cost::Copy, Cost::Copy));
    }

    #[test]
    fn what_a_change_of_type_loses() {
        assert!(is_lossy("decimal(10,2)", "decimal(12,1)"));
        assert!(is_lossy("datetime(6)", "datetime"));
        assert!(!is_lossy("datetime", "datetime(6)"));
        assert!(!is_lossy("int", "bigint"));
    }
}
