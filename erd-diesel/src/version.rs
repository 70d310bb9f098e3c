//! The optimistic lock: a row is written only while it is what the writer read.

use crate::soft_delete::key::any_of;
use crate::written::Written;
use crate::{Key, Session};
use erd_core::schema::{ColumnId, Maintenance, Role, Schema, Table};
use erd_core::{Dialect, Family};
use erd_ddl::DdlErrors;
use std::fmt;

/// Why a row was not saved. Nothing has changed then.
#[derive(Debug)]
#[non_exhaustive]
pub enum SaveError {
    /// Somebody else was faster: the row is not what it was when it was read.
    Conflict {
        /// The table.
        table: String,
        /// The row.
        key: Key,
        /// The version that was read.
        expected: i64,
        /// The version that the row has by now; `None` where it is gone.
        found: Option<i64>,
    },
    /// The schema has no table of that name.
    NoTable(String),
    /// The table has no column that counts versions, or no primary key.
    NoVersion(String),
    /// The dialect lacks something that the schema uses.
    Unsupported(DdlErrors),
    /// The database refused a statement, or the work did.
    Rejected(diesel::result::Error),
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict {
                table,
                key,
                expected,
                found,
            } => {
                let key = key.parts().join(", ");
                write!(
                    f,
                    "the row ({key}) of `{table}` was read at version {expected} "
                )?;
                match found {
                    Some(found) => write!(f, "and is at version {found} by now: read it again"),
                    None => f.write_str("and is gone"),
                }
            }
            Self::NoTable(table) => write!(f, "the schema has no table `{table}`"),
            Self::NoVersion(table) => write!(
                f,
                "`{table}` needs a primary key and a field `#[erd(version)]`"
            ),
            Self::Unsupported(errors) => errors.fmt(f),
            Self::Rejected(error) => write!(f, "the database refused: {error}"),
        }
    }
}

impl std::error::Error for SaveError {}

impl From<diesel::result::Error> for SaveError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Rejected(error)
    }
}

/// Writes rows whose entity declares a `version`, each only while it is at the version that was read.
#[derive(Debug)]
pub struct Versions(Written);

impl Versions {
    /// Of the tables of a schema.
    pub fn new(schema: Schema) -> Self {
        Self(Written::new(schema))
    }

    /// Does `work`, which writes the row, if the row is at version `expected`; the version that it has then. All is one
    /// transaction, or a savepoint of the one that is open. `work` leaves the version alone: it is counted here, or by the
    /// trigger of `version(by = trigger)`.
    ///
    /// # Errors
    /// [`SaveError::Conflict`] where the row is at another version or gone; `work` has not begun then.
    pub fn save<C: Session>(
        &self,
        connection: &mut C,
        table: &str,
        key: impl Into<Key>,
        expected: i64,
        work: impl FnOnce(&mut C) -> diesel::QueryResult<usize>,
    ) -> Result<i64, SaveError> {
        let row = self.row(connection.dialect()?, table, key.into())?;
        connection.atomically(|connection| {
            let found = row.version(connection)?;
            if found != Some(expected) {
                return Err(SaveError::Conflict {
                    table: table.to_owned(),
                    key: row.key.clone(),
                    expected,
                    found,
                });
            }
            if !row.by_trigger {
                connection.run(&row.count())?;
            }
            work(connection)?;
            // A trigger counted, and how often is for the work to know; a row that is gone has the last that there was.
            Ok(row.version(connection)?.unwrap_or(expected))
        })
    }

    fn row(&self, dialect: Dialect, name: &str, key: Key) -> Result<Row, SaveError> {
        let is_it = |table: &Table| table.path() == name;
        let position = self.0.schema.tables.iter().position(is_it);
        let position = position.ok_or_else(|| SaveError::NoTable(name.to_owned()))?;
        let table = &self.0.schema.tables[position];
        let explicit = &self.0.on(dialect).map_err(SaveError::Unsupported)?.tables[position];
        let version = table.find_role(|role| matches!(role, Role::Version(_)));
        let (Some(version), Some(own)) = (version, &table.primary_key) else {
            return Err(SaveError::NoVersion(name.to_owned()));
        };
        let column = |id: &ColumnId| {
            let ty = explicit[*id].sql_type.get(dialect).unwrap_or_default();
            (erd_ddl::quote(dialect, &table[*id].name), ty.to_owned())
        };
        let columns: Vec<_> = own.columns.iter().map(column).collect();
        Ok(Row {
            dialect,
            table: erd_ddl::path(dialect, table.schema.as_deref(), &table.name),
            condition: any_of(&columns, &[&key], dialect),
            version: erd_ddl::quote(dialect, &table[version].name),
            by_trigger: table[version].role == Some(Role::Version(Maintenance::Trigger)),
            key,
        })
    }
}

/// A row, in SQL.
struct Row {
    dialect: Dialect,
    key: Key,
    table: String,
    condition: String,
    version: String,
    by_trigger: bool,
}

impl Row {
    /// Its version, and the row locked; `None` where it is gone.
    fn version<C: Session>(&self, connection: &mut C) -> diesel::QueryResult<Option<i64>> {
        let text = match self.dialect.family() {
            Family::MySql => format!("CAST({} AS CHAR)", self.version),
            Family::Postgres | Family::Sqlite => format!("CAST({} AS text)", self.version),
        };
        let lock = match self.dialect.family() {
            // A writer has the whole database.
            Family::Sqlite => "",
            Family::Postgres | Family::MySql => " FOR UPDATE",
        };
        let sql = format!(
            "SELECT {text} AS text FROM {} WHERE {}{lock}",
            self.table, self.condition
        );
        let found = connection.texts(&sql)?.into_iter().flatten().next();
        Ok(found.and_then(|text| text.parse().ok()))
    }

    fn count(&self) -> String {
        format!(
            "UPDATE {} SET {1} = {1} + 1 WHERE {2}",
            self.table, self.version, self.condition
        )
    }
}
