//! A sequence that differs (PostgreSQL, MariaDB): it is altered where it is and keeps its number. Dropped and created it
//! would give again what it gave before.

use erd_core::schema::{ObjectKind, SqlObject};
use erd_core::{Dialect, Family};
use erd_ddl::expression::{Word, words};

/// What CREATE SEQUENCE says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Options {
    unlogged: bool,
    ty: Option<String>,
    increment: Option<i128>,
    min: Option<i128>,
    max: Option<i128>,
    start: Option<i128>,
    cache: Option<i128>,
    cycle: bool,
    owner: Option<String>,
    engine: Option<String>,
}

/// The statements that lead from one form to another; `None` where it is not one CREATE SEQUENCE with options that are
/// known here.
pub(super) fn alter(from: &SqlObject, to: &SqlObject, dialect: Dialect) -> Option<Vec<String>> {
    let (was, is) = (options(from, dialect)?, options(to, dialect)?);
    let name = erd_ddl::path(dialect, to.schema.as_deref(), &to.name);
    let mut all = Vec::new();
    if was.unlogged != is.unlogged {
        let word = if is.unlogged { "UNLOGGED" } else { "LOGGED" };
        all.push(format!("ALTER SEQUENCE {name} SET {word}"));
    }
    if was.engine != is.engine {
        let engine = is.engine.as_deref().unwrap_or("InnoDB");
        all.push(format!("ALTER TABLE {name} ENGINE={engine}"));
    }
    let words = is.from(&was, dialect);
    if !words.is_empty() {
        all.push(format!("ALTER SEQUENCE {name} {}", words.join(" ")));
    }
    Some(all)
}

/// A query that returns a row where the number that the sequence has is not one of the new form, and the server refuses.
pub(super) fn blocked_by(to: &SqlObject, dialect: Dialect) -> Option<String> {
    let is = options(to, dialect).filter(|_| dialect.is(Family::Postgres))?;
    let outside = [("<", is.min), (">", is.max)];
    let outside = outside
        .into_iter()
        .filter_map(|(mark, limit)| Some(format!("last_value {mark} {}", limit?)));
    let outside: Vec<_> = outside.collect();
    let name = erd_ddl::path(dialect, to.schema.as_deref(), &to.name);
    (!outside.is_empty()).then(|| format!("SELECT 1 FROM {name} WHERE {}", outside.join(" OR ")))
}

/// Whether both are forms of one sequence that ALTER leads between.
pub(super) fn is_altered(before: &SqlObject, after: &SqlObject, dialect: Dialect) -> bool {
    before.kind == ObjectKind::Sequence
        && after.kind == ObjectKind::Sequence
        && alter(before, after, dialect).is_some()
}

impl Options {
    /// What is said to come here from there. With another type or direction the limits of either are others too, and all
    /// is said.
    fn from(&self, was: &Self, dialect: Dialect) -> Vec<String> {
        let descends = |options: &Self| options.increment.is_some_and(|by| by < 0);
        let anew = self.ty != was.ty || descends(self) != descends(was);
        let mut all = Vec::new();
        if self.ty != was.ty {
            all.push(format!("AS {}", self.ty.as_deref().unwrap_or("bigint")));
        }
        let mut number = |word: &str, was: Option<i128>, is: Option<i128>, usual: String| {
            if anew || was != is {
                all.push(is.map_or(usual, |is| format!("{word} {is}")));
            }
        };
        number(
            "INCREMENT BY",
            was.increment,
            self.increment,
            "INCREMENT BY 1".to_owned(),
        );
        number("MINVALUE", was.min, self.min, "NO MINVALUE".to_owned());
        number("MAXVALUE", was.max, self.max, "NO MAXVALUE".to_owned());
        // Unsaid, it starts at the end that it counts from.
        let first = |options: &Self| {
            let unsaid = if descends(options) {
                (options.max, -1)
            } else {
                (options.min, 1)
            };
            options.start.unwrap_or(unsaid.0.unwrap_or(unsaid.1))
        };
        if anew || first(was) != first(self) {
            all.push(format!("START WITH {}", first(self)));
        }
        let usual = if dialect.is(Family::Postgres) {
            1
        } else {
            1000
        };
        let cache = [was, self].map(|options| options.cache.unwrap_or(usual));
        if cache[0] != cache[1] {
            all.push(format!("CACHE {}", cache[1]));
        }
        if was.cycle != self.cycle {
            let no = if dialect.is(Family::Postgres) {
                "NO CYCLE"
            } else {
                "NOCYCLE"
            };
            all.push(if self.cycle { "CYCLE" } else { no }.to_owned());
        }
        if was.owner != self.owner {
            all.push(format!(
                "OWNED BY {}",
                self.owner.as_deref().unwrap_or("NONE")
            ));
        }
        all
    }
}

