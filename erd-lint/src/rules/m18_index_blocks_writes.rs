//! M18: an index that is built while writes wait.

use super::prelude::*;

const DOCS: &str = r"# M18 index_blocks_writes

## What it does
Denies `CREATE INDEX` without `CONCURRENTLY` on a PostgreSQL table that was there before the migration, and `FULLTEXT` and
`SPATIAL` indexes on MySQL and MariaDB, which lock writes; their other indexes are built online.

## Why
The Share lock lets nobody write until the index is ready. `CONCURRENTLY` takes longer and blocks nobody. It must be alone
in its migration and outside of a transaction. One that failed leaves an invalid index behind, to be dropped first.

## Bad
```sql postgres
CREATE INDEX customers_email_idx ON customers (email);
```
```sql mysql
ALTER TABLE customers ADD FULLTEXT INDEX customers_note_idx (note);
```

## Good
```sql postgres
-- no-transaction
CREATE INDEX CONCURRENTLY customers_email_idx ON customers (email);
```
```sql postgres
CREATE TABLE notes (id bigint PRIMARY KEY, body text);
CREATE INDEX notes_body_idx ON notes (body);
```
```sql mysql
ALTER TABLE customers ADD INDEX customers_email_idx (email), ALGORITHM=INPLACE, LOCK=NONE;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M18",
    slug: "index_blocks_writes",
    levels: levels(DENY, DENY, None),
    why: "writes to the table wait for as long as the index is built",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::CreateIndex(index) = &step.op.kind else {
        return;
    };
    let table = &index.table;
    let new_view = step.now.view_born(table) == Some(Some(step.cx.number));
    let partitioned = step.now.table(table).is_some_and(|t| t.partitioned);
    // IF NOT EXISTS of an index that is there builds nothing.
    let there = |name: &Name| step.now.index(name).is_some();
    if index.if_not_exists && index.name.as_ref().is_some_and(there) {
        return;
    }
    if !step.in_use(table) || new_view || partitioned || index.concurrently {
        return;
    }
    if !step.cx.is_postgres() && !index.special {
        return;
    }
    let name = index
        .name
        .as_ref()
        .map_or_else(|| "the index".to_owned(), |name| format!("`{}`", name.name));
    let lock = if step.cx.is_postgres() {
        "under a Share lock: writes wait until it is ready"
    } else {
        "while writes wait"
    };
    let entry = report
        .find(
            &step.op.span,
            table,
            None,
            format!("{name} is built on `{table}` {lock}"),
        )
        .grows();
    if step.cx.is_postgres() {
        entry.help("write `CREATE INDEX CONCURRENTLY`, alone in a migration that runs outside of a transaction")
            .help("diesel: `run_in_transaction = false` in metadata.toml; sqlx: `-- no-transaction` in the first line");
    } else {
        entry.help("do it when nobody writes, or on a copy of the table that takes its place");
    }
}
