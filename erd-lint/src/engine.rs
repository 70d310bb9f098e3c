//! Runs the rules over a folder.

use crate::allow::{self, Allow};
use crate::catalog::Catalog;
use crate::context::{Context, Step};
use crate::facts::OpKind;
use crate::folder::{File, Folder};
use crate::linted::{Item, Linted, Options, Silenced, UnknownSince};
use crate::read::{self, Script};
use crate::report::{Found, Report};
use crate::rule::{Check, Rule};
use crate::rules::{self, RULES};
use erd_checks::rules::{u02_unknown_allow, u03_allow_without_reason, u04_unused_allow};
use erd_checks::{Config, config};
use erd_core::effect::size;
use erd_core::{Dialect, Finding, Level, Site};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;

/// Lints a folder.
pub fn lint(folder: &Folder, options: &Options<'_>) -> Result<Linted, UnknownSince> {
    let first = match options.since {
        None => 0,
        Some(name) => since(folder, name)? + 1,
    };
    let mut lint = Lint {
        options,
        folder,
        catalog: Catalog::default(),
        linted: Linted::default(),
        used: BTreeSet::new(),
    };
    for number in 0..folder.migrations.len() {
        lint.migration(number, number >= first);
    }
    if options.since.is_none() {
        lint.linted.config = wrong_project_allows(options.config, &lint.used);
    }
    Ok(lint.linted)
}

/// The number of the migration of that name, or of that version.
fn since(folder: &Folder, name: &str) -> Result<usize, UnknownSince> {
    let names = || folder.migrations.iter().map(|m| m.name.as_str());
    let same = |m: &crate::folder::Migration| m.name == name || m.version.as_deref() == Some(name);
    folder
        .migrations
        .iter()
        .position(same)
        .ok_or_else(|| UnknownSince {
            name: name.to_owned(),
            nearest: erd_core::nearest(name, names()).map(str::to_owned),
        })
}

struct Lint<'a> {
    options: &'a Options<'a>,
    folder: &'a Folder,
    catalog: Catalog,
    linted: Linted,
    /// Lines of the allows of erd.toml that silenced something.
    used: BTreeSet<u32>,
}