fn options(object: &SqlObject, dialect: Dialect) -> Option<Options> {
    let mut texts = object.create.iter().filter_map(|sql| sql.get(dialect));
    let text = texts.next().filter(|_| texts.next().is_none())?;
    let words = words(text, dialect);
    let mut rest = words.as_slice();
    let mut options = Options::default();
    let mut next = || {
        let (first, others) = rest.split_first()?;
        rest = others;
        Some(first)
    };
    if !next()?.is("create") {
        return None;
    }
    loop {
        let word = next()?;
        if word.is("sequence") {
            break;
        }
        options.unlogged |= word.is("unlogged");
        if !["unlogged", "or", "replace"]
            .iter()
            .any(|known| word.is(known))
        {
            return None;
        }
    }
    // The name, behind its namespace.
    while rest.len() > 2 && rest[1].is(".") {
        rest = &rest[2..];
    }
    let mut rest = rest.get(1..)?;
    while !rest.is_empty() {
        rest = options.read(rest, dialect)?;
    }
    Some(options)
}

impl Options {
    /// Reads one option, and gives what is behind it.
    fn read<'w>(&mut self, words: &'w [Word], dialect: Dialect) -> Option<&'w [Word]> {
        let (first, mut rest) = words.split_first()?;
        let Word::Name(first) = first else {
            return None;
        };
        let skip = |rest: &'w [Word], all: &[&str]| match rest.split_first() {
            Some((word, others)) if all.iter().any(|known| word.is(known)) => others,
            _ => rest,
        };
        match first.to_ascii_lowercase().as_str() {
            "as" => {
                let Word::Name(ty) = rest.first()? else {
                    return None;
                };
                let unsigned = rest.get(1).is_some_and(|word| word.is("unsigned"));
                let ty = ty.to_ascii_lowercase();
                let plain = if dialect.is(Family::Postgres) {
                    match ty.as_str() {
                        "int2" => "smallint",
                        "int" | "int4" => "integer",
                        "int8" => "bigint",
                        other => other,
                    }
                } else {
                    &ty
                };
                let ty = format!("{plain}{}", if unsigned { " unsigned" } else { "" });
                self.ty = Some(ty).filter(|ty| ty != "bigint");
                rest = &rest[1 + usize::from(unsigned)..];
            }
            "increment" => (self.increment, rest) = number(skip(rest, &["by", "="]))?,
            "minvalue" => (self.min, rest) = number(skip(rest, &["="]))?,
            "maxvalue" => (self.max, rest) = number(skip(rest, &["="]))?,
            "start" => (self.start, rest) = number(skip(rest, &["with", "="]))?,
            "cache" => (self.cache, rest) = number(skip(rest, &["="]))?,
            "nocache" => self.cache = Some(0),
            "cycle" => self.cycle = true,
            "nocycle" => self.cycle = false,
            "nominvalue" | "nomaxvalue" => {}
            "no" => {
                let all = ["minvalue", "maxvalue", "cycle", "cache"];
                let known = rest
                    .first()
                    .filter(|word| all.iter().any(|known| word.is(known)));
                if known?.is("cache") {
                    self.cache = Some(0);
                }
                rest = &rest[1..];
            }
            "owned" => {
                rest = skip(rest, &["by"]);
                let mut names = Vec::new();
                while let Some((Word::Name(name), others)) = rest.split_first() {
                    names.push(erd_ddl::quote(dialect, name));
                    let Some(behind) = others.strip_prefix(&[Word::Mark(".".to_owned())]) else {
                        rest = others;
                        break;
                    };
                    rest = behind;
                }
                self.owner = Some(names.join(".")).filter(|_| names.len() > 1);
            }
            "engine" => {
                rest = skip(rest, &["="]);
                let Word::Name(engine) = rest.first()? else {
                    return None;
                };
                self.engine = Some(engine.clone()).filter(|e| !e.eq_ignore_ascii_case("InnoDB"));
                rest = &rest[1..];
            }
            _ => return None,
        }
        Some(rest)
    }
}

fn number(words: &[Word]) -> Option<(Option<i128>, &[Word])> {
    let negative = words.first()?.is("-");
    let words = &words[usize::from(negative)..];
    let (first, rest) = words.split_first()?;
    let (Word::Name(text) | Word::Mark(text)) = first else {
        return None;
    };
    let number: i128 = text.parse().ok()?;
    Some((Some(if negative { -number } else { number }), rest))
}
