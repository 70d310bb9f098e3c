//! A database in which cells are tried one after the other.

use crate::definition::Definition;
use crate::engines::{describe, planned_with};
use crate::held;
use erd_core::Dialect;
use erd_core::schema::Schema;
use erd_live::oracle::{self, Difference, Dump};
use erd_migrate::{Op, Options, Plan, PlanOptions, diff};
use testkit::{Engine, Scratch};

/// A feature with a change.
pub(crate) struct Cell {
    pub(crate) name: String,
    pub(crate) feature: String,
    pub(crate) change: String,
    pub(crate) before: Definition,
    pub(crate) after: Definition,
    pub(crate) in_place: bool,
}

/// What came of a cell.
pub(crate) enum Outcome {
    /// All went well; whether there was a way back.
    Right { reversible: bool },
    /// The engine has no such schema.
    Invalid,
    /// The planner says why it does not, with a code.
    Refused(String),
    /// The engine refused, or something else came out.
    Wrong(String),
}

/// The old schema, in a database that is used again while it is as it was.
struct Old {
    statements: Vec<String>,
    schema: Schema,
    dump: Dump,
    db: Option<Scratch>,
}

pub(crate) struct Bed<'a> {
    engine: &'a Engine,
    old: Option<Old>,
    /// Databases that are used again: PostgreSQL takes longer to make one than for all else.
    spare: Vec<Scratch>,
}

/// What empties a database, and makes a new one like one that was emptied.
const EMPTY: [&str; 3] = [
    "DROP SCHEMA public CASCADE",
    "CREATE SCHEMA public AUTHORIZATION pg_database_owner",
    "GRANT USAGE ON SCHEMA public TO PUBLIC",
];

impl<'a> Bed<'a> {
    pub(crate) fn new(engine: &'a Engine) -> Self {
        Self {
            engine,
            old: None,
            spare: Vec::new(),
        }
    }

    pub(crate) fn run(&mut self, cell: &Cell) -> Outcome {
        match self.tried(cell) {
            Ok(outcome) => outcome,
            Err(error) => {
                self.forget();
                Outcome::Wrong(error)
            }
        }
    }

    fn forget(&mut self) {
        let db = self.old.as_mut().and_then(|old| old.db.take());
        if let Some(db) = db {
            self.put_by(db);
        }
    }

    /// A database in which nothing is.
    fn fresh(&mut self) -> Scratch {
        let is_postgres = self.engine.dialect() == Dialect::Postgres;
        while let Some(mut db) = self.spare.pop() {
            if EMPTY.iter().all(|sql| db.execute(sql).is_ok()) {
                return db;
            }
        }
        let mut db = Scratch::on(self.engine);
        if is_postgres {
            let each = EMPTY.iter();
            each.for_each(|sql| db.execute(sql).expect("a database to be emptied"));
        }
        db
    }

    fn put_by(&mut self, mut db: Scratch) {
        if self.engine.dialect() == Dialect::Postgres && db.execute("ROLLBACK").is_ok() {
            self.spare.push(db);
        }
    }

    /// The database with the old schema and rows; `None` where the engine has no such schema.
    fn old(&mut self, before: &Definition) -> Result<Option<(Scratch, Schema, Dump)>, String> {
        let (statements, rows) = (before.statements(), before.rows());
        let all: Vec<_> = statements.iter().chain(&rows).cloned().collect();
        if let Some(old) = &mut self.old
            && old.statements == all
            && let Some(db) = old.db.take()
        {
            return Ok(Some((db, old.schema.clone(), old.dump.clone())));
        }
        self.forget();
        let Some(mut db) = self.made(&statements) else {
            return Ok(None);
        };
        for sql in &rows {
            db.execute(sql)?;
        }
        let schema = describe(&mut db, self.engine.dialect())?;
        let dump = oracle::dump(db.url()).map_err(|error| error.to_string())?;
        self.old = Some(Old {
            statements: all,
            schema: schema.clone(),
            dump: dump.clone(),
            db: None,
        });
        Ok(Some((db, schema, dump)))
    }

    /// A database with those statements, if the engine takes them.
    fn made(&mut self, statements: &[String]) -> Option<Scratch> {
        let mut db = self.fresh();
        for sql in statements {
            if let Err(error) = db.execute(sql) {
                if std::env::var("ERD_MATRIX_ONLY").is_ok() {
                    eprintln!("not on {}: {error}", self.engine);
                }
                self.put_by(db);
                return None;
            }
        }
        // SQLite looks for the key that a foreign key leads to when a row comes.
        let broken = self.engine.dialect() == Dialect::Sqlite
            && db.query("PRAGMA foreign_key_check").is_err();
        (!broken).then_some(db)
    }

