//! A value that a server changes without an error when its column becomes of another type is a loss that the plan announces,
//! and no loss is announced that no value has.

use crate::engines::{planned_on, planned_with};
use erd_core::schema::{Schema, Sql};
use erd_core::{Dialect, Family, Scalar};
use erd_migrate::{Op, Plan, PlanOptions};
use testkit::schema::{column, id, table};
use testkit::{Engine, Scratch};

/// Types, each with values that others may not hold.
const FAMILY: &[(&str, &[&str])] = &[
    ("smallint", &["300", "1"]),
    ("int", &["16777217", "1"]),
    ("int unsigned", &["16777217", "1"]),
    ("bigint", &["9007199254740993", "1"]),
    ("decimal(10,2)", &["1.25", "1234567.89", "12345678.99"]),
    (
        "decimal(20,6)",
        &["1.234567", "20.25", "12345678901234.123457"],
    ),
    (
        "float",
        &["0.1", "0.0000005", "16777216", "20.25", "1.015625"],
    ),
    ("float(10,3)", &["1.125", "12345.125"]),
    ("double", &["0.1", "20.25", "1.01171875"]),
    ("double(12,4)", &["1.0625", "12345678.0625"]),
    (
        "varchar(30)",
        &[
            "'007'",
            "'20:30:40.5'",
            "'2024-05-06 20:30:40.123456'",
            "'x '",
        ],
    ),
    (
        "char(40)",
        &["'007'", "'20:30:40.5'", "'2024-05-06 20:30:40.123456'"],
    ),
    ("date", &["'2024-05-06'"]),
    ("time(2)", &["'20:30:40.25'"]),
    ("datetime", &["'2024-05-06 20:30:40'"]),
    ("datetime(3)", &["'2024-05-06 20:30:40.123'"]),
    ("year", &["2024"]),
];

const POSTGRES: &[(&str, &[&str])] = &[
    ("smallint", &["300"]),
    ("integer", &["16777217"]),
    ("bigint", &["9007199254740993"]),
    ("numeric", &["1.234567", "0.1", "12345678901234.123457"]),
    ("numeric(10,2)", &["1.25", "0.1", "12345678.99"]),
    ("real", &["0.1", "20.25", "16777216"]),
    ("double precision", &["0.1", "20.25", "0.30000000000000004"]),
    ("boolean", &["true"]),
    (
        "text",
        &[
            "'007'",
            "'20:30:40.5'",
            "'2024-05-06 20:30:40.123456+02'",
            "'{\"a\":1,\"a\":2}'",
            "'x '",
        ],
    ),
    ("varchar(40)", &["'007'", "'x '"]),
    ("char(40)", &["'007'"]),
    ("date", &["'2024-05-06'"]),
    ("time", &["'20:30:40.123456'"]),
    ("time(2)", &["'20:30:40.25'"]),
    ("timetz", &["'20:30:40.125+02'"]),
    ("timestamp", &["'2024-05-06 20:30:40.123456'"]),
    ("timestamp(0)", &["'2024-05-06 20:30:40'"]),
    ("timestamptz", &["'2024-05-06 20:30:40.123456+02'"]),
    ("interval", &["'2 days 20:30:40.123456'"]),
    ("interval(0)", &["'2 days 20:30:40'"]),
    ("json", &["'{\"a\":1,\"a\":2}'"]),
    ("jsonb", &["'{\"a\": 1}'"]),
];

fn things(ty: &str) -> Schema {
    let mut value = column("value", Scalar::Text);
    value.nullable = true;
    value.sql_type = Sql::new(ty);
    Schema {
        tables: vec![table("things", [id(), value]).0],
        ..Schema::default()
    }
}

/// Whether the value is another one after the way there and back; `None` where the server refuses it.
fn is_lost(db: &mut Scratch, ty: &str, value: &str, plan: &Plan) -> Option<bool> {
    let create = [
        "DROP TABLE IF EXISTS things".to_owned(),
        format!("CREATE TABLE things (id bigint PRIMARY KEY, value {ty}, was {ty})"),
        format!("INSERT INTO things VALUES (1, {value}, {value})"),
    ];
    for sql in create {
        db.execute(&sql).unwrap_or_else(|e| panic!("{e}: {sql}"));
    }
    for sql in plan.ops().flat_map(|op| &op.statements) {
        db.execute(sql).ok()?;
    }
    for migration in plan.migrations.iter().rev() {
        for sql in migration.down().ok()? {
            db.execute(sql).ok()?;
        }
    }
    // Texts may be equal that are not the same, and numbers may be shown with fewer digits than they have.
    let same = match db.dialect().family() {
        Family::Postgres => "value::text = was::text",
        _ => "CAST(value AS BINARY) = CAST(was AS BINARY) AND value = was",
    };
    let rows = db.query(&format!("SELECT 1 FROM things WHERE {same}"));
    Some(rows.unwrap_or_else(|e| panic!("{e}")).is_empty())
}

fn announced(engine: &Engine, types: &[(&str, &[&str])], wrong: &mut Vec<String>) {
    let mut db = Scratch::on(engine);
    for (from, values) in types {
        for (to, _) in types.iter().filter(|(to, _)| to != from) {
            let Ok(plan) = planned_on(engine, &things(from), &things(to), true) else {
                continue;
            };
            let said = plan.ops().any(|op: &Op| !op.losses.is_empty());
            let outcomes = values
                .iter()
                .map(|value| (value, is_lost(&mut db, from, value, &plan)));
            let outcomes: Vec<_> = outcomes.collect();
            let lost = outcomes.iter().find(|(_, lost)| *lost == Some(true));
            let taken = outcomes.iter().any(|(_, lost)| lost.is_some());
            match lost {
                Some((value, _)) if !said => {
                    wrong.push(format!(
                        "{engine}: {from} to {to} loses {value}, and says nothing"
                    ));
                }
                None if said && taken => {
                    wrong.push(format!(
                        "{engine}: {from} to {to} is announced to lose, and loses nothing"
                    ));
                }
                _ => {}
            }
        }
    }
}

/// A value of a list is its place to a number, and the same the other way round: the way back hides it.
#[test]
fn the_value_of_a_list_is_its_place() {
    for dialect in [Dialect::MariaDb, Dialect::MySql] {
        for engine in testkit::engines_of(dialect) {
            let mut db = Scratch::on(&engine);
            let [listed, number] = ["enum('20','7')", "int"];
            for (from, to, value, other) in
                [(listed, number, "'7'", "2"), (number, listed, "1", "20")]
            {
                let options = PlanOptions {
                    in_place: true,
                    ..PlanOptions::default()
                };
                let plan = planned_with(&things(from), &things(to), dialect, options).unwrap();
                assert!(plan.ops().any(|op| !op.losses.is_empty()), "{from} to {to}");
                assert!(is_lost(&mut db, from, value, &plan).is_some());
                for sql in plan.ops().flat_map(|op| &op.statements) {
                    db.execute(sql).unwrap();
                }
                let rows = db.query("SELECT concat(value) FROM things").unwrap();
                assert_eq!(rows[0][0].as_deref(), Some(other), "{engine}");
            }
        }
    }
}

#[test]
fn what_a_type_loses_is_announced() {
    let mut wrong = Vec::new();
    for dialect in testkit::dialects() {
        let types = match dialect.family() {
            Family::Postgres => POSTGRES,
            Family::MySql => FAMILY,
            Family::Sqlite => continue,
        };
        if let Some(engine) = testkit::engines_of(dialect).first() {
            announced(engine, types, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
