//! erd reads what erd writes: no statement of a plan is one that the lint of migrations does not understand.

use crate::changes::{CHANGES, Change, FAMILY, POSTGRES};
use crate::diff::shop;
use crate::engines::planned;
use erd_checks::Config;
use erd_core::effect::LockMode;
use erd_core::schema::{Check, ObjectKind, Schema, Sql, SqlObject};
use erd_core::{Dialect, Family};
use erd_history::{Format, format, migrations};
use erd_migrate::OpKind;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config as Runs, RngAlgorithm, TestRng, TestRunner};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use testkit::random::{build, recipe};

/// Objects whose bodies are the user's own, and what else the changes of each engine leave out.
const OBJECTS: &[Change] = &[
    ("a view", |s| {
        object(
            s,
            ObjectKind::View,
            "names",
            "CREATE VIEW names AS SELECT id, email FROM customers",
        );
    }),
    ("comments", |s| {
        s.tables[1].comment = Some("it's; all of them".into());
        s.tables[1].columns[3].comment = Some("how \\ many; -- of it".into());
    }),
];

/// What MySQL has alone.
const MYSQL: &[Change] = &[("a check that is not enforced", |s| {
    let mut check = Check::new("later", Sql::new("quantity < 100"));
    check.enforced = false;
    s.tables[1].checks.push(check);
})];

/// Routines, triggers and events of MySQL and MariaDB.
const ROUTINES: &[Change] = &[
    ("a procedure", |s| {
        object(
            s,
            ObjectKind::Procedure,
            "tidy",
            "CREATE PROCEDURE tidy(IN days int) BEGIN IF days > 1 THEN DELETE FROM orders WHERE id < 0; END IF; WHILE days > 0 DO SET days = days - 1; END WHILE; END",
        );
    }),
    ("a function", |s| {
        object(
            s,
            ObjectKind::Function,
            "twice",
            "CREATE FUNCTION twice(n int) RETURNS int DETERMINISTIC NO SQL BEGIN DECLARE m int DEFAULT n; RETURN m * 2; END",
        );
    }),
    ("a trigger", |s| {
        object(
            s,
            ObjectKind::Trigger,
            "orders_note",
            "CREATE TRIGGER orders_note BEFORE UPDATE ON orders FOR EACH ROW BEGIN IF NEW.quantity < 0 THEN SET NEW.quantity = 0; END IF; END",
        );
    }),
    ("a trigger of one statement", |s| {
        object(
            s,
            ObjectKind::Trigger,
            "orders_note",
            "CREATE TRIGGER orders_note BEFORE INSERT ON orders FOR EACH ROW SET NEW.quantity = NEW.quantity + 1",
        );
    }),
];

fn object(s: &mut Schema, kind: ObjectKind, name: &str, sql: &str) {
    s.objects.push(SqlObject::new(kind, name, sql));
}

/// The statements, by what the parser says, that the lint of a folder does not understand.
#[derive(Default)]
struct Unread(BTreeMap<String, String>);