    fn tried(&mut self, cell: &Cell) -> Result<Outcome, String> {
        let dialect = self.engine.dialect();
        let Some((mut db, before, was)) = self.old(&cell.before)? else {
            return Ok(Outcome::Invalid);
        };
        let Some(mut wanted_db) = self.made(&cell.after.statements()) else {
            self.keep(db);
            return Ok(Outcome::Invalid);
        };
        let after = describe(&mut wanted_db, dialect)?;
        let is = oracle::dump(wanted_db.url()).map_err(|error| error.to_string())?;
        self.put_by(wanted_db);
        let mut wanted = after.clone();
        hints(cell, &mut wanted);
        let table = cell.after.name("t").unwrap_or_default();
        let values = cell.after.values();
        let values = values.map(|(name, sql)| (format!("{table}.{name}"), sql.to_owned()));
        let options = PlanOptions {
            in_place: cell.in_place,
            backfill: values.collect(),
            ..PlanOptions::default()
        };
        let plan = match planned_with(&before, &wanted, self.engine.model(), options) {
            Ok(plan) => plan,
            Err(error) if error.contains("cycle: ") || !error.starts_with("refused: ") => {
                return Err(error);
            }
            Err(error) => {
                self.keep(db);
                return Ok(Outcome::Refused(error));
            }
        };
        let told = || {
            let all: Vec<_> = plan.ops().flat_map(|op| &op.statements).cloned().collect();
            format!("\nplan:\n{}", all.join(";\n"))
        };
        let asked = Values::new(cell);
        let values = asked.ask(&mut db, &cell.before)?;
        let forth = |db: &mut Scratch, dump: Option<&Dump>| -> Result<(), String> {
            there(db, &plan)?;
            equal(db, &after, dump, "another schema")
        };
        forth(&mut db, Some(&is)).map_err(|error| error + &told())?;
        let now = asked
            .ask(&mut db, &cell.after)
            .map_err(|error| error + &told())?;
        if now != values {
            return Err(format!(
                "the rows were {values:?} and are {now:?}{}",
                told()
            ));
        }
        if !plan.ops().all(Op::is_reversible) {
            self.put_by(db);
            return Ok(Outcome::Right { reversible: false });
        }
        // The second time our own reader is enough: what it cannot see was the same the first time.
        for again in [false, true] {
            let dump = (!again).then_some(&was);
            back(&mut db, &plan)
                .and_then(|()| equal(&mut db, &before, dump, "the way back leads elsewhere"))
                .map_err(|error| error + &told())?;
            if !again {
                forth(&mut db, None).map_err(|error| format!("again: {error}{}", told()))?;
            }
        }
        let now = asked.ask(&mut db, &cell.before)?;
        if now != values {
            return Err(format!(
                "the rows were {values:?} and are {now:?} at the end{}",
                told()
            ));
        }
        // What goes with the change is not there again for the next one.
        let lost = plan.ops().any(|op| !op.losses.is_empty());
        if lost {
            self.put_by(db);
        } else {
            self.keep(db);
        }
        Ok(Outcome::Right { reversible: true })
    }

    fn keep(&mut self, db: Scratch) {
        if let Some(old) = &mut self.old {
            old.db = Some(db);
        }
    }
}

/// What was called something else before.
fn hints(cell: &Cell, wanted: &mut Schema) {
    let renamed = |symbol: &str| {
        let (was, is) = (cell.before.name(symbol)?, cell.after.name(symbol)?);
        (was != is).then(|| (was.to_owned(), is.to_owned()))
    };
    let Some(table) = cell.after.name("t") else {
        return;
    };
    let Some(table) = wanted.tables.iter_mut().find(|own| own.name == table) else {
        return;
    };
    table.renamed_from = renamed("t").map(|(was, _)| was);
    for (was, is) in cell.before.columns().filter_map(renamed) {
        if let Some(column) = table.columns.iter_mut().find(|own| own.name == is) {
            column.renamed_from = Some(was);
        }
    }
}

