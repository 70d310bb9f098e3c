//! The words of findings, built during const evaluation.

use crate::Rule;
use erd_core::Site;
use erd_core::def::{EntityDef, ForeignKeyDef, position};
use erd_core::text::Text;

use super::edge::{target_arity, target_name};

/// Appends `orders`, or `billing.orders` in a namespace.
pub(crate) const fn push_table(text: &mut Text, entity: &EntityDef) {
    let namespace = entity.namespace();
    if !namespace.is_empty() {
        text.push(namespace);
        text.push(".");
    }
    text.push(entity.table());
}

/// Appends `orders.customer_id`, or `orders.(tenant_id, customer_id)`, of the columns at those positions.
pub(crate) const fn push_path(text: &mut Text, entity: &EntityDef, columns: &[u8]) {
    push_table(text, entity);
    let len = columns.len() / 2;
    text.push(if len == 1 { "." } else { ".(" });
    let mut i = 0;
    while i < len {
        if i > 0 {
            text.push(", ");
        }
        text.push(entity.column_name(position(columns, i)));
        i += 1;
    }
    if len != 1 {
        text.push(")");
    }
}

/// Appends the path of one column.
pub(crate) const fn push_column(text: &mut Text, entity: &EntityDef, column: usize) {
    push_table(text, entity);
    text.push(".");
    text.push(entity.column_name(column));
}

/// Appends the logical path of a site: the same as [`path::site`](crate::path::site).
pub(crate) const fn push_site(text: &mut Text, entity: &EntityDef, site: Site) {
    let number = match site {
        Site::Column(column) => return push_column(text, entity, column.0),
        Site::ForeignKey(i) => return push_path(text, entity, entity.foreign_keys[i].columns),
        Site::Entity => None,
        Site::PrimaryKey if entity.primary_key.is_empty() => None,
        Site::PrimaryKey => Some(1),
        Site::Index(i) => Some(2 + i),
        Site::Check(i) => Some(2 + entity.index_count() + entity.foreign_keys.len() + i),
        Site::Access(i) => {
            push_table(text, entity);
            text.push(".access[");
            push_number(text, i);
            text.push("]");
            return;
        }
    };
    push_table(text, entity);
    if let Some(number) = number {
        text.push(".");
        text.push(entity.name_of(number));
    }
}

/// The path of a foreign key's columns.
pub(crate) const fn path(entity: &EntityDef, columns: &[u8]) -> Text {
    let mut text = Text::new();
    push_path(&mut text, entity, columns);
    text
}

/// The path of the columns that a foreign key references.
pub(crate) const fn target_path(fk: &ForeignKeyDef) -> Text {
    let mut text = Text::new();
    push_table(&mut text, fk.target);
    let arity = target_arity(fk);
    text.push(if arity == 1 { "." } else { ".(" });
    let mut i = 0;
    while i < arity {
        if i > 0 {
            text.push(", ");
        }
        text.push(target_name(fk, i));
        i += 1;
    }
    if arity != 1 {
        text.push(")");
    }
    text
}

/// What messages call an entity: the struct.
pub(crate) const fn entity_name(entity: &EntityDef) -> &'static str {
    let name = entity.entity();
    if name.is_empty() {
        entity.table()
    } else {
        name
    }
}

/// Appends a number.
pub(crate) const fn push_number(text: &mut Text, number: usize) {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let mut unit = 1;
    while number / unit >= 10 {
        unit *= 10;
    }
    while unit > 0 {
        text.push(DIGITS[number / unit % 10]);
        unit /= 10;
    }
}

/// Appends a finding as [`Finding::render`](erd_core::Finding::render) writes it, on a line of its own.
pub(crate) const fn push_finding(
    text: &mut Text,
    rule: &Rule,
    message: &str,
    why: &str,
    help: &[&str],
    silenceable: bool,
) {
    if !text.as_str().is_empty() {
        text.push("\n");
    }
    text.push("erd[");
    text.push(rule.id);
    text.push("] ");
    text.push(rule.slug);
    text.push(": ");
    text.push(message);
    text.push("\n  why:  ");
    text.push(why);
    let mut i = 0;
    while i < help.len() {
        text.push("\n  help: ");
        text.push(help[i]);
        i += 1;
    }
    text.push("\n  note: ");
    if silenceable {
        text.push("allow it with `#[erd(allow(");
        text.push(rule.slug);
        text.push(", reason = \"...\"))]`; ");
    }
    text.push("more: `cargo erd explain ");
    text.push(rule.id);
    text.push("`");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_all_their_digits() {
        for number in [0, 7, 10, 99, 100, 1_234_567] {
            let mut text = Text::new();
            push_number(&mut text, number);
            assert_eq!(text.as_str(), number.to_string());
        }
    }
}
