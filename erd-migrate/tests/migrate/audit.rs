//! The log of changes through migrations: wherever somebody else may write, the write succeeds and is logged, and what is
//! sensitive is not.

use crate::engines::{migrate, planned_with};
use erd_core::schema::{AuditBy, AuditLog, Column, Mark, Schema};
use erd_core::{Dialect, Family, Scalar};
use erd_migrate::PlanOptions;
use testkit::Scratch;
use testkit::schema::{Builder, With as _, column, id, schema, table};

fn note() -> Column {
    column("note", Scalar::Text).len(40)
}

fn secret() -> Column {
    let secret = column("secret", Scalar::Text).len(40).nullable();
    secret.with(|c| c.marks.push(Mark::Sensitive))
}

fn logged(builder: Builder) -> Builder {
    builder.with(|t| {
        t.intent.audit = Some(AuditLog {
            by: AuditBy::Triggers,
            retention: None,
        });
    })
}

/// Orders with those columns, whose changes are logged.
fn orders(columns: impl IntoIterator<Item = Column>) -> Schema {
    let columns = [id(), note()].into_iter().chain(columns);
    with_history(logged(table("orders", columns).key(&["id"])))
}

fn with_history(orders: Builder) -> Schema {
    let mut schema = schema([], [orders]);
    schema.add_history();
    schema
}

fn score(scalar: Scalar) -> Column {
    column("score", scalar).nullable()
}

fn unlogged() -> Schema {
    let columns = [id(), note(), secret()];
    schema([], [table("orders", columns).key(&["id"])])
}

/// A change, and the families that make it in one migration.
type Change = (&'static str, Schema, Schema, &'static [Family]);

fn changes() -> Vec<Change> {
    const ALL: &[Family] = &[Family::Postgres, Family::MySql, Family::Sqlite];
    const TOGETHER: &[Family] = &[Family::Postgres, Family::Sqlite];
    let renamed =
        |column: Column, old: &str| column.with(|c| c.renamed_from = Some(old.to_owned()));
    let plain = |column: Column| column.with(|c| c.marks.clear());
    let named = |name: &str| secret().with(|c| name.clone_into(&mut c.name));
    vec![
        (
            "a column comes",
            orders([secret()]),
            orders([secret(), score(Scalar::I32)]),
            ALL,
        ),
        (
            "a sensitive column comes",
            orders([]),
            orders([secret()]),
            ALL,
        ),
        (
            "a column goes",
            orders([secret(), score(Scalar::I32)]),
            orders([secret()]),
            ALL,
        ),
        (
            "a sensitive column goes",
            orders([secret()]),
            orders([]),
            ALL,
        ),
        (
            "a column is retyped",
            orders([score(Scalar::I32)]),
            orders([score(Scalar::I64)]),
            ALL,
        ),
        (
            "a column is renamed",
            orders([secret(), score(Scalar::I32)]),
            orders([
                secret(),
                renamed(column("points", Scalar::I32).nullable(), "score"),
            ]),
            TOGETHER,
        ),
        (
            "a sensitive column is renamed",
            orders([secret()]),
            orders([renamed(named("hidden"), "secret")]),
            TOGETHER,
        ),
        (
            "one sensitive column comes and another goes",
            orders([named("old_secret")]),
            orders([secret()]),
            TOGETHER,
        ),
        (
            "a column becomes sensitive",
            orders([plain(secret())]),
            orders([secret()]),
            ALL,
        ),
        (
            "a column is sensitive no more",
            orders([secret()]),
            orders([plain(secret())]),
            ALL,
        ),
        ("the log comes", unlogged(), orders([secret()]), ALL),
        ("the log goes", orders([secret()]), unlogged(), ALL),
    ]
}

#[test]
fn a_change_leads_there_and_back() {
    for dialect in testkit::dialects() {
        for (what, old, new, families) in changes() {
            let done = migrate(&old, &new, dialect);
            if families.contains(&dialect.family()) {
                done.unwrap_or_else(|error| panic!("{dialect}, {what}: {error}"));
            } else {
                let error = done.expect_err(what);
                assert!(error.contains("refused"), "{dialect}, {what}: {error}");
            }
        }
    }
}

