//! M04: a default that differs from row to row.

use super::prelude::*;
use erd_core::Family;

const DOCS: &str = r"# M04 volatile_default

## What it does
Denies `ADD COLUMN .. DEFAULT` with an expression that is computed for each row, on a table that was there before the
migration: `gen_random_uuid()`, `clock_timestamp()`, `random()`, `nextval(..)`; on MySQL and MariaDB any expression.
`now()` and constants are fine on PostgreSQL. A function that is not known is a warning: it may well be stable.

## Why
PostgreSQL writes the table and its indexes anew under an AccessExclusive lock; MySQL and MariaDB copy the table.

## Bad
```sql postgres
ALTER TABLE orders ADD COLUMN public_id uuid DEFAULT gen_random_uuid();
```
```sql mariadb
ALTER TABLE orders ADD COLUMN public_id char(36) DEFAULT (uuid());
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN public_id uuid;
ALTER TABLE orders ALTER COLUMN public_id SET DEFAULT gen_random_uuid();
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M04",
    slug: "volatile_default",
    levels: levels(DENY, DENY, None),
    why: "the whole table is written anew while nobody can read or write it",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::AddColumn { table, column } = &step.op.kind else {
        return;
    };
    let Some(default @ (Volatility::Volatile | Volatility::Unknown)) = column.default else {
        return;
    };
    if !step.in_use(table) || column.numbered {
        return;
    }
    let name = &column.name;
    let how = match step.cx.dialect.family() {
        Family::Postgres => "writes all rows anew under an AccessExclusive lock",
        _ => "copies the table while writes wait",
    };
    let message = if default == Volatility::Unknown {
        format!(
            "the default of `{table}.{name}` calls a function that may be volatile, and then {how}"
        )
    } else {
        format!("the default of `{table}.{name}` is computed for each row, which {how}")
    };
    let entry = report
        .find(&step.op.span, table, Some(name), message)
        .grows();
    let entry = if default == Volatility::Unknown {
        entry.level(Level::Warn)
    } else {
        entry
    };
    let entry = if step.cx.is_postgres() {
        entry
    } else {
        entry.why("the whole table is written anew while nobody can write it")
    };
    entry
        .help(format!("add `{name}` without a default, then `ALTER COLUMN {name} SET DEFAULT ..`, then fill the rows in batches"));
}
