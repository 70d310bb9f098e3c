//! A column goes (rule M08).

use crate::plan::context::hazard;
use crate::plan::mysql::constant::End;
use crate::plan::mysql::cost::Cost;
use crate::plan::mysql::{Place, none_of};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Loss, Phase, Reverse};
use crate::plan::op_name::OpKind;
use crate::plan::resource;
use erd_core::schema::ColumnId;

impl Place<'_> {
    pub(super) fn drop_column(&self, id: ColumnId, nodes: &mut Nodes) {
        let table = self.before();
        let column = &table[id];
        let old_table = &self.context.diff.old[self.pair.old];
        let path = format!("{}.{}", self.path(), column.name);
        let quoted = self.new.quote(&column.name);
        let back_cost = self.add_column_cost(column, &[self.before(), self.after()]);
        let (change, cost) = self.drop_column_change(column, End::Forth);
        let line = self.old.column(self.pair.old, id);
        let position = self.position_back(id, back_cost);
        let mut down = format!("ALTER TABLE {} ADD COLUMN {line}{position}", self.table());
        if self.is_constant(column) {
            down = self.set(&format!("ADD COLUMN {line}{position}"), back_cost);
        }
        let mut op = self.op(
            OpKind::DropColumn.of(self.path(), &column.name),
            format!("drop column {path}"),
            cost,
            self.set(&change, cost),
            down,
        );
        if cost >= Cost::Rebuild {
            op.rewrites = vec![self.path()];
        }
        op.done = Some(none_of(&self.column_exists(&column.name)));
        if column.generated.is_none() {
            op.losses.push(Loss {
                allow: OpKind::DropColumn.of(old_table.path(), &old_table[id].name),
                what: format!("every value of `{path}`"),
                count: Some(format!("SELECT count({quoted}) FROM {}", self.table())),
            });
            if column.identity.is_some() {
                self.stop_numbers(id, nodes);
                op.reverse = Reverse::Irreversible(format!(
                    "the numbers of `{path}` are gone, and new ones come in no order"
                ));
            } else if self.context.needs_values(self.pair, id) {
                op.reverse = Reverse::Irreversible(format!(
                    "the values of `{path}` are gone, and nothing can stand in their place"
                ));
            }
        }
        op.hazards.push(hazard(
            "M08",
            "no version of the application that runs may still read or write it",
        ));
        if cost == Cost::Copy {
            op.hazards.push(hazard(
                "M12",
                format!("{}: so it is where an index is full text or has a virtual column, the table is partitioned, or a check names no column", self.copied()),
            ));
        }
        // A generated column goes before those that it is computed from.
        let rank = if column.generated.is_some() { 3 } else { 4 };
        nodes.push(
            Node::new(op, Phase::Contract, Stage::Drop, self.path())
                .rank(rank)
                .requires([resource::table(&self.path())])
                .removes([resource::column(&self.path(), &column.name)])
                .releases(self.default_uses(column))
                .releases([resource::table(&self.path())]),
        );
    }
}
