//! Every declaration that a rule must let through compiles without a finding: the build of this program is the test.

// A finding that warns is the use of a deprecated constant.
#![deny(deprecated)]
#![allow(
    dead_code,
    unused_imports,
    missing_docs,
    unreachable_pub,
    clippy::all,
    clippy::pedantic,
    reason = "cases are small"
)]

include!(concat!(env!("OUT_DIR"), "/accepted.rs"));

#[test]
fn cases_were_found() {
    const { assert!(CASES > 100) };
}
