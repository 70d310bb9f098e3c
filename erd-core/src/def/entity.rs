//! Declared entities.

use super::{ColumnDef, ExtraDef, ForeignKeyDef, StatedDef};

/// A declared entity.
#[derive(Clone, Copy, Debug)]
pub struct EntityDef {
    /// Made of the struct's name and the place of its declaration: one per entity in a program.
    pub id: u64,
    /// What the derive knew of all that DDL is made of; see [`fingerprint`](super::fingerprint()).
    pub fingerprint: u64,
    /// Hash of the namespace; 0 without one.
    pub namespace: u64,
    /// Its names: the first of its two [texts](super::texts).
    pub names: &'static str,
    /// All else that only tools read: the second.
    pub rest: &'static str,
    /// What has a name in the database, as [`named`](super::named()) has it.
    pub named: &'static [u8],
    /// What the compiler knows of each column.
    pub columns: &'static [&'static ColumnDef],
    /// The longest value of each column, as [`lengths`](super::lengths) has it.
    pub lengths: &'static [u8],
    /// [Positions](super::position) of the primary key; empty without one.
    pub primary_key: &'static [u8],
    /// Indexes, as [`indexes`](super::indexes()) has them.
    pub indexes: &'static [u8],
    /// Foreign keys.
    pub foreign_keys: &'static [ForeignKeyDef],
    /// What few entities say.
    pub extra: &'static ExtraDef,
    /// Path of the file as the compiler was given it.
    pub file: &'static str,
    /// Line of the struct, from 1.
    pub line: u32,
}

impl EntityDef {
    /// A table without anything, whose name is empty.
    pub const BLANK: Self = Self {
        id: 0,
        fingerprint: 0,
        namespace: 0,
        names: "",
        rest: "",
        named: &[],
        columns: &[],
        lengths: &[],
        primary_key: &[],
        indexes: &[],
        foreign_keys: &[],
        extra: &ExtraDef::BLANK,
        file: "",
        line: 0,
    };

    /// What a column says of its type, beyond the type.
    pub const fn stated(&self, column: usize) -> Option<&'static StatedDef> {
        let mut i = 0;
        while i < self.extra.stated.len() {
            if self.extra.stated[i].column == column {
                return Some(&self.extra.stated[i]);
            }
            i += 1;
        }
        None
    }

    /// The longest value of a column, where there is one.
    pub const fn max_len(&self, column: usize) -> Option<u32> {
        if self.lengths.len() < 4 * (column + 1) {
            return None;
        }
        match self.lengths.split_at(4 * column).1.first_chunk() {
            Some(bytes) => match u32::from_le_bytes(*bytes) {
                0 => None,
                length => Some(length),
            },
            None => None,
        }
    }
}
