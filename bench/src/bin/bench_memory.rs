//! The memory that a command takes at its peak, after what is read from a program or a file: `cargo xtask bench memory`.
//!
//! `bench_memory check|ddl|diff DIALECT SCHEMA.json [NEW.json]` does what `cargo erd` does with the schema, and prints the
//! sizes of what is read and of what would be printed, and the peak, in MB.

use std::error::Error;
use std::fs;

use erd_checks::config::Config;
use erd_checks::render::{self, Results};
use erd_core::Schema;
use erd_migrate::{Options, diff};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [command, dialect, files @ ..] = arguments.as_slice() else {
        return Err("expected COMMAND DIALECT SCHEMA.json ..".into());
    };
    let dialect = bench::dialect(dialect)?;
    let mut bytes = 0;
    let mut schemas = Vec::<Schema>::new();
    for file in files {
        let text = fs::read(file)?;
        bytes += text.len();
        schemas.push(serde_json::from_slice(&text)?);
    }
    let (new, old) = (schemas.pop(), schemas.pop());
    let printed = match (command.as_str(), old, new) {
        ("check", None, Some(schema)) => {
            let checked = erd_checks::check_schema_with(&schema, &Config::default());
            render::text(
                &Results::new(&schema, &checked, |_, _| None, |_| None),
                &render::PLAIN,
            )
        }
        ("ddl", None, Some(schema)) => erd_ddl::render(&schema, dialect)?.to_string(),
        ("diff", Some(old), Some(new)) => diff(old, new, dialect, &Options::default())?.to_string(),
        _ => return Err("expected check or ddl with a file, or diff with two".into()),
    };
    let megabytes = |bytes: usize| (bytes + 500_000) / 1_000_000;
    println!(
        "{} | {} | {} |",
        megabytes(bytes),
        megabytes(printed.len()),
        megabytes(peak()?)
    );
    Ok(())
}

/// The most memory that this process had, in bytes: `VmHWM` of proc(5), which Linux has.
fn peak() -> Result<usize, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let words = line.ok_or("the system does not tell the peak")?;
    let kilobytes = words.split_whitespace().next().unwrap_or_default();
    Ok(kilobytes.parse::<usize>()? * 1024)
}
