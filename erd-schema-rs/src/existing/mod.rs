//! An existing `schema.rs`: what the application was compiled with, and so the authority on its types.

mod adopt;
mod parse;
mod ty;

pub use adopt::{Mismatch, MismatchKind, adopt};
pub use parse::{SchemaRs, SyntaxError};
