//! Columns whose type makes room for another of its name.

use crate::plan::node::Node;
use crate::plan::op::{Lock, LockMode, Op};
use crate::plan::resource::{self, Aspect};
use erd_core::Dialect;
use erd_core::schema::{Column, TableId};
use erd_ddl::SqlWriter;

/// A column that stays, and whose type is another one after.
pub(super) struct Swapped {
    /// The table, quoted.
    pub(super) table: String,
    /// The column, quoted.
    column: String,
    /// The table and the column as resources know them.
    path: String,
    name: String,
    array: bool,
    /// In the old and in the new schema.
    defaults: [Option<String>; 2],
}

impl Swapped {
    /// `columns` are the old and the new one.
    pub(super) fn new(
        writer: &SqlWriter<'_>,
        table: TableId,
        path: &str,
        columns: [&Column; 2],
        array: bool,
    ) -> Self {
        let default = |column: &Column| column.default.get(Dialect::Postgres).map(str::to_owned);
        Self {
            table: writer.table(table),
            column: writer.quote(&columns[1].name),
            path: path.to_owned(),
            name: columns[1].name.clone(),
            array,
            defaults: columns.map(default),
        }
    }

    /// The tables are locked and written anew.
    pub(super) fn written<'s>(all: impl Iterator<Item = &'s Self>, op: &mut Op) {
        for column in all {
            if !op.rewrites.contains(&column.path) {
                op.rewrites.push(column.path.clone());
                op.locks.push(Lock {
                    table: column.path.clone(),
                    mode: LockMode::AccessExclusive,
                });
            }
        }
    }

    /// Whatever speaks of the columns goes before and comes after.
    pub(super) fn around<'s>(all: impl Iterator<Item = &'s Self>, mut node: Node) -> Node {
        for column in all {
            let aspects = [Aspect::Type, Aspect::Operators, Aspect::Reference];
            let same = aspects.map(|aspect| aspect.of(&column.path, &column.name));
            node = node
                .requires([resource::names(&column.path)])
                .removes(same.clone())
                .provides(same);
        }
        node
    }

    /// What gives the column a type of that name by way of text, with the default of the schema at `to`.
    pub(super) fn actions(&self, ty: &str, to: usize) -> Vec<String> {
        let column = &self.column;
        let many = if self.array { "[]" } else { "" };
        let mut actions = Vec::new();
        if self.defaults[1 - to].is_some() {
            actions.push(format!("ALTER COLUMN {column} DROP DEFAULT"));
        }
        actions.push(format!(
            "ALTER COLUMN {column} TYPE {ty}{many} USING {column}::text{many}::{ty}{many}"
        ));
        if let Some(default) = &self.defaults[to] {
            actions.push(format!("ALTER COLUMN {column} SET DEFAULT {default}"));
        }
        actions
    }

    /// A query for rows that have one of the values.
    pub(super) fn rows_with(&self, values: &[String]) -> String {
        let Self { table, column, .. } = self;
        let values = values.join(", ");
        if self.array {
            format!("SELECT 1 FROM {table} WHERE {column}::text[] && ARRAY[{values}]")
        } else {
            format!("SELECT 1 FROM {table} WHERE {column}::text IN ({values})")
        }
    }
}
