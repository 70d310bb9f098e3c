//! Another one in its place, and properties that change (rule M26).

use super::swapped::{Leading, key_names};
use super::{Side, Worker, deferrable};
use crate::Step;
use crate::diff::{Element, ElementChange, element_name};
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{LockMode, Phase};
use crate::plan::op_name::OpVerb;
use crate::plan::resource::{Aspect, Resource};
use erd_core::naming;
use erd_core::schema::{Deferrable, IndexKind, Table};
use std::collections::BTreeSet;

/// Its columns may become of another kind while it is there.
pub(super) fn stays_through_recast(dropped: &mut Node) {
    let is_kept = |what: &Resource| !matches!(what, Resource::Column(Aspect::Operators, ..));
    dropped.releases.retain(is_kept);
}

impl Worker<'_> {
    /// The new one stands beside the old one until it is whole, so that there is never a gap (rule M26).
    pub(super) fn replace(&self, old: Element, new: Element, nodes: &mut Nodes) {
        let was = element_name(self.side(Side::Old), old).to_owned();
        let name = element_name(self.side(Side::New), new).to_owned();
        if new == Element::PrimaryKey {
            self.replace_primary_key(&was, &name, nodes);
            return;
        }
        let apart = self
            .context
            .recreated
            .parts_apart
            .contains(&(self.pair, old));
        if matches!(new, Element::Exclusion(_)) || apart {
            let why = if apart {
                "what it speaks of changes between them"
            } else {
                "two of them would be in each other's way"
            };
            self.replace_with_gap(old, new, why, nodes);
            return;
        }
        if let (Element::ForeignKey(key), Element::ForeignKey(_)) = (old, new)
            && self.loses_its_target(key)
        {
            let why = "the key that both need is replaced between them";
            self.replace_with_gap(old, new, why, nodes);
            return;
        }
        let keys = self.bound_to(old);
        if !keys.is_empty() && self.is_partitioned() {
            self.context.unsupported(
                format!("{}.{was}", self.path()),
                "other tables reference the unique key that is to be replaced, so it cannot be dropped, and that of a partitioned table cannot be built beside it",
                "drop the foreign keys in a migration before, and add them again in one after",
            );
            return;
        }
        let is_left = !self.is_partitioned() && self.is_bound_key(old) && self.is_left_by_one(old);
        if !keys.is_empty() || is_left {
            self.swap(old, new, &keys, nodes);
            return;
        }
        let aside = naming::fit(&format!("{name}_erd_new"));
        let added = self.add(new, Some(&aside), nodes);
        let dropped = self.drop(old, None, nodes);
        nodes.0[dropped].after.push(added);
        let set = self.set_aside(new, [&was, &name, &aside], added, nodes);
        nodes.0[dropped].after.extend(set);
        nodes.0[dropped].phase = Phase::Contract;
        stays_through_recast(&mut nodes.0[dropped]);
        let plain = matches!(new, Element::Index(i) if !matches!(self.side(Side::New).indexes[i].kind, IndexKind::UniqueConstraint(_)));
        let mut node = self.rename_sql(new, &aside, &name, Phase::Contract, plain);
        // The name aside is nobody else's.
        node.removes.clear();
        if self.is_partitioned() {
            self.rename_on_leaves(&mut node.op, new, &aside, &name);
        }
        // Statements that name the constraint, as ON CONFLICT does, find one at any time.
        if matches!(new, Element::Index(_)) && !plain && !nodes.0[dropped].alone {
            node.with.push(dropped);
        }
        nodes.push(
            Node {
                stage: Stage::Drop,
                rank: 7,
                ..node
            }
            .after([dropped]),
        );
    }

    /// The foreign keys that stay as they are and are bound to a unique key of the old schema; one on the columns of the
    /// primary key is bound to that.
    fn bound_to(&self, old: Element) -> Vec<Leading> {
        if self.is_bound_key(old) {
            self.leading_to(old)
        } else {
            Vec::new()
        }
    }

    fn is_bound_key(&self, old: Element) -> bool {
        let table = self.side(Side::Old);
        let is_key = matches!(old, Element::Index(i) if table.indexes[i].is_unique());
        is_key && key_names(table, old) != key_names(table, Element::PrimaryKey)
    }

    /// Whether what a foreign key of the old schema points at, the key or its table, goes too, and its successor can
    /// only come then.
    fn loses_its_target(&self, key: usize) -> bool {
        let key = &self.side(Side::Old).foreign_keys[key];
        let Some((target, parent)) = Context::target(&self.context.mid, self.pair.old, key) else {
            return false;
        };
        let wanted: BTreeSet<String> = key.target_columns.iter().cloned().collect();
        let steps = &self.context.steps;
        steps.dropped.contains(&target)
            || steps.of(target).any(|step| {
                let (Step::ReplaceElement { old, .. } | Step::DropElement { element: old, .. }) =
                    step
                else {
                    return false;
                };
                key_names(parent, *old) == wanted
            })
    }

    /// One goes before the other comes.
    pub(super) fn replace_with_gap(
        &self,
        old: Element,
        new: Element,
        why: &str,
        nodes: &mut Nodes,
    ) {
        // It goes under the name that it has: one that goes is not renamed first.
        let was = element_name(&self.context.diff.old[self.pair.old], old);
        let dropped = self.drop(old, Some(was), nodes);
        nodes.0[dropped].op.hazards.push(hazard(
            "M26",
            format!("nothing does its work until the new one is there: {why}"),
        ));
        nodes.0[dropped].stage = Stage::After;
        let first = nodes.0.len();
        let added = self.add(new, None, nodes);
        let name = element_name(self.side(Side::New), new);
        self.set_again(new, [was, name], [dropped, added], nodes);
        if let Some(node) = nodes.0.get_mut(first) {
            node.after.push(dropped);
        }
        for node in &mut nodes.0[dropped..] {
            node.phase = Phase::Contract;
        }
    }

    pub(super) fn alter(
        &self,
        old: Element,
        new: Element,
        changes: &[ElementChange],
        nodes: &mut Nodes,
    ) {
        let name = element_name(self.side(Side::New), new).to_owned();
        let quoted = self.new.quote(&name);
        for change in changes {
            match (change, new) {
                (ElementChange::Validate, element) => {
                    self.validate(element, &name, None, Phase::Contract, None, nodes);
                }
                (ElementChange::Deferrable, Element::ForeignKey(i)) => {
                    let sql = |when: Deferrable| {
                        let when = match when {
                            Deferrable::No => " NOT DEFERRABLE",
                            other => deferrable(other),
                        };
                        self.set(&format!("ALTER CONSTRAINT {quoted}{when}"))
                    };
                    let Element::ForeignKey(before) = old else {
                        continue;
                    };
                    let op = self.op(
                        LockMode::AccessExclusive,
                        OpVerb::Alter,
                        new,
                        &name,
                        vec![sql(self.side(Side::New).foreign_keys[i].deferrable)],
                        vec![sql(self.side(Side::Old).foreign_keys[before].deferrable)],
                    );
                    let node = Node::new(op, Phase::Expand, Stage::Alter, self.path()).rank(6);
                    nodes.push(self.ready(node, Side::New, new));
                }
                (ElementChange::Constraint, element) => {
                    let op = self.op(
                        LockMode::AccessExclusive,
                        OpVerb::Attach,
                        element,
                        &name,
                        vec![self.set(&format!(
                            "ADD CONSTRAINT {quoted} UNIQUE USING INDEX {quoted}"
                        ))],
                        self.detach(element, &name),
                    );
                    let node = Node::new(op, Phase::Expand, Stage::Finish, self.path());
                    nodes.push(self.ready(node, Side::New, element));
                }
                (ElementChange::Comment, Element::Index(i)) => {
                    let Element::Index(before) = old else {
                        continue;
                    };
                    let sql = |table: &Table, i: usize| {
                        let text = table.indexes[i].comment.as_deref();
                        let text =
                            text.map_or_else(|| "NULL".to_owned(), |text| self.new.literal(text));
                        format!("COMMENT ON INDEX {} IS {text}", self.index_path(&name))
                    };
                    let op = self.op(
                        LockMode::None,
                        OpVerb::Comment,
                        new,
                        &name,
                        vec![sql(self.side(Side::New), i)],
                        vec![sql(self.side(Side::Old), before)],
                    );
                    let node = Node::new(op, Phase::Expand, Stage::Alter, self.path()).rank(9);
                    nodes.push(self.ready(node, Side::New, new));
                }
                _ => {}
            }
        }
    }
}
