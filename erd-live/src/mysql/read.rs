//! Reading the catalog of MySQL and MariaDB: the session, and the order in which the parts are read.

use std::collections::BTreeMap;

use erd_core::Dialect;
use erd_core::schema::{Schema, SqlObject};

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
    /// Whether each table is partitioned.
    pub(super) partitioned: Vec<bool>,
    /// Sequences of MariaDB, which the catalog lists among the tables.
    pub(super) sequences: Vec<String>,
    /// The collation that a character set has without COLLATE.
    pub(super) default_collations: BTreeMap<String, String>,
    pub(super) database: String,
    /// The account, as `name@host`.
    pub(super) account: String,
    pub(super) mariadb: bool,
}

pub(crate) fn describe(connection: &mut dyn Query) -> Result<Described, Error> {
    let mut reader = Reader::default();
    let mut utf8mb4 = String::new();
    let mut mode = String::new();
    if let Some(row) = rows(connection, "version", sql::VERSION)?.first_mut() {
        reader.mariadb = row.text()?.contains("MariaDB");
        reader.database = row.opt()?.unwrap_or_default();
        reader.account = row.text()?;
        utf8mb4 = row.text()?;
        mode = row.opt()?.unwrap_or_default();
    }
    if reader.database.is_empty() {
        return Err(Error::Url(
            "the address names no database; add it: mysql://host/database".to_owned(),
        ));
    }
    rows(connection, "transaction", sql::timeout(reader.mariadb))?;
    // In these modes the server quotes names with `"` and writes strings in other ways.
    let odd = mode.contains("ANSI") || mode.contains("NO_BACKSLASH_ESCAPES");
    if odd {
        rows(connection, "transaction", "SET SESSION sql_mode = ''")?;
    }
    rows(connection, "transaction", sql::BEGIN)?;
    let read = reader.read(connection, utf8mb4);
    let end = rows(connection, "transaction", sql::END);
    if odd {
        let back = format!("SET SESSION sql_mode = '{mode}'");
        rows(connection, "transaction", &back)?;
    }
    read?;
    end?;
    reader.unsupported.sort();
    Ok(Described {
        schema: reader.schema,
        unsupported: reader.unsupported,
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
            let (set, collation) = (row.text()?, row.text()?);
            self.default_collations.insert(set, collation);
        }
        self.default_collations
            .insert("utf8mb4".to_owned(), utf8mb4);
        self.privileges(connection)?;
        for row in rows(connection, "tables", sql::TABLES)? {
            self.table(row)?;
        }
        for row in rows(connection, "columns", &sql::columns(self.mariadb))? {
            self.column(row)?;
        }
        for row in rows(connection, "indexes", &sql::indexes(self.mariadb))? {
            self.index(row)?;
        }
        self.finish_indexes();
        for row in rows(connection, "foreign keys", sql::FOREIGN_KEYS)? {
            self.foreign_key(row)?;
        }
        for row in rows(connection, "checks", sql::checks(self.mariadb))? {
            self.check(row)?;
        }
        self.unsaid(connection)?;
        for position in 0..self.schema.tables.len() {
            if self.partitioned[position] {
                self.partitions(connection, position)?;
            }
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
