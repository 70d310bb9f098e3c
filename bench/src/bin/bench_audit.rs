//! What logging every change costs, as a multiple of writing the same rows without it: `cargo xtask bench audit`.
//!
//! One line for each engine of the environment: the time of a write in microseconds without a log and with it, and the ratio, for
//! inserts, updates of one column and deletes. The two take turns, each in one transaction of many rows, and the least counts.

use std::error::Error;
use std::time::{Duration, Instant};

use erd_core::Scalar;
use erd_core::schema::{AuditBy, AuditLog, Schema, Table};
use testkit::Scratch;
use testkit::schema::{Builder, With as _, column, id, schema, table};

const RUNS: usize = 5;
const ROWS: usize = 2_000;

fn main() -> Result<(), Box<dyn Error>> {
    for engine in testkit::engines() {
        let dialect = engine.dialect();
        let mut scratch = Scratch::on(&engine);
        for sql in erd_ddl::render(&tables(), dialect)?.iter() {
            scratch.execute(sql)?;
        }
        let mut least = [[Duration::MAX; 2]; 3];
        for _ in 0..RUNS {
            for (log, name) in ["plain", "logged"].into_iter().enumerate() {
                for (at, writes) in writes(name).iter().enumerate() {
                    scratch.execute("BEGIN")?;
                    let start = Instant::now();
                    for sql in writes {
                        scratch.execute(sql)?;
                    }
                    scratch.execute("COMMIT")?;
                    least[at][log] = least[at][log].min(start.elapsed());
                }
            }
            scratch.execute("DELETE FROM logged_history")?;
        }
        let rows = f64::from(u32::try_from(ROWS)?);
        let micros = |time: Duration| time.as_secs_f64() * 1e6 / rows;
        let parts = least.map(|[plain, logged]| {
            let (plain, logged) = (micros(plain), micros(logged));
            format!("{plain:.0} | {logged:.0} | {:.2}", logged / plain)
        });
        println!("| {engine} | {} |", parts.join(" | "));
    }
    Ok(())
}

/// The same table twice; the changes of one are logged.
fn tables() -> Schema {
    let logged = things("logged").with(|table: &mut Table| {
        table.intent.audit = Some(AuditLog {
            by: AuditBy::Triggers,
            retention: None,
        });
    });
    let mut schema = schema([], [things("plain"), logged]);
    schema.add_history();
    schema
}

/// Ten columns.
fn things(name: &str) -> Builder {
    let texts = (0..4).map(|i| column(&format!("text_{i}"), Scalar::Text).len(80));
    let numbers = (0..4).map(|i| column(&format!("number_{i}"), Scalar::I64).nullable());
    let paid = column("paid", Scalar::Bool);
    table(
        name,
        [id()].into_iter().chain(texts).chain(numbers).chain([paid]),
    )
    .key(&["id"])
}

/// Inserts, updates and deletes, one row in each statement.
fn writes(table: &str) -> [Vec<String>; 3] {
    let each = |sql: &dyn Fn(usize) -> String| (1..=ROWS).map(sql).collect();
    [
        each(&|n| {
            format!(
                "INSERT INTO {table} (id, text_0, text_1, text_2, text_3, number_0, number_1, paid) \
                 VALUES ({n}, 'a name', 'a longer text, as people write', 'x', '', {n}, 7, FALSE)"
            )
        }),
        each(&|n| format!("UPDATE {table} SET number_0 = number_0 + 1 WHERE id = {n}")),
        each(&|n| format!("DELETE FROM {table} WHERE id = {n}")),
    ]
}
