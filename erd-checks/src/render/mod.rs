//! Findings for readers: people first, machines later.

mod text;

pub use text::text;
