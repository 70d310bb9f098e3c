//! `cargo erd ddl`: the whole schema as SQL.

use crate::cli;
use crate::error::Error;
use crate::output;
use crate::project::Project;
use crate::runner;

pub(super) fn run(args: &cli::Ddl) -> Result<(), Error> {
    let project = Project::find(&args.subject)?;
    let schema = runner::schema(&project)?;
    let config = super::config_of(&project)?;
    let product = match args.dialect {
        Some(product) => product,
        None => super::only_target(&config, "this DDL is")?,
    };
    let engine = config.engine(product);
    let script = erd_ddl::render(&schema, engine).map_err(Error::Dialect)?;
    for warning in &script.warnings {
        output::warn(warning);
    }
    output::result_to(args.out.as_deref(), &script.to_string())
}
