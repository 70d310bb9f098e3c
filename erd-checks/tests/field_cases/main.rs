//! False alarms and misses that users reported of other linters, each as the smallest schema that shows it. Numbers are
//! stable: they are what a report, a commit or a rule's page names.
//!
//! | number | what | where |
//! | --- | --- | --- |
//! | 1 to 5 | migrations of a table made in the same file, CONCURRENTLY, USING INDEX, versions, timeouts | erd-lint |
//! | 6 to 9 | types, keys and names that look wrong and are not | `references.rs` |
//! | 10 to 12 | indexes that look redundant, and messages | `indexes.rs` |
//! | 13, 14 | SQL read as text, renames | erd-lint |
//! | 15 to 17 | loops and cascades | `references.rs` |
//! | 18, 19 | soft delete | `soft_delete.rs` |
//! | 20 to 23 | what is in a database beside tables, and names of any kind | `objects.rs` |
//! | 24 to 27 | opinions that fire on sane schemas | `indexes.rs`, `references.rs`, `objects.rs` |
//! | 28 to 32 | migrations: dropped indexes, MySQL, NOT VALID, timeouts, suppressions | erd-lint |
//! | 33 | enums | `references.rs` |
//! | 34 | old migrations | erd-lint |
//! | 35 | real schemas | `report.rs` |

mod indexes;
#[path = "../support/live.rs"]
mod live;
mod objects;
mod references;
mod report;
mod soft_delete;

use erd_core::Dialect::{self, MariaDb, Postgres, Sqlite};
use erd_core::{Finding, Schema};
use testkit::Scratch;

/// Engines of the tests.
const ALL: &[Dialect] = &[Postgres, MariaDb, Sqlite];
/// Those that make no index for a foreign key.
const UNINDEXED: &[Dialect] = &[Postgres, Sqlite];

/// What the rules find in these tables, on each of the engines that is in this run.
fn each(on: &[Dialect], sql: &[&str], judge: impl Fn(Dialect, &[Finding])) {
    each_declared(on, sql, None, judge);
}

/// The same, with what a declaration adds.
fn each_declared(
    on: &[Dialect],
    sql: &[&str],
    declare: Option<fn(&mut Schema)>,
    judge: impl Fn(Dialect, &[Finding]),
) {
    for dialect in testkit::dialects().into_iter().filter(|d| on.contains(d)) {
        let mut database = Scratch::new(dialect);
        for sql in sql {
            database.execute(sql).expect("the schema is made");
        }
        let found = live::findings(&database, declare).expect("the schema is read");
        judge(dialect, &found);
    }
}

/// The tables are found free of these rules; no ids mean all rules.
fn quiet(on: &[Dialect], sql: &[&str], rules: &[&str]) {
    each(on, sql, |dialect, found| {
        let mut loud = found.iter();
        let loud = loud.find(|f| rules.is_empty() || rules.contains(&f.id));
        assert_eq!(loud, None, "{dialect}: {}", sql.join("; "));
    });
}

/// Each of these rules speaks once, at that path.
fn loud(on: &[Dialect], sql: &[&str], expected: &[(&str, &str)]) {
    each(on, sql, |dialect, found| {
        for (id, path) in expected {
            let said = found.iter().filter(|f| f.id == *id && f.path == *path);
            assert_eq!(said.count(), 1, "{dialect}: {id} {path} in {found:#?}");
        }
    });
}
