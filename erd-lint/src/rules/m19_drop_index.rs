//! M19: an index that somebody may need.

use super::prelude::*;
use erd_core::Family;

const DOCS: &str = r"# M19 drop_index

## What it does
Warns about `DROP INDEX` without `CONCURRENTLY` on PostgreSQL. Denies dropping the last index that serves a foreign key, on
PostgreSQL and on MySQL, which refuses it (error 1553); warns about it on SQLite. Denies `CONCURRENTLY` for the index of a
partitioned table, which PostgreSQL refuses.

## Why
The lock is AccessExclusive: short, but everything queues behind it while it waits for one long query. Without an index on
the foreign key, each delete in the parent scans the child.

## Bad
```sql postgres
DROP INDEX orders_placed_at_idx;
```
```sql postgres
-- no-transaction
DROP INDEX CONCURRENTLY orders_customer_id_idx;
```
```sql postgres
CREATE INDEX events_at_idx ON ONLY events (at);
-- next migration
-- no-transaction
DROP INDEX CONCURRENTLY events_at_idx;
```
```sql mysql
ALTER TABLE orders DROP INDEX orders_customer_id_idx;
```

## Good
```sql postgres
-- no-transaction
DROP INDEX CONCURRENTLY orders_placed_at_idx;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M19",
    slug: "drop_index",
    levels: levels(WARN, DENY, WARN),
    why: "queries that used it scan the table, and on PostgreSQL everything waits for the lock",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::DropIndex {
        index,
        table,
        concurrently,
    } = &step.op.kind
    else {
        return;
    };
    let found = step.now.index(index);
    let Some(table) = table.as_ref().or(found.map(|(table, _)| table)) else {
        if step.cx.is_postgres() && !concurrently {
            lock(step, report, index, None);
        }
        return;
    };
    let new = found.is_some_and(|(_, index)| index.born == Some(step.cx.number));
    if new || !step.in_use(table) {
        return;
    }
    let known = step.now.table(table);
    let partitioned = known.is_some_and(|known| known.partitioned);
    if *concurrently && partitioned {
        report
            .find(
                &step.op.span,
                table,
                None,
                format!("DROP INDEX CONCURRENTLY `{index}` is refused: `{table}` is partitioned, and so is its index"),
            )
            .level(Level::Deny)
            .why("the migration fails")
            .help("write `DROP INDEX` with a lock_timeout: it takes the indexes of the partitions too, at a time when no long query runs");
        return;
    }
    let last = known.and_then(|known| {
        let mut keys = known.foreign_keys();
        keys.find(|key| {
            known.covers(&key.columns, None)
                && !known.covers(&key.columns, Some(&index.name))
                && !comes_back(step, table, &key.columns)
                && !goes_too(step, table, &key.columns)
        })
    });
    if let Some(key) = last {
        let (columns, parent) = (key.columns.join(", "), &key.parent);
        let index = &index.name;
        let refused = if step.cx.dialect.is(Family::MySql) {
            "; the server refuses it (error 1553)"
        } else {
            ""
        };
        let entry = report
            .find(
                &step.op.span,
                table,
                Some(&columns),
                format!("`{index}` is the last index that serves the foreign key `{table}` ({columns}){refused}"),
            )
            .why(format!("each delete in `{parent}` scans all of `{table}`"))
            .help(format!("make another index that starts with ({columns}) first, or drop the foreign key first"));
        if step.cx.is_postgres() {
            entry.level(Level::Deny);
        }
    } else if partitioned {
        report
            .find(
                &step.op.span,
                table,
                None,
                format!("DROP INDEX `{index}` takes an AccessExclusive lock on `{table}` and on every partition"),
            )
            .help("PostgreSQL drops no index of a partitioned table CONCURRENTLY: put `SET lock_timeout = '2s';` first, and try again when it fails");
    } else if step.cx.is_postgres() && !concurrently {
        lock(step, report, index, Some(table));
    }
}

fn lock(step: &Step<'_>, report: &mut Report, index: &Name, table: Option<&Name>) {
    let on = table.map_or_else(String::new, |table| format!(" on `{table}`"));
    let message = format!("DROP INDEX `{index}` takes an AccessExclusive lock{on}");
    let entry = match table {
        Some(table) => report.find(&step.op.span, table, None, message),
        None => report.find_at(&step.op.span, index.to_string(), message),
    };
    entry.help(
        "write `DROP INDEX CONCURRENTLY`, alone in a migration that runs outside of a transaction",
    );
}

/// Whether the file makes another index for those columns later.
fn comes_back(step: &Step<'_>, table: &Name, columns: &[String]) -> bool {
    step.later().any(|op| match &op.kind {
        OpKind::CreateIndex(index) => {
            let lead = index.keys.iter().take(columns.len());
            index.table == *table
                && index.keys.len() >= columns.len()
                && lead.flatten().filter(|key| columns.contains(key)).count() == columns.len()
        }
        _ => false,
    })
}

/// Whether the file drops the foreign key, its columns or the table later.
fn goes_too(step: &Step<'_>, table: &Name, columns: &[String]) -> bool {
    step.later().any(|op| match &op.kind {
        OpKind::DropColumn { table: t, column } => t == table && columns.contains(column),
        OpKind::DropTable { table: t } | OpKind::DropConstraint { table: t, .. } => t == table,
        _ => false,
    })
}
