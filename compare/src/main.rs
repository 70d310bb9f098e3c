//! Compares the ported example schemas with their originals, on real servers.
//!
//! ```text
//! cargo run -p erd-compare -- package-registry <folder with a checkout> [--write]
//! cargo run -p erd-compare -- sakila <folder with a checkout> [--write]
//! ```
//!
//! The original's SQL goes into one scratch database, what erd renders from the example's structs into another, and
//! both catalogs are read back and compared row by row. `--write` puts the result into the example's README. Every
//! difference must be explained in the example's `differences.toml`; one that is not makes the run fail, and so does an
//! explanation of nothing.

mod catalog;
mod compare;
mod explain;
mod item;
mod report;
mod source;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use erd_core::Dialect;
use testkit::Scratch;
use testkit::servers::{Installation, Server, url_variable};

use crate::explain::Explanation;
use crate::report::Section;
use crate::source::Example;

const USAGE: &str = "usage: erd-compare package-registry|sakila <folder with a checkout> [--write]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let write = arguments.iter().any(|argument| argument == "--write");
    let positional: Vec<&str> = arguments
        .iter()
        .map(String::as_str)
        .filter(|a| !a.starts_with("--"))
        .collect();
    let [name, checkout] = positional[..] else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let Some(example) = source::find(name) else {
        eprintln!("there is no example `{name}`\n{USAGE}");
        return ExitCode::from(2);
    };
    let result = match with_servers(example.dialects, &arguments) {
        Ok(Some(code)) => return code,
        Ok(None) => run(&example, Path::new(checkout), write),
        Err(error) => Err(error),
    };
    match result {
        Ok(complaints) if complaints.is_empty() => ExitCode::SUCCESS,
        Ok(complaints) => {
            eprintln!(
                "examples/{}/differences.toml: {}",
                example.folder,
                complaints.join("; ")
            );
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(3)
        }
    }
}

/// Runs this program again with the addresses of throwaway servers in its environment, where scratch databases look for
/// them; `None` when they are there already.
fn with_servers(dialects: &[Dialect], arguments: &[String]) -> Result<Option<ExitCode>, String> {
    let mut servers = Vec::new();
    for dialect in dialects {
        if let Some(variable) = url_variable(*dialect)
            && std::env::var_os(variable).is_none()
        {
            servers.push((variable, Server::start(*dialect, &Installation::Any)?));
        }
    }
    if servers.is_empty() {
        return Ok(None);
    }
    let program =
        std::env::current_exe().map_err(|error| format!("cannot find this program: {error}"))?;
    let mut command = Command::new(program);
    command.args(arguments).envs(
        servers
            .iter()
            .map(|(variable, server)| (variable, server.url())),
    );
    let status = command
        .status()
        .map_err(|error| format!("cannot run this program again: {error}"))?;
    let code = status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(3);
    Ok(Some(ExitCode::from(code)))
}

/// Compares on every engine. What is returned is what is wrong with the explanations.
fn run(example: &Example, checkout: &Path, write: bool) -> Result<Vec<String>, String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../examples")
        .join(example.folder);
    let explanations = Explanation::read(&folder.join("differences.toml"))?;
    let mut text = String::new();
    let mut used = vec![0; explanations.len()];
    let mut unexplained = 0;
    for dialect in example.dialects {
        let section = compare_on(example, checkout, *dialect, &explanations)?;
        text.push_str(&section.text);
        unexplained += section.unexplained;
        for (sum, count) in used.iter_mut().zip(section.explained) {
            *sum += count;
        }
    }
    if write {
        let path = folder.join("README.md");
        let readme = std::fs::read_to_string(&path)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let readme = report::replace(&readme, &text)?;
        std::fs::write(&path, readme).map_err(|error| format!("{}: {error}", path.display()))?;
    } else {
        print!("{text}");
    }
    let mut complaints = Vec::new();
    if unexplained > 0 {
        complaints.push(format!("{unexplained} differences are not explained"));
    }
    for (explanation, _) in explanations
        .iter()
        .zip(used)
        .filter(|(_, count)| *count == 0)
    {
        complaints.push(format!(
            "nothing differs for this reason: {}",
            explanation.reason
        ));
    }
    Ok(complaints)
}

fn compare_on(
    example: &Example,
    checkout: &Path,
    dialect: Dialect,
    explanations: &[Explanation],
) -> Result<Section, String> {
    let mut original = Scratch::new(dialect);
    original.execute_script(&(example.original)(checkout, dialect)?)?;
    let theirs = catalog::read(&mut original)?;

    let mut generated = Scratch::new(dialect);
    let tables =
        erd_ddl::render(&(example.schema)(), dialect).map_err(|error| error.to_string())?;
    generated.execute_script(&format!("{}\n{tables}", example.prelude))?;
    let ours = catalog::read(&mut generated)?;

    let comparison = compare::compare(&theirs, &ours);
    Ok(Section::new(
        dialect,
        &theirs,
        &ours,
        &comparison,
        explanations,
    ))
}
