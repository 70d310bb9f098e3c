//! `cargo xtask features`: the facade with each of its features alone.
//!
//! In a build of the whole workspace the features of all members add up, so that a missing `#[cfg]` would not show.

use crate::cargo;

/// `postgres` and `mysql` are missing: they need the C libraries of these engines.
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
    for feature in FEATURES {
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
