//! `cargo xtask bench plan`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clap::Args;
use erd_core::Dialect;

use super::report;
use super::snapshots::Change;
use crate::cargo;

/// The commit that the planner is compared with: the last one that validated the schema for every step.
const BEFORE: &str = "9bf3898";

#[derive(Args)]
pub(crate) struct Plan {
    /// How many tables the schemas have, from the number that is compared with the earlier version on
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        default_value = "500,2000,4000,8000"
    )]
    tables: Vec<usize>,
    /// The number of tables at which the earlier version is run as well; 0 leaves it out
    #[arg(long, default_value_t = 4_000)]
    before: usize,
    /// Longest run of the earlier version, in seconds on a processor
    #[arg(long, default_value_t = 60)]
    limit: u64,
    /// Only changes whose name has this in it
    #[arg(long, default_value = "")]
    only: String,
    /// Only this dialect
    #[arg(long)]
    dialect: Option<String>,
}

/// One run of `bench_plan`.
struct Measured {
    milliseconds: f64,
    /// Length and checksum of the statements.
    statements: String,
}

impl Plan {
    pub(crate) fn run(&self) -> Result<(), String> {
        let folder = cargo::target().join("bench-plan");
        let before = if self.before == 0 {
            None
        } else {
            Some(earlier(&folder)?)
        };
        let now = build(cargo::root(), &cargo::target())?;
        let mut body = self.head();
        for change in Change::EACH {
            for dialect in Dialect::ALL {
                let wanted = self.dialect.as_ref().is_none_or(|d| d == dialect.name());
                if wanted && change.name().contains(&self.only) {
                    let line = self.line(change, dialect, &now, before.as_deref(), &folder)?;
                    eprintln!("{line}");
                    let _ = writeln!(body, "{line}");
                }
            }
        }
        if self.only.is_empty() && self.dialect.is_none() && before.is_some() {
            report::write("plan", &[], &body)
        } else {
            println!("{body}");
            Ok(())
        }
    }

    fn head(&self) -> String {
        let sizes: Vec<_> = self.tables.iter().map(|n| format!("{n} tables")).collect();
        format!(
            "Difference and plan of one change to each table, in milliseconds on a processor. `growth` is the time per table at the largest \
             number over that at the smallest (1.00 is linear); `before` is commit {BEFORE} in the same run, at {} tables, with \
             the same statements to the byte; it was stopped after {} seconds.\n\n| change | dialect | {} | growth | before | times faster |\n|{}\n",
            self.before,
            self.limit,
            sizes.join(" | "),
            " --- |".repeat(self.tables.len() + 5),
        )
    }

    fn line(
        &self,
        change: Change,
        dialect: Dialect,
        now: &Path,
        before: Option<&Path>,
        folder: &Path,
    ) -> Result<String, String> {
        let mut line = format!("| {} | {dialect} |", change.name());
        let mut per_table = Vec::new();
        let (mut earlier, mut ratio) = (String::new(), String::new());
        for &tables in &self.tables {
            let files = change.write(tables, dialect, folder)?;
            // As many runs as make small schemas worth a measurement.
            let runs = (4_000 / tables.max(1)).clamp(2, 5);
            let unlimited = Duration::from_hours(1);
            let measured = measure(now, &files, dialect, runs, unlimited)?
                .ok_or("the planner took more than an hour")?;
            let _ = write!(line, " {:.1} |", measured.milliseconds);
            #[expect(clippy::cast_precision_loss, reason = "numbers of tables are small")]
            per_table.push(measured.milliseconds / tables as f64);
            if let Some(before) = before.filter(|_| tables == self.before) {
                let limit = Duration::from_secs(self.limit);
                let was = measure(before, &files, dialect, 1, limit)?;
                (earlier, ratio) = compared(&measured, was.as_ref(), limit);
            }
        }
        let growth = match per_table.as_slice() {
            [first, .., last] => last / first,
            _ => 1.0,
        };
        Ok(format!("{line} {growth:.2} | {earlier} | {ratio} |"))
    }
}

