//! How large a table is, for what grows with its rows.

/// From how many rows on a table is large: whatever goes through all of them takes minutes, and nobody may wait for it.
pub const LARGE: u64 = 1_000_000;

/// Below how many rows a table is small: whatever goes through all of them takes a moment, as any change of a table does.
pub const SMALL: u64 = 100_000;