impl Lint<'_> {
    fn migration(&mut self, number: usize, report: bool) {
        let migration = &self.folder.migrations[number];
        let mut catalog = std::mem::take(&mut self.catalog);
        self.file(number, &migration.up, false, &mut catalog, report);
        if let Some(down) = migration.down.as_ref().filter(|_| report) {
            // The way back starts where the way forward ended, and changes nothing of it.
            self.file(number, down, true, &mut catalog.clone(), report);
        }
        self.catalog = catalog;
        self.linted.migrations += usize::from(report);
    }

    fn file(
        &mut self,
        number: usize,
        file: &File,
        down: bool,
        catalog: &mut Catalog,
        report: bool,
    ) {
        let dialect = self.options.dialect;
        let script = read::read(&file.text, dialect);
        let ops = script
            .statements
            .iter()
            .flat_map(|statement| &statement.ops);
        let tables = ops.filter_map(|op| op.kind.table());
        self.linted.tables.extend(tables.map(ToString::to_string));
        let before = catalog.clone();
        let context = Context {
            dialect,
            engine: self.options.config.engine(dialect),
            migration: &self.folder.migrations[number],
            // Nothing is new on the way back: all of it was in use.
            number: if down { usize::MAX } else { number },
            history: &self.folder.migrations,
            statements: &script.statements,
            down,
            before: &before,
        };
        let mut found = walk(&context, catalog, report);
        if report {
            found.extend(unparsed(&script, &file.text, dialect));
            self.judge(file, &script, found, number, down);
        }
    }

    /// Applies levels and allows, and adds what is wrong with the allows.
    fn judge(
        &mut self,
        file: &File,
        script: &Script,
        mut found: Vec<Found>,
        number: usize,
        down: bool,
    ) {
        found.sort_by(|a, b| {
            (a.span.start, a.rule.id, &a.path).cmp(&(b.span.start, b.rule.id, &b.path))
        });
        let allows = allow::read(&file.text, self.options.dialect);
        let statements = statement_spans(script);
        let mut used = BTreeSet::new();
        let config = self.options.config;
        for mut found in found {
            self.set_level(&mut found, down);
            let by_comment = excuse(&found, &allows, &statements, &mut used);
            let project = &mut self.used;
            let by_project = || {
                let allow = config.allow_of(found.rule.id, found.rule.slug, &found.path)?;
                project.insert(allow.line);
                Some(Silenced::Project(allow.reason.clone()))
            };
            let silenced = by_comment.or_else(by_project);
            let item = self.item(file, number, found, silenced);
            self.linted.items.push(item);
        }
        for (at, rule, message, help) in wrong_allows(&allows, &used) {
            let finding = Finding {
                id: rule.id,
                slug: rule.slug,
                level: rule.level,
                path: format!(
                    "{}:{}",
                    self.folder.migrations[number].name,
                    allows[at].rules.join(",")
                ),
                table: String::new(),
                site: Site::Entity,
                message,
                why: rule.why.to_owned(),
                help: vec![help],
                edit: None,
                silenceable: false,
            };
            self.linted.items.push(Item {
                finding,
                file: file.path.clone(),
                span: allows[at].span.clone(),
                silenced: None,
            });
        }
    }

    fn set_level(&self, found: &mut Found, down: bool) {
        if down {
            found.level = rules::on_the_way_back(found.rule, found.level);
        }
        let table = found.table.as_ref().map(ToString::to_string);
        let rows = table.and_then(|table| self.options.rows.get(&table).copied());
        let rows = rows.or_else(|| self.options.config.migrations.small.then_some(0));
        if let Some(rows) = rows.filter(|_| found.grows) {
            if rows >= size::LARGE {
                // Writing to a String cannot fail.
                let _ = write!(found.message, "; the table has {rows} rows");
                found.level = Level::Deny;
            } else if rows < size::SMALL {
                found.level = Level::Allow;
            }
        }
        if let Some(level) = self.options.config.level_of(found.rule.id, found.rule.slug) {
            found.level = level;
        }
    }

    fn item(&self, file: &File, number: usize, found: Found, silenced: Option<Silenced>) -> Item {
        let finding = Finding {
            id: found.rule.id,
            slug: found.rule.slug,
            level: found.level,
            path: format!("{}:{}", self.folder.migrations[number].name, found.path),
            table: found
                .table
                .map(|table| table.to_string())
                .unwrap_or_default(),
            site: Site::Entity,
            message: found.message,
            why: found.why,
            help: found.help,
            edit: None,
            silenceable: true,
        };
        Item {
            finding,
            file: file.path.clone(),
            span: found.span,
            silenced,
        }
    }
}

/// Runs the rules over a file, and the file over the catalog.
fn walk(context: &Context<'_>, catalog: &mut Catalog, report: bool) -> Vec<Found> {
    let mut found = Vec::new();
    let with_level = |rule: &&'static Rule| Some((*rule, rule.levels.of(context.dialect)?));
    let active: Vec<_> = RULES
        .iter()
        .filter_map(with_level)
        .filter(|_| report)
        .collect();
    for (rule, level) in &active {
        if let Check::File(check) = rule.check {
            let mut report = Report::new(rule, *level);
            check(context, &mut report);
            found.extend(report.found);
        }
    }
    let mut open = false;
    for (number, statement) in context.statements.iter().enumerate() {
        for op in &statement.ops {
            let step = Step {
                cx: context,
                now: catalog,
                statement,
                number,
                op,
                open,
            };
            for (rule, level) in &active {
                if let Check::Op(check) = rule.check {
                    let mut report = Report::new(rule, *level);
                    check(&step, &mut report);
                    found.extend(report.found);
                }
            }
            catalog.apply(op, context.number, context.dialect);
            match op.kind {
                OpKind::Begin => open = true,
                OpKind::Commit | OpKind::Rollback => open = false,
                _ => {}
            }
        }
    }
    found
}

fn unparsed(script: &Script, text: &str, dialect: Dialect) -> Vec<Found> {
    let rule = &rules::m00_unparsed_statement::RULE;
    let Some(level) = rule.levels.of(dialect) else {
        return Vec::new();
    };
    let mut report = Report::new(rule, level);
    for problem in &script.problems {
        let start: String = text[problem.span.clone()].chars().take(40).collect();
        let start = start
            .split_whitespace()
            .take(4)
            .collect::<Vec<_>>()
            .join(" ");
        let message = format!(
            "`{start} ..` is not read as {}: {}",
            dialect.title(),
            problem.reason
        );
        report.find_at(&problem.span, start, message).help(
            "mend the statement, or read it with care and allow this finding: no rule has seen it",
        );
    }
    report.found
}

