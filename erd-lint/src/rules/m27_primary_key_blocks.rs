//! M27: a primary key whose index is built at once.

use super::prelude::*;
use erd_core::Family;

const DOCS: &str = r"# M27 primary_key_blocks

## What it does
Denies `ADD PRIMARY KEY` without `USING INDEX` on a PostgreSQL table that was there before the migration, also as part of
`ADD COLUMN`, which SQLite refuses too. Warns on MySQL and MariaDB, which rebuild the table.

## Why
PostgreSQL builds the index under an AccessExclusive lock, and scans for NULL unless the columns are NOT NULL already.

## Bad
```sql postgres
ALTER TABLE logs ADD PRIMARY KEY (id);
```
```sql sqlite
ALTER TABLE orders ADD COLUMN uid integer PRIMARY KEY;
```
```sql mysql
ALTER TABLE logs ADD PRIMARY KEY (id), ALGORITHM=INPLACE, LOCK=NONE;
```

## Good
```sql postgres
-- no-transaction
CREATE UNIQUE INDEX CONCURRENTLY logs_pkey ON logs (id);
-- next migration
SET lock_timeout = '2s';
ALTER TABLE logs ADD PRIMARY KEY USING INDEX logs_pkey;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M27",
    slug: "primary_key_blocks",
    levels: levels(DENY, WARN, DENY),
    why: "nobody can read or write the table while the index is built",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let (table, columns) = match &step.op.kind {
        OpKind::AddConstraint { table, constraint } if constraint.using_index.is_none() => {
            match &constraint.kind {
                ConstraintKind::PrimaryKey(columns) => (table, columns.join(", ")),
                _ => return,
            }
        }
        OpKind::AddColumn { table, column } if column.primary_key => (table, column.name.clone()),
        _ => return,
    };
    let refused = step.cx.dialect == Dialect::Sqlite;
    if !refused && !step.in_use(table) {
        return;
    }
    let how = match step.cx.dialect.family() {
        Family::Postgres => "builds its index under an AccessExclusive lock",
        Family::MySql => "rebuilds the table",
        Family::Sqlite => "is refused: SQLite adds no primary key to a table",
    };
    let entry = report
        .find(
            &step.op.span,
            table,
            Some(&columns),
            format!("the primary key ({columns}) of `{table}` {how}"),
        )
        .grows();
    match step.cx.dialect.family() {
        Family::Postgres => entry
            .help(format!("CREATE UNIQUE INDEX CONCURRENTLY {0}_pkey ON {table} ({columns}), alone and outside of a transaction", table.name))
            .help(format!("in the next migration: ALTER TABLE {table} ADD PRIMARY KEY USING INDEX {}_pkey", table.name)),
        Family::MySql => entry
            .why("all rows are written anew in the order of the key, and one duplicate fails the migration")
            .help("state ALGORITHM=INPLACE, LOCK=NONE, and find duplicates first"),
        Family::Sqlite => entry.help("make the table anew (`cargo erd explain M46`)"),
    };
}
