//! M25: a unique constraint whose index is built at once.

use super::prelude::*;
use erd_core::Family;

const DOCS: &str = r"# M25 unique_blocks

## What it does
Denies `ADD UNIQUE` without `USING INDEX` on a PostgreSQL table that was there before the migration, also as part of
`ADD COLUMN`, which SQLite refuses too. Warns about a unique index on MySQL and MariaDB: it is built online and fails on
the first duplicate.

## Why
PostgreSQL builds the index under an AccessExclusive lock.

## Bad
```sql postgres
ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE (email);
```
```sql mysql
ALTER TABLE customers ADD UNIQUE INDEX customers_email_key (email), ALGORITHM=INPLACE, LOCK=NONE;
```
```sql sqlite
ALTER TABLE customers ADD COLUMN code text UNIQUE;
```

## Good
```sql postgres
-- no-transaction
CREATE UNIQUE INDEX CONCURRENTLY customers_email_key ON customers (email);
-- next migration
SET lock_timeout = '2s';
ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE USING INDEX customers_email_key;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M25",
    slug: "unique_blocks",
    levels: levels(DENY, WARN, DENY),
    why: "nobody can read or write the table while the index is built, and one duplicate fails the migration",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let (table, columns) = match &step.op.kind {
        OpKind::AddConstraint { table, constraint } if constraint.using_index.is_none() => {
            match &constraint.kind {
                ConstraintKind::Unique(columns) => (table, columns.join(", ")),
                _ => return,
            }
        }
        OpKind::AddColumn { table, column } if column.unique => (table, column.name.clone()),
        OpKind::CreateIndex(index) if index.unique && step.cx.dialect.is(Family::MySql) => {
            let key = |key: &Option<String>| key.clone().unwrap_or_else(|| "an expression".into());
            let keys: Vec<String> = index.keys.iter().map(key).collect();
            (&index.table, keys.join(", "))
        }
        _ => return,
    };
    let refused = step.cx.dialect == Dialect::Sqlite;
    if !refused && !step.in_use(table) {
        return;
    }
    let how = match step.cx.dialect.family() {
        Family::Postgres => "builds its index under an AccessExclusive lock",
        Family::MySql => "fails on the first duplicate, as do old writers from then on",
        Family::Sqlite => "is refused: SQLite adds no column that is unique",
    };
    let entry = report
        .find(
            &step.op.span,
            table,
            Some(&columns),
            format!("UNIQUE ({columns}) on `{table}` {how}"),
        )
        .grows();
    match step.cx.dialect.family() {
        Family::Postgres => {
            entry
                .help(format!("CREATE UNIQUE INDEX CONCURRENTLY .. ON {table} ({columns}), alone and outside of a transaction"))
                .help(format!("in the next migration: ALTER TABLE {table} ADD CONSTRAINT .. UNIQUE USING INDEX .."));
        }
        Family::MySql => {
            entry
                .why("rows that are there, or that the old version writes, may not be unique")
                .help("find the duplicates with a query and mend them first");
        }
        Family::Sqlite => {
            entry
                .why("the migration fails")
                .help("add the column, then `CREATE UNIQUE INDEX`");
        }
    }
}
