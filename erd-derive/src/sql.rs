//! SQL text in attributes: `x = "sql"` or `x(postgres = "sql", sqlite = "sql")`.

use crate::ctxt::Ctxt;
use crate::item::{Item, Value, items, unknown};
use erd_core::Dialect;
use erd_core::schema::Sql;
use proc_macro2::{Span, TokenStream};

/// Reads SQL from `item`.
pub(crate) fn sql(cx: &Ctxt, item: &Item) -> Option<Sql> {
    match &item.value {
        Value::Eq(tokens) => text(cx, tokens.clone(), item.span()).map(Sql::new),
        Value::List(group, rest) if rest.is_empty() => list(cx, group.stream(), item.span()),
        _ => {
            let key = item.key();
            cx.error(
                item.span(),
                format!(
                    "write it as `{key} = \"sql\"` or `{key}(postgres = \"sql\", mysql = \"sql\")`"
                ),
            );
            None
        }
    }
}

/// Reads `"sql"` or `postgres = "sql", ..` from the inside of parentheses.
pub(crate) fn list(cx: &Ctxt, tokens: TokenStream, at: Span) -> Option<Sql> {
    if let Ok(literal) = syn::parse2::<syn::LitStr>(tokens.clone()) {
        balanced(cx, &literal)?;
        return Some(Sql::new(literal.value()));
    }
    if tokens.is_empty() {
        cx.error(at, "expected SQL in a string");
    }
    let mut sql = Sql::default();
    for item in items(cx, tokens) {
        let Value::Eq(value) = &item.value else {
            cx.error(item.span(), "write it as `dialect = \"sql\"`");
            continue;
        };
        let Ok(dialect) = item.key().parse::<Dialect>() else {
            cx.error(
                item.span(),
                unknown(
                    "dialect",
                    &item.key(),
                    Dialect::ALL.iter().map(|d| d.name()),
                ),
            );
            continue;
        };
        if let Some(text) = text(cx, value.clone(), item.span()) {
            if sql.by_dialect.iter().any(|(d, _)| *d == dialect) {
                cx.error(item.span(), format!("`{dialect}` is written twice"));
            }
            sql.by_dialect.push((dialect, text));
        }
    }
    (!sql.is_empty()).then_some(sql)
}

fn text(cx: &Ctxt, tokens: TokenStream, at: Span) -> Option<String> {
    let Ok(literal) = syn::parse2::<syn::LitStr>(tokens) else {
        cx.error(at, "SQL is written as a string: `\"..\"`");
        return None;
    };
    balanced(cx, &literal)?;
    Some(literal.value())
}

/// One expression: quotes and parentheses closed, no statement behind it. What it says is the server's business.
fn balanced(cx: &Ctxt, literal: &syn::LitStr) -> Option<()> {
    let Some(fault) = fault(&literal.value()) else {
        return Some(());
    };
    cx.error(
        literal.span(),
        format!("this is not one SQL expression: {fault}"),
    );
    None
}

/// The first fault of `sql`, if it has one.
fn fault(sql: &str) -> Option<&'static str> {
    let (mut depth, mut quote) = (0_usize, None);
    for c in sql.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '\'' | '\"' | '`') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') if depth == 0 => return Some("a `)` closes nothing"),
            (None, ')') => depth -= 1,
            (None, ';') => return Some("a `;` ends it early"),
            _ => {}
        }
    }
    match (sql.trim().is_empty(), quote, depth) {
        (true, ..) => Some("it is empty"),
        (_, Some(_), _) => Some("a quote is not closed"),
        (_, _, 1..) => Some("a `(` is not closed"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn finds_what_is_not_one_expression() {
        for good in ["lower(name)", "'it''s; (fine)'", "a > 0 AND (b OR c)"] {
            assert_eq!(fault(good), None, "{good}");
        }
        for bad in ["", "lower(name", "a)", "'x", "1; DROP TABLE users"] {
            assert!(fault(bad).is_some(), "{bad}");
        }
    }
}
