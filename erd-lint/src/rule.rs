//! What a rule on migrations is.

use crate::context::{Context, Step};
use crate::report::Report;
use erd_checks::render::level_name;
use erd_core::{Dialect, Family, Level};
use std::fmt::Write;

/// A rule on migrations. Ids and slugs are stable: they never change their meaning.
#[derive(Debug)]
pub struct Rule {
    /// Stable id, such as `M18`.
    pub id: &'static str,
    /// Stable name, such as `index_blocks_writes`.
    pub slug: &'static str,
    /// How serious its findings are.
    pub levels: Levels,
    /// One sentence: what it does to production.
    pub why: &'static str,
    /// The page of the rule, in Markdown.
    pub docs: &'static str,
    pub(crate) check: Check,
}

/// How serious the findings of a rule are on each engine; `None` where the rule has nothing to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levels {
    /// PostgreSQL.
    pub postgres: Option<Level>,
    /// MySQL and MariaDB.
    pub mysql: Option<Level>,
    /// SQLite.
    pub sqlite: Option<Level>,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Check {
    /// One operation.
    Op(fn(&Step<'_>, &mut Report)),
    /// A whole file.
    File(fn(&Context<'_>, &mut Report)),
    /// Nothing: the engine of the lint reports it.
    Engine,
}

impl Levels {
    /// The level on a dialect.
    pub const fn of(self, dialect: Dialect) -> Option<Level> {
        match dialect.family() {
            Family::Postgres => self.postgres,
            Family::MySql => self.mysql,
            Family::Sqlite => self.sqlite,
        }
    }

    /// The most serious one.
    pub fn highest(self) -> Level {
        let all = [self.postgres, self.mysql, self.sqlite];
        all.into_iter().flatten().min().unwrap_or(Level::Allow)
    }
}

/// Deny where a rule speaks.
pub(crate) const DENY: Option<Level> = Some(Level::Deny);
/// Warn where a rule speaks.
pub(crate) const WARN: Option<Level> = Some(Level::Warn);
/// Only where a project asks for it.
pub(crate) const ON_REQUEST: Option<Level> = Some(Level::Allow);

/// The levels on PostgreSQL, on MySQL and MariaDB, and on SQLite.
pub(crate) const fn levels(
    postgres: Option<Level>,
    mysql: Option<Level>,
    sqlite: Option<Level>,
) -> Levels {
    Levels {
        postgres,
        mysql,
        sqlite,
    }
}

impl Rule {
    /// Name of the file about it: `m18_index_blocks_writes.md`.
    pub fn file_name(&self, extension: &str) -> String {
        format!("{}_{}.{extension}", self.id.to_ascii_lowercase(), self.slug)
    }

    /// Its page, and what is true of every rule in some way. Markdown.
    pub fn page(&self) -> String {
        let mut out = self.docs.trim_end().to_owned();
        out.push_str("\n\n## Facts\n");
        let sides = [
            ("PostgreSQL", self.levels.postgres),
            ("MySQL, MariaDB", self.levels.mysql),
            ("SQLite", self.levels.sqlite),
        ];
        for (engines, level) in sides {
            // Writing to a String cannot fail.
            let _ = writeln!(
                out,
                "- {engines}: {}",
                level.map_or("nothing to report", level_name)
            );
        }
        let _ = writeln!(
            out,
            "- Allow: `-- erd:allow({}, reason = \"..\")` above the statement, or `[[allow]]` in `erd.toml`",
            self.slug
        );
        out
    }
}
