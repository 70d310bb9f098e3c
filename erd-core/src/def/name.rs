//! Names with their hash, so that const code compares eight bytes and not text.

use crate::fnv;

/// An identifier and its FNV-1a hash.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// The text.
    pub text: &'static str,
    /// FNV-1a of the text.
    pub hash: u64,
}

impl Name {
    /// The empty name.
    pub const EMPTY: Self = Self { text: "", hash: 0 };

    /// A name whose hash the compiler computes.
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            hash: fnv(text),
        }
    }

    /// A name whose hash the derive computed.
    pub const fn hashed(text: &'static str, hash: u64) -> Self {
        Self { text, hash }
    }

    /// Whether both are the same text.
    pub const fn same(self, other: Self) -> bool {
        self.hash == other.hash
    }
}
