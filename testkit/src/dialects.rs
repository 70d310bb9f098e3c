//! Which engines this test run uses.

use erd_core::Dialect;

/// The environment variable that lists the engines of a test run, for example `sqlite,postgres`. `cargo xtask test`
/// sets it.
pub const DIALECTS_VARIABLE: &str = "ERD_TEST_DIALECTS";

/// The engines that this run must use, in the order of [`Dialect::ALL`]. Without [`DIALECTS_VARIABLE`], which is a
/// plain `cargo test`, that is SQLite alone, because it needs no server.
///
/// # Panics
///
/// When the variable names something that is no dialect, because that would be a silent skip.
pub fn dialects() -> Vec<Dialect> {
    match std::env::var(DIALECTS_VARIABLE) {
        Ok(list) => parse(&list).unwrap_or_else(|error| panic!("{DIALECTS_VARIABLE}: {error}")),
        Err(_) => vec![Dialect::Sqlite],
    }
}

fn parse(list: &str) -> Result<Vec<Dialect>, String> {
    let mut dialects = Vec::new();
    for name in list
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
    {
        let dialect: Dialect = name.parse().map_err(|error| format!("{error}"))?;
        dialects.push(dialect);
    }
    if dialects.is_empty() {
        return Err("the list is empty".to_owned());
    }
    dialects.sort_unstable();
    dialects.dedup();
    Ok(dialects)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_sorted_and_free_of_doubles() {
        assert_eq!(
            parse("sqlite, mariadb,sqlite,"),
            Ok(vec![Dialect::MariaDb, Dialect::Sqlite])
        );
    }

    #[test]
    fn what_cannot_run_is_refused() {
        assert!(parse("oracle").is_err_and(|error| error.contains("`oracle`")));
        assert!(parse(" , ").is_err());
    }
}
