//! The normal form of expressions of MySQL and MariaDB, from a tree that is read after their own grammar.
//!
//! Both servers keep a condition as a tree and print it in words of their own: `regexp_like(..)` for `REGEXP`, `(0 <> n)`
//! for a number in `AND`, `locate` for `INSTR`. MariaDB leaves parentheses out where its precedence allows, so that a
//! grammar with another precedence would take two conditions for one. Each form here was seen on a server; the tests in
//! `erd-migrate/tests/forms` create it there again.

mod call;
mod lex;
mod make;
mod names;
mod parse;
mod types;

use super::Context;

/// The normal form; `None` where this is not one expression of the grammar.
pub(super) fn form(text: &str, context: &Context<'_>) -> Option<String> {
    let tokens = lex::tokens(text)?;
    let mut parser = parse::Parser::new(tokens, context);
    let node = parser.expression()?;
    parser.is_done().then(|| node.to_string())
}
