//! What an op does to the tables of an application, as the server tells it.

use erd_migrate::{LockMode, Op};
use postgres::{Client, NoTls, SimpleQueryMessage};
use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::Duration;

/// A table as it is at one moment.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// Its path, as plans write it.
    pub(crate) path: String,
    /// Its file; empty for one that has none.
    file: String,
    /// The table that it is a partition of.
    pub(crate) parent: Option<String>,
    scans: u64,
}

/// Tables by their number.
pub(crate) type Tables = BTreeMap<String, Table>;

/// What an op did.
#[derive(Debug, Default)]
pub(crate) struct Observed {
    /// The strongest lock on each table, by number.
    pub(crate) locks: BTreeMap<String, LockMode>,
    /// Tables that have another file, by path.
    pub(crate) rewritten: BTreeSet<String>,
    /// Tables that were read from end to end, by path; `None` where the op is in no transaction and nobody counts.
    pub(crate) scanned: Option<BTreeSet<String>>,
    /// The tables under the names that they have afterwards, with those that are gone.
    pub(crate) tables: Tables,
}

pub(crate) fn connect(url: &str) -> Client {
    Client::connect(url, NoTls).unwrap_or_else(|error| panic!("{url}: {error}"))
}

pub(crate) fn rows(client: &mut Client, sql: &str) -> Result<Vec<Vec<String>>, String> {
    let messages = client.simple_query(sql).map_err(|error| {
        let told = error.as_db_error().map(ToString::to_string);
        format!("{}\n  in: {sql}", told.unwrap_or_else(|| error.to_string()))
    })?;
    let rows = messages.iter().filter_map(|message| match message {
        SimpleQueryMessage::Row(row) => {
            let texts = (0..row.len()).map(|i| row.get(i).unwrap_or_default().to_owned());
            Some(texts.collect())
        }
        _ => None,
    });
    Ok(rows.collect())
}

/// The tables of the application, as this session sees them.
pub(crate) fn tables(client: &mut Client) -> Tables {
    let path = |alias: &str| {
        format!(
            "(CASE n{alias}.nspname WHEN 'public' THEN '' ELSE n{alias}.nspname || '.' END || c{alias}.relname)"
        )
    };
    let sql = format!(
        "SELECT c.oid, {}, pg_relation_filenode(c.oid), \
         (SELECT {} FROM pg_inherits i JOIN pg_class cp ON cp.oid = i.inhparent JOIN pg_namespace np ON np.oid = cp.relnamespace \
          WHERE i.inhrelid = c.oid AND c.relispartition), pg_stat_get_xact_numscans(c.oid) \
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
         WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'",
        path(""),
        path("p")
    );
    let all = rows(client, &sql).unwrap_or_else(|error| panic!("{error}"));
    let table = |row: Vec<String>| {
        let mut row = row.into_iter();
        let mut next = || row.next().unwrap_or_default();
        let (number, path, file, parent, scans) = (next(), next(), next(), next(), next());
        let table = Table {
            path,
            file,
            parent: Some(parent).filter(|name| !name.is_empty()),
            scans: scans.parse().unwrap_or_default(),
        };
        (number, table)
    };
    all.into_iter().map(table).collect()
}

/// The number above which everything is new.
fn newest(client: &mut Client) -> Result<String, String> {
    let sql = "SELECT max(oid) FROM pg_class";
    Ok(rows(client, sql)?[0][0].clone())
}

