//! The catalog queries of PostgreSQL, a file each. Names come from `pg_catalog` alone, and everything that prints SQL runs
//! with `search_path = public`, so that what is in the default namespace is bare and all else is qualified, whoever asks.
//!
//! In braces stand a fragment, which is a file too, with its arguments, as in `{path(n.nspname, c.relname)}`; and what
//! depends on the version, as in `{since 15: x.indnullsnotdistinct; else false}`.

use crate::Error;
use crate::query::Query;
use crate::row::{Row, rows};

/// Opens the transaction. PostgreSQL 14 to 18 know all of it. The server takes many small steps for a little answer, and
/// compiling them, or starting processes for them, takes longer than they do.
pub(super) const BEGIN: [&str; 10] = [
    "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    "SET LOCAL search_path = public",
    "SET LOCAL statement_timeout = '60s'",
    "SET LOCAL lock_timeout = '10s'",
    "SET LOCAL quote_all_identifiers = off",
    "SET LOCAL DateStyle = 'ISO, YMD'",
    "SET LOCAL IntervalStyle = 'postgres'",
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL jit = off",
    "SET LOCAL max_parallel_workers_per_gather = 0",
];

/// Closes it.
pub(super) const END: &str = "ROLLBACK";

/// `server_version_num`.
pub(super) const VERSION: &str =
    "SELECT pg_catalog.current_setting('server_version_num') AS number";

/// A query by its name, which is its file's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Catalog {
    pub(super) name: &'static str,
    pub(super) text: &'static str,
}

impl Catalog {
    /// Its rows; `version` is `server_version_num`.
    pub(super) fn rows(self, connection: &mut dyn Query, version: i64) -> Result<Vec<Row>, Error> {
        rows(connection, self.name, &self.sql(version))
    }

    /// Its SQL on that version.
    pub(super) fn sql(self, version: i64) -> String {
        let mut sql = String::with_capacity(2 * self.text.len());
        expand(self.text, version, &mut sql);
        sql
    }
}

/// The query whose file is of that name in the folder `sql` beside the source file.
macro_rules! catalog {
    ($name:literal) => {
        $crate::postgres::sql::Catalog {
            name: $name,
            text: include_str!(concat!("sql/", $name, ".sql")),
        }
    };
}

pub(super) use catalog;

/// A piece of SQL that several queries have, with the names of its parameters.
struct Fragment {
    name: &'static str,
    parameters: &'static [&'static str],
    text: &'static str,
}

macro_rules! fragments {
    ($($name:ident ($($parameter:ident),*);)*) => {
        &[$(Fragment {
            name: stringify!($name),
            parameters: &[$(stringify!($parameter)),*],
            text: include_str!(concat!("sql/fragment/", stringify!($name), ".sql")),
        }),*]
    };
}

const FRAGMENTS: &[Fragment] = fragments! {
    comment(class, oid);
    has_columns();
    has_usual_name();
    is_serial(sequence, table, column);
    not_of_extension(class, oid);
    options(options);
    partition_columns();
    partitions();
    path(namespace, name);
    relation();
    root_trigger();
    sequence_top();
    tables();
    tables_and_more();
    user_namespace();
};

/// Writes a text without its comments, with what the braces in it stand for.
fn expand(text: &str, version: i64, out: &mut String) {
    let is_code = |line: &&str| !line.trim_start().starts_with("--");
    let code: Vec<&str> = text.lines().filter(is_code).collect();
    let code = code.join("\n");
    let mut rest = code.as_str();
    while let Some((before, inside, after)) = next_braces(rest) {
        out.push_str(before);
        braces(inside, version, out);
        rest = after;
    }
    out.push_str(rest);
}

/// What stands before the next braces, in them, and behind them.
fn next_braces(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find('{')?;
    let mut depth = 0;
    for (at, c) in text[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let close = open + at;
            return Some((&text[..open], &text[open + 1..close], &text[close + 1..]));
        }
    }
    None
}

fn braces(inside: &str, version: i64, out: &mut String) {
    if inside.starts_with("since ") {
        let chosen = inside
            .split("; ")
            .find_map(|part| of_version(part, version));
        return expand(chosen.unwrap_or_default(), version, out);
    }
    if inside == "properties" {
        for (name, value) in erd_ddl::postgres_catalog() {
            out.extend([",\n    ", value, " AS ", name]);
        }
        return;
    }
    let (name, arguments) = inside.split_once('(').unwrap_or((inside, ""));
    let Some(fragment) = FRAGMENTS.iter().find(|fragment| fragment.name == name) else {
        // A test reads all queries for what is left of braces.
        return out.extend(["{", inside, "}"]);
    };
    let arguments = arguments.trim_end_matches(')').split(", ");
    let mut text = fragment.text.to_owned();
    for (parameter, argument) in fragment.parameters.iter().zip(arguments) {
        text = text.replace(&format!("{{{parameter}}}"), argument);
    }
    expand(text.trim_end(), version, out);
}

/// The text of `since 15: text` from that version on, and of `else text`.
fn of_version(part: &str, version: i64) -> Option<&str> {
    if let Some(text) = part.strip_prefix("else ") {
        return Some(text);
    }
    let (since, text) = part.strip_prefix("since ")?.split_once(": ")?;
    let since: i64 = since.parse().ok()?;
    (version >= since * 10_000).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_stand_for_fragments_and_versions() {
        let query = |text| Catalog { name: "q", text };
        let text =
            "SELECT {since 17: new; since 15: {path(a.b, c)}; else NULL} -- x\n  -- gone\nFROM t";
        assert_eq!(query(text).sql(140_000), "SELECT NULL -- x\nFROM t");
        assert_eq!(query(text).sql(180_003), "SELECT new -- x\nFROM t");
        let path = query(text).sql(150_010);
        assert!(path.contains("CASE WHEN a.b = 'public'"), "{path}");
        assert!(path.contains("pg_catalog.quote_ident(c)"), "{path}");
    }

    #[test]
    fn every_query_is_whole_on_every_version() {
        for version in [140_000, 150_000, 160_000, 170_000, 180_000] {
            for query in crate::postgres::queries() {
                let sql = query.sql(version);
                assert!(!sql.contains(['{', '}']), "{}: {sql}", query.name);
            }
        }
    }
}
