//! M38: an index on all partitions at once.

use super::prelude::*;

const DOCS: &str = r"# M38 index_on_partitioned

## What it does
Denies `CREATE INDEX` on a partitioned table that was there before the migration, unless `ON ONLY`.

## Why
It builds the index of each partition under a Share lock on all of them. `CONCURRENTLY` is refused there.

## Bad
```sql postgres
CREATE INDEX events_at_idx ON events (at);
```
```sql postgres
-- no-transaction
CREATE INDEX CONCURRENTLY events_at_idx ON events (at);
```

## Good
```sql postgres
SET lock_timeout = '2s';
CREATE INDEX events_at_idx ON ONLY events (at);
-- next migration
-- no-transaction
CREATE INDEX CONCURRENTLY events_1_at_idx ON events_1 (at);
-- next migration
SET lock_timeout = '2s';
ALTER INDEX events_at_idx ATTACH PARTITION events_1_at_idx;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M38",
    slug: "index_on_partitioned",
    levels: levels(DENY, None, None),
    why: "writes to every partition wait for as long as all the indexes are built",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::CreateIndex(index) = &step.op.kind else {
        return;
    };
    let table = &index.table;
    let partitioned = step.now.table(table).is_some_and(|t| t.partitioned);
    if !partitioned || (index.only && !index.concurrently) {
        return;
    }
    if !index.concurrently && !step.in_use(table) {
        return;
    }
    let how = if index.concurrently {
        "is refused: PostgreSQL builds no index CONCURRENTLY on a partitioned table"
    } else {
        "takes a Share lock on every partition: writes wait until all are ready"
    };
    report
        .find(&step.op.span, table, None, format!("the index on the partitioned `{table}` {how}"))
        .help(format!("CREATE INDEX .. ON ONLY {table}, then CREATE INDEX CONCURRENTLY on each partition, then ALTER INDEX .. ATTACH PARTITION"))
        .grows();
}
