//! `cargo erd migrate lint`: what migrations that people wrote would do to a live database.

use super::args::Lint;
use super::place::{config_above, config_file_above};
use crate::cli::Report;
use crate::commands::{only_target, served};
use crate::error::Error;
use crate::json;
use crate::output;
use crate::report::{self, excerpt, repository};
use erd_checks::Config;
use erd_checks::render::{self, About, Place, Results, Silenced, Span, Subject};
use erd_checks::rules::{u02_unknown_allow, u03_allow_without_reason, u04_unused_allow};
use erd_core::{Dialect, Level};
use erd_history::snapshot;
use erd_json::Output;
use erd_lint::{FolderError, Linted, Options};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Migrations, and the rules on them.
static MIGRATIONS: Subject = Subject {
    one: "migration",
    many: "migrations",
    by_file: true,
    allow: |finding| format!("-- erd:allow({}, reason = \"...\")", finding.slug),
    rules: || {
        let own = erd_lint::RULES.iter().map(|rule| About {
            id: rule.id,
            slug: rule.slug,
            level: rule.levels.highest(),
            why: rule.why,
            page: rule.page(),
            file: format!("docs/migration-rules/{}", rule.file_name("md")),
        });
        let about_allows = [
            &u02_unknown_allow::RULE,
            &u03_allow_without_reason::RULE,
            &u04_unused_allow::RULE,
        ];
        own.chain(about_allows.map(About::new)).collect()
    },
};

pub(super) fn run(args: &Lint) -> Result<ExitCode, Error> {
    let file = config_file_above(&args.dir);
    let config = config_above(&args.dir)?;
    let dialect = dialect(args.dialect, &config)?;
    let folder = erd_lint::read_folder(&args.dir).map_err(unreadable)?;
    let declared = declared_rows(args);
    let stated = args.rows.iter().cloned();
    let options = Options {
        dialect,
        config: &config,
        since: args.since.as_deref(),
        rows: declared.clone().into_iter().chain(stated).collect(),
    };
    let linted = erd_lint::lint(&folder, &options).map_err(|unknown| Error::Usage {
        message: format!("no migration is called `{}`", unknown.name),
        help: match unknown.nearest {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name a migration of the folder, or its version".into(),
        },
    })?;
    let known = linted.tables.iter().chain(declared.keys());
    known_tables(args, &known.map(String::as_str).collect::<Vec<_>>())?;
    let texts = texts(&linted, args)?;
    let mut results = results(&linted, &texts, file.as_deref());
    if !args.all {
        results.items.retain(|i| i.finding.level != Level::Allow);
    }
    output::result(&match args.format {
        Report::Text => report::text(&results, &|item| {
            excerpt(item, &texts.by_shown(&item.place.as_ref()?.file)?.text)
        }),
        Report::Json => Output::new(json::lint(&results)).text(),
        Report::Sarif => render::sarif(&results),
        Report::Github => render::github(&results),
    })?;
    output::note(results.summary());
    Ok(ExitCode::from(u8::from(results.count(Level::Deny) > 0)))
}

/// What somebody says of a table must be said of one that the migrations have.
fn known_tables(args: &Lint, known: &[&str]) -> Result<(), Error> {
    let unknown = |(table, _): &&(String, u64)| !known.contains(&table.as_str());
    let Some((table, _)) = args.rows.iter().find(unknown) else {
        return Ok(());
    };
    let nearest = erd_core::nearest(table, known.iter().copied());
    Err(Error::Usage {
        message: format!("the migrations have no table `{table}`"),
        help: match nearest {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name a table as the migrations name it".to_owned(),
        },
    })
}

/// How many rows tables have, as they are declared.
fn declared_rows(args: &Lint) -> BTreeMap<String, u64> {
    // A snapshot that cannot be read is no concern of who reads SQL files.
    let snapshot = snapshot::read(&args.dir).ok().flatten();
    let tables = snapshot
        .into_iter()
        .flat_map(|snapshot| snapshot.schema.tables);
    let declared = tables.filter_map(|table| Some((table.path(), table.intent.rows?)));
    declared.collect()
}

/// The one that is asked for, or the only target of the project.
fn dialect(asked: Option<Dialect>, config: &Config) -> Result<Dialect, Error> {
    match asked {
        Some(dialect) => Ok(dialect),
        None => served(only_target(config, "these migrations are")?),
    }
}

fn unreadable(error: FolderError) -> Error {
    match error {
        FolderError::Read { path, error } => Error::Read { path, error },
        FolderError::Empty(_) => Error::Usage {
            message: error.to_string(),
            help: "name a folder with `NAME/up.sql` (diesel), `0001_name.sql` (sqlx), `V1__name.sql` (refinery) or other .sql files".into(),
        },
        FolderError::Metadata { .. } => Error::Usage {
            message: error.to_string(),
            help: "write `run_in_transaction = false`, or remove the file".into(),
        },
    }
}

/// Files that findings are in, each read once, and what shown paths are relative to.
struct Texts {
    base: PathBuf,
    here: PathBuf,
    all: BTreeMap<PathBuf, Text>,
}

