//! What reading a large database costs, as a multiple of `pg_dump --schema-only` on it: `cargo xtask bench describe`.
//!
//! The least of several runs in turn, on a scratch database of the server that the environment names.

use std::error::Error;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use erd_core::Dialect;
use erd_live::describe_url;
use testkit::Scratch;

const RUNS: usize = 7;

fn main() -> Result<(), Box<dyn Error>> {
    let tables = std::env::args().nth(1).unwrap_or_default().parse()?;
    let mut scratch = Scratch::new(Dialect::Postgres);
    for number in 0..tables {
        for statement in table(number) {
            scratch.execute(&statement)?;
        }
    }
    // Autovacuum would do so within a minute.
    scratch.execute("ANALYZE")?;
    let (mut described, mut dumped) = (Duration::MAX, Duration::MAX);
    for _ in 0..RUNS {
        let start = Instant::now();
        let found = describe_url(scratch.url())?.schema.tables.len();
        described = described.min(start.elapsed());
        if found != tables {
            return Err(format!("{found} of {tables} tables described").into());
        }
        dumped = dumped.min(dump(scratch.url())?);
    }
    println!(
        "{:.0} | {:.0} | {:.2} |",
        described.as_secs_f64() * 1e3,
        dumped.as_secs_f64() * 1e3,
        described.as_secs_f64() / dumped.as_secs_f64()
    );
    Ok(())
}

fn dump(url: &str) -> Result<Duration, Box<dyn Error>> {
    let mut command = Command::new("pg_dump");
    command
        .args(["--schema-only", "--dbname", url])
        .stdout(Stdio::null());
    let start = Instant::now();
    if !command.status()?.success() {
        return Err("pg_dump failed".into());
    }
    Ok(start.elapsed())
}

/// Ten columns, a key, an index, a check, and a foreign key to the table before.
fn table(number: usize) -> [String; 2] {
    let reference = if number == 0 {
        String::new()
    } else {
        format!(" REFERENCES things_{} (id)", number - 1)
    };
    let columns: Vec<_> = (0..4)
        .map(|i| format!("name_{i} text NOT NULL DEFAULT '', count_{i} integer"))
        .collect();
    [
        format!(
            "CREATE TABLE things_{number} (id bigint PRIMARY KEY, parent_id bigint{reference}, {}, CHECK (count_0 >= 0))",
            columns.join(", ")
        ),
        format!("CREATE INDEX things_{number}_parent ON things_{number} (parent_id, count_1)"),
    ]
}
