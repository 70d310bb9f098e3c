//! `cargo erd diagram`: pictures of the schema.

use crate::cli::{self, Format, Level};
use crate::error::Error;
use crate::output;

pub(super) fn run(args: &cli::Diagram) -> Result<(), Error> {
    let schema = super::schema(&args.subject)?;
    let text = match (args.format, args.level) {
        (Format::Mermaid, Level::Physical) => erd_diagram::mermaid(&schema),
        (Format::Mermaid, Level::Logical) => erd_diagram::mermaid_logical(&schema),
    };
    output::result_to(args.out.as_deref(), &text)
}
