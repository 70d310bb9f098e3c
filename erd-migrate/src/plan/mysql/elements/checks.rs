//! Checks (rules M23 and M55).

use crate::diff::Element;
use crate::plan::context::{Context, hazard};
use crate::plan::mysql::columns::is_in_column;
use crate::plan::mysql::cost::Cost;
use crate::plan::mysql::{Place, none_of};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::Phase;
use crate::plan::op_name::{ConstraintKind, OpKind, OpVerb};
use crate::plan::{queries, resource};

impl Place<'_> {
    /// Whether two checks stand in the line of one column.
    pub(super) fn is_in_line(&self, old: usize, new: usize) -> bool {
        let dialect = self.context.dialect();
        let (before, after) = (self.before(), self.after());
        let old = is_in_column(before, &before.checks[old], dialect);
        let new = is_in_column(after, &after.checks[new], dialect);
        let same = old.and_then(|old| self.column_after(old));
        same.is_some() && same == new
    }

    pub(super) fn add_check(&self, i: usize, after: Option<usize>, nodes: &mut Nodes) {
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

    pub(super) fn drop_check(&self, i: usize, nodes: &mut Nodes) -> Option<usize> {
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
}
