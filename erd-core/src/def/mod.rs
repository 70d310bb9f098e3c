//! Declared forms: what the derive writes into a user's binary.
//!
//! Everything is `Copy` and const-constructible, so that the derive can write `Struct { the few fields that differ,
//! ..BLANK }` and const evaluation can walk it. Columns are positions in [`EntityDef::columns`]; another entity is a
//! reference to its static, which is how a check reaches the whole graph without any registration.

mod column;
mod entity;
mod extra;
mod fingerprint;
mod foreign_key;
mod index;
mod intent;
mod name;
mod object;

pub use column::{
    ColumnDef, ColumnExtraDef, EnumDef, GeneratedDef, SequenceDef, SqlDef, TypeDef, column,
};
pub use entity::{AllowDef, CheckDef, EntityDef, PrimaryKeyDef};
pub use extra::{EntityExtraDef, ExclusionDef, ObjectNameDef, TableOptionsDef};
pub use fingerprint::fingerprint;
pub use foreign_key::{ForeignKeyDef, ForeignKeyExtraDef};
pub use index::{IndexDef, IndexExtraDef, KeyDef, KeyPartDef};
pub use intent::{
    AccessPathDef, ArcDef, CopiedFromDef, IntentDef, PartitionDef, PartitionTableDef, RetentionDef,
    SyncDef,
};
pub use name::Name;
pub use object::ObjectDef;
