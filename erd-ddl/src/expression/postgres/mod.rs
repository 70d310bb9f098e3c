//! The normal form of PostgreSQL's expressions, from a tree to which the types are given as the server gives them.
//!
//! The server prints the tree that it made of a text: literals have their types, and a value that became one of another
//! type has a cast. Which casts those are depends on the types of the columns. So what was written and what was printed
//! are both read into a tree, every cast that the server adds is added to both, and one that somebody wrote stays unless
//! it changes nothing. Where a type is not known (a function or an operator of the user), casts stay as they are.

mod calls;
mod catalog;
mod lex;
mod literal;
mod node;
mod parse;
mod prefix;
mod resolve;
mod typed;
mod value;

use super::{Context, number};
use node::Node;
use typed::Typer;
use value::base;

/// The normal form; `None` where this is not one expression of the grammar.
pub(super) fn form(text: &str, context: &Context<'_>) -> Option<String> {
    let node = read(text)?;
    Some(Typer { context }.value(&node).literal_as("text").form)
}

/// The normal form of a default of a column of that type.
pub(super) fn default(text: &str, ty: &str, context: &Context<'_>) -> Option<String> {
    let target = base(ty);
    let mut node = read(text)?;
    // The column does it again.
    while let Node::Cast(inner, own) = &node
        && (own == ty || (!own.contains('(') && base(own) == target))
    {
        node = (**inner).clone();
    }
    let value = Typer { context }.value(&node);
    if value.literal.is_none() {
        return Some(value.form);
    }
    let converted = value.clone().into_type(&target).literal;
    let text = converted.or(value.literal)?;
    // Its type is the column's.
    Some(match target.as_str() {
        "numeric" if ty.contains('(') => number::value(&text),
        "int2" | "int4" | "int8" | "numeric" | "float4" | "float8" | "bool" => text,
        _ => format!("'{}'", text.replace('\'', "''")),
    })
}

fn read(text: &str) -> Option<Node> {
    let mut parser = parse::Parser::new(lex::tokens(text)?);
    let node = parser.expression()?;
    parser.is_done().then_some(node)
}
