//! `cargo erd`: the command line of erd.
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 clean, 1 findings, 2 wrong use,
//! 3 failure.

mod cli;
mod commands;
mod edit;
mod error;
mod json;
mod output;
mod project;
mod report;
mod runner;
mod rustc;

use clap::FromArgMatches;
use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    let matches = cli::help::command().try_get_matches_from(arguments(std::env::args_os()));
    let cli = match matches.and_then(|matches| cli::Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    match commands::run(cli.command) {
        Ok(code) => code,
        Err(error) => {
            output::error(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

/// Arguments without the word `erd`, which cargo puts first when it runs `cargo erd ..`.
fn arguments(all: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut all: Vec<OsString> = all.collect();
    if all.get(1).is_some_and(|first| first == "erd") {
        all.remove(1);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(words: &[&str]) -> Vec<OsString> {
        arguments(words.iter().map(OsString::from))
    }

    #[test]
    fn cargo_s_own_word_is_dropped_once() {
        assert_eq!(
            given(&["cargo-erd", "erd", "rules"]),
            ["cargo-erd", "rules"]
        );
        assert_eq!(given(&["cargo-erd", "rules"]), ["cargo-erd", "rules"]);
        assert_eq!(
            given(&["cargo-erd", "explain", "erd"]),
            ["cargo-erd", "explain", "erd"]
        );
    }
}
