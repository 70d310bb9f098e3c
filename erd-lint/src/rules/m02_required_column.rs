//! M02: a column that must have a value and has none.

use super::prelude::*;
use erd_core::Family;

const DOCS: &str = r"# M02 required_column

## What it does
Denies `ADD COLUMN .. NOT NULL` without a default on a table that was there before the migration.

## Why
PostgreSQL refuses it when the table has a row, SQLite always. MySQL and MariaDB fill in zero or the empty text, which
nobody meant. The version of the application that still runs does not know the column and cannot insert any more.

## Bad
```sql postgres
ALTER TABLE orders ADD COLUMN currency text NOT NULL;
```
```sql mysql
ALTER TABLE orders ADD COLUMN currency char(3) NOT NULL, ALGORITHM=INSTANT;
```
```sql sqlite
ALTER TABLE orders ADD COLUMN currency text NOT NULL;
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN currency text NOT NULL DEFAULT 'EUR';
```
```sql sqlite
ALTER TABLE orders ADD COLUMN currency text;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M02",
    slug: "required_column",
    levels: levels(DENY, DENY, DENY),
    why: "the statement fails on a table with rows, or the old version of the application can no longer insert",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::AddColumn { table, column } = &step.op.kind else {
        return;
    };
    let filled = column.default.is_some() || column.numbered || column.generated.is_some();
    if !column.not_null || column.primary_key || filled || !step.in_use(table) {
        return;
    }
    let name = &column.name;
    let said = match step.cx.dialect.family() {
        Family::MySql => "is filled with zeros or empty texts in the rows that are there",
        _ => "has no value for the rows that are there",
    };
    report
        .find(
            &step.op.span,
            table,
            Some(name),
            format!("`{name}`, NOT NULL without a default, {said} in `{table}`"),
        )
        .help(format!("add `{name}` with a default that stays until every writer sets the column"))
        .help("or add it nullable, fill it in batches, and then make it NOT NULL (`cargo erd explain M10`)");
}
