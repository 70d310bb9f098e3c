//! What an expression that is kept with a table may not do: look at other rows, or have another value the next time.

mod postgres;

use super::lex::{Token, tokens};
use crate::scan;
use erd_core::schema::Table;
use erd_core::{Dialect, Family};
use postgres::changing_on_postgres;

/// How an expression reaches beyond its row, for a sentence such as "the check `c` has a subquery".
pub(crate) fn beyond_row(sql: &str, dialect: Dialect) -> Option<String> {
    if scan::has(sql, dialect, &["select"]).is_some() {
        return Some("has a subquery".to_owned());
    }
    if scan::calls(sql, dialect, &["over"]).is_some() {
        return Some("looks at other rows, with `over`".to_owned());
    }
    if scan::has(sql, dialect, &["@"]).is_some() {
        return Some("reads a variable of the session or the server".to_owned());
    }
    if let Some(operator) = lacked(sql, dialect) {
        return Some(format!(
            "has the operator `{operator}`, which MariaDB lacks"
        ));
    }
    let own: &[&str] = match dialect.family() {
        Family::Postgres => &POSTGRES_AGGREGATES,
        Family::MySql => &MYSQL_AGGREGATES,
        Family::Sqlite => &["total", "group_concat"],
    };
    // Of several values SQLite's are no aggregates.
    let alone = |name: &&str| {
        dialect.is(Family::Sqlite)
            && scan::calls(sql, dialect, &[*name]).is_some()
            && arguments(sql, dialect, name) == Some(1)
    };
    let found = scan::calls(sql, dialect, &["sum", "count", "avg"]);
    let found = found.or_else(|| scan::calls(sql, dialect, own));
    let name = found.or_else(|| ["min", "max"].into_iter().find(alone))?;
    Some(format!("puts rows together, with `{name}`"))
}

/// An operator of JSON that MariaDB has no words for.
fn lacked(sql: &str, dialect: Dialect) -> Option<&'static str> {
    let tokens = match dialect {
        Dialect::MariaDb => tokens(sql, dialect)?,
        _ => return None,
    };
    let has = |operator: &&str| tokens.contains(&Token::Operator(operator));
    ["->>", "->"].into_iter().find(has)
}

const POSTGRES_AGGREGATES: [&str; 11] = [
    "min",
    "max",
    "string_agg",
    "array_agg",
    "json_agg",
    "jsonb_agg",
    "json_object_agg",
    "jsonb_object_agg",
    "bool_and",
    "bool_or",
    "every",
];
const MYSQL_AGGREGATES: [&str; 5] = [
    "min",
    "max",
    "group_concat",
    "json_arrayagg",
    "json_objectagg",
];

/// What reads the clock, chance or the session on MySQL and MariaDB.
const FAMILY: [&str; 31] = [
    "benchmark",
    "now",
    "curdate",
    "curtime",
    "utc_date",
    "utc_time",
    "utc_timestamp",
    "unix_timestamp",
    "current_date",
    "current_time",
    "current_timestamp",
    "localtime",
    "localtimestamp",
    "rand",
    "uuid",
    "uuid_short",
    "user",
    "current_user",
    "session_user",
    "system_user",
    "connection_id",
    "last_insert_id",
    "database",
    "schema",
    "version",
    "found_rows",
    "row_count",
    "sleep",
    "get_lock",
    "current_role",
    "load_file",
];
/// The same, written without parentheses; reserved words.
const FAMILY_WORDS: [&str; 9] = [
    "current_date",
    "current_time",
    "current_timestamp",
    "localtime",
    "localtimestamp",
    "utc_date",
    "utc_time",
    "utc_timestamp",
    "current_user",
];
/// What of a kept expression MySQL or MariaDB takes for changing.
pub(crate) fn changing_on_mysql(sql: &str, dialect: Dialect) -> Option<&'static str> {
    let word = scan::has(sql, dialect, &FAMILY_WORDS);
    let word = word.or_else(|| scan::calls(sql, dialect, &FAMILY));
    match (dialect, word) {
        (Dialect::MariaDb, None) => scan::calls(sql, dialect, &["sysdate", "random_bytes"]),
        // Of a moment that is given, MariaDB makes a number.
        (Dialect::MariaDb, Some(word @ "unix_timestamp")) => {
            let given = arguments(sql, dialect, word).is_some_and(|n| n > 0);
            (!given).then_some(word)
        }
        (_, word) => word,
    }
}

