//! What a folder of migrations has otherwise than its checksums say.

use crate::sum::FILE;
use std::fmt;

/// One difference between a folder and its checksums. Migrations go by their full names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The file of the checksums holds both sides of a merge.
    Conflict,
    /// A migration is gone, or has another name.
    Removed(String),
    /// A migration has other statements.
    Edited(String),
    /// A migration came before one that was written earlier.
    AddedBefore(String, String),
    /// A migration came after the last one, if there is one.
    AddedAfter(String, Option<String>),
    /// The file of the checksums itself is not as it was written.
    Sums,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict => write!(
                f,
                "{FILE} holds a merge conflict: run `cargo erd migrate rebase`"
            ),
            Self::Removed(name) => write!(f, "{name} was removed or renamed"),
            Self::Edited(name) => write!(
                f,
                "{name} was edited after it was written: undo the edit or, if no database has applied it yet, accept it with `cargo erd migrate hash`"
            ),
            Self::AddedBefore(name, next) => write!(
                f,
                "{name} was added before {next}, which was written earlier: `cargo erd migrate rebase` puts it last"
            ),
            Self::AddedAfter(name, last) => write!(
                f,
                "{name} was added after {} without its checksum: accept it with `cargo erd migrate hash`",
                last.as_deref().unwrap_or("nothing")
            ),
            Self::Sums => write!(
                f,
                "{FILE} itself was edited, or its lines were reordered: write it anew with `cargo erd migrate hash`"
            ),
        }
    }
}
