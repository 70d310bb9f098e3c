//! Declared foreign keys.

use super::{EntityDef, position};
use crate::codec::Reader;

/// A declared foreign key; the target is a reference to the other entity's static.
#[derive(Clone, Copy, Debug)]
pub struct ForeignKeyDef {
    /// The referenced entity.
    pub target: &'static EntityDef,
    /// [Positions](super::position) of the referencing columns.
    pub columns: &'static [u8],
    /// Field names in the target, one carried text behind the other; empty for its primary key.
    pub fields: &'static str,
    /// Whether a row must find its referenced row when it is inserted: no column may be NULL, the database makes the check
    /// and cannot put it off, and nobody allowed a loop through it. A reference to the own table does so too.
    pub mandatory: bool,
    /// Whether the database has a constraint for it that it checks.
    pub enforced: bool,
    /// Whether the check can be put off.
    pub deferrable: bool,
}

impl ForeignKeyDef {
    /// How many columns reference.
    pub const fn len(&self) -> usize {
        self.columns.len() / 2
    }

    /// Whether no column references.
    pub const fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Position of the `n`th referencing column.
    pub const fn column(&self, n: usize) -> usize {
        position(self.columns, n)
    }

    /// Name of the `n`th referenced field, where fields are named.
    pub const fn field(&self, n: usize) -> Option<&'static str> {
        let mut fields = Reader::new(self.fields);
        let mut i = 0;
        while i < n {
            let _ = fields.text();
            i += 1;
        }
        fields.text()
    }

    /// How many fields of the target are named.
    pub const fn field_count(&self) -> usize {
        let mut fields = Reader::new(self.fields);
        let mut count = 0;
        while fields.text().is_some() {
            count += 1;
        }
        count
    }
}
