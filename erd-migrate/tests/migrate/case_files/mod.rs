//! Cases that are files: see `tests/cases/README.md`.

mod file;

use crate::engines::{apply, describe, planned_with, run, same};
use erd_core::{Dialect, Engine as Version, Schema};
use erd_live::oracle;
use erd_migrate::{Op, Plan, PlanOptions};
use file::Case;
use std::fmt::Write as _;
use std::path::Path;
use testkit::{Engine, Scratch};

/// A database that a script made.
fn made(engine: &Engine, scripts: &[&str]) -> Result<Scratch, String> {
    let mut db = Scratch::on(engine);
    for script in scripts {
        db.execute_script(script)?;
    }
    Ok(db)
}

/// Whether the engine says the same of both.
fn agrees(wanted: &Scratch, db: &Scratch) -> Result<(), String> {
    let mut all = oracle::compare(wanted.url(), db.url()).map_err(|error| error.to_string())?;
    all.retain(|difference| difference.part.as_deref() != Some(oracle::ORDER));
    let all: Vec<_> = all.iter().map(ToString::to_string).collect();
    if all.is_empty() {
        Ok(())
    } else {
        Err(format!("says the engine:\n{}", all.join("\n")))
    }
}

/// What erd makes of a schema is that schema.
fn is_kept(case: &Case, engine: &Engine) -> Result<(), String> {
    let mut original = made(engine, &[&case.before])?;
    let schema = describe(&mut original, engine.dialect())?;
    let script = erd_ddl::render(&schema, engine.dialect()).map_err(|e| e.to_string())?;
    let mut db = Scratch::on(engine);
    for sql in script.iter() {
        db.execute(sql)?;
    }
    agrees(&original, &db)
}

/// One direction of a case.
struct Way<'a> {
    from: &'a str,
    to: &'a str,
    /// Whether it is the one that the file states.
    is_stated: bool,
}

/// What the statements of a plan are, for a message.
fn shown(plan: &Plan) -> String {
    let all: Vec<_> = plan.ops().flat_map(|op| &op.statements).collect();
    all.iter()
        .fold("\nplan:".to_owned(), |text, sql| format!("{text}\n{sql};"))
}

/// Both schemas as they are described, with the renames of the file in the way that it states.
fn described(
    case: &Case,
    way: &Way<'_>,
    engine: &Engine,
) -> Result<[(Scratch, Schema); 2], String> {
    let dialect = engine.dialect();
    let mut old = made(engine, &[way.from])?;
    let mut new = made(engine, &[way.to])?;
    let before = describe(&mut old, dialect)?;
    let mut after = describe(&mut new, dialect)?;
    for [table, new, old] in &case.renamed {
        let (is, was) = if way.is_stated {
            (new, old)
        } else {
            (old, new)
        };
        let table = after.tables.iter_mut().find(|own| own.name == *table);
        let columns = &mut table.ok_or("`renamed` names no table")?.columns;
        let column = columns.iter_mut().find(|column| column.name == *is);
        column.ok_or("`renamed` names no column")?.renamed_from = Some(was.clone());
    }
    Ok([(old, before), (new, after)])
}

/// Plans, goes there with the rows, looks, and goes back.
fn leads(
    case: &Case,
    way: &Way<'_>,
    engine: &Engine,
    [(old, before), (new, after)]: &[(Scratch, Schema); 2],
    in_place: bool,
) -> Result<(), String> {
    let dialect = engine.dialect();
    let options = PlanOptions {
        in_place,
        ..PlanOptions::default()
    };
    let (major, minor) = engine.release();
    let version = Version::new(dialect, &[major, minor]);
    let plan = planned_with(before, after, version, options)?;
    let mut db = made(engine, &[way.from])?;
    if way.is_stated {
        db.execute_script(&case.rows)?;
    }
    let there = || -> Result<Scratch, String> {
        for migration in &plan.migrations {
            apply(&mut db, migration)?;
        }
        same(
            &describe(&mut db, dialect)?,
            after,
            dialect,
            "another schema",
        )?;
        agrees(new, &db)?;
        for [query, wanted] in case.asks.iter().filter(|_| way.is_stated) {
            let rows = db.query(query)?;
            let is = rows.first().and_then(|row| row[0].clone());
            if is.as_deref() != Some(wanted) {
                return Err(format!("{query} says {is:?}"));
            }
        }
        Ok(db)
    };
    let mut db = there().map_err(|error| error + &shown(&plan))?;
    if !plan.ops().all(Op::is_reversible) {
        return Ok(());
    }
    for migration in plan.migrations.iter().rev() {
        let down = migration.down().map_err(|op| op.name.to_string())?;
        run(&mut db, migration, down.iter().copied())
            .map_err(|error| format!("{error}\ndown:\n{}{}", down.join(";\n"), shown(&plan)))?;
    }
    same(
        &describe(&mut db, dialect)?,
        before,
        dialect,
        "the way back leads elsewhere",
    )
    .and_then(|()| agrees(old, &db))
    .map_err(|error| format!("back: {error}{}", shown(&plan)))
}

/// The plan in phases, as the file has it: folders, what is in one transaction, statements.
fn plan_text(case: &Case, engine: &Engine) -> Result<String, String> {
    let way = Way {
        from: &case.before,
        to: &case.after,
        is_stated: true,
    };
    let [(_, before), (_, after)] = described(case, &way, engine)?;
    let plan = planned_with(&before, &after, engine.dialect(), PlanOptions::default())?;
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

/// Everything that a case claims on an engine.
fn holds(case: &Case, engine: &Engine) -> Result<(), String> {
    if case.after.is_empty() {
        return is_kept(case, engine);
    }
    for is_stated in [true, false] {
        let (from, to) = if is_stated {
            (&case.before, &case.after)
        } else {
            (&case.after, &case.before)
        };
        let way = Way {
            from,
            to,
            is_stated,
        };
        if !is_stated && case.is_one_way {
            continue;
        }
        let which = if is_stated { "stated" } else { "other" };
        let both = described(case, &way, engine).map_err(|e| format!("the {which} way: {e}"))?;
        for in_place in [false, true] {
            leads(case, &way, engine, &both, in_place)
                .map_err(|e| format!("the {which} way, in place: {in_place}: {e}"))?;
        }
    }
    Ok(())
}

/// Runs the cases of a folder on every engine of those dialects.
fn all(folder: &str, dialects: &[Dialect]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(folder);
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in file::paths(&root) {
        let mut case = Case::read(&path);
        for dialect in dialects {
            let engines: Vec<_> = testkit::engines_of(*dialect).into_iter().collect();
            for engine in engines
                .iter()
                .filter(|engine| engine.release().0 >= case.since)
            {
                count += 1;
                if let Err(error) = holds(&case, engine) {
                    wrong.push(format!("{} on {engine}: {error}", path.display()));
                }
            }
            if let Some(engine) = engines
                .iter()
                .find(|engine| engine.release().0 >= case.since)
                && !case.after.is_empty()
            {
                let plan = plan_text(&case, engine);
                let told =
                    plan.and_then(|plan| case.states(dialect.name(), dialects.len() > 1, &plan));
                wrong.extend(
                    told.err()
                        .map(|e| format!("{} on {engine}: {e}", path.display())),
                );
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count} fail:\n{}",
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
