//! Cases that are files: see `tests/cases/README.md`.

mod file;

use crate::engines::{Side, planned_on, planned_with};
use erd_core::{Dialect, Schema};
use erd_migrate::PlanOptions;
use file::Case;
use std::fmt::Write as _;
use std::path::Path;
use testkit::{Engine, Scratch};

/// A database that a script made.
fn made(engine: &Engine, script: &str) -> Result<Scratch, String> {
    let mut db = Scratch::on(engine);
    db.execute_script(script)?;
    Ok(db)
}

/// A case on an engine.
struct Run<'a> {
    case: &'a Case,
    engine: &'a Engine,
    /// The schema of the file's first section, and of its last.
    sides: [Side; 2],
}

impl<'a> Run<'a> {
    fn new(case: &'a Case, engine: &'a Engine) -> Result<Self, String> {
        let side = |script: &str| Side::of(&mut made(engine, script)?);
        Ok(Self {
            case,
            engine,
            sides: [side(&case.before)?, side(&case.after)?],
        })
    }

    /// What erd makes of the first schema is that schema.
    fn is_kept(&self) -> Result<(), String> {
        let script = erd_ddl::render(&self.sides[0].schema, self.engine.dialect());
        let mut db = Scratch::on(self.engine);
        for sql in script.map_err(|errors| errors.to_string())?.iter() {
            db.execute(sql)?;
        }
        self.sides[0].is(&mut db, "what was written is another schema")
    }

    /// The schema at the end of a way as the code declares it.
    fn declared(&self, way: Way) -> Result<Schema, String> {
        let names = self.case.renamed.iter();
        self.sides[way as usize].renamed(names.map(|[table, new, old]| match way {
            Way::Forth => [table.as_str(), new, old],
            Way::Back => [table.as_str(), old, new],
        }))
    }

    /// Plans, goes there with the rows, looks, and goes back.
    fn leads(&self, way: Way, in_place: bool) -> Result<(), String> {
        let (from, to, script) = match way {
            Way::Forth => (0, 1, self.case.before.clone() + &self.case.rows),
            Way::Back => (1, 0, self.case.after.clone()),
        };
        let (from, to) = (&self.sides[from], &self.sides[to]);
        let plan = planned_on(self.engine, &from.schema, &self.declared(way)?, in_place)?;
        let asks = self.case.asks.iter().filter(|_| way == Way::Forth);
        let asks = asks.map(|[query, wanted]| [query.as_str(), wanted]);
        from.leads_to(to, &mut made(self.engine, &script)?, &plan, asks)
    }

    /// The plan in phases for any version, as the file has it: folders, what is in one transaction, statements.
    fn plan_text(&self) -> Result<String, String> {
        let after = self.declared(Way::Forth)?;
        let dialect = self.engine.dialect();
        let plan = planned_with(
            &self.sides[0].schema,
            &after,
            dialect,
            PlanOptions::default(),
        )?;
        let mut text = String::new();
        for (at, migration) in plan.migrations.iter().enumerate() {
            let how = if migration.in_transaction {
                "one transaction"
            } else {
                "each by itself"
            };
            writeln!(text, "-- {}: {how}", at + 1).map_err(|e| e.to_string())?;
            for sql in migration.ops.iter().flat_map(|op| &op.statements) {
                writeln!(text, "{sql};").map_err(|e| e.to_string())?;
            }
        }
        Ok(text)
    }

    /// What a case claims: everything on the first engine of a dialect, and the way that the file states on the others.
    fn holds(&self, is_first: bool) -> Result<(), String> {
        if self.case.after.is_empty() {
            return self.is_kept();
        }
        let mut runs = vec![(Way::Forth, false)];
        if is_first {
            runs.push((Way::Forth, true));
            runs.extend((!self.case.is_one_way).then_some((Way::Back, false)));
        }
        for (way, in_place) in runs {
            self.leads(way, in_place)
                .map_err(|error| format!("{way:?}, in place: {in_place}: {error}"))?;
        }
        Ok(())
    }
}

/// From the first schema of a file to the last, or from the last to the first; its value is the side where it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Back,
    Forth,
}

/// What is wrong with a case on an engine. `named` says whether its plan goes by the dialect's name.
fn tried(case: &mut Case, engine: &Engine, is_first: bool, named: bool) -> Result<(), String> {
    let run = Run::new(case, engine)?;
    run.holds(is_first)?;
    if !is_first || case.after.is_empty() {
        return Ok(());
    }
    let plan = run.plan_text()?;
    case.states(engine.dialect().name(), named, &plan)
}

/// Runs the cases of a folder on every engine of those dialects.
fn all(folder: &str, dialects: &[Dialect]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(folder);
    let mut wrong = Vec::new();
    for path in file::paths(&root) {
        let mut case = Case::read(&path);
        for dialect in dialects {
            let engines = testkit::engines_of(*dialect).into_iter();
            let engines = engines.filter(|engine| engine.release().0 >= case.since);
            for (at, engine) in engines.collect::<Vec<_>>().iter().enumerate() {
                if let Err(error) = tried(&mut case, engine, at == 0, dialects.len() > 1) {
                    wrong.push(format!("{} on {engine}: {error}", path.display()));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} fail:\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

#[test]
fn postgres() {
    all("postgres", &[Dialect::Postgres]);
}

#[test]
fn mysql() {
    all("mysql", &[Dialect::MySql]);
}

#[test]
fn mariadb() {
    all("mariadb", &[Dialect::MariaDb]);
}

#[test]
fn mysql_and_mariadb() {
    all("family", &[Dialect::MySql, Dialect::MariaDb]);
}

#[test]
fn sqlite() {
    all("sqlite", &[Dialect::Sqlite]);
}
