//! Small tables are changed in as few migrations as there are phases, and as safely as others.

use crate::changes::{CHANGES, Change, FAMILY, POSTGRES};
use crate::diff::shop;
use crate::engines::{migrate_with, planned_with};
use crate::phases::Deploy;
use crate::phases::columns::{BY_AMOUNT, BY_QUANTITY, VALUES, orders};
use erd_core::{Dialect, Family};
use erd_migrate::{Plan, PlanOptions};
use std::collections::BTreeSet;

fn small() -> PlanOptions {
    PlanOptions {
        small: true,
        ..PlanOptions::default()
    }
}

/// Migrations beyond one for each phase. On SQLite there are some: a rebuild begins and ends its transaction itself.
fn too_many(plan: &Plan) -> usize {
    let phases: BTreeSet<_> = plan.migrations.iter().map(|m| m.phase).collect();
    plan.migrations.len() - phases.len()
}

#[test]
fn every_change_is_a_migration_for_each_phase_and_leads_there_and_back() {
    let mut wrong = Vec::new();
    for dialect in testkit::dialects() {
        let own: &[Change] = match dialect.family() {
            Family::Postgres => POSTGRES,
            Family::MySql => FAMILY,
            Family::Sqlite => &[],
        };
        for (what, change) in CHANGES.iter().chain(own) {
            let old = shop();
            let mut new = old.clone();
            change(&mut new);
            match migrate_with(&old, &new, dialect, small()) {
                Err(error) => wrong.push(format!("{dialect}: {what}: {error}")),
                Ok(plan) if too_many(&plan) > 0 && !dialect.is(Family::Sqlite) => {
                    let all = plan.migrations.iter();
                    let all = all.map(|m| format!("{} {:?}", m.phase.word(), m.apart));
                    wrong.push(format!(
                        "{dialect}: {what}: {}",
                        all.collect::<Vec<_>>().join(", ")
                    ));
                }
                Ok(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_column_of_a_small_table_gets_another_name() {
    for dialect in testkit::dialects() {
        let (old, new) = (orders("quantity"), orders("amount"));
        let plan = planned_with(&old, &new, dialect, small()).unwrap_or_else(|e| panic!("{e}"));
        let expected = if dialect.is(Family::Sqlite) { 4 } else { 2 };
        assert_eq!(plan.migrations.len(), expected, "{dialect}");
        let apps = (BY_QUANTITY, BY_AMOUNT);
        Deploy::with(plan, dialect, &old, apps, VALUES).there_and_back((&old, &new));
    }
}

/// What is declared and what was counted decide table by table, and what was counted is truer.
#[test]
fn how_many_rows_there_are_decides() {
    let migrations = |declared: Option<u64>, counted: Option<u64>, small: bool| {
        let (mut old, mut new) = (orders("quantity"), orders("amount"));
        for schema in [&mut old, &mut new] {
            schema.tables[0].intent.rows = declared;
        }
        let options = PlanOptions {
            rows: counted
                .map(|rows| ("orders".to_owned(), rows))
                .into_iter()
                .collect(),
            small,
            ..PlanOptions::default()
        };
        let plan = planned_with(&old, &new, Dialect::Postgres, options);
        plan.unwrap_or_else(|e| panic!("{e}")).migrations.len()
    };
    let online = migrations(None, None, false);
    assert!(online > 2, "{online}");
    assert_eq!(migrations(None, None, true), 2);
    assert_eq!(migrations(Some(99_999), None, false), 2);
    assert_eq!(migrations(Some(100_000), None, true), online);
    assert_eq!(migrations(Some(2_000_000), Some(12), false), 2);
    assert_eq!(migrations(Some(12), Some(100_000), true), online);
}

/// A trigger that waits for the end of the transaction is in the way of ALTER TABLE.
#[test]
fn a_deferred_trigger_waits_for_no_migration() {
    if !testkit::dialects().contains(&Dialect::Postgres) {
        return;
    }
    let (old, new) = (orders("quantity"), orders("amount"));
    let plan = planned_with(&old, &new, Dialect::Postgres, small());
    let plan = plan.unwrap_or_else(|e| panic!("{e}"));
    let apps = (BY_QUANTITY, BY_AMOUNT);
    let mut deploy = Deploy::with(plan, Dialect::Postgres, &old, apps, VALUES);
    deploy.say(
        "CREATE FUNCTION looks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
    );
    deploy.say(
        "CREATE CONSTRAINT TRIGGER looks AFTER UPDATE ON orders DEFERRABLE INITIALLY DEFERRED \
         FOR EACH ROW EXECUTE FUNCTION looks()",
    );
    deploy.expand();
}
