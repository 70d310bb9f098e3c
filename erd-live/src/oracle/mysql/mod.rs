//! MySQL and MariaDB: SHOW CREATE of every object.

mod statement;
mod table;
#[cfg(test)]
mod tests;

use super::said::{Place, Said};
use crate::Error;
use crate::query::{Connection, Query};
use crate::row::rows;
use erd_core::Dialect;
use statement::{trigger, without_database, without_definer};
use table::table;

/// Names of objects by what SHOW CREATE calls them. A kind that the server does not know has none.
const ROUTINES: &str = "SELECT ROUTINE_TYPE, ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() ORDER BY 1, 2";
const LIBRARIES: &str = "SELECT LIBRARY_NAME FROM information_schema.LIBRARIES WHERE LIBRARY_SCHEMA = DATABASE() ORDER BY 1";
const EVENTS: &str =
    "SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE() ORDER BY 1";
const TRIGGERS: &str = "SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION FROM information_schema.TRIGGERS \
     WHERE TRIGGER_SCHEMA = DATABASE() ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER";

pub(super) fn said(url: &str) -> Result<Said, Error> {
    let mut connection = crate::connect::mysql::connect(url)?;
    let dialect = Connection::dialect(&connection);
    read(&mut connection, dialect)
}

fn read(connection: &mut dyn Query, dialect: Dialect) -> Result<Said, Error> {
    // The server then quotes names with backticks.
    rows(connection, "session", "SET SESSION sql_mode = ''")?;
    let mut database = String::new();
    if let Some(row) = rows(connection, "session", "SELECT DATABASE()")?.first_mut() {
        database = row.opt()?.unwrap_or_default();
    }
    if database.is_empty() {
        return Err(Error::Url(
            "the address names no database; add it: mysql://host/database".to_owned(),
        ));
    }
    let mut asked = Asked {
        said: Said::new(dialect),
        connection,
        database,
    };
    for mut row in rows(asked.connection, "tables", "SHOW FULL TABLES")? {
        let name = row.text()?;
        match row.text()?.as_str() {
            "VIEW" | "SYSTEM VIEW" => asked.object("VIEW", &name, 1, None)?,
            "SEQUENCE" => asked.object("SEQUENCE", &name, 1, None)?,
            _ => asked.table(&name),
        }
    }
    for mut row in rows(asked.connection, "routines", ROUTINES)? {
        let (kind, name) = (row.text()?, row.text()?);
        asked.object(&kind, &name, 2, Some(1..2))?;
    }
    let has_libraries = "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'information_schema' AND TABLE_NAME = 'LIBRARIES'";
    if !rows(asked.connection, "libraries", has_libraries)?.is_empty() {
        for mut row in rows(asked.connection, "libraries", LIBRARIES)? {
            let name = row.text()?;
            asked.object("LIBRARY", &name, 2, None)?;
        }
    }
    for mut row in rows(asked.connection, "events", EVENTS)? {
        let name = row.text()?;
        asked.object("EVENT", &name, 3, Some(1..3))?;
    }
    for mut row in rows(asked.connection, "triggers", TRIGGERS)? {
        let name = row.text()?;
        let (table, when) = (row.text()?, format!("{} {}", row.text()?, row.text()?));
        asked.object("TRIGGER", &name, 2, Some(1..2))?;
        // They run in the order in which they were made, which their texts do not tell.
        let order = Place::object("order of triggers", &format!("{when} ON {table}"));
        asked.said.push(order, name);
    }
    Ok(asked.said)
}

struct Asked<'c> {
    said: Said,
    connection: &'c mut dyn Query,
    database: String,
}

impl Asked<'_> {
    /// The answer to SHOW CREATE, or why there is none.
    fn show(&mut self, kind: &str, name: &str) -> Result<Vec<String>, String> {
        let name = erd_ddl::quote(Dialect::MariaDb, name);
        let found = self
            .connection
            .query(&format!("SHOW CREATE {kind} {name}"))?;
        let row = found.into_iter().next().unwrap_or_default();
        Ok(row.into_iter().map(Option::unwrap_or_default).collect())
    }

    /// An object whose statement is the answer's value at `statement`; those at `settings` are of the session that made
    /// it, and it runs in them.
    fn object(
        &mut self,
        kind: &str,
        name: &str,
        statement: usize,
        settings: Option<std::ops::Range<usize>>,
    ) -> Result<(), Error> {
        let place = Place::object(kind, name);
        let row = match self.show(kind, name) {
            Ok(row) => row,
            Err(error) => {
                self.said.push(place, format!("cannot be shown: {error}"));
                return Ok(());
            }
        };
        let short = || Error::Catalog {
            what: "statements",
            message: format!("SHOW CREATE {kind} has too few values"),
        };
        let text = row.get(statement).ok_or_else(short)?;
        let mut text = without_definer(text);
        if kind == "VIEW" {
            text = without_database(&text, &self.database);
        } else if kind == "TRIGGER" {
            text = trigger(&text);
        }
        for setting in settings.into_iter().flatten() {
            let value = row.get(setting).ok_or_else(short)?;
            let what = if setting == 1 {
                "sql_mode"
            } else {
                "time_zone"
            };
            self.said.push(place.part(what, ""), value.as_str());
        }
        self.said.push(place, text);
        Ok(())
    }

    fn table(&mut self, name: &str) {
        let place = Place::object("table", name);
        match self.show("TABLE", name) {
            Ok(row) => {
                let text = row.get(1).map(String::as_str).unwrap_or_default();
                let text = without_database(text, &self.database);
                table(&mut self.said, &place, &text);
            }
            Err(error) => self.said.push(place, format!("cannot be shown: {error}")),
        }
    }
}
