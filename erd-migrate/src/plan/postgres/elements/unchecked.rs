//! Checks and foreign keys: for new rows first, then for those that are there (rules M20, M23, M24).

use super::{Side, Worker};
use crate::diff::Element;
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Lock, LockMode, Phase};
use crate::plan::op_name::OpVerb;
use crate::plan::queries;
use crate::plan::resource::Aspect;
use crate::plan::tables::target_resources;
use erd_core::Capability;
use erd_core::effect::Kind;
use erd_ddl::IndexForm;

impl Worker<'_> {
    /// A check or a foreign key: for new rows at once, for those that are there in another transaction.
    #[allow(clippy::too_many_lines, reason = "what a check and a foreign key say")]
    pub(super) fn add_unchecked(
        &self,
        element: Element,
        name: &str,
        validate: bool,
        nodes: &mut Nodes,
    ) -> usize {
        let IndexForm::Clause(clause) = self.clause(Side::New, element, name) else {
            return nodes.0.len();
        };
        let path = self.path();
        let table = self.side(Side::New);
        // Partitioned tables take no NOT VALID foreign keys before PostgreSQL 18.
        let whole = matches!(element, Element::ForeignKey(_))
            && self.is_partitioned()
            && !self
                .context
                .diff
                .engine
                .has(Capability::NotValidOnPartitioned);
        let enforced = match element {
            Element::Check(i) => table.checks[i].enforced,
            Element::ForeignKey(i) => table.foreign_keys[i].enforced,
            _ => true,
        };
        let not_valid = if whole || !enforced { "" } else { " NOT VALID" };
        let kind = if matches!(element, Element::ForeignKey(_)) {
            Kind::AddForeignKey
        } else {
            Kind::AddConstraint
        };
        let mode = kind.postgres_lock();
        let phase = self.phase(element);
        let adopted = if self.is_partitioned() {
            self.adopted(element, name, None)
        } else {
            Vec::new()
        };
        let checked = match element {
            Element::ForeignKey(key) if whole && validate => {
                self.reference_partitioned(key, name, &adopted, phase, nodes)
            }
            _ => Vec::new(),
        };
        let mut op = self.op(
            mode,
            OpVerb::Add,
            element,
            name,
            vec![self.set(&format!("ADD {clause}{not_valid}"))],
            vec![self.drop_constraint(name)],
        );
        Self::give_back(&adopted, &mut op);
        let mut takes = Vec::new();
        let mut blocked_by = None;
        if let Element::ForeignKey(i) = element {
            let key = &table.foreign_keys[i];
            if let Some((_, parent)) = Context::target(&self.context.diff.new, self.pair.new, key) {
                // What it takes over from the partitions, it drops there first.
                op.locks.push(Lock {
                    table: parent.path(),
                    mode: if checked.is_empty() && adopted.is_empty() {
                        mode
                    } else {
                        LockMode::AccessExclusive
                    },
                });
                takes.extend(target_resources(parent, &key.target_columns));
                takes.extend(
                    key.columns
                        .first()
                        .map(|c| Aspect::Index.of(&path, &table[*c].name)),
                );
                blocked_by = Some(queries::orphans(
                    &self.new,
                    (table, key),
                    &self.rows(),
                    parent,
                ));
            }
            op.hazards.push(hazard(
                "M20",
                "rows of an old version that reference nothing are refused from here on",
            ));
            if whole && self.leaves(element, name).is_empty() {
                op.scans.push(path.clone());
                op.hazards.push(hazard(
                    "M39",
                    "nobody writes the table while all its rows are checked: without a list of its partitions they cannot be checked one by one",
                ));
                op.blocked_by.clone_from(&blocked_by);
            }
        } else if let Element::Check(i) = element {
            let text = table.checks[i]
                .sql
                .get(self.context.dialect())
                .unwrap_or_default();
            blocked_by = Some(queries::violations(&self.table(), text));
            op.hazards.push(hazard(
                "M23",
                "rows of an old version that break it are refused from here on",
            ));
        }
        op.locks.sort();
        op.locks.dedup();
        let stage = if checked.is_empty() {
            Stage::Alter
        } else {
            Stage::Finish
        };
        let node = Node::new(op, phase, stage, path.clone())
            .rank(5)
            .requires(takes)
            .apart(checked);
        let added = nodes.push(self.ready(self.named(node, name), Side::New, element));
        if !validate || whole {
            return added;
        }
        self.validate(element, name, blocked_by, phase, Some(added), nodes)
    }

    pub(super) fn validate(
        &self,
        element: Element,
        name: &str,
        blocked_by: Option<String>,
        phase: Phase,
        after: Option<usize>,
        nodes: &mut Nodes,
    ) -> usize {
        let mut op = self.op(
            Kind::ValidateConstraint.postgres_lock(),
            OpVerb::Validate,
            element,
            name,
            vec![self.set(&format!("VALIDATE CONSTRAINT {}", self.new.quote(name)))],
            Vec::new(),
        );
        op.scans.push(self.path());
        op.timeouts.statement_ms = None;
        op.blocked_by = blocked_by;
        let node = Node::new(op, phase, Stage::Validate, self.path()).apart(after);
        nodes.push(self.ready(node, Side::New, element))
    }
}
