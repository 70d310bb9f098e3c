//! Names that erd makes: tables from structs, constraints and indexes from tables and columns.
//!
//! They follow PostgreSQL's own habit (`orders_customer_id_fkey`), so that a database made by hand and one made by erd
//! agree, and fit every dialect: PostgreSQL keeps 63 bytes and cuts the rest silently, MySQL and MariaDB 64 characters.

use crate::fnv;

/// Longest identifier, in bytes, that every dialect keeps (PostgreSQL, `NAMEDATALEN` - 1).
pub const MAX_IDENTIFIER_BYTES: usize = 63;

/// The table name diesel infers from a struct (`OrderLine`: `order_lines`): snake case, and an `s` unless there is one.
/// A run of capitals is one word here and many to diesel, which then wants its `table_name` attribute.
pub fn table_name(entity: &str) -> String {
    let mut name = snake_case(entity);
    if !name.ends_with('s') {
        name.push('s');
    }
    name
}

/// `OrderLine` to `order_line`; a run of capitals is one word except for its last letter (`HTTPServer`: `http_server`).
pub fn snake_case(camel: &str) -> String {
    let chars: Vec<char> = camel.chars().collect();
    let mut out = String::with_capacity(camel.len() + 4);
    for (i, c) in chars.iter().enumerate() {
        if c.is_uppercase() {
            let after_lower =
                i > 0 && (chars[i - 1].is_lowercase() || chars[i - 1].is_ascii_digit());
            let before_lower = i > 0
                && chars[i - 1].is_uppercase()
                && chars.get(i + 1).is_some_and(|n| n.is_lowercase());
            if after_lower || before_lower {
                out.push('_');
            }
            out.extend(c.to_lowercase());
        } else {
            out.push(*c);
        }
    }
    out
}

/// Primary key constraint: `orders_pkey`.
pub fn primary_key(table: &str) -> String {
    joined(table, &[], "pkey")
}

/// Foreign key constraint: `orders_customer_id_fkey`.
pub fn foreign_key(table: &str, columns: &[&str]) -> String {
    joined(table, columns, "fkey")
}

/// Unique constraint or unique index: `users_email_key`.
pub fn unique(table: &str, columns: &[&str]) -> String {
    joined(table, columns, "key")
}

/// Plain index: `orders_customer_id_idx`.
pub fn index(table: &str, columns: &[&str]) -> String {
    joined(table, columns, "idx")
}

/// Check constraint: `orders_quantity_check`.
pub fn check(table: &str, columns: &[&str]) -> String {
    joined(table, columns, "check")
}

/// Exclusion constraint: `bookings_excl`. PostgreSQL puts the columns in between, which erd does not read.
pub fn exclusion(table: &str) -> String {
    joined(table, &[], "excl")
}

/// Trigger that maintains a column: `orders_updated_at_trigger`.
pub fn trigger(table: &str, column: &str) -> String {
    joined(table, &[column], "trigger")
}

/// The table that holds the log of another's changes: `orders_history`.
pub fn history(table: &str) -> String {
    joined(table, &[], "history")
}

/// Trigger that logs the changes of a table: `orders_audit_insert`.
pub fn audit(table: &str, event: &str) -> String {
    joined(table, &["audit"], event)
}

/// The sequence that PostgreSQL itself makes for an identity or serial column: `orders_id_seq`. It shortens the longer of
/// the two names, a byte at a time, until the whole fits (`makeObjectName`).
pub fn sequence(table: &str, column: &str) -> String {
    let room = MAX_IDENTIFIER_BYTES - "__seq".len();
    let (mut first, mut second) = (table.len(), column.len());
    while first + second > room {
        if first > second {
            first -= 1;
        } else {
            second -= 1;
        }
    }
    let cut = |name: &str, mut end: usize| {
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        name[..end].to_owned()
    };
    format!("{}_{}_seq", cut(table, first), cut(column, second))
}

/// Names that diesel's `table!` uses itself inside the module it makes (diesel 2.3).
const DIESEL: &[&str] = &[
    "table",
    "star",
    "dsl",
    "columns",
    "all_columns",
    "SqlType",
    "BoxedQuery",
];

/// The module that diesel's `table!` makes for a table, without `r#`: its name as an identifier, in snake case, because
/// a struct may stand beside it under the table's own name.
pub fn diesel_module(table: &str) -> String {
    let clean: String = table
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect();
    let name = snake_case(&clean);
    if name.starts_with(char::is_numeric) {
        format!("_{name}")
    } else {
        name
    }
}

/// A column in diesel's `table!`, without `r#`: the field's name, so that `Selectable` and its kin find it, unless
/// `table!` needs that for itself.
pub fn diesel_column(table: &str, field: &str) -> String {
    if DIESEL.contains(&field) || field == diesel_module(table) {
        format!("{field}_")
    } else {
        field.to_owned()
    }
}

fn joined(table: &str, columns: &[&str], suffix: &str) -> String {
    let mut parts = vec![table];
    parts.extend(columns);
    parts.push(suffix);
    fit(&parts.join("_"))
}

/// Cuts a name to [`MAX_IDENTIFIER_BYTES`], at a character boundary, and ends it with eight hex digits of the hash of
/// the whole, so that two long names that differ late stay different. A name that fits is returned as it is.
pub fn fit(name: &str) -> String {
    if name.len() <= MAX_IDENTIFIER_BYTES {
        return name.to_owned();
    }
    let hash = fnv(name);
    let mut end = MAX_IDENTIFIER_BYTES - 9;
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!(
        "{}_{:08x}",
        &name[..end],
        (hash >> 32) ^ (hash & 0xffff_ffff)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_named_as_diesel_names_them() {
        assert_eq!(table_name("OrderLine"), "order_lines");
        assert_eq!(table_name("Address"), "address");
        assert_eq!(snake_case("HTTPServer2Log"), "http_server2_log");
    }

    #[test]
    fn diesel_finds_an_identifier_for_every_name() {
        assert_eq!(diesel_module("orders"), "orders");
        assert_eq!(diesel_module("InvoiceLine"), "invoice_line");
        assert_eq!(diesel_module("Odd Table"), "odd_table");
        assert_eq!(diesel_module("2fa"), "_2fa");
        assert_eq!(diesel_column("orders", "total"), "total");
        assert_eq!(diesel_column("orders", "star"), "star_");
        assert_eq!(diesel_column("Order", "order"), "order_");
    }

    #[test]
    fn a_sequence_is_named_as_postgres_names_it() {
        assert_eq!(sequence("orders", "id"), "orders_id_seq");
        let long = sequence(&"t".repeat(60), &"c".repeat(40));
        assert_eq!(long, format!("{}_{}_seq", "t".repeat(29), "c".repeat(29)));
    }

    #[test]
    fn long_names_fit_and_stay_different() {
        let long = "a_table_with_a_rather_long_name_that_people_really_do_write_down";
        let (a, b) = (
            foreign_key(long, &["first"]),
            foreign_key(long, &["second"]),
        );
        assert_eq!(a.len(), MAX_IDENTIFIER_BYTES);
        assert_ne!(a, b);
        assert_eq!(a, foreign_key(long, &["first"]));
        assert!(fit(&"ü".repeat(40)).len() <= MAX_IDENTIFIER_BYTES);
    }
}
