//! MySQL and MariaDB: SHOW CREATE of every object.

mod statement;
mod table;
#[cfg(test)]
mod tests;

use super::dump::{Dump, Place};
use crate::Error;
use crate::query::{Connection, Query};
use crate::row::{Row, rows};
use erd_core::Dialect;
use statement::{trigger, without_database, without_definer};
use table::table;

/// Names of objects by what SHOW CREATE calls them. A kind that the server does not know has none.
const TABLES: &str = "SELECT TABLE_NAME AS name, TABLE_TYPE AS type FROM information_schema.TABLES \
     WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1";
const ROUTINES: &str = "SELECT ROUTINE_TYPE AS type, ROUTINE_NAME AS name FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() ORDER BY 1, 2";
const LIBRARIES: &str = "SELECT LIBRARY_NAME AS name FROM information_schema.LIBRARIES WHERE LIBRARY_SCHEMA = DATABASE() ORDER BY 1";
const EVENTS: &str = "SELECT EVENT_NAME AS name FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE() ORDER BY 1";
const TRIGGERS: &str = "SELECT TRIGGER_NAME AS name, EVENT_OBJECT_TABLE AS on_table, ACTION_TIMING AS timing, \
     EVENT_MANIPULATION AS event FROM information_schema.TRIGGERS \
     WHERE TRIGGER_SCHEMA = DATABASE() ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER";

pub(super) fn dump(url: &str) -> Result<Dump, Error> {
    let mut connection = crate::connect::mysql::connect(url)?;
    let dialect = Connection::dialect(&connection);
    read(&mut connection, dialect)
}

fn read(connection: &mut dyn Query, dialect: Dialect) -> Result<Dump, Error> {
    // The server then quotes names with backticks.
    rows(connection, "session", "SET SESSION sql_mode = ''")?;
    let mut database = String::new();
    if let Some(row) = rows(connection, "session", "SELECT DATABASE()")?.pop() {
        database = row.single().unwrap_or_default();
    }
    if database.is_empty() {
        return Err(Error::Url(
            "the address names no database; add it: mysql://host/database".to_owned(),
        ));
    }
    let mut asked = Asked {
        dump: Dump::new(dialect),
        connection,
        database,
    };
    for mut row in rows(asked.connection, "tables", TABLES)? {
        let name = row.text("name")?;
        match row.text("type")?.as_str() {
            "VIEW" | "SYSTEM VIEW" => asked.object("VIEW", &name, "Create View", &[])?,
            "SEQUENCE" => asked.object("SEQUENCE", &name, "Create Table", &[])?,
            _ => asked.table(&name)?,
        }
    }
    for mut row in rows(asked.connection, "routines", ROUTINES)? {
        let (kind, name) = (row.text("type")?, row.text("name")?);
        let column = match kind.as_str() {
            "FUNCTION" => "Create Function",
            "PROCEDURE" => "Create Procedure",
            "PACKAGE" => "Create Package",
            _ => "Create Package Body",
        };
        asked.object(&kind, &name, column, &["sql_mode"])?;
    }
    let has_libraries = "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'information_schema' AND TABLE_NAME = 'LIBRARIES'";
    if !rows(asked.connection, "libraries", has_libraries)?.is_empty() {
        for mut row in rows(asked.connection, "libraries", LIBRARIES)? {
            let name = row.text("name")?;
            asked.object("LIBRARY", &name, "Create Library", &[])?;
        }
    }
    for mut row in rows(asked.connection, "events", EVENTS)? {
        let name = row.text("name")?;
        asked.object("EVENT", &name, "Create Event", &["sql_mode", "time_zone"])?;
    }
    for mut row in rows(asked.connection, "triggers", TRIGGERS)? {
        let (name, table) = (row.text("name")?, row.text("on_table")?);
        let when = format!("{} {}", row.text("timing")?, row.text("event")?);
        let column = "SQL Original Statement";
        asked.object("TRIGGER", &name, column, &["sql_mode"])?;
        // They run in the order in which they were made, which their texts do not tell.
        let order = Place::object("order of triggers", &format!("{when} ON {table}"));
        asked.dump.push(order, name);
    }
    Ok(asked.dump)
}

struct Asked<'c> {
    dump: Dump,
    connection: &'c mut dyn Query,
    database: String,
}

impl Asked<'_> {
    /// The answer to SHOW CREATE, or why there is none.
    fn show(&mut self, kind: &str, name: &str) -> Result<Option<Row>, Error> {
        let name = erd_ddl::quote(Dialect::MariaDb, name);
        let sql = format!("SHOW CREATE {kind} {name}");
        Ok(rows(self.connection, "SHOW CREATE", &sql)?.pop())
    }

    /// An object whose statement is in the answer's column `statement`; `settings` are of the session that made it, and it
    /// runs in them.
    fn object(
        &mut self,
        kind: &str,
        name: &str,
        statement: &str,
        settings: &[&str],
    ) -> Result<(), Error> {
        let place = Place::object(kind, name);
        let mut row = match self.show(kind, name) {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(()),
            Err(error) => {
                self.dump.push(place, format!("cannot be shown: {error}"));
                return Ok(());
            }
        };
        for &setting in settings {
            self.dump.push(place.part(setting, ""), row.text(setting)?);
        }
        // A text that the account may not see is NULL.
        let mut text = without_definer(&row.opt(statement)?.unwrap_or_default());
        if kind == "VIEW" {
            text = without_database(&text, &self.database);
        } else if kind == "TRIGGER" {
            text = trigger(&text);
        }
        self.dump.push(place, text);
        Ok(())
    }

    fn table(&mut self, name: &str) -> Result<(), Error> {
        let place = Place::object("table", name);
        match self.show("TABLE", name) {
            Ok(row) => {
                let text = row.map(|mut row| row.text("Create Table")).transpose()?;
                let text = without_database(&text.unwrap_or_default(), &self.database);
                table(&mut self.dump, &place, &text);
            }
            Err(error) => self.dump.push(place, format!("cannot be shown: {error}")),
        }
        Ok(())
    }
}
