//! The commands, one file each.

mod address;
mod answers;
mod check;
mod compare;
mod completions;
mod ddl;
mod diagram;
pub(crate) mod diesel;
mod diff;
mod docs;
mod explain;
mod fix;
mod import;
mod init;
mod man;
pub(crate) mod migrate;
pub(crate) mod partitions;
mod rules;
mod side;

use crate::cli::{Command, Subject};
use crate::error::Error;
use crate::project::Project;
use crate::runner;
use erd_checks::{Config, config};
use erd_core::{Dialect, Product, Schema};
use erd_live::Unsupported;
use std::path::Path;
use std::process::ExitCode;

/// Runs a command.
pub(crate) fn run(command: Command) -> Result<ExitCode, Error> {
    match command {
        Command::Init(args) => return init::run(&args),
        Command::Check(args) => return check::run(&args),
        Command::Fix(args) => return fix::run(&args),
        Command::Ddl(args) => ddl::run(&args)?,
        Command::Diagram(args) => diagram::run(&args)?,
        Command::Docs(args) => docs::run(&args)?,
        Command::Diff(args) => {
            return diff::run(&args).map_err(|error| Error::NoDifference(Box::new(error)));
        }
        Command::Migrate(command) => return migrate::run(&command),
        Command::Partitions(command) => return partitions::run(&command),
        Command::Diesel(command) => return diesel::run(&command),
        Command::Import(args) => return import::run(&args),
        Command::Explain(args) => explain::run(&args)?,
        Command::Rules(args) => rules::run(&args)?,
        Command::Completions(args) => completions::run(&args)?,
        Command::Man(args) => man::run(&args)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// What the project's `erd.toml` says.
fn config_of(project: &Project) -> Result<Config, Error> {
    config::find(&project.folder).map_or(Ok(Config::default()), |path| read_config(&path))
}

/// What that file says.
fn read_config(path: &Path) -> Result<Config, Error> {
    let text = std::fs::read_to_string(path).map_err(|error| Error::Read {
        path: path.to_owned(),
        error,
    })?;
    config::read(&text).map_err(|error| Error::Decisions {
        path: path.to_owned(),
        error,
    })
}

/// The only target of the project; `what` begins what is to be said where there is none, or more than one.
fn only_target(config: &Config, what: &str) -> Result<Product, Error> {
    let unknown = || Error::Usage {
        message: if config.targets.is_empty() {
            format!("nothing says for which engine {what}")
        } else {
            format!("erd.toml has several targets, and {what} for one of them")
        },
        help: "say it with `--dialect postgres`, `mysql`, `mariadb` or `sqlite`".to_owned(),
    };
    config.only_target().ok_or_else(unknown)
}

/// The language of a product that more is done for than DDL.
fn served(product: Product) -> Result<Dialect, Error> {
    product.served().map_err(|error| Error::Usage {
        message: error.to_string(),
        help: "use `cargo erd ddl`, or name one of the other targets with `--dialect`".to_owned(),
    })
}

/// The schema of the code that the options name.
fn schema(subject: &Subject) -> Result<Schema, Error> {
    runner::schema(&Project::find(subject)?)
}

/// Which objects of a database are in no model; `so` is what follows for one, and for several. `side` names the database
/// where there are two.
fn in_no_model(unsupported: &[Unsupported], side: Option<&str>, so: [&str; 2]) -> String {
    let of = side.map(|side| format!(" of {side}")).unwrap_or_default();
    let mut text = match unsupported.len() {
        1 => format!("1 object{of} is in no model, and {}:", so[0]),
        many => format!("{many} objects{of} are in no model, and {}:", so[1]),
    };
    for object in unsupported {
        text.push_str("\n  ");
        text.push_str(&object.to_string());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_live::Kind;

    #[test]
    fn what_is_in_no_model_is_named() {
        let one = [Unsupported::new(Kind::KeyOption, "t: DESC")];
        let so = ["is not compared", "are not compared"];
        assert_eq!(
            in_no_model(&one, None, so),
            "1 object is in no model, and is not compared:\n  option of primary key t: DESC [key_option]"
        );
        let two = [one[0].clone(), Unsupported::new(Kind::View, "v")];
        let text = in_no_model(&two, Some("B"), so);
        assert!(text.starts_with("2 objects of B are in no model, and are not compared:\n"));
        assert!(text.ends_with("\n  view v [view]"), "{text}");
    }

    #[test]
    fn the_stated_version_is_what_the_statements_are_for() {
        let text = "[targets]\npostgres = \"18\"\nmariadb = \"10.11\"\n";
        let config = erd_checks::config::read(text).expect("a good file");
        let version = |dialect| config.engine(dialect).version.pair();
        assert_eq!(version(Dialect::Postgres), (18, 0));
        assert_eq!(version(Dialect::MariaDb), (10, 11));
        assert_eq!(version(Dialect::Sqlite), (0, 0));
    }
}