/// What names days and months in the language of MariaDB's session.
pub(crate) fn in_words(sql: &str) -> Option<&'static str> {
    let word = scan::calls(sql, Dialect::MariaDb, &["dayname", "monthname"]);
    let formatted = arguments(sql, Dialect::MariaDb, "date_format") == Some(2);
    word.or(formatted.then_some("date_format"))
}

/// Functions of SQLite whose value is another one the next time.
const SQLITE: [&str; 5] = [
    "random",
    "randomblob",
    "changes",
    "total_changes",
    "last_insert_rowid",
];
const SQLITE_WORDS: [&str; 3] = ["current_timestamp", "current_date", "current_time"];

/// What of an expression that is kept with a table has another value the next time, for a sentence such as "`now` gives
/// another value each time".
pub(crate) fn changing(sql: &str, dialect: Dialect, table: &Table) -> Option<String> {
    let quoted = |word: &str| format!("`{word}`");
    match dialect {
        Dialect::Postgres => changing_on_postgres(sql, table),
        Dialect::MySql | Dialect::MariaDb => changing_on_mysql(sql, dialect).map(quoted),
        Dialect::Sqlite => changing_on_sqlite(sql)
            .or_else(|| reads_moment(sql))
            .map(quoted),
    }
}

/// What of a kept expression SQLite refuses when it makes the object.
fn changing_on_sqlite(sql: &str) -> Option<&'static str> {
    let dialect = Dialect::Sqlite;
    let function = scan::calls(sql, dialect, &SQLITE);
    function.or_else(|| scan::has(sql, dialect, &SQLITE_WORDS))
}

/// Whether SQLite reads the current moment there, which it refuses when a row is written.
pub(crate) fn reads_moment(sql: &str) -> Option<&'static str> {
    let moment = scan::calls(sql, Dialect::Sqlite, &MOMENTS);
    moment.filter(|_| sql.to_ascii_lowercase().contains("'now'"))
}

/// Functions of SQLite that read a moment.
const MOMENTS: [&str; 7] = [
    "date",
    "time",
    "datetime",
    "julianday",
    "unixepoch",
    "strftime",
    "timediff",
];

/// How many arguments a function gets in an expression, where it is called once and nothing is in doubt.
pub(crate) fn arguments(sql: &str, dialect: Dialect, function: &str) -> Option<usize> {
    let tokens = tokens(sql, dialect)?;
    let at = tokens.iter().position(|token| token.is_word(&[function]))?;
    let mut depth = 0_usize;
    let mut commas = 0;
    for (i, token) in tokens[at + 1..].iter().enumerate() {
        match token {
            Token::Symbol('(') => depth += 1,
            Token::Symbol(')') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(if i == 1 { 0 } else { commas + 1 });
                }
            }
            Token::Symbol(',') if depth == 1 => commas += 1,
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_rows() {
        for dialect in Dialect::ALL {
            let beyond = |sql| beyond_row(sql, dialect);
            for (sql, what) in [
                ("a IN (SELECT 1)", "subquery"),
                ("sum(a) > 1", "`sum`"),
                ("row_number() OVER () > 0", "`over`"),
            ] {
                assert!(beyond(sql).unwrap().contains(what), "{dialect}: {sql}");
            }
            for sql in ["a > 0", "sum > 1", "over = 1", "count + 1", "'@' = a"] {
                assert_eq!(beyond(sql), None, "{dialect}: {sql}");
            }
        }
        assert!(beyond_row("a > @b", Dialect::MariaDb).is_some());
        assert!(beyond_row("a @> b", Dialect::Postgres).is_none());
        assert!(beyond_row("max(a, b) > 1", Dialect::Sqlite).is_none());
        assert!(beyond_row("max(a) > 1", Dialect::Sqlite).is_some());
        assert!(beyond_row("max(a) > 1", Dialect::Postgres).is_some());
    }

    #[test]
    fn arguments_are_counted() {
        let count = |sql| arguments(sql, Dialect::MariaDb, "f");
        assert_eq!(count("f()"), Some(0));
        assert_eq!(count("1 + f(a, g(b, c))"), Some(2));
        assert_eq!(count("g(a)"), None);
        assert_eq!(count("f + 1"), None);
    }
}
