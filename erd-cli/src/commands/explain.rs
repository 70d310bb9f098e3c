//! `cargo erd explain`: the page of a rule.

use crate::cli;
use crate::error::Error;
use crate::output;
use erd_checks::render::page;

pub(super) fn run(args: &cli::Explain) -> Result<(), Error> {
    let rule =
        erd_checks::find_rule(&args.rule).ok_or_else(|| Error::UnknownRule(args.rule.clone()))?;
    output::result(&page(rule))
}
