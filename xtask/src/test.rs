//! `cargo xtask test` and `cargo xtask bless`.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use clap::Args;

use crate::cargo;
use crate::engines::{Engines, Ready};

/// The features of the facade that tests are run with. Not `--all-features`: diesel's `postgres` and `mysql` link
/// against the C libraries of these engines, which no test needs, because the tests reach the servers by drivers in
/// Rust.
const FEATURES: &str = "erd/full,erd/sqlite";

#[derive(Args)]
pub(crate) struct Test {
    #[command(flatten)]
    engines: Engines,
    /// Only these packages
    #[arg(short, long, value_name = "NAME")]
    package: Vec<String>,
    /// Only tests whose name contains this
    #[arg(long, value_name = "NAME")]
    filter: Option<String>,
    /// Arguments for the test programs, such as `--nocapture`
    #[arg(last = true)]
    arguments: Vec<String>,
}

/// What to do where a test's output differs from the committed one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expectations {
    Compare,
    Overwrite,
}

impl Test {
    pub(crate) fn run(&self, expectations: Expectations) -> Result<(), String> {
        let engines = self.engines.start()?;
        let mut command = self.command(&engines, expectations);
        let shown = cargo::shown(&command);
        eprintln!("engines: {}\n+ {shown}", engines.versions());
        let counts = count_while_showing(&mut command);
        let versions = engines.versions();
        // Before the summary, so that a failure to stop would not hide behind it.
        drop(engines);
        let Counts {
            succeeded,
            passed,
            failed,
        } = counts.map_err(|error| format!("cannot run `{shown}`: {error}"))?;

        println!("\nran on {versions}\n{passed} passed, {failed} failed");
        if !succeeded {
            return Err(format!("`{shown}` failed"));
        }
        if passed == 0 {
            return Err("no test has run; is the filter right?".to_owned());
        }
        Ok(())
    }

    fn command(&self, engines: &Ready, expectations: Expectations) -> Command {
        let mut command = cargo::command();
        command.args(["test", "--no-fail-fast"]);
        if self.package.is_empty() {
            command.args(["--workspace", "--features", FEATURES]);
        } else {
            command.args(
                self.package
                    .iter()
                    .flat_map(|package| ["--package", package]),
            );
            if self.package.iter().any(|package| package == "erd") {
                command.args(["--features", FEATURES]);
            }
        }
        command.args(&self.filter);
        if !self.arguments.is_empty() {
            command.arg("--").args(&self.arguments);
        }
        engines.hand_to(&mut command);
        if expectations == Expectations::Overwrite {
            command
                .env("TRYBUILD", "overwrite")
                .env("INSTA_UPDATE", "always");
        }
        command
    }
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    succeeded: bool,
    passed: u64,
    failed: u64,
}

/// Runs the tests; shows what they print and adds their results up.
fn count_while_showing(command: &mut Command) -> std::io::Result<Counts> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let mut counts = Counts::default();
    if let Some(output) = child.stdout.take() {
        let mut out = std::io::stdout();
        for line in BufReader::new(output).split(b'\n') {
            let line = line?;
            out.write_all(&line)?;
            out.write_all(b"\n")?;
            let (passed, failed) = results(&String::from_utf8_lossy(&line));
            counts.passed += passed;
            counts.failed += failed;
        }
    }
    counts.succeeded = child.wait()?.success();
    Ok(counts)
}

/// The numbers of a line such as `test result: ok. 4 passed; 0 failed; 0 ignored; ..`.
fn results(line: &str) -> (u64, u64) {
    let Some(result) = line.strip_prefix("test result: ") else {
        return (0, 0);
    };
    let number = |what: &str| {
        let part = result
            .split(['.', ';'])
            .map(str::trim)
            .find_map(|part| part.strip_suffix(what));
        part.and_then(|number| number.trim().parse().ok())
            .unwrap_or(0)
    };
    (number("passed"), number("failed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_results_of_a_test_program_are_read() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 7 filtered out; finished in 0.01s";
        assert_eq!(results(line), (12, 3));
        assert_eq!(results("test passed ... ok"), (0, 0));
    }
}
