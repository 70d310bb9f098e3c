//! M40: rows that are changed while the schema is.

use super::prelude::*;
use erd_core::effect::LockMode;

const DOCS: &str = r"# M40 backfill_in_migration

## What it does
Warns about `UPDATE` in a migration on a table that was there before it, unless the rows are named by a key. Denies it on
PostgreSQL where an earlier statement of the same transaction holds AccessExclusive on the table: then nobody can read it
either.

## Why
One statement over all rows holds their locks to the end, fills the log, and leaves as many dead rows behind.

## Bad
```sql postgres
ALTER TABLE orders ADD COLUMN currency text;
UPDATE orders SET currency = 'EUR';
```
```sql mysql
UPDATE orders SET total = 0 WHERE total IS NULL;
```

## Good
```sql postgres
UPDATE countries SET name = 'Norge' WHERE id = 47;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M40",
    slug: "backfill_in_migration",
    levels: levels(WARN, WARN, None),
    why: "writers of these rows wait until the migration is over, and all of them come back in one piece of log",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::Update { table, filter } = &step.op.kind else {
        return;
    };
    if !step.in_use(table) || names_rows(step, table, filter) || table.name == "pg_enum" {
        return;
    }
    let held = step.in_transaction() == Some(true)
        && step.earlier().any(|op| {
            op.kind.table() == Some(table)
                && locks::postgres(&op.kind) == Some(LockMode::AccessExclusive)
        });
    let (message, level) = if held && step.cx.is_postgres() {
        (
            format!(
                "`{table}` is filled in the transaction that holds AccessExclusive on it: nobody reads it meanwhile"
            ),
            Level::Deny,
        )
    } else {
        (
            format!("one UPDATE changes rows of `{table}`, and holds them to the end"),
            Level::Warn,
        )
    };
    report
        .find(&step.op.span, table, None, message)
        .level(level)
        .help("change the rows in batches by key, each in its own transaction, outside of the migration that changes the schema")
        .grows();
}

/// Whether the filter names the rows by the values of a key.
pub(crate) fn names_rows(step: &Step<'_>, table: &Name, filter: &Filter) -> bool {
    let Filter::Equals(columns) = filter else {
        return false;
    };
    let known = step.now.table(table);
    known.is_some_and(|t| {
        let mut keys = t.unique_keys();
        keys.any(|key| key.iter().all(|c| columns.iter().any(|column| column == c)))
    })
}
