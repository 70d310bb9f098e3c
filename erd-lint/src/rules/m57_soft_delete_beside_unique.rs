//! M57: a mark of deleted rows beside a key that knows nothing of it.

use super::prelude::*;

const DOCS: &str = r"# M57 soft_delete_beside_unique

## What it does
Warns about adding `deleted_at` to a table that was there before the migration and has a unique key, other than its primary
key, over all rows.

## Why
As soon as rows are marked and no longer deleted, a new row cannot have what a deleted one has. The old version goes on
deleting rows for good.

## Bad
```sql postgres
ALTER TABLE accounts ADD COLUMN deleted_at timestamptz;
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN deleted_at timestamptz;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M57",
    slug: "soft_delete_beside_unique",
    levels: levels(WARN, WARN, WARN),
    why: "a row that was deleted keeps its name or address taken",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::AddColumn { table, column } = &step.op.kind else {
        return;
    };
    if column.name != "deleted_at" || !step.in_use(table) || step.cx.down {
        return;
    }
    let Some(known) = step.now.table(table) else {
        return;
    };
    let primary = known.primary_key().unwrap_or_default();
    let key = known
        .unique_keys()
        .find(|key| !key.iter().eq(primary.iter()));
    if let Some(key) = key {
        let columns = key.join(", ");
        report
            .find(
                &step.op.span,
                table,
                Some(&columns),
                format!("({columns}) of `{table}` stays unique among deleted rows too"),
            )
            .help(format!("make a unique index on ({columns}) of live rows first (`WHERE deleted_at IS NULL`), then drop the old one"));
    }
}
