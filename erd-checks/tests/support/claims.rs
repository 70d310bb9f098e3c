//! What a rule says of engines, in a form that is put to the engines and to the rule.

use super::live::findings;
use erd_core::{Dialect, Finding, Level, Schema};
use testkit::{Engine, Scratch};

/// What the last statement of the two sides shows.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shown {
    /// It fails on the bad side with an error that has this text, and passes on the good one. Texts of several engines
    /// and versions stand with `|` between them.
    Fails(&'static str),
    /// It passes on the bad side; the good one refuses it with an error that has this text.
    GetsIn(&'static str),
    /// It answers one value on the bad side and another one on the good side.
    Gives(&'static str, &'static str),
    /// Its answer, a plan or a warning, has this text on the bad side and has it not on the good side.
    Says(&'static str),
    /// It passes on both sides: this engine does not mind, and the rule is silent where it is the only target.
    Takes,
}

use Shown::{Fails, GetsIn, Gives, Says, Takes};

/// A claim of a rule about engines: a bad schema and what it suffers, beside its good neighbour, which does not.
#[derive(Clone, Copy)]
pub(crate) struct Claim {
    pub(crate) rule: &'static str,
    on: &'static [(Dialect, Shown)],
    before: &'static [&'static str],
    bad: &'static [&'static str],
    good: &'static [&'static str],
    declare: Option<fn(&mut Schema)>,
    level: Option<Level>,
    on_mysql: bool,
    since: u32,
    until: u32,
}

/// A claim: the engines and what they show, statements before both sides, and the two sides.
pub(crate) const fn claim(
    rule: &'static str,
    on: &'static [(Dialect, Shown)],
    before: &'static [&'static str],
    bad: &'static [&'static str],
    good: &'static [&'static str],
) -> Claim {
    Claim {
        rule,
        on,
        before,
        bad,
        good,
        declare: None,
        level: Some(Level::Deny),
        on_mysql: true,
        since: 0,
        until: u32::MAX,
    }
}

impl Claim {
    /// What the declaration says beyond what a database holds, before the rule is asked.
    pub(crate) const fn declared(mut self, declare: fn(&mut Schema)) -> Self {
        self.declare = Some(declare);
        self
    }

    /// The level at which the rule reports the bad side when the engine is the only target, if it is not deny.
    pub(crate) const fn level(mut self, level: Level) -> Self {
        self.level = Some(level);
        self
    }

    /// The engine keeps too little of the bad side for the rule to see it in the database.
    pub(crate) const fn unseen(mut self) -> Self {
        self.level = None;
        self
    }

    /// MySQL does not show what MariaDB does: it refuses one of the sides for a reason of its own.
    pub(crate) const fn mariadb_alone(mut self) -> Self {
        self.on_mysql = false;
        self
    }

    /// The first major version that shows it.
    pub(crate) const fn since(mut self, major: u32) -> Self {
        self.since = major;
        self
    }

    /// The first major version that does not show it any more.
    pub(crate) const fn until(mut self, major: u32) -> Self {
        self.until = major;
        self
    }

    /// Whether a major version of an engine shows it.
    const fn is_of(&self, major: u32) -> bool {
        self.since <= major && major < self.until
    }

    /// Whether the bad side is refused as a definition, so that no database has it.
    fn is_never_there(&self, shown: Shown) -> bool {
        let defines = |sql: &&str| sql.starts_with("CREATE") || sql.starts_with("ALTER");
        matches!(shown, Fails(_)) && self.bad.last().is_some_and(defines)
    }

    /// What it shows on a dialect. MySQL shows what MariaDB does, unless the claim says something else of it.
    fn shown_on(&self, dialect: Dialect) -> impl Iterator<Item = Shown> {
        let stated = |dialect| self.on.iter().any(|(on, _)| *on == dialect);
        let asked = match dialect {
            Dialect::MySql if self.on_mysql && !stated(Dialect::MySql) => Dialect::MariaDb,
            dialect => dialect,
        };
        self.on
            .iter()
            .filter(move |(on, _)| *on == asked)
            .map(|(_, shown)| *shown)
    }

