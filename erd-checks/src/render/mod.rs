//! Findings for readers: people first, machines later. Every format is a function of the same [`Results`].

mod github;
mod page;
mod place;
mod sarif;
#[cfg(test)]
mod sarif_test;
mod subject;
mod text;
mod value;

pub use github::github;
pub use page::{index, level_name, page, scope_name};
pub use place::{Place, Span, locate};
pub use sarif::sarif;
pub use subject::{About, DATABASE, SCHEMA, Subject};
pub use text::{Look, PLAIN, text};

use crate::{AllowedBy, Checked};
use erd_core::schema::{Schema, Table};
use erd_core::{Finding, Level};

/// What a check has to say, with all that its readers need.
#[derive(Clone, Debug, Default)]
pub struct Results<'a> {
    /// What was looked at.
    pub subject: &'static Subject,
    /// How many of them.
    pub count: usize,
    /// What was found.
    pub items: Vec<Item<'a>>,
}

/// A finding with what stands around it.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// Name of the Rust struct; empty where there is none.
    pub entity: &'a str,
    /// Where it was declared.
    pub place: Option<Place>,
    /// Why it is not held against the schema.
    pub silenced: Option<Silenced<'a>>,
}

/// Why a finding counts for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silenced<'a> {
    /// An `allow` in the declaration, with its reason.
    Code(&'a str),
    /// An `[[allow]]` in `erd.toml`, with its reason.
    Project(&'a str),
    /// It was there when the baseline was written.
    Baseline,
}

impl Silenced<'_> {
    /// The reason that was given.
    pub const fn reason(&self) -> &str {
        match self {
            Self::Code(reason) | Self::Project(reason) => reason,
            Self::Baseline => "in the baseline",
        }
    }
}

impl<'a> Results<'a> {
    /// Everything that was found in a schema. `place` says where a finding in a table was declared, `decided` where a
    /// line of `erd.toml` is.
    pub fn new(
        schema: &'a Schema,
        checked: &'a Checked,
        mut place: impl FnMut(&Table, &Finding) -> Option<Place>,
        mut decided: impl FnMut(u32) -> Option<Place>,
    ) -> Self {
        let mut item = |finding: &'a Finding, silenced| {
            let table = schema.tables.iter().find(|t| t.path() == finding.table);
            Item {
                finding,
                entity: table.map_or("", |t| t.entity.as_str()),
                place: table.and_then(|t| place(t, finding)),
                silenced,
            }
        };
        let mut items: Vec<Item<'a>> = checked.findings.iter().map(|f| item(f, None)).collect();
        items.extend(checked.allowed.iter().map(|allowed| {
            let reason = allowed.reason.as_str();
            let silenced = match allowed.by {
                AllowedBy::Code => Silenced::Code(reason),
                AllowedBy::Project => Silenced::Project(reason),
            };
            item(&allowed.finding, Some(silenced))
        }));
        items.extend(checked.config.iter().map(|(line, finding)| Item {
            finding,
            entity: "",
            place: decided(*line),
            silenced: None,
        }));
        Self {
            subject: &SCHEMA,
            count: schema.tables.len(),
            items,
        }
    }

    /// A finding as text.
    pub(crate) fn said(&self, finding: &Finding) -> String {
        finding.render_allowed_by(&(self.subject.allow)(finding))
    }

    /// What counts, in order.
    pub fn open(&self) -> impl Iterator<Item = &Item<'a>> {
        self.items.iter().filter(|item| item.silenced.is_none())
    }

    /// How many of that level count.
    pub fn count(&self, level: Level) -> usize {
        self.open().filter(|i| i.finding.level == level).count()
    }

    /// How many somebody allowed, or had before.
    pub fn silenced(&self) -> usize {
        self.items.len() - self.open().count()
    }

    /// `checked 2 tables: 1 error, 2 warnings`.
    pub fn summary(&self) -> String {
        let counts = [
            (self.count(Level::Deny), "error"),
            (self.count(Level::Warn), "warning"),
            (self.count(Level::Allow), "note"),
        ];
        let said: Vec<String> = counts
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, noun)| counted(*number, noun))
            .collect();
        let found = if said.is_empty() {
            String::from("no findings")
        } else {
            said.join(", ")
        };
        let what = match self.count {
            1 => format!("1 {}", self.subject.one),
            many => format!("{many} {}", self.subject.many),
        };
        format!("checked {what}: {found}")
    }
}

/// How many of something: `1 table`, `2 tables`.
pub fn counted(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}

/// What a level is called where a program's messages have one.
const fn severity(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn => "warning",
        Level::Allow => "note",
    }
}

/// What stays the same about a finding while lines move: rule and logical path.
pub fn fingerprint(finding: &Finding) -> String {
    format!("{} {}", finding.id, finding.path)
}

#[cfg(test)]
mod testing {
    use super::*;
    use crate::testing::{schema, table};
    use crate::{check_schema_with, config};
    use erd_core::Site;
    use erd_core::schema::{Action, Schema};

    /// A warning, two errors, an allowed one, and one about the project's file.
    pub(super) fn shop() -> (Schema, Checked) {
        let shop = schema([
            table("customers")
                .columns(["id", "name"])
                .primary_key(["id"])
                .index(["name"])
                .index(["name", "id"]),
            table("orders")
                .edit(|t| "Order".clone_into(&mut t.entity))
                .edit(|t| t.schema = Some("billing".to_owned()))
                .columns(["id", "customer_id"])
                .primary_key(["id"])
                .points_at(["customer_id"], 0)
                .on_delete(Action::Restrict),
            table("lines").columns(["text"]),
            table("notes")
                .columns(["text"])
                .allow("no_primary_key", Site::Entity),
        ]);
        let config = config::read("[rules]\nno_such = \"deny\"\n").expect("a good file");
        let mut checked = check_schema_with(&shop, &config);
        checked.findings.retain(|f| f.level != Level::Allow);
        (shop, checked)
    }

    /// Places: everything is in line 7 of one file, the project's file has none.
    pub(super) fn results<'a>(shop: &'a Schema, checked: &'a Checked) -> Results<'a> {
        let place = |table: &Table, _: &Finding| {
            (table.name != "lines").then(|| Place {
                file: format!("src/{}, 1.rs", table.name),
                line: 7,
                span: Some(Span {
                    column: 5,
                    end_column: 16,
                    start: 60,
                    end: 71,
                }),
            })
        };
        let decided = |line| {
            Some(Place {
                file: "erd.toml".to_owned(),
                line,
                span: None,
            })
        };
        Results::new(shop, checked, place, decided)
    }

    #[test]
    fn results_are_counted() {
        let (shop, checked) = shop();
        let results = results(&shop, &checked);
        assert_eq!(results.summary(), "checked 4 tables: 3 errors, 1 warning");
        assert_eq!(results.silenced(), 1);
        let none = Results::default();
        assert_eq!(none.summary(), "checked 0 tables: no findings");
    }
}
