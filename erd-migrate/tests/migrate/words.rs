//! What MySQL and MariaDB say of a database that a plan has changed is what they say of one that is made anew, on the way
//! there and back, on every server of the run.

use crate::engines::{describe, planned_with, run, statements};
use erd_core::schema::Schema;
use erd_core::{Dialect, Family};
use erd_live::oracle;
use erd_migrate::{Op, Plan, PlanOptions};
use testkit::Scratch;

fn made(engine: &testkit::Engine, statements: &[&str]) -> (Scratch, Schema) {
    let mut db = Scratch::on(engine);
    for sql in statements {
        if let Err(error) = db.execute(sql) {
            panic!("{engine}: {error}: {sql}");
        }
    }
    let schema = describe(&mut db, engine.dialect()).expect("a description");
    (db, schema)
}

/// The old database becomes the new one and is the old one again. `hint` is told to the new schema, and `backfill` says
/// what columns are computed from.
fn leads_with(old: &[&str], new: &[&str], hint: impl Fn(&mut Schema), backfill: &[(&str, &str)]) {
    for engine in testkit::engines() {
        if !engine.dialect().is(Family::MySql) {
            continue;
        }
        let (fresh, after) = made(&engine, new);
        let (mut db, before) = made(&engine, old);
        let (was, _) = made(&engine, old);
        let mut wanted = after.clone();
        hint(&mut wanted);
        for in_place in [true, false] {
            let options = PlanOptions {
                in_place,
                backfill: backfill
                    .iter()
                    .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                    .collect(),
                ..PlanOptions::default()
            };
            let plan = planned_with(&before, &wanted, engine.model(), options).expect("a plan");
            let all = statements(&plan);
            let told = format!("{engine}, in place: {in_place}, plan:\n{}", all.join(";\n"));
            forth(&mut db, &plan).unwrap_or_else(|error| panic!("{error}\n{told}"));
            is_as(&fresh, &db, &told);
            if !plan.ops().all(Op::is_reversible) {
                (db, _) = made(&engine, old);
                continue;
            }
            back(&mut db, &plan).unwrap_or_else(|error| panic!("{error}\n{told}"));
            is_as(&was, &db, &format!("back, {told}"));
        }
    }
}

fn forth(db: &mut Scratch, plan: &Plan) -> Result<(), String> {
    for migration in &plan.migrations {
        let statements = migration.ops.iter().flat_map(|op| &op.statements);
        run(db, migration, statements.map(String::as_str))?;
    }
    Ok(())
}

fn back(db: &mut Scratch, plan: &Plan) -> Result<(), String> {
    for migration in plan.migrations.iter().rev() {
        let down = migration.down().map_err(|op| op.name.to_string())?;
        run(db, migration, down.iter().copied())
            .map_err(|error| format!("{error}\ndown:\n{}", down.join(";\n")))?;
    }
    Ok(())
}

fn is_as(fresh: &Scratch, db: &Scratch, told: &str) {
    let differences = oracle::compare(fresh.url(), db.url()).expect("a comparison");
    let differences: Vec<_> = differences.iter().map(ToString::to_string).collect();
    assert!(
        differences.is_empty(),
        "A is made anew:\n{}\n{told}",
        differences.join("\n")
    );
}

fn leads(old: &[&str], new: &[&str]) {
    leads_with(old, new, |_| {}, &[]);
}

const PARENTS: &str = "CREATE TABLE par (id int PRIMARY KEY)";
const KID: &str =
    "CREATE TABLE kid (id int PRIMARY KEY, p int, x int, FOREIGN KEY (p) REFERENCES par (id))";

/// A child of `par` with those keys beside the primary one.
fn kid(keys: &str) -> String {
    format!("CREATE TABLE kid (id int PRIMARY KEY, p int, x int, {keys})")
}

/// The server made it for the foreign key, and takes it away by itself when it can.
#[test]
fn an_implied_index_stays_beside_others_that_come() {
    let key = "FOREIGN KEY (p) REFERENCES par (id)";
    for keys in [
        "KEY p (p), KEY px (p, x)",
        "KEY px (p, x)",
        "KEY p (p), UNIQUE KEY px (p, x)",
        "KEY p2 (p), KEY p3 (p, x)",
    ] {
        leads(&[PARENTS, KID], &[PARENTS, &kid(&format!("{keys}, {key}"))]);
    }
    let second = "CONSTRAINT k2 FOREIGN KEY (p) REFERENCES oth (id)";
    let others = "CREATE TABLE oth (id int PRIMARY KEY)";
    leads(
        &[PARENTS, others, KID],
        &[PARENTS, others, &kid(&format!("{key}, {second}"))],
    );
    leads(
        &[
            PARENTS,
            "CREATE TABLE kid (id int PRIMARY KEY, p int NOT NULL, FOREIGN KEY (p) REFERENCES par (id))",
        ],
        &[
            PARENTS,
            "CREATE TABLE kid (id int, p int NOT NULL, PRIMARY KEY (p, id), KEY p (p), FOREIGN KEY (p) REFERENCES par (id))",
        ],
    );
}

