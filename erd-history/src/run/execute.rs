//! Statements of one migration, in one direction.

use super::{Event, Options};
use crate::ledger::{Ledger, Progress, Way};
use crate::{Error, Statement};
use erd_core::{Capability, Dialect, Family};
use std::path::PathBuf;
use std::time::Duration;

/// What is to be run.
pub(super) struct Work<'a> {
    pub(super) name: &'a str,
    pub(super) version: &'a str,
    pub(super) way: Way,
    pub(super) statements: &'a [Statement],
    pub(super) in_transaction: bool,
    /// Its files, as they were found.
    pub(super) files: &'a [PathBuf],
}

impl Work<'_> {
    /// Where a statement begins: file, and line from 1. `None` where the file was changed meanwhile.
    fn place(&self, i: usize) -> Option<(PathBuf, usize)> {
        let sql = &self.statements[i].sql;
        let find = |file: &PathBuf| {
            let text = std::fs::read_to_string(file).ok()?.replace("\r\n", "\n");
            let before = &text[..text.find(sql.as_str())?];
            Some((file.clone(), before.matches('\n').count() + 1))
        };
        match self.way {
            Way::Up => self.files.iter().find_map(find),
            Way::Down => self.files.iter().rev().find_map(find),
        }
    }
}

/// Runs statements; `before` and `after` write the ledger's entry of the migration, in the same transaction where there
/// is one.
pub(super) fn execute(
    ledger: &mut Ledger<'_>,
    work: &Work<'_>,
    options: &Options,
    report: &mut dyn FnMut(Event<'_>),
    before: &dyn Fn(&mut Ledger<'_>) -> Result<(), Error>,
    after: &dyn Fn(&mut Ledger<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    // MySQL and MariaDB end a transaction with every DDL statement.
    if work.in_transaction && ledger.dialect().has(Capability::TransactionalDdl) {
        whole(ledger, work, options, report, before, after)
    } else {
        one_by_one(ledger, work, options, report, before, after)
    }
}

/// All in one transaction: after a failure nothing has stayed, so that it can be tried again from the start.
fn whole(
    ledger: &mut Ledger<'_>,
    work: &Work<'_>,
    options: &Options,
    report: &mut dyn FnMut(Event<'_>),
    before: &dyn Fn(&mut Ledger<'_>) -> Result<(), Error>,
    after: &dyn Fn(&mut Ledger<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    report(Event::Migration {
        name: work.name,
        statements: work.statements.len(),
        done: 0,
    });
    let mut attempt = 1;
    loop {
        let result = transaction(ledger, work, report, before, after);
        let Err(error) = result else {
            return Ok(());
        };
        // The error of a lost connection is the one to report.
        let _ = ledger.connection().batch("ROLLBACK");
        let (Error::Statement { message, .. } | Error::Ledger { message, .. }) = &error else {
            return Err(error);
        };
        if attempt > options.retries || !is_lock_failure(ledger.dialect(), message) {
            return Err(error);
        }
        attempt += 1;
        report(Event::Retry { attempt, message });
        pause(attempt);
    }
}

fn transaction(
    ledger: &mut Ledger<'_>,
    work: &Work<'_>,
    report: &mut dyn FnMut(Event<'_>),
    before: &dyn Fn(&mut Ledger<'_>) -> Result<(), Error>,
    after: &dyn Fn(&mut Ledger<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let begin = match ledger.dialect().family() {
        // The write lock at once: a lock that is upgraded later can fail in the middle.
        Family::Sqlite => "BEGIN IMMEDIATE",
        _ => "BEGIN",
    };
    let control = |ledger: &mut Ledger<'_>, sql: &str| {
        let result = ledger.connection().batch(sql);
        result.map_err(|message| Error::Ledger {
            what: "begin or end the transaction",
            message,
        })
    };
    control(ledger, begin)?;
    before(ledger)?;
    for (i, statement) in work.statements.iter().enumerate() {
        report(Event::Statement {
            ordinal: i + 1,
            sql: &statement.sql,
        });
        unblocked(ledger, work, i)?;
        ledger
            .connection()
            .batch(&statement.sql)
            .map_err(|message| failed(work, i, message, true))?;
        ledger.done(work.version, work.way, i + 1, statement)?;
    }
    after(ledger)?;
    control(ledger, "COMMIT")
}

/// Each for itself, with a note before and after.
fn one_by_one(
    ledger: &mut Ledger<'_>,
    work: &Work<'_>,
    options: &Options,
    report: &mut dyn FnMut(Event<'_>),
    before: &dyn Fn(&mut Ledger<'_>) -> Result<(), Error>,
    after: &dyn Fn(&mut Ledger<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let progress = ledger.progress(work.version, work.way)?;
    check(work, &progress)?;
    let is_done = |ordinal| progress.iter().any(|p| p.ordinal == ordinal && p.done);
    report(Event::Migration {
        name: work.name,
        statements: work.statements.len(),
        done: progress.iter().filter(|p| p.done).count(),
    });
    before(ledger)?;
    for (i, statement) in work.statements.iter().enumerate() {
        let ordinal = i + 1;
        if is_done(ordinal) {
            // What a session was told is forgotten with it.
            if is_setting(&statement.sql) {
                run(ledger, work, i, options, report)?;
            }
            continue;
        }
        let was_started = progress.iter().any(|p| p.ordinal == ordinal);
        if was_started && outcome(ledger, work, i)? {
            ledger.done(work.version, work.way, ordinal, statement)?;
            continue;
        }
        unblocked(ledger, work, i)?;
        report(Event::Statement {
            ordinal,
            sql: &statement.sql,
        });
        if ends_transaction(&statement.sql) {
            // In the transaction that it ends, or the note and the work could part.
            ledger.done(work.version, work.way, ordinal, statement)?;
            run(ledger, work, i, options, report)?;
        } else {
            ledger.start(work.version, work.way, ordinal, statement)?;
            run(ledger, work, i, options, report)?;
            ledger.done(work.version, work.way, ordinal, statement)?;
        }
    }
    after(ledger)
}

/// The statements that an earlier run did must still be what they were.
fn check(work: &Work<'_>, progress: &[Progress]) -> Result<(), Error> {
    for p in progress {
        let statement = p
            .ordinal
            .checked_sub(1)
            .and_then(|i| work.statements.get(i));
        if statement.is_none_or(|s| s.hash() != p.hash) {
            return Err(Error::Diverged(vec![format!(
                "{} was cut off after statement {}, and that statement was edited since: undo the edit",
                work.name, p.ordinal
            )]));
        }
    }
    Ok(())
}

/// Whether a statement that was started has taken effect.
fn outcome(ledger: &mut Ledger<'_>, work: &Work<'_>, i: usize) -> Result<bool, Error> {
    let statement = &work.statements[i];
    let Some(query) = &statement.done else {
        // It is simply run again.
        if statement.cleanup.is_some() || is_repeatable(&statement.sql) {
            return Ok(false);
        }
        return Err(Error::Unknown {
            migration: work.name.to_owned(),
            ordinal: i + 1,
            sql: statement.sql.clone(),
        });
    };
    Ok(ledger.first(query)?.is_some())
}

/// Stops before a statement that would fail on rows which are there.
fn unblocked(ledger: &mut Ledger<'_>, work: &Work<'_>, i: usize) -> Result<(), Error> {
    let Some(query) = &work.statements[i].blocked_by else {
        return Ok(());
    };
    match ledger.first(query)? {
        None => Ok(()),
        Some(row) => Err(Error::Blocked {
            migration: work.name.to_owned(),
            ordinal: i + 1,
            query: query.clone(),
            row: row
                .into_iter()
                .map(|value| value.unwrap_or_else(|| "NULL".to_owned()))
                .collect::<Vec<_>>()
                .join(", "),
        }),
    }
}

fn run(
    ledger: &mut Ledger<'_>,
    work: &Work<'_>,
    i: usize,
    options: &Options,
    report: &mut dyn FnMut(Event<'_>),
) -> Result<(), Error> {
    let statement = &work.statements[i];
    let tell = |ledger: &mut Ledger<'_>, sql: &str| {
        let told = ledger.connection().batch(sql);
        told.map_err(|message| failed(work, i, message, false))
    };
    let Some(settings) = &statement.settings else {
        return attempts(ledger, work, i, options, report);
    };
    tell(ledger, settings)?;
    let result = attempts(ledger, work, i, options, report);
    // They are of this statement alone. After a failure its message is the one to report.
    let again = tell(ledger, &reset(settings));
    result.and(again)
}

/// What takes `SET name = value` statements back.
fn reset(settings: &str) -> String {
    let names = settings.split(';').filter_map(|setting| {
        let name = setting.trim().strip_prefix("SET ")?.split('=').next()?;
        Some(format!("RESET {}", name.trim()))
    });
    names.collect::<Vec<_>>().join("; ")
}

fn attempts(
    ledger: &mut Ledger<'_>,
    work: &Work<'_>,
    i: usize,
    options: &Options,
    report: &mut dyn FnMut(Event<'_>),
) -> Result<(), Error> {
    let statement = &work.statements[i];
    let mut attempt = 1;
    loop {
        clean(ledger, work, i)?;
        let Err(message) = ledger.connection().batch(&statement.sql) else {
            return Ok(());
        };
        if attempt > options.retries || !is_lock_failure(ledger.dialect(), &message) {
            // It failed, so its outcome is known: the next run may try it again.
            forget(ledger, work, i);
            let nothing_stays = is_in_own_transaction(work.statements, i);
            return Err(failed(work, i, message, nothing_stays));
        }
        attempt += 1;
        report(Event::Retry {
            attempt,
            message: &message,
        });
        pause(attempt);
    }
}

/// Removes what a failed try, of this run or an earlier one, has left. What is whole is not of a failed try, and stays.
fn clean(ledger: &mut Ledger<'_>, work: &Work<'_>, i: usize) -> Result<(), Error> {
    let statement = &work.statements[i];
    let Some(cleanup) = &statement.cleanup else {
        return Ok(());
    };
    let done = statement.done.as_ref();
    if let Some(query) = done
        && ledger.first(query)?.is_some()
    {
        return Ok(());
    }
    let cleaned = ledger.connection().batch(cleanup);
    cleaned.map_err(|message| failed(work, i, message, false))
}

/// Takes the note of a statement back that failed, and the transaction that it may have stood in. If the connection is
/// lost the note stays, and the next run asks.
fn forget(ledger: &mut Ledger<'_>, work: &Work<'_>, i: usize) {
    let _ = ledger.connection().batch("ROLLBACK");
    let _ = ledger.unnote(work.version, work.way, i + 1);
}

fn failed(work: &Work<'_>, i: usize, message: String, rolled_back: bool) -> Error {
    Error::Statement {
        migration: work.name.to_owned(),
        ordinal: i + 1,
        place: work.place(i),
        sql: work.statements[i].sql.clone(),
        message,
        rolled_back,
    }
}

/// Whether the engine gave up waiting for a lock: PostgreSQL's `lock_not_available` and `deadlock_detected`, MySQL's 1205
/// and 1213, SQLite's `SQLITE_BUSY`.
fn is_lock_failure(dialect: Dialect, message: &str) -> bool {
    let signs: &[&str] = match dialect.family() {
        Family::Postgres => &["(SQLSTATE 55P03)", "(SQLSTATE 40P01)"],
        Family::MySql => &["(error 1205, ", "(error 1213, "],
        Family::Sqlite => &["database is locked"],
    };
    signs.iter().any(|sign| message.contains(sign))
}

/// Longer with every try, so that whoever holds the lock gets a chance.
fn pause(attempt: u32) {
    let millis = 250_u64.saturating_mul(1 << attempt.min(6));
    std::thread::sleep(Duration::from_millis(millis));
}

/// Whether a statement leads to the same, however often it is run. A transaction that was begun and not committed has left
/// nothing.
fn is_repeatable(sql: &str) -> bool {
    if begins_transaction(sql) {
        return true;
    }
    let mut words = sql.split_whitespace().map(str::to_ascii_uppercase);
    let words: Vec<_> = words.by_ref().take(4).collect();
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    let is_definition = matches!(
        words.as_slice(),
        ["DROP", _, "IF", "EXISTS"] | ["CREATE", "OR", "REPLACE", _]
    );
    is_definition || is_modification(sql)
}

/// Whether a statement gives a column of the MySQL family its whole definition anew.
fn is_modification(sql: &str) -> bool {
    let Some(rest) = sql.strip_prefix("ALTER TABLE ") else {
        return false;
    };
    // Behind the name, and that of its database, in backquotes.
    let mut quoted = false;
    let end = rest.find(|c: char| {
        quoted ^= c == '`';
        c == ' ' && !quoted
    });
    end.is_some_and(|end| rest[end..].starts_with(" MODIFY COLUMN "))
}

fn first_word(sql: &str) -> &str {
    sql.split_whitespace().next().unwrap_or_default()
}

fn is_setting(sql: &str) -> bool {
    ["SET", "PRAGMA"]
        .iter()
        .any(|word| first_word(sql).eq_ignore_ascii_case(word))
}

fn begins_transaction(sql: &str) -> bool {
    let words = sql.split_whitespace().map(str::to_ascii_uppercase);
    let words: Vec<_> = words.take(2).collect();
    words.first().is_some_and(|word| word == "BEGIN") || words == ["START", "TRANSACTION"]
}

/// Whether a transaction that the statements begin themselves is open at one of them, with settings of the session alone
/// before it: its failure leaves nothing.
fn is_in_own_transaction(statements: &[Statement], i: usize) -> bool {
    let before = &statements[..i];
    let begin = before.iter().position(|s| begins_transaction(&s.sql));
    begin.is_some_and(|begin| {
        before[..begin].iter().all(|s| is_setting(&s.sql))
            && !before[begin..].iter().any(|s| ends_transaction(&s.sql))
    })
}

fn ends_transaction(sql: &str) -> bool {
    ["COMMIT", "END"]
        .iter()
        .any(|word| sql.trim().eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_run_again() {
        for sql in [
            "DROP PROCEDURE IF EXISTS p",
            "create or replace view v AS SELECT 1",
            "ALTER TABLE `a b`.`c``d` MODIFY COLUMN `x` int NOT NULL, ALGORITHM=INPLACE",
        ] {
            assert!(is_repeatable(sql), "{sql}");
        }
        for sql in [
            "DROP TABLE t",
            "INSERT INTO t VALUES (1)",
            "ALTER TABLE `t MODIFY COLUMN ` ADD COLUMN x int",
            "ALTER TABLE `t` DROP COLUMN `x`",
        ] {
            assert!(!is_repeatable(sql), "{sql}");
        }
    }

    #[test]
    fn settings_are_taken_back() {
        let settings = "SET lock_timeout = '2000ms'; SET statement_timeout = 0";
        assert_eq!(
            reset(settings),
            "RESET lock_timeout; RESET statement_timeout"
        );
    }
}
