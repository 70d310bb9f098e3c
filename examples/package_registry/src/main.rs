//! Prints the schema as SQL: `cargo run -p package_registry -- ddl postgres`.

use std::process::ExitCode;

use erd::Dialect;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(sql) => {
            print!("{sql}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<String, String> {
    let ["ddl", dialect] = arguments else {
        return Err("usage: package_registry ddl postgres".to_owned());
    };
    let dialect: Dialect = dialect.parse().map_err(|error| format!("{error}"))?;
    let tables = erd::ddl::render(&package_registry::Registry::schema(), dialect)
        .map_err(|error| error.to_string())?;
    Ok(format!("{}\n{tables}", package_registry::PRELUDE))
}
