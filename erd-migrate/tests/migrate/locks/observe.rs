//! What an op does to tables on MySQL and MariaDB, as `performance_schema.metadata_locks` tells it.
//!
//! Every table is held by a reader and a writer when the op begins. Where it waits, others queue up behind it before they let
//! go: who is let in while the statement works holds it up again at its end, and so each mode that it works under is seen.

use super::holder::Holder;
use erd_migrate::{LockMode, Op};
use mysql::prelude::Queryable as _;
use mysql::{Conn, Opts, OptsBuilder};
use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::{Duration, Instant};

/// What an op did.
#[derive(Debug, Default)]
pub(crate) struct Observed {
    /// What each table that was there was kept in.
    pub(crate) locks: BTreeMap<String, LockMode>,
    /// Tables that it had for itself at its end, after it had worked under a weaker lock.
    pub(crate) ended: BTreeSet<String>,
    /// Tables that InnoDB has under another number.
    pub(crate) rewritten: BTreeSet<String>,
}

/// Nobody waits longer than that for a table of one row.
const LIMIT: Duration = Duration::from_secs(20);

/// Who could be let in has been by then.
const SETTLED: Duration = Duration::from_millis(150);

pub(super) fn connect(url: &str) -> Result<Conn, String> {
    let options = Opts::from_url(url).map_err(|error| error.to_string())?;
    // The address is of a port.
    let options = OptsBuilder::from_opts(options).prefer_socket(false);
    Conn::new(options).map_err(|error| error.to_string())
}

pub(super) fn execute(client: &mut Conn, sql: &str) -> Result<(), String> {
    client
        .query_drop(sql)
        .map_err(|error| format!("{error}\n  in: {sql}"))
}

/// The number under which the performance schema knows a session.
pub(super) fn thread_of(client: &mut Conn) -> Result<u64, String> {
    let sql =
        "SELECT THREAD_ID FROM performance_schema.threads WHERE PROCESSLIST_ID = CONNECTION_ID()";
    let number = client.query_first(sql).map_err(|error| error.to_string())?;
    number.ok_or_else(|| {
        "the performance schema is off; `cargo xtask serve` starts servers with it".to_owned()
    })
}

/// A lock of a session.
#[derive(Clone, Debug)]
struct Held {
    thread: u64,
    table: String,
    mode: LockMode,
    granted: bool,
}

/// All locks on tables of the database.
fn held(watcher: &mut Conn) -> Result<Vec<Held>, String> {
    let sql = "SELECT OWNER_THREAD_ID, OBJECT_NAME, LOCK_TYPE, LOCK_STATUS FROM performance_schema.metadata_locks \
               WHERE OBJECT_TYPE = 'TABLE' AND OBJECT_SCHEMA = DATABASE() AND OWNER_THREAD_ID IS NOT NULL";
    let rows: Vec<(u64, String, String, String)> =
        watcher.query(sql).map_err(|error| error.to_string())?;
    let rows = rows.into_iter().map(|(thread, table, mode, status)| Held {
        thread,
        table,
        mode: mode_of(&mode),
        granted: status == "GRANTED",
    });
    Ok(rows.collect())
}

/// What a lock keeps out (MySQL: `enum_mdl_type` in `mdl.h`; MariaDB has the same names).
fn mode_of(name: &str) -> LockMode {
    match name {
        "SHARED"
        | "SHARED_HIGH_PRIO"
        | "SHARED_READ"
        | "SHARED_WRITE"
        | "SHARED_WRITE_LOW_PRIO"
        | "SHARED_UPGRADABLE" => LockMode::None,
        "SHARED_READ_ONLY" | "SHARED_NO_WRITE" => LockMode::Share,
        "SHARED_NO_READ_WRITE" | "EXCLUSIVE" => LockMode::AccessExclusive,
        other => panic!("no statement takes {other} on a table"),
    }
}

/// The tables of InnoDB, with their numbers. The view has another name on MariaDB.
fn numbers(watcher: &mut Conn) -> Result<BTreeMap<String, u64>, String> {
    let query = |view: &str| {
        format!(
            "SELECT NAME, TABLE_ID FROM information_schema.{view} WHERE NAME LIKE CONCAT(DATABASE(), '/%')"
        )
    };
    let rows: Vec<(String, u64)> = watcher
        .query(query("INNODB_TABLES"))
        .or_else(|_| watcher.query(query("INNODB_SYS_TABLES")))
        .map_err(|error| error.to_string())?;
    let name = |path: String| {
        path.split_once('/')
            .map_or_else(String::new, |(_, name)| name.to_owned())
    };
    Ok(rows
        .into_iter()
        .map(|(path, number)| (name(path), number))
        .collect())
}

/// Those who hold tables, and who is to follow them.
struct Holders {
    url: String,
    all: Vec<Holder>,
    followed: BTreeSet<String>,
}

impl Holders {
    fn on(url: &str, tables: &BTreeSet<String>) -> Result<Self, String> {
        let mut holders = Self {
            url: url.to_owned(),
            all: Vec::new(),
            followed: BTreeSet::new(),
        };
        for table in tables {
            holders.add(table)?;
        }
        let start = Instant::now();
        while holders.all.iter().any(|holder| !holder.holds()) {
            wait(start, "the holders")?;
        }
        Ok(holders)
    }

    /// A reader and a writer, who may have to wait for the table.
    fn add(&mut self, table: &str) -> Result<(), String> {
        for writes in [false, true] {
            self.all.push(Holder::start(&self.url, table, writes)?);
        }
        Ok(())
    }