#[test]
fn nothing_goes_unlogged_on_the_way() {
    for engine in testkit::engines() {
        let dialect = engine.dialect();
        for (what, old, new, families) in changes() {
            let is_logged = |schema: &Schema| schema.tables.len() == 2;
            if !families.contains(&dialect.family()) || !is_logged(&old) || !is_logged(&new) {
                continue;
            }
            // What may be seen before or after is no secret meanwhile.
            let secret = !what.starts_with("a column") || !what.contains("sensitive");
            let mut db = Scratch::on(&engine);
            for sql in erd_ddl::render(&old, dialect)
                .expect("the old schema")
                .iter()
            {
                db.execute(sql).expect("the old schema");
            }
            db.execute("INSERT INTO orders (id, note) VALUES (1, 'first')")
                .expect("a row");
            let plan = planned_with(&old, &new, dialect, PlanOptions::default());
            let plan = plan.unwrap_or_else(|error| panic!("{engine}, {what}: {error}"));
            let told = || {
                let all: Vec<_> = plan.ops().flat_map(|op| &op.statements).cloned().collect();
                format!("{engine}, {what}:\n{}", all.join(";\n"))
            };
            let mut writes = 1;
            // MySQL has a moment between DROP TRIGGER and CREATE TRIGGER, which its plans tell.
            let mut dropped = false;
            for migration in &plan.migrations {
                if migration.in_transaction {
                    db.execute("BEGIN").expect("a transaction");
                }
                for sql in migration.ops.iter().flat_map(|op| &op.statements) {
                    db.execute(sql)
                        .unwrap_or_else(|error| panic!("{error}\n{}", told()));
                    dropped = dialect == Dialect::MySql && sql.starts_with("DROP TRIGGER");
                    if !migration.in_transaction && !dialect.is(Family::Sqlite) && !dropped {
                        write(&mut db, &mut writes, secret, &told());
                    }
                }
                if migration.in_transaction {
                    db.execute("COMMIT").expect("the end of a transaction");
                }
                assert!(!dropped, "{}", told());
                write(&mut db, &mut writes, secret, &told());
            }
        }
    }
}

/// Somebody writes: all that there is to write, and what is sensitive is in the log nowhere.
fn write(db: &mut Scratch, writes: &mut i32, secret: bool, told: &str) {
    *writes += 1;
    let mut sets = vec![format!("note = 'write {writes}'")];
    for hidden in ["secret", "old_secret", "hidden"] {
        if db.query(&format!("SELECT {hidden} FROM orders")).is_ok() {
            sets.push(format!("{hidden} = 'tell nobody {writes}'"));
        }
    }
    let sql = format!("UPDATE orders SET {} WHERE id = 1", sets.join(", "));
    db.execute(&sql)
        .unwrap_or_else(|error| panic!("{error}\n{told}"));
    let count = |db: &mut Scratch, condition: &str| {
        let sql = format!("SELECT count(*) FROM orders_history WHERE {condition}");
        let rows = db
            .query(&sql)
            .unwrap_or_else(|error| panic!("{error}\n{told}"));
        rows[0][0].clone().unwrap_or_default()
    };
    assert_eq!(count(db, "1 = 1"), writes.to_string(), "{told}");
    let tells = "CAST(new_values AS CHAR(999)) LIKE '%tell nobody%' OR CAST(old_values AS CHAR(999)) LIKE '%tell nobody%'";
    if secret {
        assert_eq!(count(db, tells), "0", "{told}");
    }
}

#[test]
fn a_logged_table_gets_another_name() {
    for dialect in testkit::dialects() {
        let columns = || [id(), note(), secret()];
        let old = with_history(logged(table("orders", columns()).key(&["id"])));
        let sales = table("sales", columns()).key(&["id"]);
        let new = with_history(logged(sales).with(|t| t.renamed_from = Some("orders".to_owned())));
        let done = migrate(&old, &new, dialect);
        done.unwrap_or_else(|error| panic!("{dialect}: {error}"));
    }
}
