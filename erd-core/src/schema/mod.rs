//! The resolved schema: the one type that code, snapshot files and live databases all end in.
//!
//! Plain owned data with ids; walkers navigate it. Vectors keep the order of declaration.

mod audit;
mod check;
mod column;
mod enumeration;
mod exclusion;
mod foreign_key;
mod index;
mod intent;
mod interval;
mod object;
mod options;
mod primary_key;
mod printed;
mod role;
mod sequence;
mod sql;
mod table;
mod walk;

pub use audit::{AUDIT, AUDIT_TRUNCATE, AuditBy, AuditLog, history};
pub use check::Check;
pub use column::{Column, Generated, Identity, Next};
pub use enumeration::{EnumStorage, EnumType};
pub use exclusion::Exclusion;
pub use foreign_key::{Action, Deferrable, ForeignKey, Target};
pub use index::{Index, IndexKey, IndexKind, KeyPart, NullsOrder, Order, UniqueScope};
pub use intent::{
    AccessPath, CopiedFrom, DETACHED, ExclusiveArc, Intent, Mark, OnSoftDelete, OverTime,
    Partition, PartitionKind, PartitionTable, Retention, Shard, SubPartition, Sync, TimeKey,
};
pub use interval::{Interval, Unit};
pub use object::{ObjectKind, ObjectName, SqlObject};
pub use options::{Managed, RowSecurity, TableOptions};
pub use primary_key::PrimaryKey;
pub use printed::Printed;
pub use role::{Maintenance, Role};
pub use sequence::Sequence;
pub use sql::Sql;
pub use table::{Allow, SoftDelete, Source, Table, Type};
pub use walk::{ForeignKeyWalker, TableWalker};

use crate::codec::newtype;
use std::borrow::Cow;

/// Position of a table in [`Schema::tables`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TableId(pub usize);

newtype! { TableId }

/// Position of a column in [`Table::columns`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ColumnId(pub usize);

newtype! { ColumnId }

/// A list that takes no more memory than its items: a parser lets it grow by doubling.
#[cfg(feature = "serde")]
fn exact<'de, T, D>(from: D) -> Result<Vec<T>, D::Error>
where
    T: serde::Deserialize<'de>,
    D: serde::Deserializer<'de>,
{
    let mut list: Vec<T> = serde::Deserialize::deserialize(from)?;
    list.shrink_to_fit();
    Ok(list)
}

impl<'a> From<&'a Schema> for Cow<'a, Schema> {
    fn from(schema: &'a Schema) -> Self {
        Self::Borrowed(schema)
    }
}

impl From<Schema> for Cow<'_, Schema> {
    fn from(schema: Schema) -> Self {
        Self::Owned(schema)
    }
}

/// Version of the serialised form of [`Schema`]; it grows with every change that an older reader would misread.
pub const FORMAT: u32 = 2;

/// A whole database schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Schema {
    /// Tables, in the order of declaration.
    pub tables: Vec<Table>,
    /// Enum types that columns use, each once, in the order of first use.
    pub enums: Vec<EnumType>,
    /// Views, triggers, functions and the like, in the order of declaration.
    pub objects: Vec<SqlObject>,
}

impl Schema {
    /// The table of that namespace and name.
    pub fn find_table(&self, schema: Option<&str>, name: &str) -> Option<TableId> {
        self.tables
            .iter()
            .position(|t| t.schema.as_deref() == schema && t.name == name)
            .map(TableId)
    }

    /// The table of which that is a partition, at whatever depth.
    pub fn find_partitioned(&self, part: &ObjectName) -> Option<TableId> {
        let has = |table: &Table| {
            let mut parts = table.intent.partition.iter().flat_map(|p| &p.parts);
            parts.any(|found| found.tables().any(|table| table.name == *part))
        };
        self.tables.iter().position(has).map(TableId)
    }

    /// The enum type of that [key](EnumType::key).
    pub fn find_enum(&self, key: &str) -> Option<&EnumType> {
        self.enums.iter().find(|e| e.is(key))
    }

    /// The object of that [key](SqlObject::key).
    pub fn find_object(&self, key: &str) -> Option<&SqlObject> {
        self.objects.iter().find(|o| o.key() == key)
    }

    /// A walker over one table.
    pub fn walk(&self, table: TableId) -> TableWalker<'_> {
        TableWalker::new(self, table)
    }

    /// Walkers over all tables, in the order of declaration.
    pub fn walk_tables(&self) -> impl Iterator<Item = TableWalker<'_>> {
        (0..self.tables.len()).map(|i| self.walk(TableId(i)))
    }
}

impl std::ops::Index<TableId> for Schema {
    type Output = Table;

    fn index(&self, id: TableId) -> &Table {
        &self.tables[id.0]
    }
}
