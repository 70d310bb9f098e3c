//! `cargo run -p shop`: the whole path, from the structs to a living SQLite database.
//!
//! With an argument it prints one thing: `ddl postgres|mysql|mariadb|sqlite`, `diagram`, or `picture`.

use shop::Shop;
use std::error::Error;
use std::process::ExitCode;

mod tour;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        [] => tour::run(),
        ["ddl", dialect] => ddl(dialect),
        ["diagram"] => {
            print!("{}", erd::diagram::mermaid(&Shop::schema()));
            Ok(())
        }
        ["picture"] => {
            print!("{}", shop::picture());
            Ok(())
        }
        _ => Err("usage: shop [ddl postgres|mysql|mariadb|sqlite | diagram | picture]".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn ddl(dialect: &str) -> Result<(), Box<dyn Error>> {
    print!(
        "{}",
        erd::ddl::render(&Shop::schema(), dialect.parse::<erd::Dialect>()?)?
    );
    Ok(())
}
