//! `use` lines, sorted and wrapped as rustfmt has them.

use crate::Options;
use crate::declare::{Declared, Needs};
use crate::literal::put;
use erd_core::schema::Target;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// What a file uses.
#[derive(Debug, Default)]
pub(super) struct Imports {
    /// Entities and enums beside it; none in a file that holds them all.
    siblings: BTreeSet<String>,
    needs: BTreeSet<Needs>,
    all_here: bool,
    /// diesel's derives.
    diesel: bool,
}

impl Imports {
    /// For a file that holds everything, or one entity.
    pub(super) fn new(options: &Options) -> Self {
        Self {
            all_here: options.single_file,
            diesel: options.diesel,
            ..Self::default()
        }
    }

    /// Adds what one table uses.
    pub(super) fn of_table(&mut self, declared: &Declared, position: usize) {
        let table = &declared.schema.tables[position];
        let mut siblings = Vec::new();
        for ty in &declared.types[position] {
            self.needs.extend(ty.needs);
            siblings.extend(ty.enumeration.map(|e| declared.enums[e].name.clone()));
        }
        for key in &table.foreign_keys {
            if let Target::Table(id) = key.target
                && id.0 != position
            {
                siblings.push(declared.schema[id].entity.clone());
            }
        }
        if !self.all_here {
            self.siblings.extend(siblings);
        }
    }

    /// The lines, with an empty one behind them; nothing for nothing.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let mut siblings: Vec<String> = self.siblings.iter().cloned().collect();
        siblings.sort_by(|a, b| compare(a, b));
        if !siblings.is_empty() {
            line(&mut text, "use ", "super", &siblings);
        }
        if self.needs.contains(&Needs::BigDecimal) {
            text.push_str("use bigdecimal::BigDecimal;\n");
        }
        let chrono = [
            (Needs::DateTime, "DateTime"),
            (Needs::NaiveDate, "NaiveDate"),
            (Needs::NaiveDateTime, "NaiveDateTime"),
            (Needs::NaiveTime, "NaiveTime"),
            (Needs::DateTime, "Utc"),
        ];
        let chrono: Vec<String> = chrono
            .iter()
            .filter(|(need, _)| self.needs.contains(need))
            .map(|(_, name)| (*name).to_owned())
            .collect();
        if !chrono.is_empty() {
            line(&mut text, "use ", "chrono", &chrono);
        }
        if self.diesel {
            text.push_str("use diesel::prelude::*;\n");
        }
        if self.needs.contains(&Needs::Uuid) {
            text.push_str("use uuid::Uuid;\n");
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text
    }
}

/// `use module::Name;`, or a list in braces, wrapped where rustfmt does.
pub(super) fn line(text: &mut String, word: &str, module: &str, names: &[String]) {
    if let [name] = names {
        put(text, format!("{word}{module}::{name};\n"));
        return;
    }
    let one = format!("{word}{module}::{{{}}};", names.join(", "));
    if one.chars().count() <= 98 {
        text.push_str(&one);
        text.push('\n');
        return;
    }
    put(text, format!("{word}{module}::{{"));
    let mut width = usize::MAX;
    for (i, name) in names.iter().enumerate() {
        let more = name.chars().count() + 1;
        // rustfmt does not count the comma behind the last name.
        let widest = if i + 1 == names.len() { 100 } else { 99 };
        if width == usize::MAX || width + 1 + more > widest {
            text.push_str("\n    ");
            width = 4;
        } else {
            text.push(' ');
            width += 1;
        }
        text.push_str(name);
        text.push(',');
        width += more;
    }
    text.push_str("\n};\n");
}

/// The order of the 2024 style: numbers by value, and `_` before all else.
pub(super) fn compare(left: &str, right: &str) -> Ordering {
    let (mut left, mut right) = (left, right);
    while let (Some(one), Some(other)) = (left.chars().next(), right.chars().next()) {
        if one.is_ascii_digit() && other.is_ascii_digit() {
            let numbers = (digits(left), digits(right));
            let shorter = numbers.1.len().cmp(&numbers.0.len());
            let order = value(numbers.0).cmp(&value(numbers.1)).then(shorter);
            if order != Ordering::Equal {
                return order;
            }
            (left, right) = (&left[numbers.0.len()..], &right[numbers.1.len()..]);
            continue;
        }
        if one != other {
            return (one != '_', one).cmp(&(other != '_', other));
        }
        (left, right) = (&left[one.len_utf8()..], &right[one.len_utf8()..]);
    }
    left.len().cmp(&right.len())
}

fn digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit());
    &text[..end.unwrap_or(text.len())]
}

/// Digits without leading zeros, shorter first.
fn value(digits: &str) -> (usize, &str) {
    let digits = digits.trim_start_matches('0');
    (digits.len(), digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_by_number_and_underscore() {
        let mut names = ["order_line", "orders", "order", "a10", "a9", "a_b", "ab"];
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(
            names,
            ["a_b", "a9", "a10", "ab", "order", "order_line", "orders"]
        );
    }

    #[test]
    fn a_long_list_wraps() {
        let names: Vec<String> = (0..12).map(|i| format!("LongNameOfAnEntity{i}")).collect();
        let mut text = String::new();
        line(&mut text, "use ", "super", &names);
        assert!(
            text.lines().all(|line| line.chars().count() <= 99),
            "{text}"
        );
        assert!(text.starts_with("use super::{\n    LongName"));
        assert!(text.ends_with(",\n};\n"));
    }

    #[test]
    fn the_last_line_is_filled_to_the_last_column() {
        let widest = |last: usize| {
            let names = [30, 30, last].map(|n| "N".repeat(n));
            let mut text = String::new();
            line(&mut text, "use ", "super", &names);
            text.lines().map(str::len).max()
        };
        // Four spaces, two names of 30 with a comma and a space, the last one with its comma.
        assert_eq!(widest(30), Some(99));
        assert_eq!(widest(31), Some(100));
        assert_eq!(widest(32), Some(67));
    }
}
