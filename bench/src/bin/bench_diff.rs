//! The difference of two schemas, as a multiple of reading both snapshots: `cargo xtask bench diff`.
//!
//! `bench_diff OLD.json NEW.json DIALECT` prints the number of steps, the least times in milliseconds and the ratio, which
//! is what counts: both are measured in turn in the same run.

use std::error::Error;
use std::fs;
use std::time::Duration;

use bench::Clock;
use erd_core::Schema;
use erd_migrate::{Options, diff};

const RUNS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [old, new, dialect] = arguments.as_slice() else {
        return Err("expected OLD.json NEW.json DIALECT".into());
    };
    let texts = [fs::read_to_string(old)?, fs::read_to_string(new)?];
    let dialect = bench::dialect(dialect)?;
    let (mut read, mut compared) = (Duration::MAX, Duration::MAX);
    let mut steps = 0;
    for _ in 0..RUNS {
        let start = Clock::start();
        let old: Schema = serde_json::from_str(&texts[0])?;
        let new: Schema = serde_json::from_str(&texts[1])?;
        read = read.min(start.elapsed());
        let start = Clock::start();
        let difference = diff(&old, &new, dialect, &Options::default())?;
        compared = compared.min(start.elapsed());
        steps = difference.steps.len();
    }
    println!(
        "{steps} | {:.1} | {:.1} | {:.2} |",
        read.as_secs_f64() * 1e3,
        compared.as_secs_f64() * 1e3,
        compared.as_secs_f64() / read.as_secs_f64()
    );
    Ok(())
}