    fn prove(&self, bench: &mut Bench, shown: Shown) -> Result<(), String> {
        let bad = self.side(bench.fresh()?, self.bad)?;
        let good = self.side(bench.fresh()?, self.good)?;
        match (shown, &bad.answer, &good.answer) {
            (Fails(error), Err(said), Ok(_)) | (GetsIn(error), Ok(_), Err(said))
                if error.split('|').any(|error| said.contains(error)) => {}
            (Gives(first, second), Ok(a), Ok(b)) if a == first && b == second => {}
            (Says(text), Ok(a), Ok(b)) if a.contains(text) && !b.contains(text) => {}
            (Takes, Ok(_), Ok(_)) if bad.found.is_empty() => {}
            (Takes, Ok(_), Ok(_)) => {
                return Err(format!("the rule reports what passes: {:?}", bad.found));
            }
            (_, a, b) => return Err(format!("bad: {a:?}\ngood: {b:?}")),
        }
        let level = bad.found.iter().map(|f| f.level).min();
        let is_asked = !self.is_never_there(shown) && !matches!(shown, Takes);
        if is_asked && self.level.is_some() && level != self.level {
            return Err(format!("the rule reports the bad side at {level:?}"));
        }
        if good.found.is_empty() {
            Ok(())
        } else {
            Err(format!("the rule reports the good side: {:?}", good.found))
        }
    }

    fn side(&self, database: &mut Scratch, statements: &[&str]) -> Result<Side, String> {
        let (last, statements) = statements.split_last().ok_or("a side is empty")?;
        for sql in self.before.iter().chain(statements) {
            database.execute(sql)?;
        }
        let answer = answer(database, last);
        let mut found = findings(database, self.declare)?;
        found.retain(|f| f.id == self.rule);
        Ok(Side { answer, found })
    }
}

/// All that a query answers: values of a row with spaces between them, rows with line feeds.
fn answer(database: &mut Scratch, sql: &str) -> Result<String, String> {
    let value = |value: Option<String>| value.unwrap_or_else(|| "NULL".to_owned());
    let line = |row: Vec<Option<String>>| row.into_iter().map(value).collect::<Vec<_>>().join(" ");
    let rows = database.query(sql)?;
    Ok(rows.into_iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// What became of one side.
struct Side {
    /// Of the last statement: its answer, or its error.
    answer: Result<String, String>,
    found: Vec<Finding>,
}

/// Databases for one side after the other. PostgreSQL takes long to make one, so there it is emptied.
struct Bench {
    engine: Engine,
    database: Option<Scratch>,
}

impl Bench {
    /// An empty database in a session without settings.
    fn fresh(&mut self) -> Result<&mut Scratch, String> {
        if self.engine.dialect() != Dialect::Postgres {
            self.database = None;
        }
        if let Some(used) = &mut self.database {
            for sql in [
                "ROLLBACK",
                "DISCARD ALL",
                "DROP PUBLICATION IF EXISTS p",
                "DROP SCHEMA public CASCADE",
                "CREATE SCHEMA public",
            ] {
                used.execute(sql)?;
            }
        }
        let engine = &self.engine;
        Ok(self.database.get_or_insert_with(|| Scratch::on(engine)))
    }
}

/// Puts the claims to every engine of this run that they speak of.
///
/// # Panics
///
/// With all that do not hold.
pub(crate) fn prove(claims: &[Claim]) {
    let mut wrong = Vec::new();
    for engine in testkit::engines() {
        let mut bench = Bench {
            engine: engine.clone(),
            database: None,
        };
        for claim in claims.iter().filter(|c| c.is_of(engine.release().0)) {
            for shown in claim.shown_on(engine.dialect()) {
                if let Err(error) = claim.prove(&mut bench, shown) {
                    let rule = claim.rule;
                    let bad = claim.bad.join("; ");
                    wrong.push(format!("{rule} on {engine}, {shown:?}: {bad}\n{error}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