    /// Whether a reader was let in behind the op and a writer was not.
    fn keeps_out_writers(&self, table: &str, now: &[Held]) -> bool {
        let some = |writes: bool, granted: bool| {
            let mut locks = now.iter();
            locks.any(|lock| {
                let mut all = self.all.iter();
                lock.table == table
                    && lock.granted == granted
                    && all.any(|h| h.thread == lock.thread && h.writes == writes)
            })
        };
        some(false, true) && some(true, false)
    }

    /// Whether writers are kept out for good: who is let in at this moment is let in for all to see a moment later, which is
    /// longer on a busy machine.
    fn keep_out_writers(
        &self,
        table: &str,
        mut now: Vec<Held>,
        watcher: &mut Conn,
    ) -> Result<bool, String> {
        let start = Instant::now();
        while self.keeps_out_writers(table, &now) {
            if start.elapsed() > SETTLED {
                return Ok(true);
            }
            thread::sleep(Duration::from_millis(5));
            now = held(watcher)?;
        }
        Ok(false)
    }

    /// Lets those go who hold the table, once others stand behind the one that waits for it; each table is followed once.
    fn release(&mut self, table: &str, watcher: &mut Conn) -> Result<(), String> {
        let now = held(watcher)?;
        let holding = |holder: &Holder| {
            let mut locks = now.iter();
            locks.any(|lock| lock.granted && lock.table == table && lock.thread == holder.thread)
        };
        let before = self.all.len();
        let (gone, stay): (Vec<_>, Vec<_>) = self.all.drain(..).partition(holding);
        self.all = stay;
        if gone.is_empty() && before > 0 {
            // Whoever holds it has let go at this moment.
            return Ok(());
        }
        if self.followed.insert(table.to_owned()) {
            let old = self.all.len();
            self.add(table)?;
            let start = Instant::now();
            let queued = |holder: &Holder, now: &[Held]| {
                let mut locks = now.iter();
                locks.any(|lock| lock.table == table && lock.thread == holder.thread)
            };
            loop {
                let now = held(watcher)?;
                if self.all[old..].iter().all(|holder| queued(holder, &now)) {
                    break;
                }
                wait(start, "those who follow")?;
            }
        }
        gone.into_iter().for_each(Holder::release);
        Ok(())
    }
}

/// Runs the statements of an op and looks on. `tables` are those that are there.
pub(crate) fn observe(url: &str, op: &Op, tables: &BTreeSet<String>) -> Result<Observed, String> {
    let mut watcher = connect(url)?;
    let mut client = connect(url)?;
    let session = thread_of(&mut client)?;
    let before = numbers(&mut watcher)?;
    let mut holders = Holders::on(url, tables)?;
    let statements = op.statements.clone();
    let run = thread::spawn(move || {
        statements
            .iter()
            .try_for_each(|sql| execute(&mut client, sql))
    });
    let mut observed = Observed::default();
    let start = Instant::now();
    let mut stuck = None;
    while !run.is_finished() {
        let now = held(&mut watcher)?;
        let (own, others): (Vec<_>, Vec<_>) = now
            .into_iter()
            .filter(|lock| tables.contains(&lock.table))
            .partition(|lock| lock.thread == session);
        if start.elapsed() > LIMIT {
            stuck = Some(format!("it does not end: {own:?}"));
            break;
        }
        let Some(waits) = own.iter().find(|lock| !lock.granted) else {
            thread::sleep(Duration::from_millis(1));
            continue;
        };
        // A statement that works under a weaker lock ends under the strongest, for a moment that every ALTER TABLE has.
        let is_end = waits.mode == LockMode::AccessExclusive
            && own
                .iter()
                .any(|lock| lock.granted && lock.table == waits.table);
        if is_end {
            observed.ended.insert(waits.table.clone());
        }
        let counts = |lock: &&Held| !is_end || lock.mode < LockMode::AccessExclusive;
        for lock in own.iter().filter(counts) {
            let mode = observed
                .locks
                .entry(lock.table.clone())
                .or_insert(LockMode::None);
            *mode = lock.mode.max(*mode);
        }
        // MariaDB shows a lock as it was asked for first, whatever became of it: so it counts who is kept out as well.
        let waiting = waits.table.clone();
        if holders.keep_out_writers(&waiting, others, &mut watcher)? {
            let mode = observed
                .locks
                .entry(waiting.clone())
                .or_insert(LockMode::None);
            *mode = LockMode::Share.max(*mode);
        }
        if let Err(error) = holders.release(&waiting, &mut watcher) {
            stuck = Some(error);
            break;
        }
    }
    holders.all.drain(..).for_each(Holder::release);
    run.join()
        .map_err(|_| "the session panicked".to_owned())??;
    if let Some(error) = stuck {
        return Err(error);
    }
    let after = numbers(&mut watcher)?;
    let other = |name: &String| {
        after
            .get(name)
            .is_some_and(|number| before[name] != *number)
    };
    observed.rewritten = before.keys().filter(|name| other(name)).cloned().collect();
    Ok(observed)
}

/// A moment, unless too many have passed.
fn wait(since: Instant, what: &str) -> Result<(), String> {
    if since.elapsed() > LIMIT {
        return Err(format!("{what} wait for ever"));
    }
    thread::sleep(Duration::from_millis(1));
    Ok(())
}
