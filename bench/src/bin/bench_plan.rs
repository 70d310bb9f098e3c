//! What planning costs: `cargo xtask bench plan`, which compiles this file in an earlier version of erd too.
//!
//! `bench_plan OLD.json NEW.json DIALECT RUNS` prints the least time of the runs in milliseconds, and the number of bytes
//! and a checksum of the statements, by which the two versions are known to do the same.

use std::error::Error;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use bench::Clock;
use erd_core::Schema;
use erd_migrate::{Options, PlanOptions, Step, diff, plan};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [old, new, dialect, runs] = arguments.as_slice() else {
        return Err("expected OLD.json NEW.json DIALECT RUNS".into());
    };
    let old: Schema = serde_json::from_slice(&fs::read(old)?)?;
    let new: Schema = serde_json::from_slice(&fs::read(new)?)?;
    let dialect = bench::dialect(dialect)?;
    let mut least = Duration::MAX;
    let mut sql = String::new();
    for _ in 0..runs.parse()? {
        let start = Clock::start();
        let difference = diff(&old, &new, dialect, &Options::default())?;
        let dropped = difference.steps.iter().filter_map(|step| match step {
            Step::DropTable { table } => Some(&old[*table].name),
            _ => None,
        });
        let options = PlanOptions {
            allow: dropped.map(|name| format!("drop_table:{name}")).collect(),
            ..PlanOptions::default()
        };
        let plan = plan(&difference, &options)?;
        let statements = plan.ops().flat_map(|op| &op.statements);
        sql = statements.fold(String::new(), |all, sql| all + sql + ";\n");
        least = least.min(start.elapsed());
    }
    let mut hasher = DefaultHasher::new();
    sql.hash(&mut hasher);
    println!(
        "{:.3} {} {:016x}",
        least.as_secs_f64() * 1e3,
        sql.len(),
        hasher.finish()
    );
    Ok(())
}
