//! M56: a mark of deleted rows that is dropped.

use super::prelude::*;

const DOCS: &str = r"# M56 soft_delete_dropped

## What it does
Warns about dropping a column that marks deleted rows: one named `deleted_at`, `deleted` or `is_deleted`.

## Why
Queries that left those rows out do so no more; partial indexes with that condition go with the column.

## Bad
```sql postgres
ALTER TABLE customers DROP COLUMN deleted_at;
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE customers ADD COLUMN archived_at timestamptz;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M56",
    slug: "soft_delete_dropped",
    levels: levels(WARN, WARN, WARN),
    why: "rows that were deleted are there again",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::DropColumn { table, column } = &step.op.kind else {
        return;
    };
    let mark = matches!(column.as_str(), "deleted_at" | "deleted" | "is_deleted");
    if !mark || !step.column_in_use(table, column) || step.cx.down {
        return;
    }
    let removed = step
        .earlier()
        .any(|op| matches!(&op.kind, OpKind::Delete { table: t, .. } if t == table));
    if !removed {
        report
            .find(
                &step.op.span,
                table,
                Some(column),
                format!("without `{column}` the deleted rows of `{table}` are live again"),
            )
            .help("delete them for good, or move them to an archive, before the column goes");
    }
}
