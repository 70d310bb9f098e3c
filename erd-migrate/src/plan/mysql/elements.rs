//! Checks and foreign keys (rules M20, M22, M23, M26 and M55), and which function handles which.

use super::columns::is_in_column;
use super::cost::Cost;
use super::types::has_charset;
use super::{Place, locked, locks_parents, none_of};
use crate::Step;
use crate::diff::{
    ColumnChange, Element, TableChange, TablePair, column_type, element_name, folded,
};
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Lock, Phase};
use crate::plan::op_name::{ConstraintKind, OpKind, OpVerb};
use crate::plan::queries;
use crate::plan::resource::{self, Aspect, Resource};
use crate::plan::tables::target_resources;
use erd_core::Dialect;
use erd_core::schema::{ColumnId, Table};
use std::collections::BTreeSet;

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    for step in &context.diff.steps {
        let (Step::AddElement { table, .. }
        | Step::DropElement { table, .. }
        | Step::RenameElement { table, .. }
        | Step::ReplaceElement { table, .. }
        | Step::AlterElement { table, .. }) = step
        else {
            continue;
        };
        let place = Place::new(context, *table);
        match step {
            Step::AddElement { element, .. } => place.add_element(*element, None, nodes),
            Step::DropElement { element, .. } => {
                place.drop_element(*element, nodes);
            }
            Step::RenameElement { old, new, .. } => match (old, new) {
                (Element::Index(old), Element::Index(new)) => place.rename_index(*old, *new, nodes),
                // It had the name of its column, or one of its table, and has it again.
                _ if place.follows(*old, *new) => {}
                _ => place.replace_element(*old, *new, nodes),
            },
            Step::ReplaceElement { old, new, .. } if !place.is_with_column(*old, *new) => {
                place.replace_element(*old, *new, nodes);
            }
            Step::AlterElement {
                old: Element::Index(old),
                new: Element::Index(new),
                changes,
                ..
            } => place.alter_index(*old, *new, changes, nodes),
            _ => {}
        }
    }
    held(context, nodes);
    kept(context, nodes);
}

/// Constraints that lose the name that they keep, when the server gives them one of the table's other name.
fn kept(context: &Context<'_>, nodes: &mut Nodes) {
    for step in &context.diff.steps {
        let Step::RenameTable { table } = step else {
            continue;
        };
        let place = Place::new(context, *table);
        let old = &context.diff.old[table.old];
        let keys = (0..old.foreign_keys.len()).map(Element::ForeignKey);
        for element in keys.chain((0..old.checks.len()).map(Element::Check)) {
            let name = element_name(old, element);
            let changed = context.steps.of(table.old).any(|step| match step {
                Step::DropElement { element: other, .. }
                | Step::ReplaceElement { old: other, .. }
                | Step::RenameElement { old: other, .. } => *other == element,
                _ => false,
            });
            let after = place.after();
            let same = |other: &Element| element_name(after, *other) == name;
            let new = match element {
                Element::Check(_) => (0..after.checks.len()).map(Element::Check).find(same),
                _ => (0..after.foreign_keys.len())
                    .map(Element::ForeignKey)
                    .find(same),
            };
            if let Some(new) = new
                && !changed
                && element_name(place.before(), element) != name
            {
                place.replace_element(element, new, nodes);
            }
        }
    }
}

/// Foreign keys that stay, on columns or leading to columns that become another type or get numbers: the engine lets
/// neither side change before the key is gone, so it goes and comes again.
fn held(context: &Context<'_>, nodes: &mut Nodes) {
    let mut known = BTreeSet::new();
    for (table, columns) in context
        .diff
        .steps
        .iter()
        .filter_map(|s| changed(context, s))
    {
        let before = context.mid_table(table);
        for (owner, i) in context.keys_around(table.old) {
            let key = &context.mid[owner].foreign_keys[i];
            let is_own = owner == table.old && key.columns.iter().any(|c| columns.contains(c));
            let leads = Context::target(&context.mid, owner, key)
                .is_some_and(|(to, _)| to == table.old)
                && key.target_columns.iter().any(|target| {
                    let mut names = columns.iter().map(|c| &before[*c].name);
                    names.any(|name| target.eq_ignore_ascii_case(name))
                });
            if (is_own || leads)
                && let Some(pair) = context.pair_of(owner)
                && let place = Place::new(context, pair)
                && let Some(new) = place.staying_foreign_key(i)
                && known.insert((pair, new))
            {
                place.replace_element(Element::ForeignKey(i), Element::ForeignKey(new), nodes);
            }
        }
    }
}

