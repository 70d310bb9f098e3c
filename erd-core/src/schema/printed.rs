//! What a server made of an expression.

/// An expression as it was written, and as a server prints it: a proof that both are one, where nothing else knows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Printed {
    /// The table whose columns it speaks of, with its namespace.
    pub table: String,
    /// As it was written.
    pub written: String,
    /// As the server prints it.
    pub printed: String,
}
