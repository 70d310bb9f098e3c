//! What no view of the catalog says, and only SHOW CREATE TABLE does: parsers of FULLTEXT keys, and MariaDB's periods of
//! application time with the keys that allow no overlap. The model has no place for them, so they are named. Only tables
//! that may have one are asked.

use super::objects::quote;
use super::read::Reader;
use crate::query::Query;
use crate::row::rows;
use crate::token::{TokenKind, tokens};
use crate::{Error, Kind};

use erd_core::Dialect;
use erd_core::schema::Table;

impl Reader {
    /// Names what the catalog left out.
    pub(super) fn unsaid(&mut self, connection: &mut dyn Query) -> Result<(), Error> {
        for position in 0..self.schema.tables.len() {
            let table = &self.schema.tables[position];
            let mut methods = table.indexes.iter().map(|index| index.method.as_deref());
            let fulltext = methods.any(|method| method == Some("fulltext"));
            let period = self.mariadb && may_have_period(table);
            if !fulltext && !period {
                continue;
            }
            let name = table.name.clone();
            let text = self.show_create(connection, position)?;
            for (kind, what) in named(&text) {
                self.name(kind, format!("{name}{what}"));
            }
        }
        Ok(())
    }

    /// The text of SHOW CREATE TABLE.
    pub(super) fn show_create(
        &self,
        connection: &mut dyn Query,
        position: usize,
    ) -> Result<String, Error> {
        let name = &self.schema.tables[position].name;
        let sql = format!("SHOW CREATE TABLE {}", quote(name));
        match rows(connection, "tables", &sql)?.first_mut() {
            Some(row) => {
                row.text()?;
                row.text()
            }
            None => Ok(String::new()),
        }
    }
}

/// A period of application time comes with a check that its start is before its end.
fn may_have_period(table: &Table) -> bool {
    table.checks.iter().any(|check| {
        let sql = check.sql.get(Dialect::MariaDb).unwrap_or_default();
        let found = tokens(sql, crate::token::Lexis::Plain);
        matches!(
            &found[..],
            [start, sign, end]
                if start.name().is_some() && end.name().is_some() && sign.kind == TokenKind::Other('<')
        )
    })
}

/// The lines of a table that say what the model has no place for. A line feed in a string is written as `\n`, so each
/// line is one part of the table.
fn named(create: &str) -> Vec<(Kind, String)> {
    let mut found = Vec::new();
    for line in create.lines() {
        let part = line.trim_start().trim_end_matches(',');
        let key = part.split('`').nth(1).unwrap_or_default();
        if part.starts_with("PERIOD FOR `") {
            found.push((Kind::TableOption, format!(": PERIOD FOR {key}")));
        } else if part.ends_with(" WITHOUT OVERLAPS)") {
            let (kind, of) = if part.starts_with("PRIMARY KEY ") {
                (Kind::KeyOption, String::new())
            } else {
                (Kind::IndexOption, format!(".{key}"))
            };
            found.push((kind, format!("{of}: WITHOUT OVERLAPS")));
        } else if part.starts_with("FULLTEXT KEY ")
            && let Some((_, parser)) = part.rsplit_once(" WITH PARSER `")
        {
            let parser = parser.split('`').next().unwrap_or_default();
            found.push((Kind::IndexOption, format!(".{key}: WITH PARSER {parser}")));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_table_says_of_itself_is_named() {
        let found = named(
            "CREATE TABLE `t` (\n  `a` text DEFAULT NULL COMMENT 'PERIOD FOR `x`',\n  PERIOD FOR `p` (`s`, `e`),\n  \
             UNIQUE KEY `u` (`id`,`p` WITHOUT OVERLAPS),\n  FULLTEXT KEY `f` (`a`) /*!50100 WITH PARSER `ngram` */ ,\n  \
             FULLTEXT KEY `g` (`a`)\n) ENGINE=InnoDB",
        );
        let expected = [
            (Kind::TableOption, ": PERIOD FOR p"),
            (Kind::IndexOption, ".u: WITHOUT OVERLAPS"),
            (Kind::IndexOption, ".f: WITH PARSER ngram"),
        ];
        assert_eq!(found, expected.map(|(kind, what)| (kind, what.to_owned())));
    }
}
