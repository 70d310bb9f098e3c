//! The difference of two schemas, as a multiple of reading both snapshots: `cargo xtask bench diff`.
//!
//! `bench_diff OLD.json NEW.json` prints for each dialect the least times in milliseconds and the ratio, which is what
//! counts: both are measured in turn in the same run.

use std::error::Error;
use std::fs;
use std::time::Duration;

use bench::Clock;
use erd_core::{Dialect, Schema};
use erd_migrate::{Options, diff};

const RUNS: usize = 11;

fn main() -> Result<(), Box<dyn Error>> {
    let texts: Vec<String> = std::env::args()
        .skip(1)
        .map(fs::read_to_string)
        .collect::<Result<_, _>>()?;
    for dialect in Dialect::ALL {
        let (mut read, mut compared) = (Duration::MAX, Duration::MAX);
        let mut steps = 0;
        for _ in 0..RUNS {
            let start = Clock::start();
            let schemas: Vec<Schema> = texts
                .iter()
                .map(|text| serde_json::from_str(text))
                .collect::<Result<_, _>>()?;
            read = read.min(start.elapsed());
            let [old, new] = schemas.as_slice() else {
                return Err("expected OLD.json NEW.json".into());
            };
            let start = Clock::start();
            steps = diff(old, new, dialect, &Options::default())?.steps.len();
            compared = compared.min(start.elapsed());
        }
        println!(
            "| {dialect} | {steps} | {:.1} | {:.1} | {:.2} |",
            read.as_secs_f64() * 1e3,
            compared.as_secs_f64() * 1e3,
            compared.as_secs_f64() / read.as_secs_f64()
        );
    }
    Ok(())
}
