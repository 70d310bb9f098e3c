//! M06: a stored generated column added to a table with rows.

use super::prelude::*;
use erd_core::Family;

const DOCS: &str = r"# M06 stored_generated_column

## What it does
Denies `ADD COLUMN .. GENERATED ALWAYS AS (..) STORED` on a table that was there before the migration.

## Why
PostgreSQL writes the table anew under an AccessExclusive lock, MySQL and MariaDB copy it, SQLite refuses the statement.
A virtual column costs nothing where the engine has it (MySQL, MariaDB, SQLite, PostgreSQL 18).

## Bad
```sql postgres
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (total * 1.2) STORED;
```
```sql mysql
ALTER TABLE orders ADD COLUMN gross decimal(10,2) GENERATED ALWAYS AS (total * 1.2) STORED;
```
```sql sqlite
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (total * 1.2) STORED;
```

## Good
```sql mysql
ALTER TABLE orders ADD COLUMN gross decimal(10,2) GENERATED ALWAYS AS (total * 1.2) VIRTUAL, ALGORITHM=INSTANT;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M06",
    slug: "stored_generated_column",
    levels: levels(DENY, DENY, DENY),
    why: "the whole table is written anew while nobody can write it",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::AddColumn { table, column } = &step.op.kind else {
        return;
    };
    let refused = step.cx.dialect == Dialect::Sqlite;
    if column.generated != Some(Generated::Stored) || !(refused || step.in_use(table)) {
        return;
    }
    let name = &column.name;
    let how = match step.cx.dialect.family() {
        Family::Postgres => "writes the table anew under an AccessExclusive lock",
        Family::MySql => "copies the table while writes wait",
        Family::Sqlite => "is refused by SQLite",
    };
    report
        .find(
            &step.op.span,
            table,
            Some(name),
            format!("adding `{table}.{name}` as a stored generated column {how}"),
        )
        .help("make it VIRTUAL where the engine has that")
        .help("or add an ordinary column, keep it by a trigger, and fill the rows in batches")
        .grows();
}
