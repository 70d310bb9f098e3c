//! `cargo erd ddl`: the whole schema as SQL.

use crate::cli;
use crate::error::Error;
use crate::output;
use crate::project::Project;
use crate::runner;

pub(super) fn run(args: &cli::Ddl) -> Result<(), Error> {
    let project = Project::find(&args.subject)?;
    let schema = runner::schema(&project)?;
    let engine = super::engine_of(&super::config_of(&project)?, args.dialect);
    let script = erd_ddl::render(&schema, engine).map_err(Error::Dialect)?;
    for left_out in &script.left_out {
        output::warn(left_out);
    }
    output::result_to(args.out.as_deref(), &script.to_string())
}
