//! What a rule is.

use crate::Report;
use erd_core::Level;
use erd_core::schema::{Schema, Table};

/// How much of a schema a rule must see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// One entity: runs inside the derive.
    Entity,
    /// An entity and one it references: runs in const evaluation.
    Pair,
    /// The whole graph: runs in const evaluation or in `schema!`.
    Graph,
}

/// The run-time form of a rule.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// On one table.
    Entity(fn(&Table, &mut Report<'_>)),
    /// On the whole schema.
    Schema(fn(&Schema, &mut Report<'_>)),
    /// One part on each table, the other on the whole schema; they never report the same thing.
    Both(fn(&Table, &mut Report<'_>), fn(&Schema, &mut Report<'_>)),
    /// Done by the engine itself: the rules about `allow`.
    Engine,
    /// Done by the compiler, with words that are not in this crate: the rule is its page.
    Compiler,
}

/// A rule. Ids and slugs are stable: they never change their meaning.
#[derive(Debug)]
pub struct Rule {
    /// Stable id, such as `F01`.
    pub id: &'static str,
    /// Stable name, such as `fk_without_index`; what an `allow` names.
    pub slug: &'static str,
    /// How serious its findings are, unless a finding says otherwise.
    pub level: Level,
    /// How much it must see.
    pub scope: Scope,
    /// Whether an `allow` with a reason silences it.
    pub silenceable: bool,
    /// One sentence: what breaks in production.
    pub why: &'static str,
    /// The page that `cargo erd explain` prints, in Markdown.
    pub docs: &'static str,
    /// What it does.
    pub check: Check,
}

impl Rule {
    /// Name of the file about it: `f01_fk_without_index.md`.
    pub fn file_name(&self, extension: &str) -> String {
        format!("{}_{}.{extension}", self.id.to_ascii_lowercase(), self.slug)
    }
}
