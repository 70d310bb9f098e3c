//! Enums as columns.

/// A field-less enum that a column can hold; `#[derive(erd::DbEnum)]` implements it.
pub trait DbEnum: Sized {
    /// The stored value.
    fn value(&self) -> &'static str;

    /// The variant stored as `value`.
    fn from_value(value: &str) -> Option<Self>;
}
