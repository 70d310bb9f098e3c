//! Prints the schema as SQL: `cargo run -p sakila -- ddl sqlite`.

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
        return Err("usage: sakila ddl postgres|mysql|mariadb|sqlite".to_owned());
    };
    let dialect: Dialect = dialect.parse().map_err(|error| format!("{error}"))?;
    let script = erd::ddl::render(&sakila::Sakila::schema(), dialect).map_err(|e| e.to_string())?;
    Ok(script.to_string())
}
