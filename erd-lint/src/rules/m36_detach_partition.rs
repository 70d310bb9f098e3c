//! M36: a partition that is taken out under the parent's lock.

use super::prelude::*;

const DOCS: &str = r"# M36 detach_partition

## What it does
Warns about `DETACH PARTITION` without `CONCURRENTLY`.

## Why
The lock is AccessExclusive on the parent. `CONCURRENTLY` (PostgreSQL 14) needs none, runs outside of a transaction, and not
where there is a default partition.

## Bad
```sql postgres
ALTER TABLE events DETACH PARTITION events_1;
```

## Good
```sql postgres
-- no-transaction
ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M36",
    slug: "detach_partition",
    levels: levels(WARN, None, None),
    why: "nobody can read or write the whole partitioned table while the lock waits",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::DetachPartition {
        parent,
        child,
        concurrently,
    } = &step.op.kind
    else {
        return;
    };
    let default = step
        .now
        .table(parent)
        .is_some_and(|t| t.default_partition.is_some());
    if *concurrently || !step.in_use(parent) {
        return;
    }
    let entry = report.find(
        &step.op.span,
        parent,
        None,
        format!("detaching `{child}` takes AccessExclusive on all of `{parent}`"),
    );
    if default {
        entry.help("set a lock_timeout, and try again when it fails");
    } else {
        entry.help("write `DETACH PARTITION .. CONCURRENTLY`, alone in a migration that runs outside of a transaction");
    }
}
