//! Columns that come without values, and the batches that fill them (rules M02, M04 and M40).

use super::Context;
use super::context::hazard;
use super::node::{Node, Stage};
use super::op::{Backfill, LockMode, Op, Phase};
use super::op_name::OpKind;
use super::resource;
use crate::diff::TablePair;
use erd_core::effect::size::LARGE;
use erd_core::schema::{Column, ColumnId, Sql, Table};
use erd_core::{Capability, Dialect, Family};
use erd_ddl::SqlWriter;

/// Which rows of a table are filled, and with what.
pub(super) struct Rows {
    /// The table, quoted, with its namespace.
    pub(super) table: String,
    /// The columns of its key, quoted; `None` where it has none.
    pub(super) key: Option<Vec<String>>,
    /// What is set, without SET.
    pub(super) set: String,
    /// Which rows need it.
    pub(super) condition: String,
}

/// Rows of a batch, and rest between batches in milliseconds. A large table has larger ones, or the rests alone would
/// take hours.
fn batch(rows: Option<u64>) -> (u32, u32) {
    if rows.is_some_and(|rows| rows > LARGE) {
        (10_000, 100)
    } else {
        (5_000, 100)
    }
}

/// What the server sets at each change of a row stays as it is when rows are filled (MySQL, MariaDB).
pub(super) fn untouched(writer: &SqlWriter<'_>, table: &Table, dialect: Dialect) -> String {
    let renewed = table
        .columns
        .iter()
        .filter(|column| dialect.is(Family::MySql) && column.on_update.get(dialect).is_some());
    let each = renewed.map(|column| writer.quote(&column.name));
    let each: Vec<_> = each.map(|name| format!(", {name} = {name}")).collect();
    each.concat()
}

impl Context<'_> {
    /// What a query without a table reads from: MySQL takes no WHERE without it.
    pub(super) fn nowhere(&self) -> &'static str {
        if self.dialect().has(Capability::WhereNeedsFrom) {
            " FROM DUAL"
        } else {
            ""
        }
    }

    /// The line of a column as it is added first: it takes NULL and has no default.
    pub(super) fn bare_line(&self, pair: TablePair, id: ColumnId) -> String {
        let mut table = self.new_table(pair).clone();
        let column = &mut table.columns[id.0];
        column.nullable = true;
        column.default = Sql::default();
        // Its checks come with the rest.
        table.checks.retain(|check| check.column != Some(id));
        if let Some(key) = &table.primary_key
            && key.columns.contains(&id)
        {
            table.primary_key = None;
        }
        let writer = self.new_writer();
        writer.with(pair.new, &table).column(pair.new, id)
    }

    /// Gives the rows that have no value for the column that expression. Without a primary key it is one statement.
    pub(super) fn fill(
        &self,
        new: &SqlWriter<'_>,
        pair: TablePair,
        column: &Column,
        value: &str,
    ) -> Node {
        let after = self.new_table(pair);
        let path = self.path(pair);
        let table = new.table(pair.new);
        let quoted = new.quote(&column.name);
        let condition = format!("{quoted} IS NULL");
        let kept = untouched(new, self.mid_table(pair), self.dialect());
        let mut op = self.table_op(
            pair,
            LockMode::None,
            OpKind::Backfill.of(&path, &column.name),
            format!("fill {path}.{}", column.name),
            Vec::new(),
            Vec::new(),
        );
        let key = after.primary_key.as_ref().map(|key| {
            let columns = key.columns.iter();
            columns.map(|c| new.quote(&after[*c].name)).collect()
        });
        let rows = Rows {
            table,
            key,
            set: format!("{quoted} = {value}{kept}"),
            condition,
        };
        self.fill_rows(pair, rows, &mut op);
        let node = Node::new(op, Phase::Backfill, Stage::Alter, path.clone())
            .requires([resource::table(&path), resource::names(&path)]);
        if self.is_small(pair) {
            node
        } else {
            node.alone()
        }
    }

    /// Puts the fill of a table's rows into an op: one statement where the table is small or has no key, batches along the
    /// key otherwise. PostgreSQL changes no table for which a trigger waits until the end of the transaction (manual, "ALTER
    /// TABLE", error 55006), so before other statements none waits.
    pub(super) fn fill_rows(&self, pair: TablePair, rows: Rows, op: &mut Op) {
        op.timeouts.statement_ms = None;
        op.done = Some(format!(
            "SELECT 1{} WHERE NOT EXISTS (SELECT 1 FROM {} WHERE {})",
            self.nowhere(),
            rows.table,
            rows.condition
        ));
        let update = format!(
            "UPDATE {} SET {} WHERE {}",
            rows.table, rows.set, rows.condition
        );
        if self.is_small(pair) {
            if self.dialect().is(Family::Postgres) {
                op.statements
                    .push("SET CONSTRAINTS ALL IMMEDIATE".to_owned());
            }
            op.statements.push(update);
            op.hazards.push(hazard(
                "M40",
                "every row is written once more, and stays locked to the end; there are few",
            ));
            return;
        }
        op.hazards.push(hazard(
            "M40",
            "every row is written once more; batches keep the locks short",
        ));
        let Some(key) = rows.key else {
            op.statements.push(update);
            return;
        };
        let (size, pause_ms) = batch(self.new_table(pair).intent.rows);
        let batches = Backfill {
            table: rows.table,
            key,
            set: rows.set,
            condition: rows.condition,
            rows: size,
            pause_ms,
        };
        op.statements = batches.statements(self.dialect());
        op.backfill = Some(batches);
    }
}