/// The columns of the old table that a step changes in what foreign keys hold.
fn changed(context: &Context<'_>, step: &Step) -> Option<(TablePair, Vec<ColumnId>)> {
    match step {
        Step::AlterColumn {
            table,
            old,
            changes,
            ..
        } if changes
            .iter()
            .any(|change| is_held(*change, context.dialect())) =>
        {
            Some((*table, vec![*old]))
        }
        Step::AlterTable { table, changes } if changes.contains(&TableChange::Charset) => {
            // One that has a collation of its own before and after is told by its own step where it changes.
            let old = context.mid_table(*table);
            let mut texts = texts_of(old, context.dialect());
            texts.retain(|column| old[*column].collation.is_empty());
            Some((*table, texts))
        }
        _ => None,
    }
}

/// Whether a foreign key refuses the change of its columns, even of a length, on either side. MariaDB lets them begin and
/// cease to number themselves (seen on 10.11 and 11.8).
pub(super) fn is_held(change: ColumnChange, dialect: Dialect) -> bool {
    match change {
        ColumnChange::Type | ColumnChange::Collation | ColumnChange::Generated => true,
        ColumnChange::Identity => dialect == Dialect::MySql,
        _ => false,
    }
}

/// The columns that have a character set.
pub(super) fn texts_of(table: &Table, dialect: Dialect) -> Vec<ColumnId> {
    let is_text = |id: &ColumnId| has_charset(&column_type(&table[*id], dialect));
    (0..table.columns.len())
        .map(ColumnId)
        .filter(is_text)
        .collect()
}

