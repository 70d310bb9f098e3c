//! Findings: what a rule has to say about a place in a schema.

use crate::Edit;
use crate::codec::variants;
use crate::schema::ColumnId;

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum Level {
    /// The build fails.
    Deny,
    /// The build warns.
    Warn,
    /// Reported only where a project asks for it.
    Allow,
}

/// A place in one entity. The derive maps it to the tokens that declared it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Site {
    /// The entity as a whole.
    Entity,
    /// A column.
    Column(ColumnId),
    /// The primary key.
    PrimaryKey,
    /// A foreign key, by position.
    ForeignKey(usize),
    /// An index or unique constraint, by position.
    Index(usize),
    /// A check constraint, by position.
    Check(usize),
    /// A declared access path, by position.
    Access(usize),
}

variants! { Site { Entity, Column(value), PrimaryKey, ForeignKey(value), Index(value), Check(value), Access(value) } }

/// What a rule has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Finding {
    /// Id of the rule, such as `F01`.
    pub id: &'static str,
    /// Slug of the rule, such as `fk_without_index`; the name an `allow` uses.
    pub slug: &'static str,
    /// How serious it is.
    pub level: Level,
    /// Logical path, such as `orders.customer_id`. With the id it is the finding's fingerprint.
    pub path: String,
    /// Table it was found in, by name with namespace; empty for the schema as a whole.
    pub table: String,
    /// Place in that table.
    pub site: Site,
    /// One line: what is wrong, with real names.
    pub message: String,
    /// One sentence: what it does to production.
    pub why: String,
    /// Edits that mend it, each starting with a verb.
    pub help: Vec<String>,
    /// The first of these as an edit, where it is certain what to write and where.
    pub edit: Option<Edit>,
    /// Whether an `allow` with a reason silences it; false where the engine rejects the DDL or no row can exist.
    pub silenceable: bool,
}

impl Finding {
    /// The message as every output shows it, on several lines without a final line feed.
    pub fn render(&self) -> String {
        self.render_allowed_by(&format!("#[erd(allow({}, reason = \"...\"))]", self.slug))
    }

    /// The same where an allow is written in another way than as an attribute of the entity.
    pub fn render_allowed_by(&self, allow: &str) -> String {
        let mut text = format!(
            "erd[{}] {}: {}\n  why:  {}",
            self.id, self.slug, self.message, self.why
        );
        for help in &self.help {
            text.push_str("\n  help: ");
            text.push_str(help);
        }
        text.push_str("\n  note: ");
        if self.silenceable {
            text.push_str("allow it with `");
            text.push_str(allow);
            text.push_str("`; ");
        }
        text.push_str("more: `cargo erd explain ");
        text.push_str(self.id);
        text.push('`');
        text
    }
}
