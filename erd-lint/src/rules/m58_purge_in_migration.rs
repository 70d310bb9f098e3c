//! M58: rows that are deleted in a migration.

use super::prelude::*;

const DOCS: &str = r"# M58 purge_in_migration

## What it does
Warns about `DELETE` in a migration from a table that was there before it, unless the rows are named by a key.

## Why
One statement holds the rows to the end, with those of children that cascade. There is no way back.

## Bad
```sql postgres
DELETE FROM orders WHERE placed_at < now() - interval '90 days';
```

## Good
```sql postgres
DELETE FROM countries WHERE id = 47;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M58",
    slug: "purge_in_migration",
    levels: levels(WARN, WARN, None),
    why: "writers of these rows wait until the migration is over, and what was deleted does not come back",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::Delete { table, filter } = &step.op.kind else {
        return;
    };
    let named = super::m40_backfill_in_migration::names_rows(step, table, filter);
    if !step.in_use(table) || named || table.name == "pg_enum" {
        return;
    }
    let which = if *filter == Filter::All {
        "all"
    } else {
        "many"
    };
    report
        .find(
            &step.op.span,
            table,
            None,
            format!("one DELETE takes {which} rows of `{table}`"),
        )
        .help("delete in batches by key, each in its own transaction, outside of the migration")
        .grows();
}
