//! Soft delete, restore and purge, as the schema declares them.

mod error;
mod graph;
pub(crate) mod key;
mod purge;
mod restore;
mod rows;
mod scope;
mod stamp;

pub use error::SoftDeleteError;
pub use key::{Key, KeyPart};
pub use scope::{Scopes, SoftDeleted};

use crate::Session;
use crate::written::Written;
use erd_core::Dialect;
use erd_core::schema::{OnSoftDelete, Schema, SoftDelete, TableId};
use graph::Graph;
use rows::{Rows, Run, is_of};
use stamp::Stamp;

/// Soft deletes rows of a schema with what hangs below them, and brings them back.
///
/// What happens to the rows that reference a deleted one is what their foreign key declares:
/// `on_soft_delete = cascade` takes them along, `restrict` refuses while one of them lives, `keep` leaves them. A key that says
/// nothing restricts. Everything that one call takes has one moment in `deleted_at`; by it [`restore`](Self::restore) knows
/// what to bring back. Each call is one transaction, or a savepoint of the one that is open.
///
/// ```
/// use std::sync::LazyLock;
/// # use erd_core::Schema;
/// # struct Shop; impl Shop { fn schema() -> Schema { Schema::default() } }
/// static ROWS: LazyLock<erd_diesel::SoftDeletes> =
///     LazyLock::new(|| erd_diesel::SoftDeletes::new(Shop::schema()));
/// ```
#[derive(Debug)]
pub struct SoftDeletes(Written);

/// What a call did: the tables, in the order of their declaration, each with the number of its rows.
pub type Counts = Vec<(String, usize)>;

impl SoftDeletes {
    /// Of the tables of a schema.
    pub fn new(schema: Schema) -> Self {
        Self(Written::new(schema))
    }

    /// Soft-deletes the row of a table, and what its children's foreign keys ask to go with it. Who did it is who acts in the
    /// session ([`with_actor`](crate::with_actor)), where somebody does.
    ///
    /// # Errors
    /// [`SoftDeleteError::InTheWay`] where a living row forbids it; nothing has changed then.
    pub fn soft_delete<T: SoftDeleted, C: Session>(
        &self,
        connection: &mut C,
        table: T,
        key: impl Into<Key>,
    ) -> Result<Counts, SoftDeleteError> {
        self.soft_delete_by(connection, table, key, None)
    }

    /// Soft-deletes as [`soft_delete`](Self::soft_delete) does, and notes who did in the columns marked `deleted_by`.
    ///
    /// # Errors
    /// As there.
    pub fn soft_delete_by<T: SoftDeleted, C: Session>(
        &self,
        connection: &mut C,
        _: T,
        key: impl Into<Key>,
        by: impl Into<Option<Key>>,
    ) -> Result<Counts, SoftDeleteError> {
        self.soft_delete_row(connection, &T::path(), &key.into(), by.into().as_ref())
    }

    /// Soft-deletes as [`soft_delete_by`](Self::soft_delete_by) does, where the table is known by its name alone; a table in a
    /// namespace has it and a dot before its name.
    ///
    /// # Errors
    /// As there.
    pub fn soft_delete_row<C: Session>(
        &self,
        connection: &mut C,
        table: &str,
        key: &Key,
        by: Option<&Key>,
    ) -> Result<Counts, SoftDeleteError> {
        self.run(connection, |run| {
            let table = run.graph.find(table)?;
            let key = &run.row(table, key)?;
            run.living(table, key)?;
            let rows =
                run.with_all_below(table, key, &|graph, table| Ok(graph.is_live("c", table)))?;
            run.nothing_in_the_way(&rows)?;
            let stamp = run.unused(&rows)?;
            let actor = match by {
                Some(_) => None,
                None => crate::current_actor(run.connection)?.map(Key::from),
            };
            run.mark(&rows, Some((&stamp, by.or(actor.as_ref()))))
        })
    }

    /// Does all of it or nothing.
    fn run<C: Session, T>(
        &self,
        connection: &mut C,
        work: impl FnOnce(&mut Run<'_, C>) -> Result<T, SoftDeleteError>,
    ) -> Result<T, SoftDeleteError> {
        let graph = self.graph(connection.dialect()?)?;
        connection.atomically(|connection| work(&mut Run { graph, connection }))
    }

    fn graph(&self, dialect: Dialect) -> Result<Graph<'_>, SoftDeleteError> {
        Ok(Graph {
            schema: &self.0.schema,
            explicit: self.0.on(dialect).map_err(SoftDeleteError::Unsupported)?,
            dialect,
        })
    }
}

impl<C: Session> Run<'_, C> {
    /// Refuses a row that does not live.
    fn living(&mut self, table: TableId, key: &Key) -> Result<(), SoftDeleteError> {
        let graph = self.graph;
        if graph.schema[table].soft_delete().is_none() {
            return Err(SoftDeleteError::NotSoftDeleted(graph.name(table)));
        }
        let sql = format!(
            "SELECT 'living' AS text FROM {} c WHERE {} AND {}",
            graph.path(table),
            graph.has_key(Some("c"), table, &[key])?,
            graph.is_live("c", table)
        );
        if self.connection.texts(&sql)?.is_empty() {
            let table = graph.name(table);
            return Err(SoftDeleteError::AlreadyDeleted { table });
        }
        Ok(())
    }

    /// Refuses where a living row that does not go along references what goes, through a key that forbids it.
    fn nothing_in_the_way(&mut self, rows: &Rows) -> Result<(), SoftDeleteError> {
        for (table, keys) in rows {
            for (reference, policy) in self.graph.references_to(*table) {
                if policy != OnSoftDelete::Restrict {
                    continue;
                }
                let child = reference.table().id();
                let found = self.children(reference, keys, &self.graph.is_live("c", child))?;
                let going = rows.get(&child);
                let stays = |key: &Key| !going.is_some_and(|going| going.contains(key));
                let count = found.into_iter().filter(stays).count();
                if count > 0 {
                    return Err(SoftDeleteError::InTheWay {
                        table: self.graph.name(child),
                        foreign_key: reference.foreign_key().name.clone(),
                        rows: count,
                    });
                }
            }
        }
        Ok(())
    }

    /// A moment that nothing below these rows was deleted at before.
    fn unused(&mut self, rows: &Rows) -> Result<Stamp, SoftDeleteError> {
        let digits = u32::try_from(self.digits()).unwrap_or(6).min(6);
        for _ in 0..5 {
            let stamp = self.now()?;
            if !self.is_used(&stamp, rows)? {
                return Ok(stamp);
            }
            std::thread::sleep(std::time::Duration::from_micros(10_u64.pow(6 - digits)));
        }
        Err(SoftDeleteError::Clock)
    }

    fn is_used(&mut self, stamp: &Stamp, rows: &Rows) -> Result<bool, SoftDeleteError> {
        for (table, keys) in rows {
            for (reference, policy) in self.graph.references_to(*table) {
                let child = reference.table().id();
                let timed = matches!(
                    self.graph.schema[child].soft_delete(),
                    Some(SoftDelete::Timestamp(_))
                );
                if policy == OnSoftDelete::Cascade
                    && timed
                    && !self
                        .children(reference, keys, &is_of(stamp, self.graph, child)?)?
                        .is_empty()
                {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
}
