//! Small declarations at the edges of what engines take: what passes is created there, and what is refused, the engine
//! refuses.

mod notation;

use super::accepted::{denied, is_refusal};
use erd_core::{Dialect, Finding, Schema};
use std::fmt::Write as _;
use testkit::{Engine, Scratch};

const FILES: [(&str, &str); 4] = [
    ("defaults", include_str!("defaults.txt")),
    ("keys", include_str!("keys.txt")),
    ("expressions", include_str!("expressions.txt")),
    ("tables", include_str!("tables.txt")),
];

/// The lines of a file that speak of a dialect; `my maria: ..` begins one that is of those alone.
fn lines(text: &'static str, dialect: Dialect) -> impl Iterator<Item = &'static str> {
    let of = |word: &str| match word {
        "pg" => Some(Dialect::Postgres),
        "my" => Some(Dialect::MySql),
        "maria" => Some(Dialect::MariaDb),
        "lite" => Some(Dialect::Sqlite),
        _ => None,
    };
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.filter_map(move |line| {
        let Some((before, behind)) = line.split_once(": ") else {
            return Some(line);
        };
        let named: Option<Vec<Dialect>> = before.split(' ').map(of).collect();
        match named {
            Some(named) => named.contains(&dialect).then_some(behind),
            None => Some(line),
        }
    })
}

/// Databases for one schema after the other. PostgreSQL takes long to make one, so there it is emptied.
struct Bench<'e> {
    engine: &'e Engine,
    database: Option<Scratch>,
}

impl Bench<'_> {
    fn fresh(&mut self) -> Result<&mut Scratch, String> {
        if self.engine.dialect() != Dialect::Postgres {
            self.database = None;
        }
        if let Some(used) = &mut self.database {
            used.execute("DROP SCHEMA public CASCADE")?;
            used.execute("CREATE SCHEMA public")?;
        }
        let engine = self.engine;
        Ok(self.database.get_or_insert_with(|| Scratch::on(engine)))
    }

    /// The error with which the engine refuses a schema; `None` where erd renders nothing for it, with a code of its own.
    fn tried(&mut self, schema: &Schema) -> Option<Result<(), String>> {
        let script = erd_ddl::render(schema, self.engine.model()).ok()?;
        let database = match self.fresh() {
            Ok(database) => database,
            Err(error) => return Some(Err(error)),
        };
        let mut all = script.iter();
        Some(all.try_for_each(|sql| {
            let done = database.execute(sql);
            done.map_err(|error| format!("{error}\n  in {sql}"))
        }))
    }
}

/// What differs between the rules and the engine.
fn differs(schema: &Schema, bench: &mut Bench<'_>) -> Option<String> {
    let denied = denied(schema, bench.engine);
    let tried = bench.tried(schema)?;
    match tried {
        Err(error) if denied.is_empty() => Some(format!("let through: {error}")),
        Ok(()) if !denied.is_empty() && denied.iter().all(is_refusal) => {
            let found: Vec<String> = denied.iter().map(Finding::render).collect();
            Some(format!("taken, and refused by: {}", found.join("\n")))
        }
        _ => None,
    }
}

#[test]
fn rules_and_engines_agree() {
    let mut wrong = String::new();
    for engine in testkit::engines() {
        let mut bench = Bench {
            engine: &engine,
            database: None,
        };
        for (file, text) in FILES {
            for line in lines(text, engine.dialect()) {
                let schema = notation::schema(line);
                if let Some(what) = differs(&schema, &mut bench) {
                    let _ = writeln!(wrong, "{engine}, {file}: {line}\n  {what}");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
