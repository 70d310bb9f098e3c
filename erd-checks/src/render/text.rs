//! Findings as text for people.

use super::{Item, Results, severity};
use erd_core::Level;
use std::fmt::Write;

/// How text looks: what switches each style on and off, and how a piece of source is shown.
pub struct Look<'a> {
    /// Around `error`.
    pub error: [&'a str; 2],
    /// Around `warning`.
    pub warning: [&'a str; 2],
    /// Around `note`.
    pub note: [&'a str; 2],
    /// Around the name of an entity.
    pub title: [&'a str; 2],
    /// The piece of source that an item is about, as lines with their frame; `None` shows the place alone.
    pub excerpt: &'a dyn Fn(&Item<'_>) -> Option<String>,
}

/// No colour, no source.
pub const PLAIN: Look<'static> = Look {
    error: ["", ""],
    warning: ["", ""],
    note: ["", ""],
    title: ["", ""],
    excerpt: &|_| None,
};

/// One block for each finding that counts, under the name of its entity. Empty where there are none. The order is kept,
/// so findings of one table should follow one another, as [`check_schema`](crate::check_schema) has them.
pub fn text(results: &Results<'_>, look: &Look<'_>) -> String {
    let mut out = String::new();
    let mut current = None;
    for item in results.open() {
        let finding = item.finding;
        let file = item.place.as_ref().map(|place| place.file.as_str());
        let group = match file.filter(|_| results.subject.by_file) {
            Some(file) => file,
            None => finding.table.as_str(),
        };
        if current != Some(group) {
            if current.is_some() {
                out.push('\n');
            }
            let [on, off] = look.title;
            let head = match file.filter(|_| results.subject.by_file) {
                Some(file) => file.to_owned(),
                None => title(item),
            };
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{on}{head}{off}");
            current = Some(group);
        }
        let [on, off] = match finding.level {
            Level::Deny => look.error,
            Level::Warn => look.warning,
            Level::Allow => look.note,
        };
        let said = results.said(finding);
        let mut lines = said.lines();
        let first = lines.next().unwrap_or_default();
        let _ = writeln!(out, "  {on}{}{off}: {first}", severity(finding.level));
        if let Some(place) = &item.place {
            let source = (look.excerpt)(item);
            let alone = || match place.span {
                Some(span) => format!(" --> {}:{}:{}", place.file, place.line, span.column),
                None => format!(" --> {}:{}", place.file, place.line),
            };
            for line in source.unwrap_or_else(alone).lines() {
                let _ = writeln!(out, "  {line}");
            }
        }
        for line in lines {
            let _ = writeln!(out, "  {line}");
        }
    }
    out
}

/// `Order (orders)`.
fn title(item: &Item<'_>) -> String {
    match (item.entity, item.finding.table.as_str()) {
        ("", "") => match &item.place {
            Some(place) => place.file.clone(),
            None => String::from("the schema"),
        },
        ("", table) => table.to_owned(),
        (entity, table) => format!("{entity} ({table})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::testing::{results, shop};

    #[test]
    fn findings_stand_under_their_entity_with_their_place() {
        let (shop, checked) = shop();
        let text = text(&results(&shop, &checked), &PLAIN);
        let heads: Vec<&str> = text
            .lines()
            .filter(|l| !l.starts_with(' ') && !l.is_empty())
            .collect();
        assert_eq!(
            heads,
            [
                "T (customers)",
                "Order (billing.orders)",
                "T (lines)",
                "erd.toml"
            ]
        );
        let order = text.split("\n\n").nth(1).expect("a block for each table");
        assert_eq!(
            order,
            "Order (billing.orders)\n  \
             error: erd[F01] fk_without_index: `billing.orders.customer_id` references `customers` and no index starts with it\n   \
             --> src/orders, 1.rs:7:5\n    \
             why:  deleting or updating a row of `customers` scans all of `billing.orders` and holds its locks meanwhile\n    \
             help: add `#[erd(index)]` to the field, or an index that starts with (customer_id)\n    \
             note: allow it with `#[erd(allow(fk_without_index, reason = \"...\"))]`; more: `cargo erd explain F01`"
        );
        assert!(text.ends_with("cargo erd explain U02`\n"), "{text}");
        assert!(text.contains("\n   --> erd.toml:2\n"), "{text}");
    }

    #[test]
    fn the_edge_adds_colour_and_source() {
        let (shop, checked) = shop();
        let look = Look {
            error: ["<", ">"],
            excerpt: &|item| {
                item.place
                    .as_ref()
                    .map(|p| format!("  |\n{} | x\n  |", p.line))
            },
            ..PLAIN
        };
        let text = text(&results(&shop, &checked), &look);
        assert!(text.contains("\n  <error>: erd[F01]"), "{text}");
        assert!(
            text.contains("\n    |\n  7 | x\n    |\n    why: "),
            "{text}"
        );
    }

    #[test]
    fn nothing_found_is_nothing_said() {
        assert_eq!(text(&Results::default(), &PLAIN), "");
    }
}
