//! `cargo xtask features`: the facade with each of its features alone.
//!
//! In a build of the whole workspace the features of all members add up, so that a missing `#[cfg]` would not show.

use crate::cargo;

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
    let mysql = testkit::servers::client_library();
    if let Err(reason) = &mysql {
        eprintln!("without `mysql`: {reason}");
    }
    for feature in FEATURES.into_iter().chain(mysql.ok().map(|()| "mysql")) {
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
