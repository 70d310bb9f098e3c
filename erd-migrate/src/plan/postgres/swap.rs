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
    pub(super) column: String,
    /// The table and the column as resources know them.
    path: String,
    name: String,
    pub(super) array: bool,
    /// In the old and in the new schema.
    pub(super) defaults: [Option<String>; 2],
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
    pub(super) fn written(all: &[Self], op: &mut Op) {
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
    pub(super) fn around(all: &[Self], node: Node) -> Node {
        let mut same = Vec::new();
        for column in all {
            let aspects = [Aspect::Type, Aspect::Operators, Aspect::Reference];
            same.extend(aspects.map(|aspect| aspect.of(&column.path, &column.name)));
        }
        node.requires(all.iter().map(|column| resource::names(&column.path)))
            .removes(same.clone())
            .provides(same)
    }
}

/// The statements that give the columns a type of that name by way of text; `defaults` says which default goes and which
/// comes.
pub(super) fn swap(
    columns: &[Swapped],
    ty: &str,
    defaults: fn(&Swapped) -> [&Option<String>; 2],
) -> Vec<String> {
    let statement = |swapped: &Swapped| {
        let Swapped { table, column, .. } = swapped;
        let [was, is] = defaults(swapped);
        let many = if swapped.array { "[]" } else { "" };
        let mut actions = Vec::new();
        if was.is_some() {
            actions.push(format!("ALTER COLUMN {column} DROP DEFAULT"));
        }
        actions.push(format!(
            "ALTER COLUMN {column} TYPE {ty}{many} USING {column}::text{many}::{ty}{many}"
        ));
        if let Some(default) = is {
            actions.push(format!("ALTER COLUMN {column} SET DEFAULT {default}"));
        }
        format!("ALTER TABLE {table} {}", actions.join(", "))
    };
    columns.iter().map(statement).collect()
}
