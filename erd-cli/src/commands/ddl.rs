//! `cargo erd ddl`: the whole schema as SQL.

use crate::cli;
use crate::error::Error;
use crate::output;
use crate::project::Project;
use crate::runner;

pub(super) fn run(args: &cli::Ddl) -> Result<(), Error> {
    let project = Project::find(&args.subject)?;
    let schema = runner::schema(&project)?;
    let engine = super::config_of(&project)?.engine(args.dialect);
    let script = erd_ddl::render(&schema, engine).map_err(Error::Dialect)?;
    for warning in &script.warnings {
        output::warn(warning);
    }
    output::result_to(args.out.as_deref(), &script.to_string())
}
