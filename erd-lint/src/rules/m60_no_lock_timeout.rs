//! M60: a lock that waits without end.

use super::prelude::*;
use erd_core::effect::LockMode;

const DOCS: &str = r"# M60 no_lock_timeout

## What it does
Warns about the first statement of a migration that takes AccessExclusive, ShareRowExclusive or Share on a table that was
there before, where the file has not set `lock_timeout`. Set it to `allow` in `erd.toml` where the role or the runner sets it.

## Why
A lock that must wait queues, and every query on the table queues behind it, those too that would not wait for one another.
With a timeout the migration fails, and is tried again.

## Bad
```sql postgres
ALTER TABLE orders ADD COLUMN note text;
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
```
```sql postgres
CREATE TABLE notes (id bigint PRIMARY KEY);
CREATE TEMP TABLE scratch AS SELECT * FROM orders;
ALTER TABLE notes ADD COLUMN body text;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M60",
    slug: "no_lock_timeout",
    levels: levels(WARN, None, None),
    why: "the statement waits for the longest transaction, and everything else waits behind the statement",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let Some((lock, table)) = waits(step, step.op) else {
        return;
    };
    if step.cx.down || step.has_lock_timeout() || step.earlier().any(|op| waits(step, op).is_some())
    {
        return;
    }
    report
        .find(
            &step.op.span,
            table,
            None,
            format!("{} on `{table}` is waited for without end", lock.name()),
        )
        .help("put `SET lock_timeout = '2s';` first (`SET LOCAL` inside of a transaction), and try again when it fails");
}

/// The lock that an operation takes on a table that is in use.
fn waits<'a>(step: &Step<'_>, op: &'a Op) -> Option<(LockMode, &'a Name)> {
    let lock = locks::postgres(&op.kind)?;
    let table = op.kind.table()?;
    let view = step.now.view_born(table).is_some();
    (step.in_use(table) && !view).then_some((lock, table))
}
