//! What a project decides for all its entities: `erd.toml`.

mod glob;
mod judge;
mod naming;
mod read;
mod releases;

pub(crate) use glob::covers;
pub(crate) use judge::judge;
pub(crate) use naming::is_called;
pub use naming::{NamePattern, Named};
pub use read::{ReadError, read};
pub use releases::known_release;

use crate::find_rule;
use crate::graph::ASKING;
use crate::path;
use erd_core::schema::Table;
use erd_core::{Dialect, Engine, Finding, Level, Product, Site};
use std::path::{Path, PathBuf};

/// The name of the file.
pub const FILE: &str = "erd.toml";

/// The file with the checksums in a folder of migrations; `erd-history` writes it.
pub const SUM: &str = "erd.sum";

/// The file that decides for the package in that folder: beside its Cargo.toml, or in a folder above, up to the one with
/// Cargo.lock, which is the root of the workspace.
pub fn find(package: &Path) -> Option<PathBuf> {
    for folder in package.ancestors() {
        let file = folder.join(FILE);
        if file.is_file() {
            return Some(file);
        }
        if folder.join("Cargo.lock").is_file() {
            return None;
        }
    }
    None
}

/// The decisions of a project. The default is that of a project without the file: every rule at its own level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The databases that the schema must run on; empty means every dialect.
    pub targets: Vec<TargetVersion>,
    /// Levels of rules.
    pub levels: Vec<RuleLevel>,
    /// How things are called.
    pub naming: Vec<NamePattern>,
    /// Places that may break a rule.
    pub allows: Vec<ProjectAllow>,
    /// Where migrations are, and in which layout.
    pub migrations: Migrations,
}

/// Where a project keeps its migrations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Migrations {
    /// Folder, relative to the package's; `None` for `migrations`.
    pub folder: Option<String>,
    /// Layout: `diesel`, `sqlx`, `refinery` or `plain`; `None` for diesel's.
    pub format: Option<String>,
    /// `online = "small"`: a table of which nobody says how many rows it has is small, and is changed in as few migrations
    /// as there are phases. `online = "always"`, and no word: it is changed so that nobody waits.
    pub small: bool,
}

/// A database that the schema must run on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetVersion {
    /// The product.
    pub product: Product,
    /// Its oldest version, as numbers: `[10, 11]`.
    pub version: Vec<u32>,
    /// Line in the file, from 1.
    pub line: u32,
}

impl TargetVersion {
    /// The language that it speaks.
    pub const fn dialect(&self) -> Dialect {
        self.product.dialect()
    }
}

/// The level of a rule in this project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLevel {
    /// Slug or id as written.
    pub rule: String,
    /// The level.
    pub level: Level,
    /// Line in the file, from 1.
    pub line: u32,
}

/// A place that may break a rule, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectAllow {
    /// Slug or id as written.
    pub rule: String,
    /// Logical path of the place, such as `orders.customer_id`; a table stands for all that is in it, `*` for any text.
    pub target: String,
    /// Why breaking it is right there; empty where nobody said.
    pub reason: String,
    /// Line in the file, from 1.
    pub line: u32,
}

impl Config {
    /// Whether the schema must run on that dialect.
    pub fn is_target(&self, dialect: Dialect) -> bool {
        self.targets.is_empty() || self.targets.iter().any(|t| t.dialect() == dialect)
    }

    /// The product, with the version that the project states for it.
    pub fn engine(&self, product: impl Into<Product>) -> Engine {
        let product = product.into();
        let target = self.targets.iter().find(|t| t.product == product);
        Engine::new(product, target.map_or(&[], |target| &target.version))
    }

    /// The database that is named, where no other is.
    pub fn only_target(&self) -> Option<Product> {
        match self.targets.as_slice() {
            [only] => Some(only.product),
            _ => None,
        }
    }

    /// The languages of the databases that are named, and that migrations can be for.
    pub fn migrated(&self) -> Vec<Dialect> {
        let served = self.targets.iter().map(|t| t.product.served());
        served.filter_map(Result::ok).collect()
    }

    /// The folder of the migrations for a dialect, where the project keeps its migrations in `folder`: one per dialect
    /// below it where there are several targets. A project that had several and has one left keeps the one below.
    pub fn migrations_of(&self, folder: &Path, dialect: Option<Dialect>) -> PathBuf {
        let Some(dialect) = dialect else {
            return folder.to_owned();
        };
        let below = folder.join(dialect.name());
        let is_left = || !folder.join(SUM).is_file() && below.join(SUM).is_file();
        if self.migrated().len() > 1 || is_left() {
            below
        } else {
            folder.to_owned()
        }
    }

