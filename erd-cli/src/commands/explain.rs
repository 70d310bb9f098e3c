//! `cargo erd explain`: the page of a rule.

use crate::cli;
use crate::error::Error;
use crate::output;
use erd_checks::render::page;

pub(super) fn run(args: &cli::Explain) -> Result<(), Error> {
    if let Some(rule) = erd_checks::find_rule(&args.rule) {
        return output::result(&page(rule));
    }
    match erd_lint::find_rule(&args.rule) {
        Some(rule) => output::result(&rule.page()),
        None => Err(Error::UnknownRule(args.rule.clone())),
    }
}
