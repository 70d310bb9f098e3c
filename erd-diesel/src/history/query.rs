//! The queries of a log.

use super::entry::Entry;
use super::error::HistoryError;
use super::instant::micros;
use super::typed;
use super::values::State;
use crate::soft_delete::key::any_of;
use crate::written::Written;
use crate::{Key, Session};
use erd_core::schema::{ColumnId, Mark, Schema, Table, TableId, history};
use erd_core::{Dialect, Family};
use std::time::SystemTime;

/// A logged table and its history table, in one dialect.
pub(super) struct Query<'a> {
    dialect: Dialect,
    table: &'a Table,
    /// The same with the dialect's names of types.
    explicit: &'a Table,
    history: &'a Table,
    explicit_history: &'a Table,
}

impl<'a> Query<'a> {
    pub(super) fn new(
        written: &'a Written,
        path: &str,
        dialect: Dialect,
    ) -> Result<Self, HistoryError> {
        let schema = &written.schema;
        let is_it = |table: &Table| table.path() == path;
        let id = schema.tables.iter().position(is_it).map(TableId);
        let id = id.ok_or_else(|| HistoryError::NoTable(path.to_owned()))?;
        let table = &schema[id];
        let log = |name: String| schema.find_table(table.schema.as_deref(), &name);
        let log = table.history().and_then(log);
        let log = log.ok_or_else(|| HistoryError::NoLog(path.to_owned()))?;
        let explicit: &Schema = written.on(dialect).map_err(HistoryError::Unsupported)?;
        Ok(Self {
            dialect,
            table,
            explicit: &explicit[id],
            history: &schema[log],
            explicit_history: &explicit[log],
        })
    }

    /// The entries of a row, up to an instant.
    pub(super) fn entries<C: Session>(
        &self,
        connection: &mut C,
        key: &Key,
        until: Option<SystemTime>,
    ) -> Result<Vec<Entry>, HistoryError> {
        let column = |name: &str| erd_ddl::quote(self.dialect, name);
        let at = self.micros(&column(history::CHANGED_AT));
        let parts = [
            self.text(&column(history::ID)),
            column(history::OPERATION),
            self.text(&at),
            column(history::ACTOR),
            self.text(&column(history::TRANSACTION)),
            self.text(&column(history::OLD)),
            self.text(&column(history::NEW)),
            self.text(&column(history::REDACTED)),
        ];
        let parts = parts.join(", ");
        let array = match self.dialect.family() {
            Family::Postgres => format!("jsonb_build_array({parts})::text"),
            Family::MySql => format!("CAST(JSON_ARRAY({parts}) AS CHAR)"),
            Family::Sqlite => format!("json_array({parts})"),
        };
        let condition = any_of(&self.key(), &[key], self.dialect);
        let until = until.map_or_else(String::new, |until| {
            format!(" AND {at} <= {}", micros(until))
        });
        let table = &self.history;
        let sql = format!(
            "SELECT {array} AS text FROM {} WHERE {condition}{until} ORDER BY {}",
            erd_ddl::path(self.dialect, table.schema.as_deref(), &table.name),
            column(history::ID),
        );
        let texts = connection.texts(&sql)?.into_iter().flatten();
        let read = |text: String| {
            Entry::read(&text).ok_or_else(|| HistoryError::Malformed {
                table: self.history.path(),
                found: text,
            })
        };
        texts.map(read).collect()
    }

    /// Refuses where the log has not all of a row.
    pub(super) fn shown(&self) -> Result<(), HistoryError> {
        let columns = self.table.columns.iter();
        let hidden = columns.filter(|column| column.is(Mark::Sensitive));
        let columns: Vec<_> = hidden.map(|column| column.name.clone()).collect();
        if columns.is_empty() {
            return Ok(());
        }
        Err(HistoryError::Redacted {
            table: self.table.path(),
            columns,
        })
    }

    /// A query that gives a state as a row of the table.
    pub(super) fn row(&self, state: &State) -> Result<String, HistoryError> {
        typed::row(self.table, self.explicit, &state.values, self.dialect).ok_or_else(|| {
            HistoryError::Malformed {
                table: self.history.path(),
                found: format!("{:?}", state.values),
            }
        })
    }

    /// The names in SQL and the types of the columns that hold the row's key.
    fn key(&self) -> Vec<(String, String)> {
        let key = self.table.primary_key.iter().flat_map(|key| &key.columns);
        let column = |id: &ColumnId| {
            let name = history::key(&self.table[*id].name);
            let id = self.explicit_history.find_column(&name);
            let ty = id.and_then(|id| self.explicit_history[id].sql_type.get(self.dialect));
            (
                erd_ddl::quote(self.dialect, &name),
                ty.unwrap_or_default().to_owned(),
            )
        };
        key.map(column).collect()
    }

    fn text(&self, expression: &str) -> String {
        match self.dialect.family() {
            Family::MySql => format!("CAST({expression} AS CHAR)"),
            Family::Postgres | Family::Sqlite => format!("CAST({expression} AS text)"),
        }
    }

    /// A timestamp of the log as microseconds since 1970.
    fn micros(&self, column: &str) -> String {
        match self.dialect.family() {
            Family::Postgres => format!("CAST(extract(epoch FROM {column}) * 1000000 AS bigint)"),
            Family::MySql => {
                format!("TIMESTAMPDIFF(MICROSECOND, '1970-01-01 00:00:00', {column})")
            }
            // It has milliseconds, and rounds what is between.
            Family::Sqlite => format!(
                "CAST(round((julianday({column}) - 2440587.5) * 86400000.0) AS integer) * 1000"
            ),
        }
    }
}
