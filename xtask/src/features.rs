//! `cargo xtask features`: the facade with each of its features alone.
//!
//! In a build of the whole workspace the features of all members add up, so that a missing `#[cfg]` would not show.

use crate::cargo;
use testkit::servers::{LIBMARIADB, LIBPQ};

/// `postgres` is missing: it needs a C library that no test needs.
const FEATURES: [&str; 12] = [
    "",
    "chrono",
    "time",
    "uuid",
    "json",
    "bigdecimal",
    "rust_decimal",
    "ddl",
    "diagram",
    "diesel",
    "sqlite",
    "full",
];

pub(crate) fn run() -> Result<(), String> {
    let mut features = Vec::from(FEATURES);
    for (feature, library) in [("mysql", LIBMARIADB), ("postgres", LIBPQ)] {
        match library.ensure() {
            Ok(()) => features.push(feature),
            Err(reason) => eprintln!("without `{feature}`: {reason}"),
        }
    }
    for feature in features {
        cargo::run(cargo::command().args([
            "check",
            "--quiet",
            "--package",
            "erd",
            "--no-default-features",
            "--features",
            feature,
        ]))?;
    }
    Ok(())
}
