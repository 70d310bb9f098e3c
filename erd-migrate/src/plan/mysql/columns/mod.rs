//! Columns (rules M01 to M13, M31 to M33).

mod add;
mod change;
mod computed;
mod defaults;
mod indexed;
mod numbers;
mod position;
mod remove;

pub(in crate::plan) use change::copies;

use crate::Step;
use crate::diff::{ColumnChange, TableChange};
use crate::plan::context::{Context, hazard};
use crate::plan::mysql::Place;
use crate::plan::mysql::cost::Cost;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::Phase;
use crate::plan::op_name::OpKind;
use crate::plan::queries;
use crate::plan::resource::{self, Resource};
use crate::plan::uses::{Thing, resource_of};
use erd_core::Dialect;
use erd_core::schema::{Check, Column, ColumnId, Table};

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    for step in &context.diff.steps {
        let (Step::AddColumn { table, .. }
        | Step::DropColumn { table, .. }
        | Step::AlterColumn { table, .. }) = step
        else {
            continue;
        };
        let place = Place::new(context, *table);
        match step {
            Step::AddColumn { column, .. } => place.add_column(*column, nodes),
            Step::DropColumn { column, .. } => place.drop_column(*column, nodes),
            Step::AlterColumn {
                old, new, changes, ..
            } => {
                let (counts, others): (Vec<_>, Vec<_>) = changes
                    .iter()
                    .copied()
                    .partition(|c| *c == ColumnChange::Sequence);
                if !counts.is_empty() {
                    place.set_start(*old, *new, nodes);
                }
                // With the character set of the table.
                let is_with_table = others == [ColumnChange::Collation] && place.changes_charset();
                if !others.is_empty() && !is_with_table {
                    place.alter_column(*old, *new, &others, nodes);
                }
            }
            _ => {}
        }
    }
}

/// Whether a check stands in the line of its column, as MariaDB has those that bear the column's name.
pub(super) fn is_in_column(table: &Table, check: &Check, dialect: Dialect) -> Option<ColumnId> {
    let column = check.column?;
    (dialect == Dialect::MariaDb && table[column].name == check.name).then_some(column)
}

impl Place<'_> {
    /// Whether the table changes its character set or collation.
    fn changes_charset(&self) -> bool {
        let mut steps = self.context.steps.of(self.pair.old);
        steps.any(
            |step| matches!(step, Step::AlterTable { changes, .. } if changes.contains(&TableChange::Charset)),
        )
    }

    fn column_exists(&self, name: &str) -> String {
        format!(
            "SELECT 1 FROM information_schema.columns WHERE {} AND column_name = {}",
            self.here("table_schema"),
            self.new.literal(name)
        )
    }

    /// The default as a constant or the clock: what InnoDB can give all rows at once.
    fn is_constant(&self, column: &Column) -> bool {
        let Some(text) = column.default.get(self.context.dialect()) else {
            return true;
        };
        if self.has_text_default(column) {
            return false;
        }
        let text = text.trim();
        let upper = text.to_ascii_uppercase();
        if self.context.dialect() == Dialect::MySql && text.starts_with('(') {
            return false;
        }
        let inner = text.trim_start_matches('(').trim_end_matches(')');
        inner.starts_with('\'') && inner.ends_with('\'') && !inner.contains("||")
            || inner.parse::<f64>().is_ok()
            || [
                "CURRENT_TIMESTAMP",
                "NOW(",
                "NULL",
                "TRUE",
                "FALSE",
                "B'",
                "X'",
            ]
            .iter()
            .any(|start| upper.trim_start_matches('(').starts_with(start))
    }

    fn demand_values(&self, op: &mut crate::Op, name: &str) {
        let quoted = self.new.quote(name);
        op.scans.push(self.path());
        op.blocked_by = Some(queries::without_value(&self.table(), &quoted));
        op.hazards.push(hazard(
            "M10",
            "a version of the application that writes NULL fails from here on",
        ));
    }

    fn modify(&self, line: &str, cost: Cost) -> String {
        self.set(&format!("MODIFY COLUMN {line}"), cost)
    }

    /// The first number that is still to be given. The server takes the greatest of it and of one more than it has.
    fn set_start(&self, before: ColumnId, after: ColumnId, nodes: &mut Nodes) {
        let path = format!("{}.{}", self.path(), self.after()[after].name);
        let start = |column: &Column| {
            let declared = column.sequence.as_ref().and_then(|s| s.start);
            let start = declared.unwrap_or(1);
            format!("AUTO_INCREMENT = {start}")
        };
        let cost = Cost::InPlace;
        let mut op = self.op(
            OpKind::SetStart.of(self.path(), &self.after()[after].name),
            format!("set the first number of {path}"),
            cost,
            self.set(&start(&self.after()[after]), cost),
            self.set(&start(&self.before()[before]), cost),
        );
        op.timeouts.statement_ms = Some(self.context.options.statement_ms);
        let columns = [resource::column(&self.path(), &self.after()[after].name)];
        let node = Node::new(op, Phase::Expand, Stage::Alter, self.path());
        nodes.push(self.ready(node.rank(4).requires(columns)));
    }

    /// The sequences that the default of an old column asks.
    fn default_uses(&self, column: &Column) -> Vec<Resource> {
        let context = self.context;
        let text = column.default.get(context.dialect()).unwrap_or_default();
        let things = context.old_names.of_text(text).into_iter();
        let objects = things.filter(|thing| matches!(thing, Thing::Object(_)));
        objects
            .map(|thing| resource_of(&context.mid, thing))
            .collect()
    }

    /// The line of a column anew, where nothing but a check in it changes.
    pub(super) fn renew_column(&self, before: ColumnId, after: ColumnId, nodes: &mut Nodes) {
        let mut steps = self.context.steps.of(self.pair.old);
        if !steps.any(|step| matches!(step, Step::AlterColumn { new, .. } if *new == after)) {
            self.alter_column(before, after, &[], nodes);
        }
    }
}
