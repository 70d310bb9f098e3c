//! `cargo xtask test` and `cargo xtask bless`.

mod counts;
mod groups;

use std::io::Write;
use std::process::Command;
use std::thread;

use clap::Args;

use crate::cargo;
use crate::engines::{Engines, Ready};
use counts::Counts;
use erd_core::Family;
use groups::Group;
use testkit::servers::{LIBMARIADB, LIBPQ};

/// The features that tests are run with, each behind its package.
const FEATURES: [&str; 4] = [
    "erd/full",
    "erd/sqlite",
    "erd-diesel/migrations",
    "erd-diesel/sqlite",
];

/// The same for diesel on MySQL and MariaDB, where its C library can be had.
const MYSQL: [&str; 2] = ["erd/mysql", "erd-diesel/mysql"];

/// The same for diesel on PostgreSQL.
const POSTGRES: [&str; 2] = ["erd/postgres", "erd-diesel/postgres"];

/// What a test program reads its number of threads from.
const THREADS: &str = "RUST_TEST_THREADS";

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

/// Downloads the packages of every platform: tests make packages of their own and resolve them without a network, for which
/// cargo reads all that could ever be built.
fn fetch() {
    let fetched = cargo::command().args(["fetch", "--quiet"]).status();
    if !fetched.is_ok_and(|status| status.success()) {
        eprintln!("cargo fetch failed: tests that make packages may miss some");
    }
}

/// Installs the parsers of other tools beside the first build. Where they cannot be had, the tests that ask them say so.
fn install_tools() {
    thread::spawn(testkit::tools::folder);
}

impl Test {
    pub(crate) fn run(&self, expectations: Expectations) -> Result<(), String> {
        fetch();
        install_tools();
        let mut engines = self.engines.start()?;
        let features = self.features(&mut engines);
        let versions = engines.versions();
        eprintln!("engines: {versions}");
        let counts = self.run_groups(&engines, &features, expectations);
        // Before the summary, so that a failure to stop would not hide behind it.
        drop(engines);
        let Counts {
            succeeded,
            passed,
            failed,
        } = counts?;

        println!("\nran on {versions}\n{passed} passed, {failed} failed");
        if !succeeded {
            return Err("not every test program succeeded".to_owned());
        }
        if passed == 0 {
            return Err("no test has run; is the filter right?".to_owned());
        }
        Ok(())
    }

    /// Runs the first group in view, and the others beside it; what these print comes afterwards.
    fn run_groups(
        &self,
        engines: &Ready,
        features: &[&str],
        expectations: Expectations,
    ) -> Result<Counts, String> {
        let groups = if self.package.is_empty() && self.filter.is_none() {
            cargo::run(
                self.command(engines, features, expectations)
                    .arg("--no-run"),
            )?;
            groups::groups(features.contains(&MYSQL[0]))?
        } else {
            vec![Group::whole()]
        };
        let processors = thread::available_parallelism().map_or(1, usize::from);
        let run = |group: &Group, out: &mut dyn Write| -> Result<Counts, String> {
            let mut all = Counts::NONE;
            for targets in &group.targets {
                let mut command = self.command(engines, features, expectations);
                let threads = processors * group.threads_per_processor;
                if std::env::var_os(THREADS).is_none() {
                    command.env(THREADS, threads.to_string());
                }
                command.args(targets).args(&self.filter);
                if !self.arguments.is_empty() {
                    command.arg("--").args(&self.arguments);
                }
                let shown = cargo::shown(&command);
                eprintln!("+ {shown}");
                let counts = counts::run(&mut command, out);
                all = all.and(counts.map_err(|error| format!("cannot run `{shown}`: {error}"))?);
            }
            Ok(all)
        };
        let Some((first, others)) = groups.split_first() else {
            return Ok(Counts::NONE);
        };
        thread::scope(|scope| {
            let beside: Vec<_> = others
                .iter()
                .map(|group| {
                    scope.spawn(|| {
                        let mut text = Vec::new();
                        run(group, &mut text).map(|counts| (counts, text))
                    })
                })
                .collect();
            let mut all = run(first, &mut std::io::stdout())?;
            for group in beside {
                let ended = group.join().map_err(|_| "a group of tests broke off")?;
                let (counts, text) = ended?;
                all = all.and(counts);
                let shown = std::io::stdout().write_all(&text);
                shown.map_err(|error| format!("cannot print: {error}"))?;
            }
            Ok(all)
        })
    }

    /// The features of the packages that are tested. What diesel cannot link is counted as missing.
    fn features(&self, engines: &mut Ready) -> Vec<&'static str> {
        let is_tested = |feature: &&str| {
            let (package, _) = feature.split_once('/').unwrap_or_default();
            self.package.is_empty() || self.package.iter().any(|name| name == package)
        };
        let mut features: Vec<_> = FEATURES.into_iter().filter(is_tested).collect();
        for (family, of_family, library) in [
            (Family::MySql, MYSQL, LIBMARIADB),
            (Family::Postgres, POSTGRES, LIBPQ),
        ] {
            let of_family = of_family.into_iter().filter(is_tested);
            if of_family.clone().next().is_some() && engines.has(family) {
                match library.ensure() {
                    Ok(()) => features.extend(of_family),
                    Err(reason) => engines.lack(reason),
                }
            }
        }
        features
    }

    fn command(&self, engines: &Ready, features: &[&str], expectations: Expectations) -> Command {
        let mut command = cargo::command();
        command.args(["test", "--no-fail-fast"]);
        if self.package.is_empty() {
            command.arg("--workspace");
        } else {
            command.args(
                self.package
                    .iter()
                    .flat_map(|package| ["--package", package]),
            );
        }
        if !features.is_empty() {
            command.args(["--features", &features.join(",")]);
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