fn statement_spans(script: &Script) -> Vec<Range<usize>> {
    let read = script.statements.iter().map(|s| s.span.clone());
    let mut all: Vec<_> = read
        .chain(script.problems.iter().map(|p| p.span.clone()))
        .collect();
    all.sort_by_key(|span| span.start);
    all
}

/// An allow speaks of the statement it stands in, or of the next one.
fn excuse(
    found: &Found,
    allows: &[Allow],
    statements: &[Range<usize>],
    used: &mut BTreeSet<(usize, usize)>,
) -> Option<Silenced> {
    let of = |at: usize| statements.iter().find(|span| span.end > at);
    let mine = of(found.span.start)?;
    let mut excuse = None;
    for (number, allow) in allows.iter().enumerate() {
        if of(allow.span.start) != Some(mine) {
            continue;
        }
        for (which, name) in allow.rules.iter().enumerate() {
            if rules::find_rule(name).is_some_and(|rule| rule.id == found.rule.id) {
                used.insert((number, which));
                if !allow.reason.is_empty() {
                    excuse = Some(Silenced::Comment(allow.reason.clone()));
                }
            }
        }
    }
    excuse
}

type Wrong = (usize, &'static erd_checks::Rule, String, String);

fn wrong_allows(allows: &[Allow], used: &BTreeSet<(usize, usize)>) -> Vec<Wrong> {
    let mut out = Vec::new();
    for (number, allow) in allows.iter().enumerate() {
        if allow.rules.is_empty() {
            let help = "write `-- erd:allow(M18, reason = \"..\")`".to_owned();
            out.push((
                number,
                &u02_unknown_allow::RULE,
                "this allow names no rule".to_owned(),
                help,
            ));
            continue;
        }
        for (which, name) in allow.rules.iter().enumerate() {
            if rules::find_rule(name).is_none() {
                let names = RULES.iter().flat_map(|rule| [rule.slug, rule.id]);
                let help = match erd_core::nearest(name, names) {
                    Some(near) => format!("write `{near}`"),
                    None => "`cargo erd rules` lists them all".to_owned(),
                };
                let message = format!("no rule on migrations is called `{name}`");
                out.push((number, &u02_unknown_allow::RULE, message, help));
            } else if allow.reason.is_empty() {
                let message = format!("the allow of `{name}` gives no reason");
                let help = "say in `reason = \"..\"` why it is right there".to_owned();
                out.push((number, &u03_allow_without_reason::RULE, message, help));
            } else if !used.contains(&(number, which)) {
                let message = format!("the allow of `{name}` silences nothing");
                out.push((
                    number,
                    &u04_unused_allow::RULE,
                    message,
                    "remove it".to_owned(),
                ));
            }
        }
    }
    out
}

/// The allows of `erd.toml` that speak of rules on migrations, and give no reason or silence nothing.
fn wrong_project_allows(config: &Config, used: &BTreeSet<u32>) -> Vec<(u32, Finding)> {
    let mine = config.allows.iter();
    let mine = mine.filter(|allow| rules::find_rule(&allow.rule).is_some());
    let wrong = mine.filter_map(|allow| {
        let (name, target) = (&allow.rule, &allow.target);
        let (rule, message, help) = if allow.reason.trim().is_empty() {
            (
                &u03_allow_without_reason::RULE,
                format!("the allow of `{name}` at `{target}` gives no reason"),
                "say in `reason = \"..\"` why it is right there",
            )
        } else if !used.contains(&allow.line) {
            (
                &u04_unused_allow::RULE,
                format!("the allow of `{name}` at `{target}` silences nothing"),
                "remove it",
            )
        } else {
            return None;
        };
        let finding = Finding {
            id: rule.id,
            slug: rule.slug,
            level: rule.level,
            path: format!("{}:allow.{name}.{target}", config::FILE),
            table: String::new(),
            site: Site::Entity,
            message,
            why: rule.why.to_owned(),
            help: vec![help.to_owned()],
            edit: None,
            silenceable: false,
        };
        Some((allow.line, finding))
    });
    wrong.collect()
}
