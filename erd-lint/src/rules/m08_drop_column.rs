//! M08: a column that is dropped.

use super::prelude::*;
use std::fmt::Write;

const DOCS: &str = r"# M08 drop_column

## What it does
Denies `DROP COLUMN` of a column that was there before the migration.

## Why
The data does not come back with a rollback. The version of the application that still runs names the column in its
queries, and each of them fails. On PostgreSQL the lock is AccessExclusive, also on the table that the column references.
SQLite refuses the statement where an index or a key uses the column.

## Bad
```sql postgres
ALTER TABLE orders DROP COLUMN total;
```
```sql mysql
ALTER TABLE orders DROP COLUMN total, ALGORITHM=INSTANT;
```
```sql sqlite
ALTER TABLE orders DROP COLUMN total;
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN total DROP NOT NULL;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M08",
    slug: "drop_column",
    levels: levels(DENY, DENY, DENY),
    why: "its data is lost, and the old version of the application still selects it",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::DropColumn { table, column } = &step.op.kind else {
        return;
    };
    if !step.column_in_use(table, column) {
        return;
    }
    let known = step.now.table(table);
    let parents = known.into_iter().flat_map(Table::foreign_keys);
    let parent = parents
        .filter(|key| key.columns.contains(column))
        .map(|key| &key.parent)
        .next();
    let mut message = format!("`{table}.{column}` is dropped with its data");
    match (step.cx.dialect, parent) {
        (Dialect::Postgres, Some(parent)) => {
            let _ = write!(
                message,
                ", under an AccessExclusive lock on `{table}` and on `{parent}`"
            );
        }
        (Dialect::Postgres, None) => {
            let _ = write!(message, ", under an AccessExclusive lock on `{table}`");
        }
        (Dialect::Sqlite, _) if known.is_some_and(|t| is_used(t, column)) => {
            message.push_str("; SQLite refuses it, because an index or a key uses it");
        }
        _ => {}
    }
    report
        .find(&step.op.span, table, Some(column), message)
        .help(format!("first release a version that does not read or write `{column}`, and drop the column in a later release"))
        .help("then allow it here, with the release as the reason");
}

/// Whether an index or a key of the table uses the column.
fn is_used(table: &Table, column: &str) -> bool {
    let by_index = table
        .indexes
        .iter()
        .any(|i| i.keys.iter().flatten().any(|k| k == column));
    let by_key = table.unique_keys().any(|key| key.contains(&column));
    by_index
        || by_key
        || table
            .foreign_keys()
            .any(|key| key.columns.iter().any(|c| c == column))
}