/// The earlier time, and how many times longer it is.
fn compared(now: &Measured, was: Option<&Measured>, limit: Duration) -> (String, String) {
    let Some(was) = was else {
        let least = limit.as_secs_f64() * 1e3;
        let ratio = format!("more than {:.0}", least / now.milliseconds);
        return (format!("more than {least:.0}"), ratio);
    };
    let mut ratio = format!("{:.0}", was.milliseconds / now.milliseconds);
    if was.statements != now.statements {
        ratio.push_str(" (other statements)");
    }
    (format!("{:.0}", was.milliseconds), ratio)
}

/// Runs the planner; `None` where it took longer than the limit.
fn measure(
    program: &Path,
    [old, new]: &[PathBuf; 2],
    dialect: Dialect,
    runs: usize,
    limit: Duration,
) -> Result<Option<Measured>, String> {
    let shown = program.display();
    let mut child = Command::new(program)
        .args([old, new])
        .args([dialect.name(), &runs.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot run {shown}: {error}"))?;
    let start = Instant::now();
    loop {
        let ended = child
            .try_wait()
            .map_err(|error| format!("{shown}: {error}"))?;
        if ended.is_some() {
            break;
        }
        if spent(child.id()).unwrap_or_else(|| start.elapsed()) > limit {
            let _ = child.kill();
            let _ = child.wait();
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let output = child
        .wait_with_output()
        .map_err(|error| format!("{shown}: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let measured = text.trim().split_once(' ').and_then(|(time, statements)| {
        Some(Measured {
            milliseconds: time.parse().ok()?,
            statements: statements.to_owned(),
        })
    });
    measured
        .map(Some)
        .ok_or_else(|| format!("{shown} failed on {}", new.display()))
}

/// How long a process has been on a processor: the first number, in nanoseconds (proc(5)).
fn spent(process: u32) -> Option<Duration> {
    let text = fs::read_to_string(format!("/proc/{process}/schedstat")).ok()?;
    let nanoseconds = text.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// Builds the earlier version in a folder of its own; returns its `bench_plan`.
fn earlier(folder: &Path) -> Result<PathBuf, String> {
    let source = folder.join("before");
    if !source.exists() {
        create(&source)?;
        let archive = source.with_extension("tar");
        git(&[
            "archive",
            "--output",
            &archive.display().to_string(),
            BEFORE,
        ])?;
        let mut tar = Command::new("tar");
        tar.arg("xf").arg(&archive).arg("-C").arg(&source);
        finish(&mut tar)?;
    }
    // A crate beside it, because that commit has no `bench`.
    let runner = folder.join("before-bench");
    create(&runner.join("src"))?;
    let copied = fs::write(runner.join("Cargo.toml"), MANIFEST)
        .and_then(|()| fs::copy(source.join("Cargo.lock"), runner.join("Cargo.lock")))
        .and_then(|_| {
            let bench = cargo::root().join("bench/src");
            fs::copy(bench.join("lib.rs"), runner.join("src/lib.rs"))?;
            fs::copy(bench.join("bin/bench_plan.rs"), runner.join("src/main.rs"))
        });
    copied.map_err(|error| format!("{}: {error}", runner.display()))?;
    build(&runner, &folder.join("before-target"))
}

const MANIFEST: &str = r#"[package]
name = "bench"
edition = "2024"

[[bin]]
name = "bench_plan"
path = "src/main.rs"

[dependencies]
erd-core = { path = "../before/erd-core", features = ["serde"] }
erd-migrate = { path = "../before/erd-migrate" }
serde_json = "1.0"

[workspace]
"#;

fn create(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

/// Builds `bench_plan` of the crate in that folder.
fn build(source: &Path, target: &Path) -> Result<PathBuf, String> {
    let mut command = cargo::command();
    command
        .current_dir(source)
        .env("CARGO_TARGET_DIR", target)
        .args(["build", "--release", "--package", "bench"]);
    cargo::run(command.args(["--bin", "bench_plan"]))?;
    Ok(target.join("release/bench_plan"))
}

fn git(arguments: &[&str]) -> Result<(), String> {
    let mut command = Command::new("git");
    finish(command.current_dir(cargo::root()).args(arguments))
}

fn finish(command: &mut Command) -> Result<(), String> {
    let shown = command.get_program().display().to_string();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{shown} failed ({status})")),
        Err(error) => Err(format!("cannot run {shown}: {error}")),
    }
}