    /// The file without the levels and allows of rules that another tool knows, such as those on migrations.
    #[must_use]
    pub fn without(mut self, others: impl Fn(&str) -> bool) -> Self {
        self.levels.retain(|said| !others(&said.rule));
        self.allows.retain(|said| !others(&said.rule));
        self
    }

    /// The languages of the databases that are named.
    pub fn dialects(&self) -> Vec<Dialect> {
        let mut all = Vec::new();
        for dialect in self.targets.iter().map(TargetVersion::dialect) {
            if !all.contains(&dialect) {
                all.push(dialect);
            }
        }
        all
    }

    /// The levels that const evaluation asks for, by slug.
    pub fn const_levels(&self) -> Vec<(&'static str, Level)> {
        let asking = |l: &RuleLevel| Some((asking(&l.rule)?, l.level));
        self.levels.iter().filter_map(asking).collect()
    }

    /// The allows that const evaluation asks for: slug and target of those with a reason.
    pub fn const_allows(&self) -> Vec<(&'static str, &str)> {
        let said = self.allows.iter().filter(|a| !a.reason.trim().is_empty());
        said.filter_map(|a| Some((asking(&a.rule)?, a.target.as_str())))
            .collect()
    }

    /// The level this project gives a rule, by slug; the last word counts.
    pub(crate) fn level(&self, slug: &str) -> Option<Level> {
        let mut said = self.levels.iter().rev();
        let said = said.find(|l| find_rule(&l.rule).is_some_and(|rule| rule.slug == slug));
        said.map(|l| l.level)
    }

    /// The level this project gives a rule of another tool of erd, by its id or slug; the last word counts.
    pub fn level_of(&self, id: &str, slug: &str) -> Option<Level> {
        let mut said = self.levels.iter().rev();
        let said = said.find(|l| names(&l.rule, id, slug));
        said.map(|l| l.level)
    }

    /// The first allow with a reason that speaks of a rule of another tool of erd at a logical path.
    pub fn allow_of(&self, id: &str, slug: &str, path: &str) -> Option<&ProjectAllow> {
        self.allows.iter().find(|allow| {
            names(&allow.rule, id, slug)
                && !allow.reason.trim().is_empty()
                && glob::covers(&allow.target, path)
        })
    }

    /// Gives a finding the project's level. What stands at deny and cannot be silenced stays there: the engine rejects
    /// it all the same.
    pub(crate) fn set_level(&self, finding: &mut Finding) {
        let fixed = !finding.silenceable && finding.level == Level::Deny;
        if let (Some(level), false) = (self.level(finding.slug), fixed) {
            finding.level = level;
        }
    }

    /// Whether an allow of the project with a reason speaks of a rule, by slug, at a site of a table.
    pub fn allows(&self, slug: &str, table: &Table, site: Site) -> bool {
        if self.allows.is_empty() {
            return false;
        }
        let place = path::site(table, site);
        let mut said = self.speak_of(slug, &place);
        said.any(|i| !self.allows[i].reason.trim().is_empty())
    }

    /// The positions of the allows that speak of a rule at a logical path in a table.
    pub(crate) fn speak_of<'a>(
        &'a self,
        slug: &'a str,
        path: &'a str,
    ) -> impl Iterator<Item = usize> + 'a {
        let speaks = move |allow: &ProjectAllow| {
            find_rule(&allow.rule).is_some_and(|rule| rule.slug == slug)
                && covers(&allow.target, path)
        };
        let numbered = self.allows.iter().enumerate();
        numbered.filter(move |(_, a)| speaks(a)).map(|(i, _)| i)
    }
}

/// The slug of a rule that const evaluation asks about.
fn asking(id_or_slug: &str) -> Option<&'static str> {
    let slug = find_rule(id_or_slug)?.slug;
    ASKING.contains(&slug).then_some(slug)
}

