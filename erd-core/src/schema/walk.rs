//! Walkers: a schema and a position in it, so that navigation reads like prose.

use super::{ForeignKey, Role, Schema, Table, TableId, Target};
use std::ops::Deref;

/// A table in its schema.
#[derive(Clone, Copy, Debug)]
pub struct TableWalker<'a> {
    schema: &'a Schema,
    id: TableId,
}

impl<'a> TableWalker<'a> {
    pub(super) const fn new(schema: &'a Schema, id: TableId) -> Self {
        Self { schema, id }
    }

    /// Its id.
    pub const fn id(self) -> TableId {
        self.id
    }

    /// The table itself.
    pub fn table(self) -> &'a Table {
        &self.schema[self.id]
    }

    /// Its foreign keys.
    pub fn foreign_keys(self) -> impl Iterator<Item = ForeignKeyWalker<'a>> {
        (0..self.table().foreign_keys.len())
            .map(move |index| ForeignKeyWalker { table: self, index })
    }

    /// Foreign keys of any table that point here, in the order of declaration.
    pub fn referencing_keys(self) -> impl Iterator<Item = ForeignKeyWalker<'a>> {
        self.schema
            .walk_tables()
            .flat_map(TableWalker::foreign_keys)
            .filter(move |fk| fk.target().is_some_and(|t| t.id == self.id))
    }
}

impl Deref for TableWalker<'_> {
    type Target = Table;

    fn deref(&self) -> &Table {
        self.table()
    }
}

/// A foreign key in its schema.
#[derive(Clone, Copy, Debug)]
pub struct ForeignKeyWalker<'a> {
    table: TableWalker<'a>,
    index: usize,
}

impl<'a> ForeignKeyWalker<'a> {
    /// The referencing table.
    pub const fn table(self) -> TableWalker<'a> {
        self.table
    }

    /// Position in [`Table::foreign_keys`].
    pub const fn index(self) -> usize {
        self.index
    }

    /// The foreign key itself.
    pub fn foreign_key(self) -> &'a ForeignKey {
        &self.table.table().foreign_keys[self.index]
    }

    /// The referenced table; `None` only for a path that nobody resolved.
    pub fn target(self) -> Option<TableWalker<'a>> {
        match self.foreign_key().target {
            Target::Own => Some(self.table),
            Target::Table(id) => Some(self.table.schema.walk(id)),
            Target::Path(_) => None,
        }
    }

    /// Whether it speaks of the past, so that the end of what it leads to is no matter: who made, changed or deleted a row, and
    /// all references of an audit log.
    pub fn is_of_the_past(self) -> bool {
        let table = self.table.table();
        let is_actor = |id: &super::ColumnId| table[*id].role.is_some_and(Role::is_actor);
        table.intent.append_only || self.foreign_key().columns.iter().any(is_actor)
    }

    /// Whether at least one referencing column may be NULL, so that a row need not reference anything (MATCH SIMPLE).
    pub fn is_optional(self) -> bool {
        self.foreign_key()
            .columns
            .iter()
            .any(|c| self.table.table()[*c].nullable)
    }

    /// Whether at most one row references each target: the columns hold a whole unique key, or the primary key.
    pub fn is_one_to_one(self) -> bool {
        let table = self.table.table();
        let columns = &self.foreign_key().columns;
        let within =
            |keys: &[super::ColumnId]| !keys.is_empty() && keys.iter().all(|k| columns.contains(k));
        table
            .primary_key
            .as_ref()
            .is_some_and(|pk| within(&pk.columns))
            || table
                .indexes
                .iter()
                .filter(|i| i.is_unique() && i.predicate.is_empty())
                .any(|i| i.key_columns().is_some_and(|keys| within(&keys)))
    }
}
