//! Primary keys (rule M27).

use super::changes::stays_through_recast;
use super::partitioned::Leaf;
use super::{Side, Worker, deferrable};
use crate::diff::Element;
use crate::plan::context::{hazard, names};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{LockMode, Phase};
use crate::plan::op_name::OpVerb;
use crate::plan::resource::{self, Aspect};
use erd_core::naming;
use erd_core::schema::{Index, IndexKind};

impl Worker<'_> {
    pub(super) fn add_primary_key(&self, name: &str, after: &[usize], nodes: &mut Nodes) -> usize {
        let table = self.side(Side::New);
        let Some(key) = &table.primary_key else {
            return nodes.0.len();
        };
        let element = Element::PrimaryKey;
        let path = self.path();
        let phase = Phase::Contract;
        let mut index = Index::new(name, IndexKind::Unique, key.columns.iter().copied());
        index.include.clone_from(&key.include);
        // NOT NULL comes first, through its own checks, where the columns are not yet.
        let required: Vec<_> = key
            .columns
            .iter()
            .map(|c| Aspect::NotNull.of(&path, &table[*c].name))
            .collect();
        if self.is_partitioned() {
            let start = nodes.0.len();
            let added =
                self.constrain_partitioned(element, name, &index, "PRIMARY KEY", phase, nodes);
            for node in &mut nodes.0[start..] {
                node.after.extend(after);
                if node.stage == Stage::Finish {
                    node.requires.extend(required.clone());
                }
            }
            return added;
        }
        let statement = self.new.create_index(self.pair.new, &index);
        let built = self.build(&statement, element, name, phase, nodes);
        if let Some(node) = nodes.0.get_mut(built) {
            // NULL is no value of a key either.
            index.nulls_not_distinct = true;
            node.op.blocked_by = self.duplicates(&index, &self.rows());
            node.provides
                .push(resource::relation(table.schema.as_deref(), name));
            node.after.extend(after);
        }
        let attached = self.attach(
            element,
            name,
            &format!("PRIMARY KEY USING INDEX {}", self.new.quote(name)),
            phase,
            built,
            nodes,
        );
        if let Some(node) = nodes.0.get_mut(attached) {
            node.requires.extend(required);
            node.provides
                .push(resource::key(&path, &names(table, &key.columns)));
            node.op
                .hazards
                .push(hazard("M27", "the new key is in force at once"));
        }
        attached
    }

    pub(super) fn replace_primary_key(&self, was: &str, name: &str, nodes: &mut Nodes) {
        let (before, after) = (self.side(Side::Old), self.side(Side::New));
        let Some(key) = &before.primary_key else {
            return;
        };
        let keys = self.leading_to(Element::PrimaryKey);
        let same = self.has_same_columns(Element::PrimaryKey, Element::PrimaryKey);
        if !keys.is_empty() && same && !self.is_partitioned() {
            self.swap(Element::PrimaryKey, Element::PrimaryKey, &keys, nodes);
            return;
        }
        let old_columns = names(before, &key.columns);
        let referenced = self
            .context
            .diff
            .new
            .walk(self.pair.new)
            .referencing_keys()
            .any(|fk| {
                let mut targets = fk.foreign_key().target_columns.clone();
                let mut own = old_columns.clone();
                targets.sort();
                own.sort();
                let other = after.indexes.iter().any(|index| {
                    index.is_unique()
                        && index.key_columns().is_some_and(|c| {
                            let mut columns = names(after, &c);
                            columns.sort();
                            columns == own
                        })
                });
                targets == own && !other
            });
        if referenced {
            self.context.unsupported(
                format!("{}.{was}", self.path()),
                "other tables reference the primary key that is to be replaced",
                "add a unique key on the same columns first, or drop the foreign keys in a migration before",
            );
            return;
        }
        let dropped = self.drop(Element::PrimaryKey, None, nodes);
        if self.is_partitioned() {
            stays_through_recast(&mut nodes.0[dropped]);
            self.replace_key_partitioned(dropped, name, nodes);
            return;
        }
        let aside = naming::fit(&format!("{name}_erd_new"));
        let attached = self.add_primary_key(&aside, &[], nodes);
        // Both in one transaction: drop the old key, attach the index that is built.
        if attached < nodes.0.len() && dropped < nodes.0.len() {
            nodes.0[dropped].phase = Phase::Contract;
            nodes.0[dropped].stage = Stage::Finish;
            nodes.0[dropped].rank = 1;
            stays_through_recast(&mut nodes.0[dropped]);
            let built: Vec<_> = nodes.0[attached].apart.clone();
            nodes.0[dropped].after.extend(built);
            nodes.0[attached].after.push(dropped);
            let mut node =
                self.rename_sql(Element::PrimaryKey, &aside, name, Phase::Contract, false);
            // The name aside is nobody else's.
            node.removes.clear();
            let renamed = nodes.push(
                Node {
                    stage: Stage::Finish,
                    rank: 3,
                    ..node
                }
                .after([attached]),
            );
            self.set_again(Element::PrimaryKey, [was, name], [dropped, renamed], nodes);
        }
    }

    /// Another primary key in the place of one, which partitions have by way of their table and one by one cannot have
    /// beside another: the indexes behind it are built first, and the rest is one transaction.
    fn replace_key_partitioned(&self, dropped: usize, name: &str, nodes: &mut Nodes) {
        let Some(key) = &self.side(Side::New).primary_key else {
            return;
        };
        let element = Element::PrimaryKey;
        let mut index = Index::new(name, IndexKind::Unique, key.columns.iter().copied());
        index.include.clone_from(&key.include);
        let aside = naming::fit(&format!("{name}_erd_new"));
        let none = (None, &[][..]);
        let built = self.build_partitioned(element, &aside, &index, none, Phase::Contract, nodes);
        nodes.0[dropped].phase = Phase::Contract;
        nodes.0[dropped].stage = Stage::Finish;
        nodes.0[dropped].after.extend(&built);
        let mut attached = Vec::new();
        for leaf in self.leaves(element, &aside) {
            let table = self.leaf_table(&leaf);
            let own = Leaf {
                name: naming::fit(&format!("{}_pkey", leaf.table.name)),
                table: leaf.table,
            };
            let (built, quoted) = (self.new.quote(&leaf.name), self.new.quote(&own.name));
            let op = self.leaf_op(
                &own,
                LockMode::AccessExclusive,
                OpVerb::Attach,
                element,
                vec![format!(
                    "ALTER TABLE {table} ADD CONSTRAINT {quoted} PRIMARY KEY USING INDEX {built}{}",
                    deferrable(self.when(element))
                )],
                vec![format!(
                    "ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {quoted}"
                )],
            );
            let taken = self.leaf_node(op, Phase::Contract, Stage::Finish, &own, element);
            attached.push(nodes.push(taken.rank(2).after([dropped])));
        }
        let mut op = self.add_constraint(element, name);
        op.hazards
            .push(hazard("M27", "the new key is in force at once"));
        if built.is_empty() {
            self.without_list(&mut op);
            op.blocked_by = self.duplicates(&index, &self.rows());
        }
        let columns = names(self.side(Side::New), &key.columns);
        let required = columns
            .iter()
            .map(|column| Aspect::NotNull.of(&self.path(), column));
        let mut adds = Node::new(op, Phase::Contract, Stage::Finish, self.path())
            .rank(3)
            .requires(required)
            .provides([resource::key(&self.path(), &columns)])
            .after(attached)
            .after([dropped]);
        adds.with.push(dropped);
        nodes.push(self.ready(self.named(adds, name), Side::New, element));
    }
}
