//! M37: a partition made in place.

use super::prelude::*;
use std::fmt::Write;

const DOCS: &str = r"# M37 partition_of_locks_parent

## What it does
Warns about `CREATE TABLE .. PARTITION OF` a table that was there before the migration; denies it where that table has a
default partition, which is scanned.

## Why
The lock is AccessExclusive on the parent and on the default partition. A table that is made alone and attached afterwards
takes ShareUpdateExclusive on the parent.

## Bad
```sql postgres
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (2) TO (3);
```

## Good
```sql postgres
SET lock_timeout = '2s';
CREATE TABLE events_2 (LIKE events INCLUDING ALL);
ALTER TABLE events ATTACH PARTITION events_2 FOR VALUES FROM (2) TO (3);
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M37",
    slug: "partition_of_locks_parent",
    levels: levels(WARN, None, None),
    why: "nobody can read or write the whole partitioned table while the lock waits",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::CreateTable(create) = &step.op.kind else {
        return;
    };
    let Some(parent) = create
        .partition_of
        .as_ref()
        .filter(|parent| step.in_use(parent))
    else {
        return;
    };
    let table = &create.table;
    let default = step
        .now
        .table(parent)
        .and_then(|t| t.default_partition.as_ref());
    let mut message = format!("making `{table}` takes AccessExclusive on all of `{parent}`");
    if let Some(default) = default {
        let _ = write!(message, " and scans `{default}` under the same lock");
    }
    let entry = report.find(&step.op.span, parent, None, message);
    let entry = if default.is_some() {
        entry.level(Level::Deny).grows()
    } else {
        entry
    };
    entry.help(format!("CREATE TABLE {table} (LIKE {parent} INCLUDING ALL), then ALTER TABLE {parent} ATTACH PARTITION {table} .."));
}
