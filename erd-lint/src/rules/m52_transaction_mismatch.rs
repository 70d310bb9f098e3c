//! M52: a statement that does not fit the transaction it runs in.

use super::prelude::*;

const DOCS: &str = r"# M52 transaction_mismatch

## What it does
Denies `CONCURRENTLY`, `VACUUM`, `CREATE DATABASE`, `DROP DATABASE` and `ALTER SYSTEM` where they run inside of a transaction;
`COMMIT` and `ROLLBACK` inside of the tool's transaction; and a `BEGIN` that is never committed. Warns about a `BEGIN` inside
of a transaction, which does nothing on PostgreSQL.

## Why
diesel and sqlx run each migration in a transaction, unless told otherwise. Several statements of one file are one
transaction even then, because they are sent as one message.

## Bad
```sql postgres
CREATE INDEX CONCURRENTLY customers_email_idx ON customers (email);
```
```sql postgres
-- no-transaction
CREATE INDEX CONCURRENTLY customers_email_idx ON customers (email);
CREATE INDEX CONCURRENTLY customers_name_idx ON customers (name);
```
```sql postgres
-- no-transaction
BEGIN;
CREATE TABLE notes (id bigint PRIMARY KEY);
```
```sql sqlite
BEGIN;
CREATE TABLE notes (id integer PRIMARY KEY);
COMMIT;
```

## Good
```sql postgres
-- no-transaction
CREATE INDEX CONCURRENTLY customers_email_idx ON customers (email);
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M52",
    slug: "transaction_mismatch",
    levels: levels(DENY, None, DENY),
    why: "the migration fails, or is half applied",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let what = match &step.op.kind {
        OpKind::CreateIndex(index) if index.concurrently => "CREATE INDEX CONCURRENTLY",
        OpKind::DropIndex {
            concurrently: true, ..
        } => "DROP INDEX CONCURRENTLY",
        OpKind::Reindex {
            concurrently: true, ..
        } => "REINDEX CONCURRENTLY",
        OpKind::DetachPartition {
            concurrently: true, ..
        } => "DETACH PARTITION CONCURRENTLY",
        OpKind::NoTransaction { what } => what,
        _ => return boundaries(step, report),
    };
    if step.in_transaction() != Some(true) {
        return;
    }
    let of_tool = step.cx.migration.transaction == Transaction::Tool;
    let whose = if of_tool {
        "the tool runs this migration in one"
    } else if step.open {
        "this file begins one"
    } else {
        "several statements of one file are one"
    };
    let entry = report.find_at(
        &step.op.span,
        what,
        format!("{what} cannot run inside of a transaction, and {whose}"),
    );
    match step.cx.migration.tool {
        Tool::Diesel if of_tool => entry.help("write `run_in_transaction = false` into metadata.toml, and leave this statement alone in the migration"),
        Tool::Sqlx if of_tool => entry.help("write `-- no-transaction` into the first line, and leave this statement alone in the file"),
        _ => entry.help("put the statement alone into a migration that runs outside of a transaction"),
    };
}

fn boundaries(step: &Step<'_>, report: &mut Report) {
    let tool = step.cx.migration.transaction == Transaction::Tool;
    let span = &step.op.span;
    match step.op.kind {
        OpKind::Begin if tool || step.open => {
            let level = if step.cx.is_postgres() {
                Level::Warn
            } else {
                Level::Deny
            };
            let whose = if step.open {
                "that this file began before"
            } else {
                "in which the tool runs this migration"
            };
            report
                .find_at(
                    span,
                    "BEGIN",
                    format!("BEGIN inside of the transaction {whose}"),
                )
                .level(level)
                .help("remove it");
        }
        OpKind::Commit | OpKind::Rollback if tool => {
            report
                .find_at(span, "COMMIT", "this ends the transaction in which the tool runs the migration")
                .why("what follows is not undone when it fails, and the tool may record a migration that did not happen")
                .help("remove it, or run the migration outside of a transaction");
        }
        OpKind::Begin => {
            let ended = step
                .later()
                .any(|op| matches!(op.kind, OpKind::Commit | OpKind::Rollback));
            if !ended {
                report
                    .find_at(span, "BEGIN", "this transaction is never committed")
                    .why("the connection closes, and everything is rolled back without a word")
                    .help("write COMMIT at the end");
            }
        }
        _ => {}
    }
}
