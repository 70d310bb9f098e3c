//! What was looked at: a schema, or something else with rules of its own.

use super::page;
use crate::{RULES, Rule};
use erd_core::{Finding, Level};

/// What findings are about, and how they speak of it.
#[derive(Debug)]
pub struct Subject {
    /// One of what was looked at, as a noun.
    pub one: &'static str,
    /// Several of them.
    pub many: &'static str,
    /// Whether findings stand under their file; otherwise under their table.
    pub by_file: bool,
    /// What somebody writes to allow a finding.
    pub allow: fn(&Finding) -> String,
    /// Every rule that may speak.
    pub rules: fn() -> Vec<About>,
}

/// What is to be known of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Id, such as `F01`.
    pub id: &'static str,
    /// Slug, such as `fk_without_index`.
    pub slug: &'static str,
    /// How serious its findings are at most.
    pub level: Level,
    /// One sentence: what breaks in production.
    pub why: &'static str,
    /// Its page, in Markdown.
    pub page: String,
    /// Path of the page's file in the repository.
    pub file: String,
}

/// The rules on schemas.
pub static SCHEMA: Subject = Subject {
    one: "table",
    many: "tables",
    by_file: false,
    allow: |finding| format!("#[erd(allow({}, reason = \"...\"))]", finding.slug),
    rules: || RULES.iter().copied().map(About::new).collect(),
};

/// The rules on schemas, of a live database: there is no code to write an attribute into.
pub static DATABASE: Subject = Subject {
    allow: |finding| {
        let (rule, target) = (finding.slug, &finding.path);
        format!(
            "rule = \"{rule}\", target = \"{target}\", reason = \"...\"` below `[[allow]]` in `erd.toml"
        )
    },
    ..SCHEMA
};

impl Default for &Subject {
    fn default() -> Self {
        &SCHEMA
    }
}

impl About {
    /// A rule on schemas.
    pub fn new(rule: &Rule) -> Self {
        Self {
            id: rule.id,
            slug: rule.slug,
            level: rule.level,
            why: rule.why,
            page: page(rule),
            file: format!("docs/rules/{}", rule.file_name("md")),
        }
    }
}
