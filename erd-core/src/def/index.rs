//! Indexes, as far as foreign keys ask: which columns they have, and whether they are keys.

use super::{EntityDef, positions};
use crate::schema::{Deferrable, Index, IndexKind, Table, UniqueScope};

const UNIQUE: u8 = 1;
const PREDICATE: u8 = 2;
/// Some of its keys are no whole columns.
const OTHER_KEYS: u8 = 4;
/// Where the flaw begins: 0 for none, and its number.
const FLAW: u8 = 4;

/// Why a unique key does not count for a foreign key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFlaw {
    /// It holds among live rows only.
    Live,
    /// It holds among some rows only.
    Partial,
    /// It is deferrable.
    Deferrable,
}

impl KeyFlaw {
    /// Of a unique index; `None` when a foreign key can use it.
    pub fn of(index: &Index) -> Option<Self> {
        match index.kind {
            _ if index.scope == UniqueScope::Live => Some(Self::Live),
            _ if !index.predicate.is_empty() => Some(Self::Partial),
            IndexKind::UniqueConstraint(when) if when != Deferrable::No => Some(Self::Deferrable),
            _ => None,
        }
    }
}

/// An index of a declared entity.
#[derive(Clone, Copy, Debug)]
pub struct KeyIndex {
    flags: u8,
    /// [Positions](super::position) of its columns, up to the first key that is no whole column.
    pub columns: &'static [u8],
}

impl KeyIndex {
    /// Whether it rejects duplicates.
    pub const fn is_unique(self) -> bool {
        self.flags & UNIQUE != 0
    }

    /// Whether a predicate is stated.
    pub const fn has_predicate(self) -> bool {
        self.flags & PREDICATE != 0
    }

    /// Whether all its keys are whole columns.
    pub const fn is_whole(self) -> bool {
        self.flags & OTHER_KEYS == 0
    }

    /// Why it does not count as a key, if it is unique.
    pub const fn flaw(self) -> Option<KeyFlaw> {
        match self.flags >> FLAW {
            1 => Some(KeyFlaw::Live),
            2 => Some(KeyFlaw::Partial),
            3 => Some(KeyFlaw::Deferrable),
            _ => None,
        }
    }
}

/// The bytes of a table's indexes: flags, the number of bytes of positions in two bytes, the positions.
pub fn indexes(table: &Table) -> Vec<u8> {
    let mut out = Vec::new();
    for index in &table.indexes {
        let columns = index.leading_columns();
        let columns_bytes = positions(&columns);
        out.push(
            flags(index)
                | if columns.len() < index.keys.len() {
                    OTHER_KEYS
                } else {
                    0
                },
        );
        let length = u16::try_from(columns_bytes.len()).unwrap_or(u16::MAX);
        out.extend(length.to_le_bytes());
        out.extend(columns_bytes);
    }
    out
}

fn flags(index: &Index) -> u8 {
    let flaw = match KeyFlaw::of(index) {
        None => 0,
        Some(KeyFlaw::Live) => 1,
        Some(KeyFlaw::Partial) => 2,
        Some(KeyFlaw::Deferrable) => 3,
    };
    let unique = if index.is_unique() { UNIQUE } else { 0 };
    let predicate = if index.predicate.is_empty() {
        0
    } else {
        PREDICATE
    };
    (flaw << FLAW) | unique | predicate
}

/// Goes through the indexes of an entity.
#[derive(Clone, Copy, Debug)]
pub struct Indexes(&'static [u8]);

impl Indexes {
    /// Takes the next one.
    pub const fn pop(&mut self) -> Option<KeyIndex> {
        let [flags, low, high, rest @ ..] = self.0 else {
            return None;
        };
        let (columns, rest) = rest.split_at((*low as usize) | ((*high as usize) << 8));
        self.0 = rest;
        Some(KeyIndex {
            flags: *flags,
            columns,
        })
    }
}

impl EntityDef {
    /// Its indexes, in order.
    pub const fn indexes(&self) -> Indexes {
        Indexes(self.indexes)
    }
}
