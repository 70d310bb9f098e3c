//! A column goes (rule M08).

use super::super::tables::enums_of;
use super::{Columns, only_word};
use crate::plan::context::hazard;
use crate::plan::inherited::Event;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Loss, Phase, Reverse};
use crate::plan::op_name::OpKind;
use crate::plan::resource;
use erd_core::effect::Kind;
use erd_core::schema::{ColumnId, Table};

impl Columns<'_> {
    pub(super) fn drop(&self, id: ColumnId, nodes: &mut Nodes) {
        let table = self.context.mid_table(self.pair);
        let column = &table[id];
        let old_table = &self.context.diff.old[self.pair.old];
        let path = format!("{}.{}", self.path(), column.name);
        let quoted = self.new.quote(&column.name);
        let event = Event::Drop(column.name.clone());
        let is_only = self.context.inherited.only(self.pair, event);
        let only = only_word(is_only);
        let mut down = self.old.add_column(self.pair.old, id);
        down.extend(self.again(column));
        let mut op = self.op(
            Kind::DropColumn.postgres_lock(),
            OpKind::DropColumn.of(self.path(), &column.name),
            format!("drop column {path}"),
            vec![format!(
                "ALTER TABLE {only}{} DROP COLUMN {quoted}",
                self.table()
            )],
            down,
        );
        if column.generated.is_none() {
            op.losses.push(Loss {
                allow: OpKind::DropColumn.of(old_table.path(), &old_table[id].name),
                what: format!("every value of `{path}`"),
                count: Some(format!("SELECT count({quoted}) FROM {}", self.table())),
            });
            if self.context.needs_values(self.pair, id) {
                op.reverse = Reverse::Irreversible(format!(
                    "the values of `{path}` are gone, and nothing can stand in their place"
                ));
            }
        }
        op.hazards.push(hazard(
            "M08",
            "no version of the application that runs may still read or write it",
        ));
        let computed = old_table[id].generated.as_ref();
        let text = computed.and_then(|g| g.sql.get(self.context.dialect()));
        let under = self.retyped_under(text.unwrap_or_default(), false);
        let mut single = Table::new("");
        single.columns.push(column.clone());
        nodes.push(
            Node::new(op, Phase::Contract, Stage::Drop, self.path())
                .rank(4)
                .only(is_only)
                .requires([resource::table(&self.path())])
                .removes([resource::column(&self.path(), &column.name)])
                .releases(enums_of(&single))
                .releases(under)
                .releases([resource::table(&self.path())]),
        );
    }
}
