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
        expression(cx, &literal)?;
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
    expression(cx, &literal)?;
    Some(literal.value())
}

/// `= "sql"`, for what only one dialect has.
pub(crate) fn plain(cx: &Ctxt, item: &Item) -> Option<String> {
    let literal = item.value::<syn::LitStr>(cx, &format!("{} = \"..\"", item.key()))?;
    balanced(cx, &literal)?;
    Some(literal.value())
}

/// One expression, with an operand wherever an operator needs one.
fn expression(cx: &Ctxt, literal: &syn::LitStr) -> Option<()> {
    balanced(cx, literal)?;
    let fault = erd_checks::expression::fault(&literal.value());
    if let Some(fault) = &fault {
        let message = format!("this is not one SQL expression: {fault}");
        cx.error(literal.span(), message);
    }
    fault.is_none().then_some(())
}

/// One text: quotes and parentheses closed, no statement behind it. What it says is the server's business.
pub(crate) fn balanced(cx: &Ctxt, literal: &syn::LitStr) -> Option<()> {
    let Some(fault) = fault(&literal.value()) else {
        return Some(());
    };
    cx.error(
        literal.span(),
        format!("this is not one SQL expression: {fault}"),
    );
    None
}

/// The first fault of `sql`, if it has one. A backslash in a string is a character, and on MySQL and in `E'..'` it may
/// hide a quote; `--` is a comment, and on MySQL it may be two signs: what any reading takes for whole is whole.
fn fault(sql: &str) -> Option<&'static str> {
    let read = |backslash_hides, dashes_comment| {
        let lexis = Lexis {
            backslash_hides,
            dashes_comment,
        };
        lexis.fault(sql)
    };
    let found = read(false, true)?;
    read(true, true)?;
    read(false, false)?;
    read(true, false).map(|_| found)
}

/// One way to read a text.
struct Lexis {
    backslash_hides: bool,
    dashes_comment: bool,
}

impl Lexis {
    fn fault(&self, sql: &str) -> Option<&'static str> {
        let (mut depth, mut quote, mut empty) = (0_usize, None, true);
        let mut rest = sql;
        while let Some(c) = rest.chars().next() {
            let mut next = &rest[c.len_utf8()..];
            if let Some(open) = quote {
                if self.backslash_hides && open == '\'' && c == '\\' {
                    let hidden = next.chars().next().map_or(0, char::len_utf8);
                    next = &next[hidden..];
                } else if c == open {
                    quote = None;
                }
                rest = next;
                continue;
            }
            match c {
                '-' if self.dashes_comment && next.starts_with('-') => {
                    rest = next.split_once('\n').map_or("", |(_, behind)| behind);
                    continue;
                }
                '/' if next.starts_with('*') => {
                    let Some((_, behind)) = next[1..].split_once("*/") else {
                        return Some("a comment is not closed");
                    };
                    rest = behind;
                    continue;
                }
                '\'' | '\"' | '`' => quote = Some(c),
                '$' => {
                    if let Some(tag) = dollar_tag(rest) {
                        match rest[tag.len()..].split_once(tag) {
                            Some((_, behind)) => next = behind,
                            None => return Some("a quote is not closed"),
                        }
                    }
                }
                '(' => depth += 1,
                ')' if depth == 0 => return Some("a `)` closes nothing"),
                ')' => depth -= 1,
                ';' => return Some("a `;` ends it early"),
                _ => {}
            }
            empty &= c.is_whitespace();
            rest = next;
        }
        match (empty, quote, depth) {
            (true, ..) => Some("it is empty"),
            (_, Some(_), _) => Some("a quote is not closed"),
            (_, _, 1..) => Some("a `(` is not closed"),
            _ => None,
        }
    }
}

/// The `$$` or `$tag$` that `text` begins with (PostgreSQL).
fn dollar_tag(text: &str) -> Option<&str> {
    let end = text[1..].find('$')? + 2;
    let tag = &text[1..end - 1];
    let plain = tag.chars().all(|c| c.is_alphanumeric() || c == '_');
    (plain && !tag.starts_with(|c: char| c.is_ascii_digit())).then(|| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn finds_what_is_not_one_expression() {
        for good in [
            "lower(name)",
            "'it''s; (fine)'",
            "a > 0 AND (b OR c)",
            r"E'it\'s'",
            r"'C:\'",
            "$$it's (fine$$",
            "$q$;$q$ || '$'",
            "price > 1 -- $",
            "n > 0 /* not a ) here */",
            "n > 0 -- it's\nAND m > 0",
            "a --1",
            "(a --1)",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
        for bad in [
            "",
            "lower(name",
            "a)",
            "'x",
            "1; DROP TABLE users",
            "$$x",
            "a /* b",
            "/* nothing */",
            r"'\'; DROP TABLE users",
        ] {
            assert!(fault(bad).is_some(), "{bad}");
        }
    }
}
