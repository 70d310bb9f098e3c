//! Declared forms: what the derive writes into a user's binary.
//!
//! A static keeps what const evaluation reads: types, keys, references, and hashes of names. All else is text, which
//! [`resolve`](crate::resolve) reads. What the compiler has to type-check and to evaluate is what a declaration costs a
//! build, so lists of numbers are byte strings: one literal, whatever its length. Another entity is a reference to its
//! static, which is how a check reaches the whole graph without any registration.

mod column;
mod entity;
mod extra;
mod fingerprint;
mod foreign_key;
mod index;
mod named;
mod names;
mod object;
mod positions;

pub use column::{ColumnDef, EnumDef, SqlDef, TypeDef};
pub use entity::EntityDef;
pub use extra::{AllowDef, CopyDef, ExtraDef, PartitionDef, StatedDef, covers};
pub use fingerprint::fingerprint;
pub use foreign_key::ForeignKeyDef;
pub use index::{Indexes, KeyFlaw, KeyIndex, indexes};
pub use named::{Named, NamedKind, named};
pub use object::{ObjectDef, ObjectNameDef};
pub use positions::{holds, position, positions};

pub(crate) use names::put as put_names;

use crate::schema::Table;

/// The two texts of a table: its names, and the rest.
pub fn texts(table: &Table) -> (String, String) {
    let mut table = table.clone();
    let names = names::take(&mut table);
    let mut rest = String::new();
    crate::codec::Codec::encode(&table, &mut rest);
    (names, rest)
}

/// The names of fields, as [`ForeignKeyDef::fields`] has them.
pub fn fields(names: &[String]) -> String {
    let mut fields = String::new();
    for name in names {
        crate::codec::text(name, &mut fields);
    }
    fields
}

/// The `max_len` of each column, four bytes each and 0 for none, up to the last that has one.
pub fn lengths(table: &Table) -> Vec<u8> {
    let lengths = table.columns.iter().map(|c| c.max_len.unwrap_or_default());
    let mut bytes: Vec<u8> = lengths.flat_map(u32::to_le_bytes).collect();
    let used = bytes.iter().rposition(|byte| *byte != 0);
    bytes.truncate(used.map_or(0, |last| (last / 4 + 1) * 4));
    bytes
}
