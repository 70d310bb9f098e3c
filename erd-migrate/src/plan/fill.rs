//! Columns that come without values, and the batches that fill them (rules M02, M04 and M40).

use super::Context;
use super::context::hazard;
use super::node::{Node, Stage};
use super::op::{Backfill, LockMode, Phase};
use super::op_name::OpKind;
use super::resource;
use crate::diff::TablePair;
use erd_core::effect::size::LARGE;
use erd_core::schema::{Column, ColumnId, Sql, Table};
use erd_core::{Capability, Dialect, Family};
use erd_ddl::Parts;

/// What a fill in batches means.
pub(super) const IN_BATCHES: &str = "every row is written once more; batches keep the locks short";

/// What a fill of a small table means.
pub(super) const AT_ONCE: &str =
    "every row is written once more, and stays locked to the end; there are few";

/// A fill of a small table as one statement. PostgreSQL changes no table for which a trigger waits until the end of the
/// transaction (manual, "ALTER TABLE", error 55006), so none waits.
pub(super) fn at_once(dialect: Dialect, table: &str, set: &str, condition: &str) -> Vec<String> {
    let update = format!("UPDATE {table} SET {set} WHERE {condition}");
    let settle = dialect
        .is(Family::Postgres)
        .then(|| "SET CONSTRAINTS ALL IMMEDIATE".to_owned());
    settle.into_iter().chain([update]).collect()
}

/// Rows of a batch, and rest between batches in milliseconds. A large table has larger ones, or the rests alone would
/// take hours.
pub(super) fn batch(rows: Option<u64>) -> (u32, u32) {
    if rows.is_some_and(|rows| rows > LARGE) {
        (10_000, 100)
    } else {
        (5_000, 100)
    }
}

/// What the server sets at each change of a row stays as it is when rows are filled (MySQL, MariaDB).
pub(super) fn untouched(parts: &Parts<'_>, table: &Table, dialect: Dialect) -> String {
    let renewed = table
        .columns
        .iter()
        .filter(|column| dialect.is(Family::MySql) && column.on_update.get(dialect).is_some());
    let each = renewed.map(|column| parts.quote(&column.name));
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
        let parts = self.new_parts();
        parts.with(pair.new, &table).column(pair.new, id)
    }

    /// Gives the rows that have no value for the column that expression. Without a primary key it is one statement.
    pub(super) fn fill(
        &self,
        new: &Parts<'_>,
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
            vec![format!(
                "UPDATE {table} SET {quoted} = {value}{kept} WHERE {condition}"
            )],
            Vec::new(),
        );
        op.timeouts.statement_ms = None;
        op.done = Some(format!(
            "SELECT 1{} WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE {condition})",
            self.nowhere()
        ));
        let node = |op| {
            Node::new(op, Phase::Backfill, Stage::Alter, path.clone())
                .requires([resource::table(&path), resource::names(&path)])
        };
        if self.is_small(pair) {
            let set = format!("{quoted} = {value}{kept}");
            op.statements = at_once(self.dialect(), &table, &set, &condition);
            op.hazards.push(hazard("M40", AT_ONCE));
            return node(op);
        }
        op.hazards.push(hazard("M40", IN_BATCHES));
        if let Some(key) = &after.primary_key {
            let key = key.columns.iter().map(|c| new.quote(&after[*c].name));
            let (rows, pause_ms) = batch(after.intent.rows);
            let batches = Backfill {
                table,
                key: key.collect(),
                set: format!("{quoted} = {value}{kept}"),
                condition,
                rows,
                pause_ms,
            };
            op.statements = batches.statements(self.dialect());
            op.backfill = Some(batches);
        }
        node(op).alone()
    }
}
