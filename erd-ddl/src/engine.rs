//! Which engine the statements are for.

use erd_core::Dialect;

/// A dialect, and the oldest version of it that has to take the statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Engine {
    /// The dialect.
    pub dialect: Dialect,
    /// Its oldest version, as in 10.11; `(0, 0)` where nobody said, which is the oldest that erd supports.
    pub version: (u32, u32),
}

impl Engine {
    /// With a version as `erd.toml` states it: `[10, 11]`, `[14]`, or nothing.
    pub fn new(dialect: Dialect, version: &[u32]) -> Self {
        let part = |i: usize| version.get(i).copied().unwrap_or(0);
        Self {
            dialect,
            version: (part(0), part(1)),
        }
    }
}

impl From<Dialect> for Engine {
    fn from(dialect: Dialect) -> Self {
        Self::new(dialect, &[])
    }
}
