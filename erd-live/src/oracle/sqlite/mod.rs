//! SQLite: `sqlite_schema`, which keeps the statements as they were written, and the numbers that applications leave in
//! the file's header.

mod clause;
mod item;
mod table;
#[cfg(test)]
mod table_tests;

use erd_core::Dialect;

use super::dump::{Dump, NAME, Place};
use super::items::split;
use crate::Error;
use crate::query::Query;
use crate::row::rows;
use crate::token::{Lexis, TokenKind, tokens};

use clause::{expression, key_part};

/// `sqlite_sequence`, `sqlite_stat1` and automatic indexes are SQLite's own and follow from the rest.
const OBJECTS: &str = "SELECT type AS type, name AS name, sql AS sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name";

const NUMBERS: [&str; 2] = ["user_version", "application_id"];

pub(super) fn dump(url: &str) -> Result<Dump, Error> {
    crate::connect::sqlite::read(url, |file| read(file))
}

fn read(connection: &mut dyn Query) -> Result<Dump, Error> {
    let mut dump = Dump::new(Dialect::Sqlite);
    for number in NUMBERS {
        for row in rows(connection, "numbers", &format!("PRAGMA {number}"))? {
            dump.push(
                Place::object("pragma", number),
                row.single().unwrap_or_default(),
            );
        }
    }
    let mut tables = table::Tables::default();
    for mut row in rows(connection, "objects", OBJECTS)? {
        let (kind, name) = (row.text("type")?, row.text("name")?);
        let sql = row.opt("sql")?.unwrap_or_default();
        let place = Place::object(&kind, &name);
        match kind.as_str() {
            "table" if !is_virtual(&sql) => tables.push(place, &sql),
            "index" => {
                let text = index(&sql);
                match text
                    .strip_prefix("UNIQUE INDEX ON ")
                    .filter(|keys| is_ordered(keys))
                {
                    Some(keys) => ordered(&mut dump, keys, Some(name)),
                    None => dump.push(place, collated(connection, &name, text)?),
                }
            }
            _ => dump.push(place, sql.trim()),
        }
    }
    tables.say(&mut dump);
    Ok(dump)
}

/// An index that takes a row twice, with the collation of each key, which is its column's where it names none: those that
/// differ from the usual one are of the index, at its end.
fn collated(connection: &mut dyn Query, name: &str, text: String) -> Result<String, Error> {
    if text.starts_with("UNIQUE ") {
        return Ok(text);
    }
    let sql = format!(
        "SELECT seqno AS key, coll AS collation FROM pragma_index_xinfo({}) WHERE key = 1 AND coll <> 'BINARY' ORDER BY seqno",
        erd_ddl::literal(Dialect::Sqlite, name)
    );
    let end = text.find(" WHERE ").unwrap_or(text.len());
    let (mut keys, mut rest) = (text[..end].to_owned(), text[end..].to_owned());
    for mut row in rows(connection, "collations", &sql)? {
        let key = row.text("key")?;
        let collation = row.text("collation")?.to_uppercase();
        keys = keys.replace(&format!(" COLLATE {collation}"), "");
        rest.extend([" [", &key, ": ", &collation, "]"]);
    }
    Ok(keys + &rest)
}

fn is_virtual(sql: &str) -> bool {
    let mut words = sql.split_whitespace();
    words
        .nth(1)
        .is_some_and(|w| w.eq_ignore_ascii_case("virtual"))
}

/// Whether keys that allow no row twice have an order or a collation of their own, over all rows.
fn is_ordered(keys: &str) -> bool {
    keys.ends_with(')') && (keys.contains(" DESC") || keys.contains(" COLLATE "))
}

/// Keys that allow no row twice, and have an order or a collation of their own: those of an index, and of a constraint,
/// which has no name that could be asked for, refuse the same rows.
fn ordered(dump: &mut Dump, keys: &str, name: Option<String>) {
    let place = Place::object("unique index", keys);
    if let Some(name) = name {
        dump.push(place.part(NAME, ""), name);
    }
    dump.push(place, keys);
}