fn there(db: &mut Scratch, plan: &Plan) -> Result<(), String> {
    let is_postgres = db.dialect() == Dialect::Postgres;
    for migration in &plan.migrations {
        if is_postgres && migration.in_transaction {
            let before = held::tables(db)?;
            let look = |db: &mut Scratch| held::as_claimed(db, &before, migration);
            crate::engines::apply_with(db, migration, look)?;
        } else {
            crate::engines::apply(db, migration)?;
        }
    }
    Ok(())
}

fn back(db: &mut Scratch, plan: &Plan) -> Result<(), String> {
    for migration in plan.migrations.iter().rev() {
        let down = migration.down().map_err(|op| op.name.to_string())?;
        crate::engines::run(db, migration, down.iter().copied())
            .map_err(|error| format!("{error}\ndown:\n{}", down.join(";\n")))?;
    }
    Ok(())
}

/// Whether the database holds that schema, in our words and in the engine's where those are given.
fn equal(db: &mut Scratch, schema: &Schema, dump: Option<&Dump>, what: &str) -> Result<(), String> {
    let dialect = db.dialect();
    let own = describe(db, dialect)?;
    let difference = diff(&own, schema, dialect, &Options::default()).map_err(|e| e.to_string())?;
    if !difference.is_empty() {
        return Err(format!("{what}:\n{difference}"));
    }
    let Some(dump) = dump else {
        return Ok(());
    };
    let own = oracle::dump(db.url()).map_err(|error| error.to_string())?;
    let mut all = dump.differences(&own);
    all.retain(|difference| difference.part.as_deref() != Some(oracle::ORDER));
    match dialect {
        // Its RENAME puts the new name into quotes wherever it stands, and names of constraints are nothing to it.
        Dialect::Sqlite => {
            all.retain(|difference| !difference.to_string().contains("name of "));
            without_pairs(&mut all, |_, text| text.replace('"', ""));
        }
        // Indexes of partitions keep their names when columns have others.
        Dialect::Postgres => without_pairs(&mut all, |object, text| {
            let own = object.rsplit(' ').next().unwrap_or_default();
            if object.contains("part_") {
                text.replace(own, "?")
            } else {
                text.to_owned()
            }
        }),
        _ => {}
    }
    if dialect.is(erd_core::Family::MySql) {
        crate::engines::without_other_names(&mut all);
    }
    let all: Vec<_> = all.iter().map(ToString::to_string).collect();
    if all.is_empty() {
        Ok(())
    } else {
        Err(format!("{what}, says the engine:\n{}", all.join("\n")))
    }
}

/// Without what is there on both sides under other names.
fn without_pairs(all: &mut Vec<Difference>, plain: impl Fn(&str, &str) -> String) {
    let form = |difference: &Difference, text: &Option<String>| {
        text.as_deref().map(|text| plain(&difference.object, text))
    };
    let forms: Vec<_> = all
        .iter()
        .map(|difference| {
            [
                form(difference, &difference.left),
                form(difference, &difference.right),
            ]
        })
        .collect();
    let mut at = 0;
    all.retain(|_| {
        let [left, right] = &forms[at];
        at += 1;
        match (left, right) {
            (Some(text), None) => !forms.iter().any(|[_, other]| other.as_ref() == Some(text)),
            (None, Some(text)) => !forms.iter().any(|[other, _]| other.as_ref() == Some(text)),
            _ => left != right,
        }
    });
}

/// The columns that are there before and after, and hold the same.
struct Values(Vec<&'static str>);

impl Values {
    fn new(cell: &Cell) -> Self {
        let there = |symbol: &&str| {
            let both = [&cell.before, &cell.after];
            both.iter().all(|definition| {
                definition.name("t").is_some() && definition.columns().any(|own| own == *symbol)
            })
        };
        Self(
            ["id", "n", "m", "s", "q", "g"]
                .into_iter()
                .filter(there)
                .collect(),
        )
    }

    fn ask(&self, db: &mut Scratch, definition: &Definition) -> Result<Vec<String>, String> {
        let Some(table) = definition.name("t") else {
            return Ok(Vec::new());
        };
        let mut all = Vec::new();
        for symbol in &self.0 {
            let name = definition.name(symbol).unwrap_or_default();
            let order = definition.name("id").unwrap_or("1");
            let rows = db.query(&format!("SELECT {name} FROM {table} ORDER BY {order}"))?;
            let values = rows
                .into_iter()
                .map(|row| row[0].clone().unwrap_or_default());
            all.push(format!(
                "{symbol}: {}",
                values.collect::<Vec<_>>().join(", ")
            ));
        }
        Ok(all)
    }
}