#[test]
fn an_implied_index_keeps_its_name_while_its_foreign_key_goes_and_comes() {
    let both = |ty: &str, own: &str, action: &str| {
        [
            format!("CREATE TABLE par (id {ty} NOT NULL {own} PRIMARY KEY)"),
            format!(
                "CREATE TABLE kid (id int PRIMARY KEY, p {ty}, FOREIGN KEY (p) REFERENCES par (id) {action})"
            ),
        ]
    };
    let first = both("int", "", "");
    let first = first.each_ref().map(String::as_str);
    for other in [
        both("int", "AUTO_INCREMENT", ""),
        both("bigint", "", ""),
        both("int", "", "ON DELETE CASCADE"),
    ] {
        leads(&first, &other.each_ref().map(String::as_str));
    }
    let named = |name: &str| {
        kid(&format!(
            "CONSTRAINT {name} FOREIGN KEY (p) REFERENCES par (id)"
        ))
    };
    leads(&[PARENTS, &named("a")], &[PARENTS, &named("b")]);
}

#[test]
fn a_table_is_converted_under_a_foreign_key() {
    let tables = |options: &str| {
        [
            format!("CREATE TABLE par (v varchar(20) PRIMARY KEY) {options}"),
            format!(
                "CREATE TABLE kid (id int PRIMARY KEY, v varchar(20), FOREIGN KEY (v) REFERENCES par (v)) {options}"
            ),
        ]
    };
    let general = tables("CHARSET utf8mb4 COLLATE utf8mb4_general_ci");
    let general = general.each_ref().map(String::as_str);
    for other in ["CHARSET utf8mb4 COLLATE utf8mb4_bin", "CHARSET latin1"] {
        leads(&general, &tables(other).each_ref().map(String::as_str));
    }
}

#[test]
fn a_foreign_key_goes_before_its_tables_have_another_engine() {
    leads(
        &[PARENTS, KID],
        &[
            "CREATE TABLE par (id int PRIMARY KEY) ENGINE=MyISAM",
            "CREATE TABLE kid (id int PRIMARY KEY, p int, x int, KEY p (p)) ENGINE=MyISAM",
        ],
    );
}

/// A table with those columns between `id` and `z`.
fn columns(between: &str) -> [String; 1] {
    [format!(
        "CREATE TABLE t (id int PRIMARY KEY, {between} z int, KEY z (z))"
    )]
}

fn between(old: &str, new: &str, hint: impl Fn(&mut Schema), backfill: &[(&str, &str)]) {
    let (old, new) = (columns(old), columns(new));
    let (old, new) = (
        old.each_ref().map(String::as_str),
        new.each_ref().map(String::as_str),
    );
    leads_with(&old, &new, hint, backfill);
}

#[test]
fn columns_come_and_go_at_their_places() {
    let two = "a int, b int,";
    for others in [
        "n int, a int, m int, b int, o varchar(9) DEFAULT 'x',",
        "n int, m int, o int, a int, b int, p varchar(9) NOT NULL,",
        "a int, g int AS (m + 1) VIRTUAL, m int, b int,",
        "a int, m int, g int AS (m + 1) STORED, b int, h int AS (a + 1) STORED,",
        "a int, v int AS (a + 1) VIRTUAL, n int, b int,",
        "b int,",
        "m int, n int,",
    ] {
        between(two, others, |_| {}, &[]);
        between(others, two, |_| {}, &[]);
    }
    // Virtual columns stand still.
    let table = |more: &str| {
        [format!(
            "CREATE TABLE t (id int PRIMARY KEY, a int, v int AS (a + 1) VIRTUAL, {more} b int)"
        )]
    };
    leads(
        &table("").each_ref().map(String::as_str),
        &table("n int, m int AS (b + 1) STORED,")
            .each_ref()
            .map(String::as_str),
    );
}

#[test]
fn a_column_in_two_forms_stays_in_its_place() {
    let rename = |schema: &mut Schema| {
        for (new, old) in [("x", "a"), ("y", "b")] {
            let mut columns = schema.tables[0].columns.iter_mut();
            if let Some(column) = columns.find(|c| c.name == new) {
                column.renamed_from = Some(old.to_owned());
            }
        }
    };
    between("a int, b int,", "x int, b int,", rename, &[]);
    between("a int, b int,", "x int, n int, y int,", rename, &[]);
    between(
        "a int NOT NULL, b int,",
        "x bigint NOT NULL, y varchar(20),",
        rename,
        &[],
    );
    between("a int, b int,", "a varchar(20), b bigint,", rename, &[]);
    let names = [
        ("t.first", "substring_index(name, ' ', 1)"),
        ("t.last", "substring_index(name, ' ', -1)"),
        ("t.name", "concat(first, ' ', last)"),
    ];
    let (one, two) = (
        "name varchar(40), b int,",
        "first varchar(40), last varchar(40), b int,",
    );
    between(one, two, |_| {}, &names);
    between(two, one, |_| {}, &names);
}

#[test]
fn mariadb_numbers_a_column_under_its_foreign_key() {
    let numbered = "CREATE TABLE par (id int AUTO_INCREMENT PRIMARY KEY)";
    for engine in testkit::engines_of(Dialect::MariaDb) {
        let (_, old) = made(&engine, &[PARENTS, KID]);
        let (_, new) = made(&engine, &[numbered, KID]);
        for (from, to) in [(&old, &new), (&new, &old)] {
            let options = PlanOptions::default();
            let plan = planned_with(from, to, Dialect::MariaDb, options).expect("a plan");
            assert_eq!(plan.ops().count(), 1, "{engine}");
        }
    }
}