/// CREATE INDEX with its words in capitals, its names bare, and without what goes without saying.
fn index(sql: &str) -> String {
    let Some(parts) = split(sql, Lexis::Brackets) else {
        return sql.trim().to_owned();
    };
    let head = tokens(parts.head, Lexis::Brackets);
    let unique = head.iter().any(|t| t.is("UNIQUE") && t.start < 16);
    let table = head.last().and_then(|t| t.name()).unwrap_or_default();
    let keys: Vec<String> = parts.items.iter().map(|item| key_part(item)).collect();
    let mut text = format!(
        "{}INDEX ON {} ({})",
        if unique { "UNIQUE " } else { "" },
        table.to_lowercase(),
        keys.join(", ")
    );
    let tail = tokens(parts.tail, Lexis::Brackets);
    match tail.first() {
        Some(first) if first.is("WHERE") => {
            text.push_str(" WHERE ");
            text.push_str(&expression(&parts.tail[first.end..]));
        }
        Some(_) => text.push_str(parts.tail),
        None => {}
    }
    text
}

/// Whether a token is that character.
fn is(kind: &TokenKind, c: char) -> bool {
    *kind == TokenKind::Other(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Rows;

    #[test]
    fn an_order_within_a_constraint_is_one_of_an_index() {
        let file = |statements: &[&str]| {
            let file = rusqlite::Connection::open_in_memory().expect("a database");
            for sql in statements {
                file.execute_batch(sql).expect(sql);
            }
            read(&mut |sql: &str| {
                let mut statement = file.prepare(sql).map_err(|error| error.to_string())?;
                let names = statement.column_names().into_iter().map(str::to_owned);
                let mut rows = Rows::from((names.collect(), Vec::new()));
                let columns = rows.columns.len();
                let mut found = statement.query([]).map_err(|error| error.to_string())?;
                while let Ok(Some(row)) = found.next() {
                    let value = |column| match row.get_ref(column) {
                        Ok(rusqlite::types::ValueRef::Integer(n)) => Some(n.to_string()),
                        Ok(value) => value.as_str().ok().map(str::to_owned),
                        Err(_) => None,
                    };
                    rows.values.push((0..columns).map(value).collect());
                }
                Ok(rows)
            })
            .expect("a schema")
        };
        let constraint = file(&["CREATE TABLE t (a INT, b INT, UNIQUE (a DESC, b))"]);
        let index = file(&[
            "CREATE TABLE t (a INT, b INT)",
            "CREATE UNIQUE INDEX i ON t (a DESC, b)",
        ]);
        assert_eq!(constraint.differences(&index), []);
        assert_eq!(index.differences(&constraint).len(), 1, "the name is lost");
        let other = file(&[
            "CREATE TABLE t (a INT, b INT)",
            "CREATE UNIQUE INDEX i ON t (a, b DESC)",
        ]);
        assert_eq!(constraint.differences(&other).len(), 2);
        let own = file(&[
            "CREATE TABLE t (a TEXT COLLATE NOCASE, b TEXT)",
            "CREATE INDEX i ON t (a COLLATE NOCASE, b)",
        ]);
        let table = "CREATE TABLE t (a TEXT COLLATE NOCASE, b TEXT)";
        assert_eq!(
            own.differences(&file(&[table, "CREATE INDEX i ON t (a, b)"])),
            []
        );
        for other in [
            "a, b COLLATE NOCASE",
            "a COLLATE BINARY, b",
            "a COLLATE RTRIM, b",
        ] {
            let other = file(&[table, &format!("CREATE INDEX i ON t ({other})")]);
            assert_eq!(own.differences(&other).len(), 1);
        }
        let numbered = file(&["PRAGMA user_version = 7; PRAGMA application_id = 5"]);
        let differences = file(&[]).differences(&numbered);
        let shown: Vec<String> = differences.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "~ pragma application_id\n    A: 0\n    B: 5",
                "~ pragma user_version\n    A: 0\n    B: 7"
            ]
        );
    }

    #[test]
    fn an_index_is_compared_by_what_it_says() {
        let text = "CREATE UNIQUE INDEX \"i\" ON [T]( a  ASC, \"B\" COLLATE nocase desc, lower(c || ')') ) where (a > 0 /* c */)";
        assert_eq!(
            index(text),
            "UNIQUE INDEX ON t (a, b COLLATE NOCASE DESC, lower ( c || ')' )) WHERE a > 0"
        );
        assert_ne!(index(text), index(&text.replace("UNIQUE ", "")));
        assert_ne!(index(text), index(&text.replace("a > 0", "a > 1")));
    }
}
