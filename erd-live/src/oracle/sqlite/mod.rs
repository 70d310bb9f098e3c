//! SQLite: `sqlite_schema`, which keeps the statements as they were written, and the numbers that applications leave in
//! the file's header.

mod clause;
mod table;

use erd_core::Dialect;

use super::items::split;
use super::said::{Place, Said};
use crate::Error;
use crate::query::Query;
use crate::row::rows;
use crate::token::{Lexis, TokenKind, tokens};

use clause::{expression, key_part};

/// `sqlite_sequence`, `sqlite_stat1` and automatic indexes are SQLite's own and follow from the rest.
const OBJECTS: &str = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name";

const NUMBERS: [&str; 2] = ["user_version", "application_id"];

pub(super) fn said(url: &str) -> Result<Said, Error> {
    crate::connect::sqlite::read(url, |file| read(file))
}

fn read(connection: &mut dyn Query) -> Result<Said, Error> {
    let mut said = Said::new(Dialect::Sqlite);
    for number in NUMBERS {
        for mut row in rows(connection, "numbers", &format!("PRAGMA {number}"))? {
            said.push(Place::object("pragma", number), row.text()?);
        }
    }
    let mut tables = table::Tables::default();
    for mut row in rows(connection, "objects", OBJECTS)? {
        let (kind, name) = (row.text()?, row.text()?);
        let sql = row.opt()?.unwrap_or_default();
        let place = Place::object(&kind, &name);
        match kind.as_str() {
            "table" if !is_virtual(&sql) => tables.push(place, &sql),
            "index" => said.push(place, index(&sql)),
            _ => said.push(place, sql.trim()),
        }
    }
    tables.say(&mut said);
    Ok(said)
}

fn is_virtual(sql: &str) -> bool {
    let mut words = sql.split_whitespace();
    words
        .nth(1)
        .is_some_and(|w| w.eq_ignore_ascii_case("virtual"))
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
