//! Plans and runs.

use crate::calendar::Moment;
use crate::declared::{Declared, declared};
use crate::error::{Error, first};
use crate::plan::{Kind, Op, Options, TablePlan, Unit};
use crate::{mysql, postgres};
use erd_core::{Family, Schema};
use erd_live::{Connection, LockError, RunnerLock, Work};
use std::time::Duration;

/// What a run reports while it works.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// Another runner was at work, and has finished.
    Waited,
    /// An operation begins.
    Op(&'a str, &'a Op),
    /// Statements did not get their lock, and are tried again after a pause.
    Retry(&'a str),
}

/// What a run did to a table, and what it left.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// The plan that it had; `problems` are left.
    pub plan: TablePlan,
    /// What was done.
    pub done: Vec<Op>,
    /// What was left, because rows would be lost and nobody allowed it.
    pub held: Vec<Op>,
}

/// What is due of each table with `every`. Nothing is changed.
pub fn plan(
    connection: &mut dyn Connection,
    schema: &Schema,
    options: &Options,
) -> Result<Vec<TablePlan>, Error> {
    let (settings, of_table) = engine(connection)?;
    connection.batch(settings).map_err(|message| Error::Query {
        what: "the settings of the session",
        message,
    })?;
    let mut plans = Vec::new();
    for declared in declared(schema) {
        plans.push(of_table(connection, &declared, options.now)?);
    }
    Ok(plans)
}

/// How an engine plans for a table.
type Planner = fn(&mut dyn Connection, &Declared<'_>, Moment) -> Result<TablePlan, Error>;

/// The settings and the planner of the engine.
fn engine(connection: &dyn Connection) -> Result<(&'static str, Planner), Error> {
    match connection.dialect().family() {
        Family::Postgres => Ok((postgres::SETTINGS, postgres::plan)),
        Family::MySql => Ok((mysql::SETTINGS, mysql::plan)),
        Family::Sqlite => Err(Error::NoPartitions),
    }
}

/// Does what is due, as the only runner. `may_drop` says of which tables partitions may be dropped.
pub fn apply(
    connection: &mut dyn Connection,
    schema: &Schema,
    options: &Options,
    may_drop: &dyn Fn(&str) -> bool,
    report: &mut dyn FnMut(Event<'_>),
) -> Result<Vec<Done>, Error> {
    // Asked before the lock: where there is nothing to do, none is taken.
    engine(connection)?;
    let wait = Duration::from_secs(options.wait);
    let lock = RunnerLock::take(connection, Work::Partitions, wait).map_err(refused)?;
    if lock.waited {
        report(Event::Waited);
    }
    let result = alone(connection, schema, options, may_drop, report);
    // A lost connection has given the lock back; what the run said is the better message.
    let released = lock.release(connection);
    let done = result?;
    released.map_err(|message| refused(LockError::Refused(message)))?;
    Ok(done)
}

fn alone(
    connection: &mut dyn Connection,
    schema: &Schema,
    options: &Options,
    may_drop: &dyn Fn(&str) -> bool,
    report: &mut dyn FnMut(Event<'_>),
) -> Result<Vec<Done>, Error> {
    let mut all = Vec::new();
    for plan in plan(connection, schema, options)? {
        let mut done = Done {
            plan,
            ..Done::default()
        };
        for op in std::mem::take(&mut done.plan.ops) {
            if op.is_destructive && !may_drop(&done.plan.table) {
                done.held.push(op);
                continue;
            }
            report(Event::Op(&done.plan.table, &op));
            for unit in &op.units {
                try_unit(connection, unit, options, report)?;
            }
            done.done.push(op);
        }
        all.push(done);
    }
    Ok(all)
}

/// Runs statements, again where they did not get a lock.
fn try_unit(
    connection: &mut dyn Connection,
    unit: &Unit,
    options: &Options,
    report: &mut dyn FnMut(Event<'_>),
) -> Result<(), Error> {
    let mut attempt = 0;
    loop {
        let statements = match &unit.instead {
            Some((query, instead))
                if first(connection, "how far an earlier run came", query)?.is_some() =>
            {
                std::slice::from_ref(instead)
            }
            _ => &unit.statements,
        };
        let Err((sql, message)) = run(connection, unit, statements, options) else {
            return Ok(());
        };
        attempt += 1;
        if attempt > options.retries || !is_lock_failure(&message) {
            return Err(Error::Statement { sql, message });
        }
        report(Event::Retry(&message));
        // Longer with every try, so that whoever holds the lock gets a chance.
        std::thread::sleep(Duration::from_millis(100 << attempt.min(6)));
    }
}

/// Runs statements once, several in a transaction; the error is the statement that failed and the engine's message.
fn run(
    connection: &mut dyn Connection,
    unit: &Unit,
    statements: &[String],
    options: &Options,
) -> Result<(), (String, String)> {
    let settings = match connection.dialect().family() {
        Family::Postgres => {
            let most = if unit.is_bounded {
                options.lock_timeout
            } else {
                0
            };
            format!(
                "SET lock_timeout = {}; SET statement_timeout = {most}",
                options.lock_timeout
            )
        }
        _ => format!(
            "SET SESSION lock_wait_timeout = {}",
            options.lock_timeout.div_ceil(1_000).max(1)
        ),
    };
    let mut batch = |sql: &str| {
        connection
            .batch(sql)
            .map_err(|message| (sql.to_owned(), message))
    };
    batch(&settings)?;
    let is_transaction = statements.len() > 1;
    if is_transaction {
        batch("BEGIN")?;
    }
    let result = statements.iter().try_for_each(|sql| batch(sql));
    if is_transaction {
        match result {
            Ok(()) => batch("COMMIT")?,
            // The error of the statement is the one to report.
            Err(_) => drop(batch("ROLLBACK")),
        }
    }
    result
}

/// Whether the engine gave up waiting: PostgreSQL's `lock_not_available`, `deadlock_detected` and `query_canceled` by the
/// timeout of a statement, MySQL's 1205 and 1213.
fn is_lock_failure(message: &str) -> bool {
    [
        "(SQLSTATE 55P03)",
        "(SQLSTATE 40P01)",
        "(SQLSTATE 57014)",
        "(error 1205, ",
        "(error 1213, ",
    ]
    .iter()
    .any(|sign| message.contains(sign))
}

fn refused(error: LockError) -> Error {
    match error {
        LockError::Held { waited } => Error::Locked {
            waited: waited.as_secs(),
        },
        LockError::Refused(message) => Error::Query {
            what: "the lock of runners",
            message,
        },
    }
}

impl Done {
    /// Whether nothing is left to do, nor stands in the way.
    pub fn is_whole(&self) -> bool {
        self.held.is_empty() && self.plan.problems.is_empty()
    }

    /// How many partitions were made.
    pub fn made(&self) -> usize {
        self.done.iter().filter(|op| op.kind == Kind::Make).count()
    }
}
