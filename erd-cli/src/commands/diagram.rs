//! `cargo erd diagram`: pictures of the schema.

use super::{address, in_no_model};
use crate::cli::{self, Format, Level};
use crate::error::Error;
use crate::output;
use erd_core::Schema;
use erd_diagram::{MOST_CHARACTERS, Selection, UnknownTable};

pub(super) fn run(args: &cli::Diagram) -> Result<(), Error> {
    let schema = schema(args)?;
    let selection = selection(args, &schema).map_err(unknown)?;
    let text = match (args.format, args.level) {
        (Format::Mermaid, Level::Physical) => selection.mermaid(),
        (Format::Mermaid, Level::Logical) => selection.mermaid_logical(),
    };
    output::result_to(args.out.as_deref(), &text)?;
    let count = text.chars().count();
    if count > MOST_CHARACTERS {
        output::warn(format_args!(
            "the diagram has {count} characters, and Mermaid draws none of more than {MOST_CHARACTERS} (its setting \
             maxTextSize); narrow it with `--around TABLE`, `--only TABLES` or `--level logical`"
        ));
    }
    Ok(())
}

fn schema(args: &cli::Diagram) -> Result<Schema, Error> {
    let Some(url) = &args.database_url else {
        return super::schema(&args.subject);
    };
    let described = erd_live::describe_url(&address::required(Some(url), address::OPTION)?)?;
    if !described.unsupported.is_empty() {
        let so = ["is not drawn", "are not drawn"];
        output::note(in_no_model(&described.unsupported, None, so));
    }
    Ok(described.schema)
}

fn selection<'a>(args: &cli::Diagram, schema: &'a Schema) -> Result<Selection<'a>, UnknownTable> {
    match (args.only.as_slice(), args.around.as_slice()) {
        ([], []) => Ok(Selection::all(schema)),
        ([], around) => Selection::around(schema, around, args.depth),
        (only, _) => Selection::only(schema, only),
    }
}

fn unknown(unknown: UnknownTable) -> Error {
    Error::Usage {
        message: unknown.to_string(),
        help: unknown.nearest.map_or_else(
            || "write the name of an entity or of a table".to_owned(),
            |near| format!("write `{near}`"),
        ),
    }
}