/// Locks that a session holds or waits for, on tables, and on what belongs to them: who needs a table plans with its
/// indexes and takes numbers from its sequences. Nobody knows an index that is new or marked as dead.
fn locks(client: &mut Client, session: &str, newest: &str) -> BTreeMap<String, LockMode> {
    let sql = format!(
        "SELECT COALESCE(i.indrelid, d.refobjid, l.relation), l.mode FROM pg_locks l \
         LEFT JOIN pg_index i ON i.indexrelid = l.relation AND i.indislive AND i.indexrelid <= {newest} \
         LEFT JOIN pg_class s ON s.oid = l.relation AND s.relkind = 'S' \
         LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i') \
         WHERE l.locktype = 'relation' AND l.relation >= 16384 AND l.pid = {session} \
         AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    );
    let mut all = BTreeMap::new();
    for row in rows(client, &sql).unwrap_or_else(|error| panic!("{error}")) {
        let mode = match row[1].as_str() {
            "AccessShareLock"
            | "RowShareLock"
            | "RowExclusiveLock"
            | "ShareUpdateExclusiveLock" => LockMode::None,
            "ShareLock" => LockMode::Share,
            // EXCLUSIVE keeps out who locks rows as well.
            "ShareRowExclusiveLock" | "ExclusiveLock" => LockMode::ShareRowExclusive,
            "AccessExclusiveLock" => LockMode::AccessExclusive,
            other => panic!("no plan takes {other}"),
        };
        let lock = all.entry(row[0].clone()).or_insert(mode);
        *lock = mode.max(*lock);
    }
    all
}

/// Runs an op of its own and looks on.
pub(crate) fn observe(url: &str, op: &Op) -> Result<Observed, String> {
    let mut client = connect(url);
    let before = tables(&mut client);
    let mut observed = if op.in_transaction {
        within(&mut client, op)?
    } else {
        beside(client, url, op, &before)?
    };
    observed.rewritten = before
        .iter()
        .filter(|(number, table)| {
            let after = observed.tables.get(*number);
            after.is_some_and(|after| after.file != table.file)
        })
        .map(|(number, _)| observed.tables[number].path.clone())
        .collect();
    for (number, table) in before {
        observed.tables.entry(number).or_insert(table);
    }
    Ok(observed)
}

/// In a transaction, which sees its own locks.
fn within(client: &mut Client, op: &Op) -> Result<Observed, String> {
    let newest = newest(client)?;
    rows(client, "BEGIN")?;
    for sql in op.timeouts_sql(erd_core::Dialect::Postgres) {
        rows(client, &sql)?;
    }
    let before = tables(client);
    for sql in &op.statements {
        rows(client, sql)?;
    }
    let tables = tables(client);
    let session = rows(client, "SELECT pg_backend_pid()")?;
    let locks = locks(client, &session[0][0], &newest);
    rows(client, "COMMIT")?;
    let scanned = tables.iter().filter(|(number, table)| {
        let was = before.get(*number).map_or(0, |table| table.scans);
        table.scans > was
    });
    Ok(Observed {
        locks,
        scanned: Some(scanned.map(|(_, table)| table.path.clone()).collect()),
        tables: tables.clone(),
        ..Observed::default()
    })
}

/// Against transactions that hold it up one after the other: for each table one like a writer and one like a reader, for a
/// partition a reader alone.
fn beside(mut client: Client, url: &str, op: &Op, before: &Tables) -> Result<Observed, String> {
    let mut blockers = BTreeMap::new();
    for table in before.values() {
        let is_parent = before
            .values()
            .any(|t| t.parent.as_deref() == Some(&table.path));
        let modes = match table.parent {
            Some(_) if !is_parent => &["ACCESS SHARE"][..],
            _ => &["ROW EXCLUSIVE", "ACCESS SHARE"],
        };
        let name = table.path.replace('.', "\".\"");
        for mode in modes {
            let mut blocker = connect(url);
            rows(&mut blocker, "BEGIN")?;
            rows(
                &mut blocker,
                &format!("LOCK TABLE ONLY \"{name}\" IN {mode} MODE"),
            )?;
            let session = rows(&mut blocker, "SELECT pg_backend_pid()")?[0][0].clone();
            blockers.insert(session, blocker);
        }
    }
    let mut watcher = connect(url);
    let newest = newest(&mut watcher)?;
    let session = rows(&mut client, "SELECT pg_backend_pid()")?[0][0].clone();
    let statements = op.statements.clone();
    let run = thread::spawn(move || -> Result<(), String> {
        for sql in &statements {
            rows(&mut client, sql)?;
        }
        Ok(())
    });
    let mut held = BTreeMap::new();
    let blocked_by = format!("SELECT unnest(pg_blocking_pids({session}))");
    while !run.is_finished() {
        let waits = rows(&mut watcher, &blocked_by)?;
        for (table, mode) in locks(&mut watcher, &session, &newest) {
            let lock = held.entry(table).or_insert(mode);
            *lock = mode.max(*lock);
        }
        match waits.iter().find_map(|row| blockers.remove(&row[0])) {
            Some(mut blocker) => {
                rows(&mut blocker, "COMMIT")?;
            }
            None => thread::sleep(Duration::from_millis(2)),
        }
    }
    run.join()
        .map_err(|_| "the session panicked".to_owned())??;
    drop(blockers);
    Ok(Observed {
        locks: held,
        tables: tables(&mut watcher),
        ..Observed::default()
    })
}
