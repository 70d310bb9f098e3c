//! `cargo erd ddl`: the whole schema as SQL.

use crate::cli;
use crate::error::Error;
use crate::output;

pub(super) fn run(args: &cli::Ddl) -> Result<(), Error> {
    let schema = super::schema(&args.subject)?;
    let script = erd_ddl::render(&schema, args.dialect).map_err(Error::Dialect)?;
    output::result_to(args.out.as_deref(), &script.to_string())
}
