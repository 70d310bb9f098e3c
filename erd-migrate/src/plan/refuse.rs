//! What has to be decided before there is a plan.

use super::context::Context;
use super::node::Node;
use crate::Problem;
use serde::Serialize;
use std::fmt;

/// One thing to decide.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Refusal {
    /// The name that programs match on: `loss`, `ambiguous`, `stale_hint`, `unsupported`, `cycle`.
    pub code: &'static str,
    /// The logical path: `orders.note`.
    pub path: String,
    /// What is the matter, and why it matters.
    pub message: String,
    /// What to do, starting with a verb.
    pub help: String,
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

/// Losses that nobody allowed. A drop that might be a rename is told as that.
pub(super) fn losses(context: &Context<'_>, nodes: &[Node], refusals: &mut Vec<Refusal>) {
    let ops = nodes.iter().map(|node| &node.op);
    for (op, loss) in ops.flat_map(|op| op.losses.iter().map(move |loss| (op, loss))) {
        if context.allows(&loss.allow) || context.is_ambiguous(&loss.allow) {
            continue;
        }
        let path = loss.allow.split_once(':').map_or("", |(_, path)| path);
        refusals.push(Refusal {
            code: "loss",
            path: path.to_owned(),
            message: format!("{}: {} would be lost", op.title, loss.what),
            help: format!("say `--allow {}` if that is wanted", loss.allow),
        });
    }
}

/// What the difference left open.
pub(super) fn problems(context: &Context<'_>, refusals: &mut Vec<Refusal>) {
    let diff = context.diff;
    for problem in &diff.problems {
        let (code, allow) = match problem {
            Problem::AmbiguousColumn { .. } | Problem::AmbiguousTable { .. } => {
                ("ambiguous", context.allow_of(problem))
            }
            Problem::StaleTableHint { .. } | Problem::StaleColumnHint { .. } => {
                ("stale_hint", None)
            }
        };
        if allow.as_deref().is_some_and(|name| context.allows(name)) {
            continue;
        }
        refusals.push(Refusal {
            code,
            path: problem.path(diff),
            message: problem.message(diff),
            help: problem.help(diff),
        });
    }
    refusals.sort();
    refusals.dedup();
}
