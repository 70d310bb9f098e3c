//! The resolved schema: the one type that code, snapshot files and live databases all end in.
//!
//! Plain owned data with ids; walkers navigate it. Vectors keep the order of declaration.

mod check;
mod column;
mod enumeration;
mod foreign_key;
mod index;
mod intent;
mod primary_key;
mod role;
mod sql;
mod table;
mod walk;

pub use check::Check;
pub use column::{Column, Generated, Identity};
pub use enumeration::{EnumStorage, EnumType};
pub use foreign_key::{Action, Deferrable, ForeignKey, Target};
pub use index::{Index, IndexKey, IndexKind, KeyPart, NullsOrder, Order, UniqueScope};
pub use intent::{
    AccessPath, CopiedFrom, ExclusiveArc, Intent, Mark, OnSoftDelete, Partition, PartitionKind,
    Retention, Shard, Sync,
};
pub use primary_key::PrimaryKey;
pub use role::{Maintenance, Role};
pub use sql::Sql;
pub use table::{Allow, SoftDelete, Source, Table, Type};
pub use walk::{ForeignKeyWalker, TableWalker};

/// Position of a table in [`Schema::tables`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TableId(pub usize);

/// Position of a column in [`Table::columns`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ColumnId(pub usize);

/// Version of the serialised form of [`Schema`]; it grows with every change that an older reader would misread.
pub const FORMAT: u32 = 1;

/// A whole database schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Schema {
    /// Tables, in the order of declaration.
    pub tables: Vec<Table>,
    /// Enum types that columns use, each once, in the order of first use.
    pub enums: Vec<EnumType>,
}

impl Schema {
    /// The table of that namespace and name.
    pub fn find_table(&self, schema: Option<&str>, name: &str) -> Option<TableId> {
        self.tables
            .iter()
            .position(|t| t.schema.as_deref() == schema && t.name == name)
            .map(TableId)
    }

    /// The enum type of that name.
    pub fn find_enum(&self, name: &str) -> Option<&EnumType> {
        self.enums.iter().find(|e| e.name == name)
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
