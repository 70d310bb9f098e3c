//! Migrations for the tests, and a connection that breaks.

use erd_core::{Dialect, Family};
use erd_history::{Format, Found, Migration, Statement, format};
use erd_live::{Connection, Query, Rows};
use std::path::{Path, PathBuf};

/// A folder of its own, removed with the value.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("erd-history-{}-{name}", std::process::id()));
        // A folder of an earlier process of the same number.
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("the temporary folder can be written");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn migration(version: &str, name: &str, up: &[&str], down: &[&str]) -> Migration {
    Migration {
        version: version.into(),
        name: name.into(),
        head: vec![format!("Does {name}.")],
        replaces: Vec::new(),
        up: up.iter().copied().map(Statement::new).collect(),
        down: Some(down.iter().copied().map(Statement::new).collect()),
        in_transaction: true,
    }
}

/// Writes migrations and reads them back.
pub(crate) fn written(folder: &Path, format: Format, migrations: &[Migration]) -> Vec<Found> {
    for migration in migrations {
        format::write(folder, format, migration).expect("the migration can be written");
    }
    format::read(folder, format).expect("what was written can be read")
}

/// Three migrations: a table with rows; an index that PostgreSQL builds outside of transactions; more rows.
pub(crate) fn history(dialect: Dialect) -> Vec<Migration> {
    let exists = |name: &str, relation: bool| {
        Some(match dialect {
            Dialect::Sqlite => {
                format!("SELECT 1 FROM sqlite_master WHERE name = '{name}'")
            }
            Dialect::Postgres => format!(
                "SELECT 1 FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid WHERE c.relname = '{name}' AND coalesce(i.indisvalid, true)"
            ),
            _ if relation => format!(
                "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = '{name}'"
            ),
            _ => format!(
                "SELECT 1 FROM information_schema.statistics WHERE table_schema = DATABASE() AND index_name = '{name}'"
            ),
        })
    };
    let mut first = migration(
        "20260101000000",
        "first",
        &[
            "CREATE TABLE a (id integer PRIMARY KEY, n integer)",
            "INSERT INTO a VALUES (1, 1)",
        ],
        &["DROP TABLE a"],
    );
    first.up[0].done = exists("a", true);
    first.up[1].done = Some("SELECT 1 FROM a WHERE id = 1".into());
    let concurrently = if dialect == Dialect::Postgres {
        "CONCURRENTLY "
    } else {
        ""
    };
    let on = if dialect.is(Family::MySql) {
        " ON a"
    } else {
        ""
    };
    let mut second = migration(
        "20260102000000",
        "second",
        &[&format!("CREATE INDEX {concurrently}a_n ON a (n)")],
        &[&format!("DROP INDEX a_n{on}")],
    );
    second.in_transaction = dialect != Dialect::Postgres;
    second.up[0].done = exists("a_n", false);
    if dialect == Dialect::Postgres {
        second.up[0].cleanup = Some("DROP INDEX CONCURRENTLY IF EXISTS a_n".into());
    }
    let mut third = migration(
        "20260103000000",
        "third",
        &[
            "CREATE TABLE b (id integer PRIMARY KEY)",
            "INSERT INTO b SELECT id FROM a",
        ],
        &["DROP TABLE b"],
    );
    third.up[0].done = exists("b", true);
    third.up[1].done = Some("SELECT 1 FROM b".into());
    vec![first, second, third]
}

/// A connection that is cut at a certain call of `batch`, before or after the engine has done it.
pub(crate) struct Breaking {
    /// Which calls count.
    pub(crate) counts: fn(&str) -> bool,
    pub(crate) inner: Option<Box<dyn Connection>>,
    pub(crate) calls: usize,
    pub(crate) at: usize,
    pub(crate) after: bool,
}

impl Query for Breaking {
    fn query(&mut self, sql: &str) -> Result<Rows, String> {
        match &mut self.inner {
            Some(inner) => inner.query(sql),
            None => Err("the connection is lost".into()),
        }
    }
}

impl Connection for Breaking {
    fn dialect(&self) -> Dialect {
        self.inner
            .as_ref()
            .map_or(Dialect::Sqlite, |inner| inner.dialect())
    }

    fn batch(&mut self, sql: &str) -> Result<(), String> {
        let counts = (self.counts)(sql);
        self.calls += usize::from(counts);
        if counts
            && self.calls == self.at
            && let (Some(mut inner), true) = (self.inner.take(), self.after)
        {
            // Its result is what gets lost.
            let _ = inner.batch(sql);
        }
        match &mut self.inner {
            Some(inner) => inner.batch(sql),
            None => Err("the connection is lost".into()),
        }
    }
}