impl Unread {
    /// Plans the schema, its change and the way back, and lints the files.
    fn look(&mut self, old: &Schema, new: &Schema, dialect: Dialect) -> Result<(), String> {
        let none = Schema::default();
        let mut plans = vec![planned(&none, old, dialect)?, planned(old, new, dialect)?];
        // There is not always a plan from there: what the way back does is in `down.sql` too.
        plans.extend(planned(new, old, dialect));
        let name = format!("erd-lint-own-{}-{dialect}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let mut number = 0;
        for plan in &plans {
            let all = migrations(plan, "change", || {
                number += 1;
                format!("{number:014}")
            });
            for migration in &all {
                format::write(&folder, Format::Diesel, migration).map_err(|e| e.to_string())?;
            }
        }
        let read = erd_lint::read_folder(&folder).map_err(|e| format!("{e:?}"))?;
        let options = erd_lint::Options {
            dialect,
            config: &Config::default(),
            since: None,
            rows: BTreeMap::new(),
        };
        let linted = erd_lint::lint(&read, &options).map_err(|e| e.name)?;
        for item in linted.items.iter().filter(|item| item.finding.id == "M00") {
            let text = fs::read_to_string(&item.file).map_err(|e| e.to_string())?;
            let statement = text[item.span.clone()].to_owned();
            self.0
                .entry(item.finding.message.clone())
                .or_insert(statement);
        }
        fs::remove_dir_all(&folder).map_err(|e| e.to_string())
    }

    fn changes(&mut self, dialect: Dialect, changes: &[Change]) -> Vec<String> {
        let mut failed = Vec::new();
        for (name, change) in changes {
            let mut new = shop();
            change(&mut new);
            if let Err(error) = self.look(&shop(), &new, dialect) {
                failed.push(format!("{name}: {error}"));
            }
        }
        failed
    }

    /// Pairs of random schemas, the same in every run.
    fn random(&mut self, dialect: Dialect) {
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let mut runner = TestRunner::new_with_rng(Runs::default(), rng);
        let recipes = || prop::collection::vec(recipe(), 1..4);
        let mut looked = 0;
        for _ in 0..60 {
            let pair = (recipes(), recipes()).new_tree(&mut runner);
            let (old, new) = pair.expect("a pair").current();
            looked += usize::from(self.look(&build(&old), &build(&new), dialect).is_ok());
        }
        assert!(looked > 20, "only {looked} pairs have a plan");
    }
}

#[test]
fn every_statement_that_erd_writes_is_read() {
    let mut told = Vec::new();
    for dialect in Dialect::ALL {
        let mut unread = Unread::default();
        let mut failed = unread.changes(dialect, CHANGES);
        failed.extend(unread.changes(dialect, OBJECTS));
        let own = match dialect {
            Dialect::Postgres => POSTGRES,
            Dialect::MySql | Dialect::MariaDb => FAMILY,
            Dialect::Sqlite => &[],
        };
        failed.extend(unread.changes(dialect, own));
        if dialect.is(Family::MySql) {
            failed.extend(unread.changes(dialect, ROUTINES));
        }
        if dialect == Dialect::MySql {
            failed.extend(unread.changes(dialect, MYSQL));
        }
        assert_eq!(failed, Vec::<String>::new(), "{dialect}");
        unread.random(dialect);
        told.extend(
            unread
                .0
                .into_iter()
                .map(|(why, sql)| format!("{dialect}: {why}\n{sql}")),
        );
    }
    let told: BTreeSet<_> = told.into_iter().collect();
    let told: Vec<_> = told.into_iter().collect();
    assert!(
        told.is_empty(),
        "{} statements\n{}",
        told.len(),
        told.join("\n")
    );
}

/// What the planner and the lint say of the locks of a plan, where they differ: op, table, the planner's, the lint's.
fn disagreements(old: &Schema, new: &Schema) -> Vec<String> {
    let Ok(plan) = planned(old, new, Dialect::Postgres) else {
        return Vec::new();
    };
    let there: BTreeSet<&str> = old.tables.iter().map(|t| t.name.as_str()).collect();
    let mut found = Vec::new();
    for op in plan.ops() {
        let read = erd_lint::locks(&op.statements.join(";\n"));
        for (table, lock) in read
            .iter()
            .filter(|(table, _)| there.contains(table.as_str()))
        {
            let mut claimed = op.locks.iter().filter(|claim| claim.table == *table);
            let claimed = match op.name.kind {
                // It is made anew under a name that the old schema had.
                OpKind::CreateTable => continue,
                // The planner calls the table by its new name.
                OpKind::RenameTable => op.lock(),
                _ => claimed.next().map_or(LockMode::None, |claim| claim.mode),
            };
            if claimed != *lock {
                found.push(format!("{}: {table}: {claimed:?} {lock:?}", op.name));
            }
        }
    }
    found
}

#[test]
fn the_planner_and_the_lint_agree_on_locks() {
    let mut looked = 0;
    let mut found = BTreeSet::new();
    for (_, change) in CHANGES.iter().chain(OBJECTS).chain(POSTGRES) {
        let mut new = shop();
        change(&mut new);
        found.extend(disagreements(&shop(), &new));
        found.extend(disagreements(&new, &shop()));
        looked += 1;
    }
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Runs::default(), rng);
    let recipes = || prop::collection::vec(recipe(), 1..4);
    for _ in 0..60 {
        let pair = (recipes(), recipes()).new_tree(&mut runner);
        let (old, new) = pair.expect("a pair").current();
        found.extend(disagreements(&build(&old), &build(&new)));
    }
    assert!(looked > 20, "only {looked} changes");
    assert_eq!(found, BTreeSet::new());
}
