//! The tables of a schema and the references between them, as soft deletes see them.

use super::error::SoftDeleteError;
use super::key::{Key, any_of, selected};
use erd_core::schema::{
    ColumnId, ForeignKeyWalker, OnSoftDelete, Schema, SoftDelete, Table, TableId,
};
use erd_core::{Dialect, Family};

/// A schema in the SQL of one dialect.
#[derive(Clone, Copy, Debug)]
pub(super) struct Graph<'a> {
    pub(super) schema: &'a Schema,
    /// The same with the dialect's names of types.
    pub(super) explicit: &'a Schema,
    pub(super) dialect: Dialect,
}

impl<'a> Graph<'a> {
    /// The table of that name, which may have its namespace and a dot before it.
    pub(super) fn find(self, name: &str) -> Result<TableId, SoftDeleteError> {
        let is_it = |table: &Table| table.path() == name;
        let position = self.schema.tables.iter().position(is_it);
        position
            .map(TableId)
            .ok_or_else(|| SoftDeleteError::NoTable(name.to_owned()))
    }

    /// Its name for people.
    pub(super) fn name(self, table: TableId) -> String {
        self.schema[table].path()
    }

    /// Its name in SQL.
    pub(super) fn path(self, table: TableId) -> String {
        let table = &self.schema[table];
        erd_ddl::path(self.dialect, table.schema.as_deref(), &table.name)
    }

    /// A column in SQL, of the row under an alias or of the table that a statement changes.
    pub(super) fn column(self, alias: Option<&str>, table: TableId, column: ColumnId) -> String {
        let name = erd_ddl::quote(self.dialect, &self.schema[table][column].name);
        alias.map_or_else(|| name.clone(), |alias| format!("{alias}.{name}"))
    }

    /// Its type as the dialect has it.
    pub(super) fn type_of(self, table: TableId, column: ColumnId) -> String {
        let ty = self.explicit[table][column].sql_type.get(self.dialect);
        ty.unwrap_or_default().to_owned()
    }

    /// The names in SQL and the types of the columns of the primary key.
    fn key_columns(
        self,
        alias: Option<&str>,
        table: TableId,
    ) -> Result<Vec<(String, String)>, SoftDeleteError> {
        let key = self.schema[table].primary_key.as_ref();
        let key = key.ok_or_else(|| SoftDeleteError::NoKey(self.name(table)))?;
        let named = |id: &ColumnId| (self.column(alias, table, *id), self.type_of(table, *id));
        Ok(key.columns.iter().map(named).collect())
    }

    /// The key of the row under an alias, as an expression that [`read`](super::key::read) understands.
    pub(super) fn key(self, alias: &str, table: TableId) -> Result<String, SoftDeleteError> {
        Ok(selected(
            &self.key_columns(Some(alias), table)?,
            self.dialect,
        ))
    }

    /// A condition for the rows with one of these keys.
    pub(super) fn has_key(
        self,
        alias: Option<&str>,
        table: TableId,
        keys: &[&Key],
    ) -> Result<String, SoftDeleteError> {
        Ok(any_of(&self.key_columns(alias, table)?, keys, self.dialect))
    }

    /// A condition for the living rows under an alias: all of them where nothing is soft-deleted.
    pub(super) fn is_live(self, alias: &str, table: TableId) -> String {
        match self.schema[table].soft_delete() {
            Some(SoftDelete::Timestamp(column)) => {
                format!("{} IS NULL", self.column(Some(alias), table, column))
            }
            Some(SoftDelete::Flag(column)) => {
                format!("{} = FALSE", self.column(Some(alias), table, column))
            }
            None => "1 = 1".to_owned(),
        }
    }

    /// The columns by which a child's row, under `c`, references its parent's, under `p`.
    pub(super) fn joined(self, reference: ForeignKeyWalker<'_>) -> Option<String> {
        let (child, parent) = (reference.table().id(), reference.target()?.id());
        let key = reference.foreign_key();
        let pairs = key
            .columns
            .iter()
            .zip(&key.target_columns)
            .map(|(own, target)| {
                let target = self.schema[parent].find_column(target)?;
                Some(format!(
                    "{} = {}",
                    self.column(Some("c"), child, *own),
                    self.column(Some("p"), parent, target)
                ))
            });
        Some(pairs.collect::<Option<Vec<_>>>()?.join(" AND "))
    }

    /// The references to a table, each with what it asks for when a row that it leads to is soft-deleted.
    pub(super) fn references_to(
        self,
        table: TableId,
    ) -> impl Iterator<Item = (ForeignKeyWalker<'a>, OnSoftDelete)> {
        self.schema
            .walk(table)
            .referencing_keys()
            .map(|reference| (reference, policy(reference)))
    }

    /// The end of a query for rows under an alias that are about to change.
    pub(super) fn for_update(self, alias: &str) -> String {
        match self.dialect.family() {
            Family::Postgres => format!(" FOR UPDATE OF {alias}"),
            Family::MySql => " FOR UPDATE".to_owned(),
            // A writer has the whole database.
            Family::Sqlite => String::new(),
        }
    }
}

/// What a reference asks for. Where nobody said, it is refused while something lives below, unless it speaks of the past.
/// Rows that nothing soft-deletes stay with their parent, as lines stay with their order.
pub(super) fn policy(reference: ForeignKeyWalker<'_>) -> OnSoftDelete {
    let stated = reference.foreign_key().on_soft_delete;
    match stated {
        Some(OnSoftDelete::Cascade) if reference.table().soft_delete().is_none() => {
            OnSoftDelete::Keep
        }
        Some(stated) => stated,
        None if reference.is_of_the_past() => OnSoftDelete::Keep,
        None => OnSoftDelete::Restrict,
    }
}
