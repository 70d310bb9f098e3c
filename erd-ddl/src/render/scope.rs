//! A table, or a column, that is being rendered.

use super::comment::ends_in_comment;
use crate::dialect::Renderer;
use crate::error::{Code, Errors};
use erd_core::schema::{
    Column, ColumnId, ForeignKey, Schema, SoftDelete, Table, TableId, TableWalker, Target,
};
use erd_core::{Capability, Dialect};

/// A table in a dialect.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope<'a> {
    pub(crate) backend: Renderer,
    pub(crate) schema: &'a Schema,
    pub(crate) walker: TableWalker<'a>,
    pub(crate) table: &'a Table,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(backend: Renderer, schema: &'a Schema, id: TableId) -> Self {
        Self {
            backend,
            schema,
            walker: schema.walk(id),
            table: &schema[id],
        }
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.backend.dialect()
    }

    /// Full name for messages.
    pub(crate) fn path(&self) -> String {
        self.table.path()
    }

    /// Full name for SQL.
    pub(crate) fn table_name(&self) -> String {
        self.qualified(self.table, &self.table.name)
    }

    /// A name in the namespace of a table.
    pub(crate) fn qualified(&self, table: &Table, name: &str) -> String {
        self.backend.path(table.schema.as_deref(), name)
    }

    /// Names of columns, quoted, with commas.
    pub(crate) fn columns(&self, columns: &[ColumnId]) -> String {
        let mut names = String::new();
        self.push_columns(columns, &mut names);
        names
    }

    /// The same at the end of a text.
    pub(crate) fn push_columns(&self, columns: &[ColumnId], sql: &mut String) {
        for (i, column) in columns.iter().enumerate() {
            if i > 0 {
                sql.push_str(", ");
            }
            self.backend.push_quoted(&self.table[*column].name, sql);
        }
    }

    /// One of its columns.
    pub(crate) fn at(&self, id: ColumnId) -> At<'a> {
        At {
            scope: *self,
            id,
            column: &self.table[id],
        }
    }

    /// All its columns.
    pub(crate) fn all_columns(&self) -> impl Iterator<Item = At<'a>> {
        let scope = *self;
        (0..self.table.columns.len()).map(move |i| scope.at(ColumnId(i)))
    }

    /// The table that one of its foreign keys references; `None` only for a path that nobody resolved.
    pub(crate) fn target(&self, key: &ForeignKey) -> Option<&'a Table> {
        match key.target {
            Target::Table(id) if id != self.walker.id() => Some(&self.schema[id]),
            Target::Own | Target::Table(_) => Some(self.table),
            Target::Path(_) => None,
        }
    }

    /// The condition that holds for live rows; `None` where rows are not soft-deleted.
    pub(crate) fn live(&self) -> Option<String> {
        let column = |id: ColumnId| self.backend.quote(&self.table[id].name);
        Some(match self.table.soft_delete()? {
            SoftDelete::Timestamp(id) => format!("{} IS NULL", column(id)),
            SoftDelete::Flag(id) if self.dialect().has(Capability::BooleanType) => {
                format!("NOT {}", column(id))
            }
            SoftDelete::Flag(id) => format!("{} = 0", column(id)),
        })
    }

    /// Reports a feature if the dialect lacks it.
    pub(crate) fn lacks(&self, code: Code, place: Option<&str>, errors: &mut Errors) {
        if let Some(lack) = self.backend.lack(code) {
            errors.add(code, self.table, place, lack.message, lack.help);
        }
    }

    /// SQL text of the user, so that what follows it is not part of a comment in it.
    pub(crate) fn verbatim(&self, text: &str) -> String {
        verbatim(self.backend, text)
    }
}

/// SQL text of the user, so that what follows it is not part of a comment in it.
pub(super) fn verbatim(backend: Renderer, text: &str) -> String {
    let text = text.trim();
    if ends_in_comment(text, backend.dialect()) {
        format!("{text}\n")
    } else {
        text.to_owned()
    }
}

/// A column in a dialect.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<'a> {
    pub(crate) scope: Scope<'a>,
    pub(crate) id: ColumnId,
    pub(crate) column: &'a Column,
}

impl At<'_> {
    /// Its name, quoted.
    pub(crate) fn name(&self) -> String {
        self.scope.backend.quote(&self.column.name)
    }

    /// The type the user spelled for this dialect.
    pub(crate) fn sql_type(&self) -> Option<&str> {
        self.column.sql_type.get(self.scope.dialect())
    }

    /// Reports a feature if the dialect lacks it.
    pub(crate) fn lacks(&self, code: Code, errors: &mut Errors) {
        self.scope.lacks(code, Some(&self.column.field), errors);
    }

    /// Reports something else that the dialect cannot do with it.
    pub(crate) fn refuse(
        &self,
        code: Code,
        errors: &mut Errors,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        errors.at(code, self.scope.table, self.column, message, help);
    }

    /// Whether it is the whole primary key.
    pub(crate) fn is_primary_key(&self) -> bool {
        let key = self.scope.table.primary_key.as_ref();
        key.is_some_and(|key| key.columns == [self.id])
    }

    /// Whether it is part of the primary key.
    pub(crate) fn in_primary_key(&self) -> bool {
        let key = self.scope.table.primary_key.as_ref();
        key.is_some_and(|key| key.columns.contains(&self.id))
    }
}