struct Text {
    shown: String,
    text: String,
}

impl Texts {
    fn by_shown(&self, shown: &str) -> Option<&Text> {
        self.all.values().find(|text| text.shown == shown)
    }

    /// A path as it is shown.
    fn shown(&self, path: &Path) -> String {
        let absolute = self.here.join(path);
        let short = absolute.strip_prefix(&self.base).unwrap_or(&absolute);
        short.to_string_lossy().replace('\\', "/")
    }
}

fn texts(linted: &Linted, args: &Lint) -> Result<Texts, Error> {
    let here = std::env::current_dir().unwrap_or_default();
    let base = match args.format {
        Report::Text => here.clone(),
        Report::Json | Report::Sarif | Report::Github => repository(&here.join(&args.dir)),
    };
    let mut texts = Texts {
        base,
        here,
        all: BTreeMap::new(),
    };
    for item in &linted.items {
        if texts.all.contains_key(&item.file) {
            continue;
        }
        let text = std::fs::read_to_string(&item.file).map_err(|error| Error::Read {
            path: item.file.clone(),
            error,
        })?;
        let shown = texts.shown(&item.file);
        texts.all.insert(item.file.clone(), Text { shown, text });
    }
    Ok(texts)
}

fn results<'a>(linted: &'a Linted, texts: &Texts, config: Option<&Path>) -> Results<'a> {
    let item = |item: &'a erd_lint::Item| render::Item {
        finding: &item.finding,
        entity: "",
        place: texts
            .all
            .get(&item.file)
            .map(|text| place(text, &item.span)),
        silenced: item.silenced.as_ref().map(|silenced| match silenced {
            erd_lint::Silenced::Comment(reason) => Silenced::Code(reason),
            erd_lint::Silenced::Project(reason) => Silenced::Project(reason),
        }),
    };
    let decided = linted.config.iter().map(|(line, finding)| render::Item {
        finding,
        entity: "",
        place: config.map(|file| Place {
            file: texts.shown(file),
            line: *line,
            span: None,
        }),
        silenced: None,
    });
    Results {
        subject: &MIGRATIONS,
        count: linted.migrations,
        items: linted.items.iter().map(item).chain(decided).collect(),
    }
}

/// Line and columns, as far as the span is in its first line.
fn place(text: &Text, span: &Range<usize>) -> Place {
    let before = &text.text[..span.start];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let said = &text.text[span.clone()];
    let said = said.lines().next().unwrap_or_default().trim_end();
    let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let column = count(&text.text[start..span.start]).saturating_add(1);
    let lines = before.matches('\n').count();
    Place {
        file: text.shown.clone(),
        line: u32::try_from(lines).unwrap_or(u32::MAX).saturating_add(1),
        span: Some(Span {
            column,
            end_column: column.saturating_add(count(said)),
            start: span.start,
            end: span.start + said.len(),
        }),
    }
}

/// `orders=500M`: a table and how many rows it has.
pub(super) fn rows(text: &str) -> Result<(String, u64), String> {
    let wrong = || format!("`{text}` is not `TABLE=ROWS`, as in `orders=500M`");
    let (table, size) = text.split_once('=').ok_or_else(wrong)?;
    let (digits, factor) = match size.char_indices().last() {
        Some((at, 'k' | 'K')) => (&size[..at], 1_000),
        Some((at, 'M')) => (&size[..at], 1_000_000),
        Some((at, 'G' | 'B')) => (&size[..at], 1_000_000_000),
        _ => (size, 1),
    };
    let number: u64 = digits.parse().map_err(|_| wrong())?;
    let rows = number.checked_mul(factor).ok_or_else(wrong)?;
    Ok((table.to_owned(), rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        assert_eq!(rows("orders=500M"), Ok(("orders".into(), 500_000_000)));
        assert_eq!(rows("s.t=12"), Ok(("s.t".into(), 12)));
        for wrong in [
            "orders",
            "orders=",
            "orders=M",
            "orders=99999999999999999999",
            "a=1é",
        ] {
            assert!(rows(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_place_is_in_characters_and_in_one_line() {
        let text = Text {
            shown: "a.sql".into(),
            text: "-- é\n  é DROP\n TABLE t;".into(),
        };
        let start = text.text.find("DROP").expect("it is there");
        let place = place(&text, &(start..text.text.len()));
        let span = place.span.expect("a span");
        assert_eq!((place.line, span.column, span.end_column), (2, 5, 9));
        assert_eq!(&text.text[span.start..span.end], "DROP");
    }

    #[test]
    fn the_engine_is_the_only_target_or_asked_for() {
        let config = |text: &str| erd_checks::config::read(text).expect("a good file");
        let one = config("[targets]\npostgres = \"14\"\n");
        assert!(matches!(dialect(None, &one), Ok(Dialect::Postgres)));
        assert!(matches!(
            dialect(Some(Dialect::Sqlite), &one),
            Ok(Dialect::Sqlite)
        ));
        assert!(dialect(None, &config("")).is_err());
        let two = config("[targets]\npostgres = \"14\"\nsqlite = \"3.40\"\n");
        assert!(dialect(None, &two).is_err());
    }
}