/// Whether a rule as written is the one of that id or slug.
fn names(written: &str, id: &str, slug: &str) -> bool {
    written == slug || written.eq_ignore_ascii_case(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{schema, table};
    use crate::{check_schema, check_schema_with};
    use erd_core::schema::{Generated, Sql};

    fn with(text: &str) -> Config {
        read(text).expect("the test writes a good file")
    }

    fn shop() -> erd_core::Schema {
        schema([
            table("customers").columns(["id"]).primary_key(["id"]),
            table("orders")
                .columns(["id", "customer_id"])
                .primary_key(["id"])
                .points_at(["customer_id"], 0),
            table("logs").columns(["text"]),
        ])
    }

    #[test]
    fn a_project_without_a_word_changes_nothing() {
        let checked = check_schema_with(&shop(), &Config::default());
        assert_eq!(checked.findings, check_schema(&shop()));
        assert!(checked.allowed.is_empty() && checked.config.is_empty());
    }

    #[test]
    fn levels_are_set() {
        let config = with("[rules]\nfk_without_index = \"warn\"\nK01 = \"allow\"\n");
        let checked = check_schema_with(&shop(), &config);
        let level = |id| {
            checked
                .findings
                .iter()
                .find(|f| f.id == id)
                .map(|f| f.level)
        };
        assert_eq!(level("F01"), Some(Level::Warn));
        assert_eq!(level("K01"), Some(Level::Allow));
        assert!(checked.config.is_empty(), "{:?}", checked.config);
    }

    #[test]
    fn what_an_engine_rejects_cannot_be_lowered() {
        let config = with("[rules]\ngenerated_primary_key = \"warn\"\n");
        let age = table("t").column("age", |c| {
            let sql = Sql::new("born + 1");
            c.generated = Some(Generated { sql, stored: false });
        });
        let age = age.primary_key(["age"]);
        let checked = check_schema_with(&schema([age]), &config);
        let found = checked.findings.iter().find(|f| f.id == "K15");
        assert_eq!(found.map(|f| f.level), Some(Level::Deny));
        let (line, finding) = &checked.config[0];
        assert_eq!((*line, finding.id), (2, "U05"));
    }

    #[test]
    fn an_allow_silences_its_place_with_its_reason() {
        let allow = |target: &str| {
            let head = "[[allow]]\nrule = \"fk_without_index\"\nreason = \"few orders\"\n";
            check_schema_with(&shop(), &with(&format!("{head}target = \"{target}\"\n")))
        };
        for target in ["orders.customer_id", "orders", "orders.*", "*"] {
            let checked = allow(target);
            assert!(checked.findings.iter().all(|f| f.id != "F01"), "{target}");
            assert_eq!(checked.allowed.len(), 1);
            assert_eq!(checked.allowed[0].reason, "few orders");
            assert!(checked.config.is_empty(), "{target}");
        }
        for target in ["order", "orders.id", "logs", "*.customer"] {
            let checked = allow(target);
            assert!(checked.findings.iter().any(|f| f.id == "F01"), "{target}");
            assert_eq!(checked.config[0].1.id, "U04", "{target}");
        }
    }

    #[test]
    fn wrong_words_are_findings_with_their_line() {
        let config = with(
            "[rules]\nfk_without_indx = \"warn\"\n\n[[allow]]\nrule = \"no_primary_key\"\ntarget = \"logs\"\nreason = \"\"\n\
             [[allow]]\nrule = \"generated_primary_key\"\ntarget = \"logs\"\nreason = \"no\"\n",
        );
        let checked = check_schema_with(&shop(), &config);
        let said: Vec<_> = checked.config.iter().map(|(l, f)| (*l, f.id)).collect();
        assert_eq!(said, [(2, "U02"), (4, "U03"), (8, "U05")]);
        assert_eq!(checked.config[0].1.help, ["write `fk_without_index`"]);
        assert!(
            checked.findings.iter().any(|f| f.id == "K01"),
            "silences nothing"
        );
    }

    #[test]
    fn rules_on_migrations_are_left_to_their_lint() {
        let config = with(
            "[rules]\nM18 = \"warn\"\n[[allow]]\nrule = \"drop_table\"\ntarget = \"logs\"\nreason = \"empty\"\n",
        );
        let mine = config
            .clone()
            .without(|rule| rule.starts_with(['M', 'm']) || rule == "drop_table");
        assert!(check_schema_with(&shop(), &mine).config.is_empty());
        assert_eq!(
            config.level_of("M18", "index_blocks_writes"),
            Some(Level::Warn)
        );
        let allow = |path| {
            config
                .allow_of("M16", "drop_table", path)
                .map(|a| a.reason.as_str())
        };
        assert_eq!((allow("logs"), allow("orders")), (Some("empty"), None));
    }

    #[test]
    fn targets_are_all_dialects_until_some_are_named() {
        assert!(Config::default().is_target(Dialect::MySql));
        let config = with("[targets]\npostgres = \"14\"\n");
        assert!(config.is_target(Dialect::Postgres) && !config.is_target(Dialect::MySql));
    }
}
