//! What protects rows stands at every commit of a plan for PostgreSQL, on the way there and back.

use crate::engines::{describe, planned_with, run, same};
use erd_core::Dialect;
use erd_migrate::{Op, PlanOptions};
use testkit::Scratch;

/// `asked` gives the same answer after every migration and every way back.
pub(crate) fn stands(old: &[&str], new: &[&str], asked: &str) {
    if !testkit::dialects().contains(&Dialect::Postgres) {
        return;
    }
    let create = |statements: &[&str]| {
        let mut db = Scratch::new(Dialect::Postgres);
        for sql in statements {
            db.execute(sql).expect(sql);
        }
        db
    };
    let after = describe(&mut create(new), Dialect::Postgres).expect("the new schema");
    for in_place in [false, true] {
        let mut db = create(old);
        let before = describe(&mut db, Dialect::Postgres).expect("the old schema");
        let options = PlanOptions {
            in_place,
            ..PlanOptions::default()
        };
        let plan = planned_with(&before, &after, Dialect::Postgres, options).expect("a plan");
        let wanted = db.query(asked).expect("an answer");
        for migration in &plan.migrations {
            let statements = migration.ops.iter().flat_map(|op| &op.statements);
            run(&mut db, migration, statements.map(String::as_str)).expect("the way there");
            let titles: Vec<_> = migration.ops.iter().map(|op| &op.title).collect();
            let answer = db.query(asked).expect("an answer");
            assert_eq!(answer, wanted, "in place: {in_place}, after {titles:?}");
        }
        let reached = describe(&mut db, Dialect::Postgres).expect("a description");
        same(&reached, &after, Dialect::Postgres, "another schema").expect("the new schema");
        if !plan.ops().all(Op::is_reversible) {
            continue;
        }
        for migration in plan.migrations.iter().rev() {
            let down = migration.down().expect("a way back");
            run(&mut db, migration, down.iter().copied()).expect("the way back");
            let answer = db.query(asked).expect("an answer");
            assert_eq!(answer, wanted, "in place: {in_place}, back by {down:?}");
        }
        let back = describe(&mut db, Dialect::Postgres).expect("a description");
        same(&back, &before, Dialect::Postgres, "another schema").expect("the old schema");
    }
}

const POLICIES: &str = "SELECT polname::text, polpermissive::text FROM pg_policy ORDER BY polname";

#[test]
fn policies_stand_while_what_they_read_changes() {
    let schema = |ty: &str| {
        [
            format!("CREATE TABLE doc (id int PRIMARY KEY, lvl {ty} NOT NULL)"),
            format!("CREATE TABLE page (id int PRIMARY KEY, lvl {ty} NOT NULL)"),
            "ALTER TABLE doc ENABLE ROW LEVEL SECURITY".to_owned(),
            "CREATE POLICY everybody ON doc USING (true)".to_owned(),
            "CREATE POLICY no_secret ON doc AS RESTRICTIVE USING (lvl < 9)".to_owned(),
            "CREATE POLICY no_page ON page AS RESTRICTIVE USING (lvl < 9)".to_owned(),
            "CREATE MATERIALIZED VIEW doc_m AS SELECT lvl FROM doc".to_owned(),
            "CREATE UNIQUE INDEX doc_m_k ON doc_m (lvl)".to_owned(),
            "INSERT INTO doc VALUES (1, 1), (2, 9)".to_owned(),
        ]
    };
    let (old, new) = (schema("int"), schema("bigint"));
    let (old, new) = (
        old.each_ref().map(String::as_str),
        new.each_ref().map(String::as_str),
    );
    stands(&old, &new, POLICIES);
}

#[test]
fn policies_stand_while_their_function_and_they_themselves_change() {
    let schema = |argument: &str, limit: u32| {
        [
            format!(
                "CREATE FUNCTION is_open({argument} int) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1 < 9 $$"
            ),
            "CREATE TABLE doc (id int PRIMARY KEY, lvl int NOT NULL, word text)".to_owned(),
            "ALTER TABLE doc ENABLE ROW LEVEL SECURITY".to_owned(),
            "CREATE POLICY no_secret ON doc AS RESTRICTIVE USING (is_open(lvl))".to_owned(),
            format!("CREATE POLICY no_word ON doc AS RESTRICTIVE USING (lvl < {limit})"),
            "CREATE VIEW word AS SELECT id FROM doc WHERE is_open(lvl)".to_owned(),
            "INSERT INTO doc VALUES (1, 1), (2, 9)".to_owned(),
        ]
    };
    let (old, new) = (schema("v", 3), schema("level", 4));
    let (old, new) = (
        old.each_ref().map(String::as_str),
        new.each_ref().map(String::as_str),
    );
    stands(&old, &new, POLICIES);
}

#[test]
fn a_trigger_that_refuses_rows_stands() {
    let schema = |ty: &str| {
        [
            format!("CREATE TABLE doc (id int PRIMARY KEY, lvl {ty} NOT NULL)"),
            "CREATE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE; END'".to_owned(),
            "CREATE TRIGGER no_secret BEFORE INSERT OR UPDATE OF lvl ON doc FOR EACH ROW WHEN (NEW.lvl > 8) EXECUTE FUNCTION refused()".to_owned(),
            "INSERT INTO doc VALUES (1, 1)".to_owned(),
        ]
    };
    let (old, new) = (schema("int"), schema("bigint"));
    let (old, new) = (
        old.each_ref().map(String::as_str),
        new.each_ref().map(String::as_str),
    );
    stands(
        &old,
        &new,
        "SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal AND tgname = 'no_secret'",
    );
}
