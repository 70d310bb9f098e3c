//! Foreign keys (rules M20, M22 and M26).

use crate::diff::{Element, element_name};
use crate::plan::context::{Context, hazard};
use crate::plan::mysql::cost::Cost;
use crate::plan::mysql::{Place, locked, locks_parents, none_of};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Lock, Phase};
use crate::plan::op_name::{ConstraintKind, OpKind, OpVerb};
use crate::plan::resource::Aspect;
use crate::plan::tables::target_resources;
use crate::plan::{queries, resource};
use erd_core::schema::Table;

impl Place<'_> {
    /// `DROP FOREIGN KEY`, with the index that InnoDB made for it.
    fn forget(&self, table: &Table, key: usize) -> String {
        let fk = &table.foreign_keys[key];
        let drop = self.drop_constraint(Element::ForeignKey(key), &fk.name);
        if self.is_served(table, fk) {
            drop
        } else {
            format!("{drop}, DROP INDEX {}", self.new.quote(&fk.name))
        }
    }

    pub(super) fn add_foreign_key(&self, i: usize, after: Option<usize>, nodes: &mut Nodes) {
        let table = self.after();
        let key = &table.foreign_keys[i];
        let schema = &self.context.diff.new;
        let Some((target, parent)) = Context::target(schema, self.pair.new, key) else {
            return;
        };
        let element = Element::ForeignKey(i);
        let path = format!("{}.{}", self.path(), key.name);
        let clause = self.new.foreign_key(self.pair.new, key);
        let kept = self.keeping_staying(table, &key.columns);
        let mut op = self.op(
            OpKind::Constraint(OpVerb::Add, ConstraintKind::ForeignKey).of(self.path(), &key.name),
            format!("add foreign key {path}"),
            Cost::Copy,
            self.set(&format!("ADD {clause}{kept}"), Cost::Copy),
            self.set(&self.forget(table, i), Cost::NoCopy),
        );
        op.locks.push(Lock {
            table: parent.path(),
            mode: Cost::Copy.lock(),
        });
        op.locks.sort();
        op.locks.dedup();
        op.scans.push(self.path());
        op.done = Some(self.constraint_exists(&key.name));
        // New columns are NULL, and a new table holds nothing to reference.
        if !key.columns.iter().any(|c| self.is_added(*c))
            && !self.context.steps.created.contains(&target)
        {
            op.blocked_by = Some(queries::orphans(
                &self.new,
                (table, key),
                &self.table(),
                parent,
            ));
        }
        op.hazards.push(hazard(
            "M20",
            format!(
                "{}; rows of an old version that reference nothing are refused from here on",
                self.copied()
            ),
        ));
        if after.is_some() {
            op.hazards.push(hazard(
                "M26",
                "between the old foreign key and this one nothing is checked: stop the writers, or look for orphans afterwards",
            ));
        }
        let first = key.columns.first().map(|c| table[*c].name.clone());
        let cover = first.map(|name| Aspect::Index.of(&self.path(), &name));
        let changed = self.changed(element);
        let theirs = key
            .target_columns
            .iter()
            .map(|name| Aspect::NewDefinition.of(&parent.path(), name));
        let node = Node::new(op, Phase::Contract, Stage::Finish, self.path())
            .rank(6)
            .requires(Context::columns_of(table, element))
            .requires(target_resources(parent, &key.target_columns))
            .requires(cover)
            .requires(changed)
            .requires(theirs)
            .provides([resource::constraint(&self.path(), &key.name)])
            .after(after);
        nodes.push(self.ready(node));
    }

    pub(super) fn drop_foreign_key(&self, i: usize, nodes: &mut Nodes) -> usize {
        let table = self.before();
        let key = &table.foreign_keys[i];
        let path = format!("{}.{}", self.path(), key.name);
        let clause = self.old.foreign_key(self.pair.old, key);
        let kept = self.keeping_staying(table, &key.columns);
        let cost = if self.is_served(table, key) {
            Cost::dictionary(self.context)
        } else {
            Cost::NoCopy
        };
        let mut op = self.op(
            OpKind::Constraint(OpVerb::Drop, ConstraintKind::ForeignKey).of(self.path(), &key.name),
            format!("drop foreign key {path}"),
            cost,
            self.set(&self.forget(table, i), cost),
            self.set(&format!("ADD {clause}{kept}"), Cost::Copy),
        );
        op.done = Some(none_of(&self.constraint_exists(&key.name)));
        op.hazards.push(hazard(
            "M22",
            "rows that reference nothing are taken from here on",
        ));
        let mut releases = Context::columns_of(table, Element::ForeignKey(i));
        let own = self.path();
        let mine = key.columns.iter().map(|c| &table[*c].name);
        releases.extend(mine.map(|name| Aspect::OldDefinition.of(&own, name)));
        // The indexes that it stands on, on both sides.
        let first = key.columns.first().map(|c| &table[*c].name);
        releases.extend(first.map(|name| Aspect::OldIndex.of(&own, name)));
        releases.push(resource::engine(&own));
        if let Some((id, parent)) = Context::target(&self.context.mid, self.pair.old, key) {
            let theirs = parent.path();
            releases.push(resource::engine(&theirs));
            if id != self.pair.old {
                if locks_parents(self.context) {
                    locked(&mut op, [theirs.clone()]);
                }
                releases.push(resource::table(&theirs));
            }
            releases.push(resource::key(&theirs, &key.target_columns));
            let targets = key.target_columns.iter();
            releases.extend(targets.map(|name| Aspect::OldDefinition.of(&theirs, name)));
            releases.extend(
                key.target_columns
                    .iter()
                    .map(|name| resource::column(&theirs, name)),
            );
        }
        let name = element_name(table, Element::ForeignKey(i));
        let node = Node::new(op, Phase::Contract, Stage::Drop, own.clone())
            .removes([resource::constraint(&own, name)])
            .releases(releases);
        nodes.push(self.ready(node))
    }
}
