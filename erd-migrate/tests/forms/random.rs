//! Random expressions of a typed grammar: created on every engine in every place that it has, described, and compared with
//! what was declared.

use crate::grammar::Grammar;
use crate::server::{Case, Server};

/// How many expressions there are for each engine; more by hand, `ERD_FORMS_CASES=5000`.
pub(crate) const CASES: &str = "ERD_FORMS_CASES";
/// Another row of them: `ERD_FORMS_SEED=7`.
pub(crate) const SEED: &str = "ERD_FORMS_SEED";

pub(crate) fn number(variable: &str, usual: u64) -> u64 {
    match std::env::var(variable) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{variable} is no number: {text}")),
        Err(_) => usual,
    }
}

#[test]
fn random_expressions_come_back_as_they_were_declared() {
    let (cases, seed) = (number(CASES, 192), number(SEED, 1));
    Server::each(|server| {
        let mut grammar = Grammar::new(seed, server.dialect);
        let all: Vec<Case> = (0..cases).map(|_| grammar.case()).collect();
        let outcome = server.try_all(&all);
        // A grammar does not know everything that a server refuses: a column of another length, a clock in an index.
        let refused = outcome.refused.len();
        assert!(
            refused * 4 < all.len(),
            "{}: {refused} of {cases} refused\n{}",
            server.dialect,
            outcome.refused.join("\n")
        );
        assert!(
            outcome.different.is_empty(),
            "{} with {SEED}={seed}: {} of {cases} different\n{}",
            server.dialect,
            outcome.different.len(),
            outcome.different.join("\n")
        );
    });
}
