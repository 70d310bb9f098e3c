//! `cargo erd ddl`: the whole schema as SQL.

use crate::cli;
use crate::error::Error;
use crate::output;
use crate::project::Project;
use crate::runner;
use erd_checks::config::TargetVersion;
use erd_core::Dialect;
use erd_ddl::Engine;

pub(super) fn run(args: &cli::Ddl) -> Result<(), Error> {
    let project = Project::find(&args.subject)?;
    let schema = runner::schema(&project)?;
    let targets = super::config_of(&project)?.targets;
    let engine = engine(args.dialect, &targets);
    let script = erd_ddl::render(&schema, engine).map_err(Error::Dialect)?;
    output::result_to(args.out.as_deref(), &script.to_string())
}

/// The dialect with the version that `erd.toml` states for it.
fn engine(dialect: Dialect, targets: &[TargetVersion]) -> Engine {
    let target = targets.iter().find(|target| target.dialect == dialect);
    Engine::new(dialect, target.map_or(&[], |target| &target.version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stated_version_is_what_the_statements_are_for() {
        let text = "[targets]\npostgres = \"18\"\nmariadb = \"10.11\"\n";
        let targets = erd_checks::config::read(text).expect("a good file").targets;
        let version = |dialect| engine(dialect, &targets).version;
        assert_eq!(version(Dialect::Postgres), (18, 0));
        assert_eq!(version(Dialect::MariaDb), (10, 11));
        assert_eq!(version(Dialect::Sqlite), (0, 0));
    }
}
