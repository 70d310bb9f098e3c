//! What has to be decided before there is a plan.

use super::node::Node;
use super::op::Op;
use super::op_name::{OpKind, OpName};
use super::{PlanOptions, postgres};
use crate::diff::{ColumnChange, column_type};
use crate::{Diff, Problem, Step};
use erd_core::Capability;
use erd_core::schema::Type;
use serde::Serialize;
use std::collections::{BTreeSet, HashSet};
use std::fmt;

/// One thing to decide.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Refusal {
    /// The name that programs match on: `loss`, `ambiguous`, `stale_hint`, `no_cast`, `unsupported`, `cycle`.
    pub code: &'static str,
    /// The logical path: `orders.note`.
    pub path: String,
    /// What is the matter, and why it matters.
    pub message: String,
    /// What to do, starting with a verb.
    pub help: String,
    /// A query with one row and one column: how many rows lose something, in a database as it is before.
    pub count: Option<String>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: `{}`: {}\n  help: {}",
            self.code, self.path, self.message, self.help
        )
    }
}

/// Everything to decide, sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusals(pub Vec<Refusal>);

impl fmt::Display for Refusals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, refusal) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            refusal.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusals {}

/// What a difference asks, and what its author has answered.
pub(super) struct Decisions<'a> {
    diff: &'a Diff,
    allowed: BTreeSet<&'a str>,
    /// Losses that are told as ambiguities.
    ambiguous: HashSet<OpName>,
}

impl<'a> Decisions<'a> {
    pub(super) fn new(diff: &'a Diff, options: &'a PlanOptions) -> Self {
        let problems = diff.problems.iter();
        Self {
            diff,
            allowed: options.allow.iter().map(String::as_str).collect(),
            ambiguous: problems.filter_map(|p| Self::allow_of(diff, p)).collect(),
        }
    }

    fn allows(&self, name: &OpName) -> bool {
        self.allowed.contains(name.to_string().as_str())
    }

    /// The loss that an ambiguity becomes when it is allowed.
    fn allow_of(diff: &Diff, problem: &Problem) -> Option<OpName> {
        let old = &diff.old;
        match problem {
            Problem::AmbiguousColumn { table, dropped, .. } => {
                let table = &old[table.old];
                let (path, column) = (table.path(), &table[*dropped].name);
                Some(OpKind::DropColumn.of(path, column))
            }
            Problem::AmbiguousTable { dropped, .. } => {
                Some(OpKind::DropTable.on(old[*dropped].path()))
            }
            _ => None,
        }
    }

    /// Losses that nobody allowed. A drop that might be a rename is told as that.
    pub(super) fn losses(&self, nodes: &[Node], refusals: &mut Vec<Refusal>) {
        for op in nodes.iter().map(|node| &node.op) {
            self.losses_of(op, refusals);
        }
    }

    /// The same of one op.
    pub(super) fn losses_of(&self, op: &Op, refusals: &mut Vec<Refusal>) {
        for loss in &op.losses {
            if self.allows(&loss.allow) || self.ambiguous.contains(&loss.allow) {
                continue;
            }
            refusals.push(Refusal {
                code: "loss",
                path: loss.allow.subject(),
                message: format!("{}: {} would be lost", op.title, loss.what),
                help: format!("say `--allow {}` if that is wanted", loss.allow),
                count: loss.count.clone(),
            });
        }
    }

    /// Changes of type that the server has no cast for.
    pub(super) fn casts(&self, refusals: &mut Vec<Refusal>) {
        let diff = self.diff;
        if !diff.dialect.has(Capability::StrictCasts) {
            return;
        }
        for step in &diff.steps {
            let Step::AlterColumn {
                table,
                old,
                new,
                changes,
            } = step
            else {
                continue;
            };
            let (was, is) = (&diff.old[table.old][*old], &diff.new[table.new][*new]);
            let (from, to) = (
                column_type(was, diff.dialect),
                column_type(is, diff.dialect),
            );
            let enums = [was, is].map(|column| matches!(column.ty, Type::Enum(_)));
            if !changes.contains(&ColumnChange::Type)
                || changes.contains(&ColumnChange::Generated)
                || enums.contains(&true)
                || postgres::has_cast(&from, &to)
            {
                continue;
            }
            let path = format!("{}.{}", diff.new[table.new].path(), is.name);
            refusals.push(Refusal {
                code: "no_cast",
                message: format!("`{path}` changes from {from} to {to}, and PostgreSQL has no cast between them"),
                help: "add a column of the new type under another name, say with `--backfill TABLE.COLUMN=\"EXPRESSION\"` what it holds, and drop this one".to_owned(),
                path,
                count: None,
            });
        }
    }

    /// What the difference left open.
    pub(super) fn problems(&self, refusals: &mut Vec<Refusal>) {
        let diff = self.diff;
        for problem in &diff.problems {
            let (code, allow) = match problem {
                Problem::AmbiguousColumn { .. } | Problem::AmbiguousTable { .. } => {
                    ("ambiguous", Self::allow_of(diff, problem))
                }
                Problem::StaleTableHint { .. }
                | Problem::StaleColumnHint { .. }
                | Problem::StaleNewColumnHint { .. } => ("stale_hint", None),
            };
            if allow.as_ref().is_some_and(|name| self.allows(name)) {
                continue;
            }
            refusals.push(Refusal {
                code,
                path: problem.path(diff),
                message: problem.message(diff),
                help: problem.help(diff),
                count: None,
            });
        }
    }
}
