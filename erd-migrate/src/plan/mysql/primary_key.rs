//! The primary key (rule M27).

use crate::diff::Element;
use crate::plan::context::{Context, hazard, names};
use crate::plan::mysql::Place;
use crate::plan::mysql::cost::Cost;
use crate::plan::mysql::indexes::joined;
use crate::plan::mysql::served::{Made, PRIMARY};
use crate::plan::mysql::traits::is_partitioned;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::Phase;
use crate::plan::op_name::OpKind;
use crate::plan::resource;
use erd_core::schema::Table;

impl Place<'_> {
    /// Adds, drops or replaces the primary key.
    pub(super) fn primary_key(&self, old: bool, new: bool, nodes: &mut Nodes) {
        let (before, after) = (
            self.before().primary_key.as_ref().filter(|_| old),
            self.after().primary_key.as_ref().filter(|_| new),
        );
        let (before, after) = (
            before.map(|key| {
                let kept = self.keeping_staying(self.before(), &key.columns);
                format!("{}{kept}", self.old.primary_key(self.pair.old, key))
            }),
            after.map(|key| {
                let kept = self.keeping_staying(self.after(), &key.columns);
                format!("{}{kept}", self.new.primary_key(self.pair.new, key))
            }),
        );
        let goes = if old {
            self.made_after(Element::PrimaryKey)
        } else {
            Made::default()
        };
        let comes = if new {
            self.made_before(Element::PrimaryKey)
        } else {
            Made::default()
        };
        let clauses = |from: Option<&String>, to: Option<&String>| -> Vec<String> {
            let drop = from.map(|_| "DROP PRIMARY KEY".to_owned());
            let add = to.map(|clause| format!("ADD {clause}"));
            drop.into_iter().chain(add).collect()
        };
        let up = joined([
            comes.drop,
            clauses(before.as_ref(), after.as_ref()),
            goes.add,
        ]);
        let down = joined([
            goes.drop,
            clauses(after.as_ref(), before.as_ref()),
            comes.add,
        ]);
        // Without a key the rows are ordered by one that nobody sees. MariaDB copies each partition (1845, seen on 10.11.19
        // and 11.8.9).
        let copied = !self.is_mysql() && self.either(is_partitioned);
        let cost = |to: bool| {
            if to && !copied {
                Cost::Rebuild
            } else {
                Cost::Copy
            }
        };
        let path = self.path();
        let mut op = self.op(
            OpKind::ChangePrimaryKey.on(&path),
            format!("change the primary key of {path}"),
            cost(new),
            self.set(&up, cost(new)),
            self.set(&down, cost(old)),
        );
        op.hazards.push(hazard(
            "M27",
            "the rows are ordered by the primary key: the whole table is written anew",
        ));
        op.rewrites = vec![path.clone()];
        let key = |table: &Table| {
            let columns = table.primary_key.as_ref().map(|key| &key.columns);
            let key = columns.map(|columns| resource::key(&path, &names(table, columns)));
            let own = resource::index(&path, PRIMARY);
            key.into_iter().chain([own]).collect::<Vec<_>>()
        };
        let mut node = Node::new(op, Phase::Contract, Stage::Build, path.clone());
        if old {
            node = node
                .removes(key(self.before()))
                .removes(self.frees_numbers(None))
                .requires(self.keeps_numbers(None))
                .releases(goes.others)
                .releases(Context::columns_of(self.before(), Element::PrimaryKey));
        }
        if new {
            let gives: Vec<_> = key(self.after())
                .into_iter()
                .filter(|what| !node.removes.contains(what))
                .collect();
            node = node
                .provides(gives)
                .provides(self.gives_numbers(None))
                .requires(comes.others)
                .requires(Context::columns_of(self.after(), Element::PrimaryKey));
        }
        nodes.push(self.ready(node));
    }
}
