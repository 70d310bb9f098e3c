//! Rust names of tables and columns, as `diesel_cli` 2.3 makes them.

/// Names that `table!` has a meaning for.
const RESERVED: &[&str] = &["table", "columns", "is_nullable"];

/// The Rust name of a table or a namespace.
pub(crate) fn rust(sql: &str) -> String {
    free(ascii(sql), None)
}

/// The Rust name of a column of a table with that Rust name.
pub(crate) fn column(sql: &str, table: &str) -> String {
    free(ascii(sql), Some(table))
}

fn free(mut name: String, table: Option<&str>) -> String {
    let keyword = syn::parse_str::<syn::Ident>(&name).is_err();
    let hidden = name.starts_with("__") && !name.ends_with('_');
    if keyword || hidden || RESERVED.contains(&name.as_str()) || table == Some(name.as_str()) {
        name.push('_');
    }
    name
}

/// Each run of characters that no identifier has is one `_`, and a digit does not come first.
fn ascii(sql: &str) -> String {
    let mut name = String::with_capacity(sql.len() + 1);
    let mut in_run = false;
    if sql.starts_with(|c: char| c.is_ascii_digit()) {
        name.push('_');
        in_run = true;
    }
    for c in sql.chars() {
        let fits = c.is_ascii_alphanumeric() || c == '_';
        if fits {
            name.push(c);
        } else if !in_run {
            name.push('_');
        }
        in_run = !fits;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_diesel() {
        assert_eq!(rust("orders"), "orders");
        assert_eq!(rust("Odd -- Table"), "Odd_Table");
        assert_eq!(rust("2fa"), "_2fa");
        assert_eq!(rust("naïve"), "na_ve");
        assert_eq!(column("type", "orders"), "type_");
        assert_eq!(column("orders", "orders"), "orders_");
        assert_eq!(column("__hidden", "orders"), "__hidden_");
        assert_eq!(column("table", "orders"), "table_");
    }
}
