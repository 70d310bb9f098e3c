//! Soft delete, restore and purge through diesel, on every engine that diesel is built for.

mod connections;
mod keys;
mod model;
mod past;
mod purge;
mod random;

use connections::{all, each, embedded};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Graphs on SQLite, and every tenth on servers too; `ERD_SOFT_DELETE_CASES` asks for more.
const CASES: u32 = 100;

#[test]
fn random_deletions_and_restores_agree_with_a_model() {
    let asked = std::env::var("ERD_SOFT_DELETE_CASES").ok();
    let cases = asked.and_then(|n| n.parse().ok()).unwrap_or(CASES);
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    for number in 0..cases {
        let case = random::case()
            .new_tree(&mut runner)
            .expect("a case")
            .current();
        let schema = random::schema(&case.model);
        let databases = if number % 10 == 0 {
            all(&schema)
        } else {
            embedded(&schema)
        };
        for (_scratch, mut connection) in databases {
            each!(&mut connection, c => {
                random::fill(c, &case.model);
                random::agrees(c, &case);
            });
        }
    }
}
