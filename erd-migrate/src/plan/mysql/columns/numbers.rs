//! A column that numbers itself is the first of a key at any time (1075): the key comes before the numbers and goes after
//! them, and one that takes the place of another comes before that one goes.

use crate::plan::mysql::Place;
use crate::plan::mysql::cost::Cost;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::Phase;
use crate::plan::op_name::OpKind;
use crate::plan::resource::{self, Aspect, Resource};
use erd_core::schema::{ColumnId, Index, KeyPart, Table};

/// The first column of an index, if it is one.
fn first(index: &Index) -> Option<ColumnId> {
    match index.keys.first().map(|key| &key.part) {
        Some(KeyPart::Column(first)) if index.is_btree() => Some(*first),
        _ => None,
    }
}

fn leading(table: &Table, index: Option<&Index>) -> Option<ColumnId> {
    match index {
        Some(index) => first(index),
        None => table.primary_key.as_ref()?.columns.first().copied(),
    }
    .filter(|first| table[*first].identity.is_some())
}

impl Place<'_> {
    /// What an index of the new table, or the primary key, is to the numbers of its first column.
    pub(in crate::plan::mysql) fn gives_numbers(&self, index: Option<&Index>) -> Option<Resource> {
        let table = self.after();
        let first = leading(table, index)?;
        Some(Aspect::NumberKey.of(&self.path(), &table[first].name))
    }

    /// The same of the old table: the numbers go before it.
    pub(in crate::plan::mysql) fn frees_numbers(&self, index: Option<&Index>) -> Option<Resource> {
        let table = self.before();
        let first = leading(table, index)?;
        Some(Aspect::OldNumberKey.of(&self.path(), &table[first].name))
    }

    /// What has to be there before an index of the old table, or the primary key, goes, because the numbers stay.
    pub(in crate::plan::mysql) fn keeps_numbers(&self, index: Option<&Index>) -> Option<Resource> {
        let first = leading(self.before(), index)?;
        let after = self.column_after(first)?;
        let column = &self.after()[after];
        column.identity?;
        Some(Aspect::NumberKey.of(&self.path(), &column.name))
    }

    /// What has to be there before a column begins to number itself: its key, and no other column that does.
    pub(super) fn begins_numbers(&self, name: &str) -> Vec<Resource> {
        let path = self.path();
        let others = self.before().columns.iter();
        let others = others.filter(|column| column.identity.is_some());
        let others = others.map(|column| Aspect::Unnumbered.of(&path, &column.name));
        others.chain([Aspect::NumberKey.of(&path, name)]).collect()
    }

    /// A column that goes with its key ceases to number itself first.
    pub(super) fn stop_numbers(&self, id: ColumnId, nodes: &mut Nodes) {
        let column = &self.before()[id];
        let mut plain = self.before().clone();
        plain.columns[id.0].identity = None;
        plain.columns[id.0].sequence = None;
        let change = |line: String| format!("MODIFY COLUMN {line}");
        let cost = if self.is_mysql() {
            Cost::Copy
        } else {
            Cost::Instant
        };
        let op = self.op(
            OpKind::AlterColumn.of(self.path(), &column.name),
            format!("let {}.{} number itself no more", self.path(), column.name),
            cost,
            self.set(
                &change(
                    self.old
                        .with(self.pair.old, &plain)
                        .column(self.pair.old, id),
                ),
                cost,
            ),
            self.set(&change(self.old.column(self.pair.old, id)), Cost::Copy),
        );
        let key = Aspect::OldNumberKey.of(&self.path(), &column.name);
        nodes.push(
            Node::new(op, Phase::Contract, Stage::Alter, self.path())
                .requires([resource::table(&self.path()), resource::names(&self.path())])
                .provides([Aspect::Unnumbered.of(&self.path(), &column.name)])
                .releases([key, resource::column(&self.path(), &column.name)]),
        );
    }
}
