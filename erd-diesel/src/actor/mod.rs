//! Who acts: said once for a session, and noted in the log of every change and in the columns that say who.

mod sqlite;

use crate::Session;
use diesel::result::Error;
use erd_core::Family;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Does something in the name of an actor: the log of changes ([`audit_log`](crate::History)) notes it as who did it, and so do the
/// columns `created_by` and `updated_by` that the database writes.
///
/// It is one transaction, or a savepoint of the one that is open, and the actor is known for no longer than that: when the
/// call returns, whoever uses the connection next is nobody, or who it was before. On PostgreSQL the actor is the setting
/// `erd.actor` of the transaction, on MySQL and MariaDB the variable `@erd_actor` of the session, on SQLite a row of a
/// temporary table, which no other connection sees.
///
/// ```
/// # #[cfg(feature = "sqlite")]
/// # fn ship(connection: &mut diesel::SqliteConnection) -> diesel::QueryResult<usize> {
/// use erd_diesel::Session as _;
/// erd_diesel::with_actor(connection, "ada", |connection| {
///     connection.run("UPDATE orders SET shipped = 1 WHERE id = 7")
/// })
/// # }
/// ```
///
/// # Errors
/// What `work` returns, after which nothing has changed; or that the database refused to begin or to commit.
pub fn with_actor<C, T, E>(
    connection: &mut C,
    actor: &str,
    work: impl FnOnce(&mut C) -> Result<T, E>,
) -> Result<T, E>
where
    C: Session,
    E: From<Error>,
{
    match connection.dialect()?.family() {
        // The rollback of a transaction or a savepoint takes the setting back.
        Family::Postgres | Family::Sqlite => connection.atomically(|connection| {
            let before = current(connection)?;
            set(connection, Some(actor))?;
            let done = work(connection)?;
            set(connection, before.as_deref())?;
            Ok(done)
        }),
        // A variable knows no transactions.
        Family::MySql => {
            let before = current(connection)?;
            set(connection, Some(actor))?;
            let done = catch_unwind(AssertUnwindSafe(|| connection.atomically(work)));
            let reset = set(connection, before.as_deref());
            let done = done.unwrap_or_else(|panic| resume_unwind(panic));
            let done = done?;
            reset?;
            Ok(done)
        }
    }
}

/// Who acts at the moment; `None` outside of [`with_actor`].
///
/// # Errors
/// That the database did not answer.
pub fn current<C: Session>(connection: &mut C) -> Result<Option<String>, Error> {
    let sql = match connection.dialect()?.family() {
        Family::Postgres => "SELECT nullif(current_setting('erd.actor', true), '') AS text",
        Family::MySql => "SELECT CAST(NULLIF(@erd_actor, '') AS CHAR) AS text",
        Family::Sqlite => {
            let table = "SELECT name AS text FROM sqlite_temp_schema WHERE name = 'erd_actor'";
            if connection.texts(table)?.is_empty() {
                return Ok(None);
            }
            "SELECT name AS text FROM temp.erd_actor"
        }
    };
    Ok(connection.texts(sql)?.into_iter().flatten().next())
}

fn set<C: Session>(connection: &mut C, actor: Option<&str>) -> Result<(), Error> {
    let dialect = connection.dialect()?;
    let text = crate::soft_delete::key::literal(actor.unwrap_or_default(), "text", dialect);
    match dialect.family() {
        Family::Postgres => {
            connection.texts(&format!(
                "SELECT set_config('erd.actor', {text}, true) AS text"
            ))?;
        }
        Family::MySql => {
            connection.run(&format!("SET @erd_actor = {text}"))?;
        }
        Family::Sqlite => {
            connection
                .run("CREATE TEMP TABLE IF NOT EXISTS erd_actor (name text NOT NULL) STRICT")?;
            sqlite::note(connection)?;
            connection.run("DELETE FROM temp.erd_actor")?;
            if actor.is_some_and(|actor| !actor.is_empty()) {
                connection.run(&format!("INSERT INTO temp.erd_actor VALUES ({text})"))?;
            }
        }
    }
    Ok(())
}
