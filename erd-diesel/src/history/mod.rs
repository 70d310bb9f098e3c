//! What happened to a row, and what it was at an instant, from the log that `#[erd(audit_log)]` keeps.

mod entry;
mod error;
mod instant;
mod query;
mod typed;
mod values;

pub use entry::{Entry, Operation};
pub use error::HistoryError;
pub use values::{State, Values};

use crate::written::Written;
use crate::{Key, Session};
use erd_core::schema::Schema;
use query::Query;
use std::marker::PhantomData;
use std::time::SystemTime;

/// An entity whose changes are logged. `#[derive(erd::Entity)]` with `#[erd(audit_log, diesel)]` makes it one.
pub trait Audited {
    /// The table's name; with its namespace and a dot before it where it has one.
    fn path() -> String;
}

/// The log of the changes of an entity's rows.
///
/// ```
/// # use erd_core::Schema;
/// # struct Order; impl erd_diesel::Audited for Order { fn path() -> String { "orders".to_owned() } }
/// # struct Shop; impl Shop { fn schema() -> Schema { Schema::default() } }
/// use erd_diesel::History;
/// use std::sync::LazyLock;
///
/// static ORDERS: LazyLock<History<Order>> = LazyLock::new(|| History::new(Shop::schema()));
/// ```
#[derive(Debug)]
pub struct History<E> {
    written: Written,
    path: String,
    entity: PhantomData<fn() -> E>,
}

impl<E: Audited> History<E> {
    /// Of an entity of a schema.
    pub fn new(schema: Schema) -> Self {
        Self::of_table(schema, E::path())
    }
}

impl<E> History<E> {
    /// Of a table that is known by its name; one in a namespace has it and a dot before its name.
    pub fn of_table(schema: Schema, path: impl Into<String>) -> Self {
        Self {
            written: Written::new(schema),
            path: path.into(),
            entity: PhantomData,
        }
    }

    /// What happened to the row with that key, the oldest first.
    ///
    /// # Errors
    /// That the table has no log, or the database did not answer.
    pub fn entries<C: Session>(
        &self,
        connection: &mut C,
        key: impl Into<Key>,
    ) -> Result<Vec<Entry>, HistoryError> {
        self.query(connection)?
            .entries(connection, &key.into(), None)
    }

    /// What the row with that key was at an instant, as the log has it; `None` where there was no such row.
    ///
    /// A row that is older than its log is known from its first change on, and then only in the columns that changed.
    ///
    /// # Errors
    /// As [`entries`](Self::entries).
    pub fn state<C: Session>(
        &self,
        connection: &mut C,
        key: impl Into<Key>,
        at: SystemTime,
    ) -> Result<Option<State>, HistoryError> {
        let query = self.query(connection)?;
        let entries = query.entries(connection, &key.into(), Some(at))?;
        Ok(values::state(entries))
    }

    /// The entity as it was at an instant: the [`state`](Self::state), read as a row of the table that is there today.
    ///
    /// # Errors
    /// [`HistoryError::Redacted`] where the entity has `sensitive` columns, whose values no log holds; and as
    /// [`entries`](Self::entries).
    pub fn at<C>(
        &self,
        connection: &mut C,
        key: impl Into<Key>,
        at: SystemTime,
    ) -> Result<Option<E>, HistoryError>
    where
        C: Session + diesel::connection::LoadConnection,
        E: 'static,
        diesel::query_builder::SqlQuery: for<'q> diesel::query_dsl::methods::LoadQuery<'q, C, E>,
    {
        let query = self.query(connection)?;
        query.shown()?;
        let Some(state) = self.state(connection, key, at)? else {
            return Ok(None);
        };
        let sql = query.row(&state)?;
        let rows = diesel::RunQueryDsl::load::<E>(diesel::sql_query(sql), connection)?;
        Ok(rows.into_iter().next())
    }

    fn query<C: Session>(&self, connection: &mut C) -> Result<Query<'_>, HistoryError> {
        Query::new(&self.written, &self.path, connection.dialect()?)
    }
}
