//! Features of a table crossed with kinds of change, on every engine at hand: planned, applied with rows, compared with the
//! engine's own words for a database made that way, taken back, compared, applied again.
//!
//! A plain run takes a few cells of each engine, others with `ERD_MATRIX_SEED=7 ERD_MATRIX_CELLS=100`; `ERD_MATRIX=all` takes all, and
//! `ERD_MATRIX_REPORT` names the file for the results, in which those of other engines stay (`cargo xtask matrix`).
//! `ERD_MATRIX_ONLY` keeps the cells whose name has that text, and `ERD_MATRIX_THREADS` says how many features of an engine are
//! tried at once.

mod bed;
mod changes;
mod definition;
#[path = "../migrate/engines.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod engines;
mod family;
mod held;
mod lite;
mod postgres;
mod report;

use bed::{Bed, Cell, Outcome};
use definition::Definition;
use erd_core::Dialect;
use std::sync::Mutex;
use testkit::Engine;

/// A table that has something, by name.
type Feature = (&'static str, fn(&mut Definition));
/// What happens to a table, by name.
type Change = (&'static str, fn(&mut Definition));

fn features(engine: &Engine) -> Vec<Feature> {
    let mut all: Vec<Feature> = vec![("plain", |_| {})];
    match engine.dialect() {
        Dialect::Postgres => all.extend(postgres::features(engine.release().0)),
        Dialect::MySql | Dialect::MariaDb => all.extend(family::features(engine.dialect())),
        Dialect::Sqlite => all.extend(lite::features()),
    }
    all
}

fn base(dialect: Dialect) -> Definition {
    match dialect {
        Dialect::Sqlite => lite::base(),
        _ => definition::base(),
    }
}

/// All cells of an engine, those of a feature together.
fn cells(engine: &Engine) -> Vec<Cell> {
    let dialect = engine.dialect();
    let mut all = Vec::new();
    for (feature, gives) in features(engine) {
        let mut with = base(dialect);
        gives(&mut with);
        for in_place in [false, true] {
            let mut push = |change: &str, before: &Definition, after: Definition| {
                let way = if in_place { "in place" } else { "in phases" };
                all.push(Cell {
                    name: format!("{feature}: {change}, {way}"),
                    feature: feature.to_owned(),
                    change: change.to_owned(),
                    before: before.clone(),
                    after,
                    in_place,
                });
            };
            for (change, makes) in changes::all(dialect) {
                let mut after = with.clone();
                makes(&mut after);
                push(change, &with, after);
            }
            // Rows of an heir go with it, as somebody has to allow.
            let mut empty = with.clone();
            empty.remove("heir rows");
            push("it goes", &empty, base(dialect));
            push("it comes", &base(dialect), with.clone());
        }
    }
    all
}

/// Which cells of an engine this run takes.
fn chosen(engine: &Engine) -> Vec<Cell> {
    let variable = |name: &str| std::env::var(name).ok();
    let mut all = cells(engine);
    if let Some(only) = variable("ERD_MATRIX_ONLY") {
        all.retain(|cell| cell.name.contains(&only));
    } else if variable("ERD_MATRIX").is_none_or(|all| all != "all") {
        let seed = variable("ERD_MATRIX_SEED").and_then(|seed| seed.parse().ok());
        let mut state: u64 = seed.unwrap_or(1);
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap_or(0)
        };
        let count = variable("ERD_MATRIX_CELLS").and_then(|count| count.parse().ok());
        let count: usize = count.unwrap_or(12);
        let mut wanted: Vec<usize> = (0..count).map(|_| next() % all.len()).collect();
        wanted.sort_unstable();
        let mut at = 0;
        all.retain(|_| {
            at += 1;
            wanted.contains(&(at - 1))
        });
    }
    all
}

/// Tries the cells of an engine. Those of a feature are tried one after the other on one database, and some features at once.
fn run(engine: &Engine) -> Vec<(Cell, Outcome)> {
    let mut features: Vec<Vec<Cell>> = Vec::new();
    for cell in chosen(engine) {
        match features.last_mut() {
            Some(own) if own[0].feature == cell.feature => own.push(cell),
            _ => features.push(vec![cell]),
        }
    }
    let count = std::env::var("ERD_MATRIX_THREADS").ok();
    let count: usize = count.and_then(|count| count.parse().ok()).unwrap_or(2);
    let (tried, open) = (
        Mutex::new(Vec::new()),
        Mutex::new(features.into_iter().enumerate()),
    );
    std::thread::scope(|scope| {
        for _ in 0..count {
            scope.spawn(|| {
                loop {
                    let next = open.lock().expect("the features").next();
                    let Some((place, cells)) = next else { break };
                    let feature = cells[0].feature.clone();
                    let own = of_feature(engine, cells);
                    eprintln!("-- {engine}: {feature}, {} cells", own.len());
                    tried.lock().expect("what was tried").push((place, own));
                }
            });
        }
    });
    let mut tried = tried.into_inner().expect("what was tried");
    tried.sort_by_key(|(place, _)| *place);
    tried.into_iter().flat_map(|(_, own)| own).collect()
}

fn of_feature(engine: &Engine, cells: Vec<Cell>) -> Vec<(Cell, Outcome)> {
    let mut bed = Bed::new(engine);
    let each = cells.into_iter().map(|cell| {
        let outcome = bed.run(&cell);
        if let Outcome::Wrong(error) = &outcome {
            eprintln!("== {engine}: {}\n{error}\n", cell.name);
        }
        (cell, outcome)
    });
    each.collect()
}

#[test]
fn every_feature_with_every_change() {
    let engines = testkit::engines();
    let results: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = engines
            .iter()
            .map(|engine| scope.spawn(|| run(engine)))
            .collect();
        let each = threads.into_iter().zip(&engines);
        each.map(|(thread, engine)| (engine, thread.join().expect("the cells of an engine")))
            .collect()
    });
    if let Ok(path) = std::env::var("ERD_MATRIX_REPORT") {
        let before = std::fs::read_to_string(&path).unwrap_or_default();
        std::fs::write(&path, report::with(&before, &results)).expect("a report");
    }
    let wrong: Vec<_> = results
        .iter()
        .flat_map(|(engine, cells)| {
            cells
                .iter()
                .filter_map(move |(cell, outcome)| match outcome {
                    Outcome::Wrong(error) => Some(format!("== {engine}: {}\n{error}", cell.name)),
                    _ => None,
                })
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // A run in which nothing is tried would say nothing.
    for (engine, cells) in &results {
        let right = cells
            .iter()
            .any(|(_, o)| matches!(o, Outcome::Right { .. }));
        assert!(
            right || cells.is_empty(),
            "no cell of {engine} came to its end"
        );
    }
}