impl Place<'_> {
    /// The new foreign key that an old one is, if no step changes it.
    fn staying_foreign_key(&self, old: usize) -> Option<usize> {
        let key = &self.before().foreign_keys[old];
        let changed = self.context.steps.of(self.pair.old).any(|step| match step {
            Step::DropElement { element, .. } | Step::ReplaceElement { old: element, .. } => {
                *element == Element::ForeignKey(old)
            }
            Step::RenameElement {
                old: element, new, ..
            } => *element == Element::ForeignKey(old) && !self.follows(*element, *new),
            _ => false,
        });
        let mut new = self.after().foreign_keys.iter();
        let position = new.position(|other| other.name.eq_ignore_ascii_case(&key.name));
        position.filter(|_| !changed && key.is_enforced())
    }

    fn add_element(&self, element: Element, after: Option<usize>, nodes: &mut Nodes) {
        match element {
            Element::PrimaryKey => self.primary_key(false, true, nodes),
            Element::Index(i) => self.add_index(i, nodes),
            Element::Check(i) => self.add_check(i, after, nodes),
            Element::ForeignKey(i) => self.add_foreign_key(i, after, nodes),
            Element::Exclusion(_) => {}
        }
    }

    /// Returns the node that drops it, where it is one of its own.
    fn drop_element(&self, element: Element, nodes: &mut Nodes) -> Option<usize> {
        match element {
            Element::PrimaryKey => self.primary_key(true, false, nodes),
            Element::Index(i) => self.drop_index(i, nodes),
            Element::Check(i) => return self.drop_check(i, nodes),
            Element::ForeignKey(i) => return Some(self.drop_foreign_key(i, nodes)),
            Element::Exclusion(_) => {}
        }
        None
    }

    fn replace_element(&self, old: Element, new: Element, nodes: &mut Nodes) {
        match (old, new) {
            (Element::PrimaryKey, Element::PrimaryKey) => self.primary_key(true, true, nodes),
            (Element::Index(old), Element::Index(new)) => self.replace_index(old, new, nodes),
            // One line of a column, in which both stand.
            (Element::Check(old), Element::Check(new)) if self.is_in_line(old, new) => {
                self.drop_check(old, nodes);
            }
            _ => {
                let dropped = self.drop_element(old, nodes);
                // What stands in its place follows at once.
                if let Some(node) = dropped.and_then(|at| nodes.0.get_mut(at)) {
                    node.stage = Stage::Finish;
                }
                self.add_element(new, dropped, nodes);
            }
        }
    }

    /// Whether two checks stand in the line of one column.
    fn is_in_line(&self, old: usize, new: usize) -> bool {
        let dialect = self.context.dialect();
        let (before, after) = (self.before(), self.after());
        let old = is_in_column(before, &before.checks[old], dialect);
        let new = is_in_column(after, &after.checks[new], dialect);
        let same = old.and_then(|old| self.column_after(old));
        same.is_some() && same == new
    }

    /// Whether a constraint of the old table gets its other name with that of its table or column.
    fn follows(&self, old: Element, new: Element) -> bool {
        let is_constraint = matches!(old, Element::Check(_) | Element::ForeignKey(_));
        is_constraint && element_name(self.before(), old) == element_name(self.after(), new)
    }

    fn constraint_exists(&self, name: &str) -> String {
        format!(
            "SELECT 1 FROM information_schema.table_constraints WHERE {} AND constraint_name = {}",
            self.here("table_schema"),
            self.new.literal(name)
        )
    }

    fn drop_constraint(&self, element: Element, name: &str) -> String {
        let word = match (element, self.context.dialect()) {
            (Element::ForeignKey(_), _) => "FOREIGN KEY",
            (_, Dialect::MySql) => "CHECK",
            _ => "CONSTRAINT",
        };
        format!("DROP {word} {}", self.new.quote(name))
    }

    /// The new column of an old one, which may have changed in nothing.
    pub(super) fn column_after(&self, before: ColumnId) -> Option<ColumnId> {
        let name = folded(&self.before()[before].name, self.context.dialect());
        let mut all = (0..self.after().columns.len()).map(ColumnId);
        all.find(|id| folded(&self.after()[*id].name, self.context.dialect()) == name)
    }

    pub(super) fn column_before(&self, after: ColumnId) -> Option<ColumnId> {
        let name = folded(&self.after()[after].name, self.context.dialect());
        let mut all = (0..self.before().columns.len()).map(ColumnId);
        all.find(|id| folded(&self.before()[*id].name, self.context.dialect()) == name)
    }

    fn add_check(&self, i: usize, after: Option<usize>, nodes: &mut Nodes) {
        let check = &self.after().checks[i];
        let dialect = self.context.dialect();
        if let Some(column) = is_in_column(self.after(), check, dialect) {
            if !self.is_added(column)
                && let Some(before) = self.column_before(column)
            {
                self.renew_column(before, column, nodes);
            }
            return;
        }
        let Some(clause) = self.new.check(self.pair.new, check) else {
            return;
        };
        let cost = if check.enforced {
            Cost::Copy
        } else {
            Cost::InPlace
        };
        let element = Element::Check(i);
        let path = format!("{}.{}", self.path(), check.name);
        let mut op = self.op(
            OpKind::Constraint(OpVerb::Add, ConstraintKind::Check).of(self.path(), &check.name),
            format!("add check {path}"),
            cost,
            self.set(&format!("ADD {clause}"), cost),
            self.set(
                &self.drop_constraint(element, &check.name),
                Cost::dictionary(self.context),
            ),
        );
        op.scans.push(self.path());
        op.done = Some(self.constraint_exists(&check.name));
        let columns = Context::columns_of(self.after(), element);
        if check.enforced {
            let text = check.sql.get(dialect).unwrap_or_default();
            op.blocked_by = Some(queries::violations(&self.table(), text));
            op.hazards.push(hazard(
                "M23",
                format!(
                    "{}; rows of an old version that break it are refused from here on",
                    self.copied()
                ),
            ));
        }
        // A column that goes would take it along.
        let (stage, rank) = if self.is_constant_check(self.after(), i) {
            (Stage::Drop, 9)
        } else {
            (Stage::Finish, 5)
        };
        let node = Node::new(op, Phase::Contract, stage, self.path())
            .rank(rank)
            .requires(columns)
            .after(after)
            .provides([resource::constraint(&self.path(), &check.name)]);
        let changed = self.changed(element);
        nodes.push(self.ready(node.requires(changed)));
    }

    /// The changes of the columns that a constraint or an index of the new table reads.
    fn changed(&self, element: Element) -> Vec<Resource> {
        let table = self.after();
        crate::plan::context::element_columns(table, element)
            .into_iter()
            .map(|c| Aspect::NewDefinition.of(&self.path(), &table[c].name))
            .collect()
    }

    fn drop_check(&self, i: usize, nodes: &mut Nodes) -> Option<usize> {
        let check = &self.before().checks[i];
        if let Some(column) = is_in_column(self.before(), check, self.context.dialect()) {
            if !self.is_dropped(column)
                && let Some(after) = self.column_after(column)
            {
                self.renew_column(column, after, nodes);
            }
            return None;
        }
        let clause = self.old.check(self.pair.old, check)?;
        let element = Element::Check(i);
        let path = format!("{}.{}", self.path(), check.name);
        let cost = Cost::dictionary(self.context);
        let mut op = self.op(
            OpKind::Constraint(OpVerb::Drop, ConstraintKind::Check).of(self.path(), &check.name),
            format!("drop check {path}"),
            cost,
            self.set(&self.drop_constraint(element, &check.name), cost),
            self.set(&format!("ADD {clause}"), Cost::Copy),
        );
        op.done = Some(none_of(&self.constraint_exists(&check.name)));
        // Before the columns change to what it would refuse.
        let releases: Vec<_> = Context::columns_of(self.before(), element);
        let node = Node::new(op, Phase::Contract, Stage::Rename, self.path())
            .rank(4)
            .removes([resource::constraint(&self.path(), &check.name)])
            .releases(releases);
        Some(nodes.push(self.ready(node)))
    }

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

    fn add_foreign_key(&self, i: usize, after: Option<usize>, nodes: &mut Nodes) {
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

    fn drop_foreign_key(&self, i: usize, nodes: &mut Nodes) -> usize {
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
