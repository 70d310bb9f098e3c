//! Reading the catalog of MySQL and MariaDB: the session, and the order in which the parts are read.

use std::collections::BTreeMap;

use erd_core::Dialect;
use erd_core::schema::{Schema, SqlObject};

use super::show::Shown;
use super::sql;
use crate::query::Query;
use crate::row::rows;
use crate::{Described, Error, Kind, Unsupported};

/// What has been read.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) schema: Schema,
    pub(super) unsupported: Vec<Unsupported>,
    /// Tables by name.
    pub(super) positions: BTreeMap<String, usize>,
    /// Collation of each table.
    pub(super) collations: Vec<String>,
    /// What SHOW CREATE TABLE says of each table, until it is in the schema.
    pub(super) shown: Vec<Shown>,
    /// Collations of columns, by table and column.
    pub(super) column_collations: BTreeMap<(String, String), String>,
    /// What sort of index is behind a key, by table and key.
    pub(super) index_types: BTreeMap<(String, String), String>,
    /// Sequences of MariaDB, which the catalog lists among the tables.
    pub(super) sequences: Vec<String>,
    /// The collation that a character set has without COLLATE.
    pub(super) default_collations: BTreeMap<String, String>,
    pub(super) database: String,
    /// The account, as `name@host`.
    pub(super) account: String,
    /// The time zone of the session, which is that of an event that it makes.
    pub(super) time_zone: String,
    /// The `sql_mode` of a new session, which is that of a routine, a trigger or an event that it makes.
    pub(super) mode: String,
    pub(super) mariadb: bool,
}

pub(crate) fn describe(connection: &mut dyn Query) -> Result<Described, Error> {
    let mut reader = Reader::default();
    let mut utf8mb4 = String::new();
    let mut mode = String::new();
    if let Some(row) = rows(connection, "version", sql::VERSION)?.first_mut() {
        reader.mariadb = row.text("version")?.contains("MariaDB");
        reader.database = row.opt("name")?.unwrap_or_default();
        reader.account = row.text("account")?;
        utf8mb4 = row.text("utf8mb4_collation")?;
        mode = row.text("session_mode")?;
        reader.time_zone = row.text("time_zone")?;
        reader.mode = row.text("mode")?;
    }
    if reader.database.is_empty() {
        return Err(Error::Url(
            "the address names no database; add it: mysql://host/database".to_owned(),
        ));
    }
    rows(connection, "transaction", sql::timeout(reader.mariadb))?;
    // Other modes quote names with `"`, write strings in other ways, and leave options out.
    let usual = mode.is_empty();
    if !usual {
        rows(connection, "transaction", "SET SESSION sql_mode = ''")?;
    }
    rows(connection, "transaction", sql::PRINTING)?;
    rows(connection, "transaction", sql::BEGIN)?;
    let read = reader.read(connection, utf8mb4);
    let end = rows(connection, "transaction", sql::END);
    if !usual {
        let back = format!("SET SESSION sql_mode = '{mode}'");
        rows(connection, "transaction", &back)?;
    }
    read?;
    end?;
    reader.unsupported.sort();
    Ok(Described {
        schema: reader.schema,
        unsupported: reader.unsupported,
        left_out: Vec::new(),
        dialect: if reader.mariadb {
            Dialect::MariaDb
        } else {
            Dialect::MySql
        },
        version: Vec::new(),
    })
}

impl Reader {
    fn read(&mut self, connection: &mut dyn Query, utf8mb4: String) -> Result<(), Error> {
        for mut row in rows(connection, "character sets", sql::CHARSETS)? {
            let (set, collation) = (row.text("name")?, row.text("collation")?);
            self.default_collations.insert(set, collation);
        }
        self.default_collations
            .insert("utf8mb4".to_owned(), utf8mb4);
        self.privileges(connection)?;
        for row in rows(connection, "tables", sql::TABLES)? {
            self.table(connection, row)?;
        }
        for mut row in rows(connection, "collations", sql::COLLATIONS)? {
            let key = (row.text("in_table")?, row.text("name")?);
            self.column_collations.insert(key, row.text("collation")?);
        }
        for mut row in rows(connection, "index types", sql::INDEX_TYPES)? {
            let key = (row.text("on_table")?, row.text("name")?);
            self.index_types.insert(key, row.text("type")?);
        }
        for position in 0..self.schema.tables.len() {
            self.columns(position);
            self.indexes(position);
            self.checks(position);
            self.partitions(position);
        }
        for position in 0..self.schema.tables.len() {
            self.foreign_keys(position);
        }
        self.objects(connection)
    }

    pub(super) fn name(&mut self, kind: Kind, object: impl Into<String>) {
        self.unsupported.push(Unsupported::new(kind, object));
    }

    /// The table of that name. Where the server takes names in any case, the catalog may spell a reference otherwise.
    pub(super) fn position(&self, table: &str) -> Option<usize> {
        let exact = self.positions.get(table).copied();
        exact.or_else(|| {
            let mut tables = self.schema.tables.iter();
            tables.position(|t| t.name.eq_ignore_ascii_case(table))
        })
    }

    pub(super) fn push(&mut self, object: SqlObject) {
        self.schema.objects.push(object);
    }
}
