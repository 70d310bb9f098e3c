//! Changes of type: what is planned runs, and what is refused the server refuses too.

use crate::engines::planned_with;
use erd_core::schema::{Schema, Sql};
use erd_core::{Dialect, Scalar};
use erd_migrate::PlanOptions;
use testkit::Scratch;
use testkit::schema::{column, id, table};

const TYPES: [&str; 24] = [
    "smallint",
    "integer",
    "bigint",
    "numeric",
    "real",
    "double precision",
    "boolean",
    "text",
    "char(3)",
    "bytea",
    "date",
    "time",
    "timetz",
    "timestamp",
    "timestamptz",
    "interval",
    "uuid",
    "json",
    "jsonb",
    "inet",
    "macaddr",
    "xml",
    "integer[]",
    "money",
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

#[test]
fn a_cast_is_refused_where_the_server_has_none() {
    if !testkit::dialects().contains(&Dialect::Postgres) {
        return;
    }
    let mut db = Scratch::new(Dialect::Postgres);
    let mut wrong = Vec::new();
    for from in TYPES {
        for to in TYPES.into_iter().filter(|to| *to != from) {
            let options = PlanOptions {
                in_place: true,
                ..PlanOptions::default()
            };
            db.execute("DROP TABLE IF EXISTS things").unwrap();
            let create = format!("CREATE TABLE things (id bigint PRIMARY KEY, value {from})");
            db.execute(&create).unwrap();
            match planned_with(&things(from), &things(to), Dialect::Postgres, options) {
                Ok(plan) => {
                    for sql in plan.ops().flat_map(|op| &op.statements) {
                        if let Err(error) = db.execute(sql) {
                            wrong.push(format!("{from} to {to} is planned: {error}"));
                        }
                    }
                }
                Err(error) if error.contains("no_cast") => {
                    let cast =
                        format!("ALTER TABLE things ALTER value TYPE {to} USING value::{to}");
                    if db.execute(&cast).is_ok() {
                        wrong.push(format!("{from} to {to} is refused, and the server does it"));
                    }
                }
                Err(error) => wrong.push(format!("{from} to {to}: {error}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
