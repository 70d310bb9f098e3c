//! M13: a collation that orders the rows anew.

use super::prelude::*;

const DOCS: &str = r"# M13 collation_change

## What it does
Denies `ALTER COLUMN .. TYPE .. COLLATE` on PostgreSQL. Warns about a column of MySQL or MariaDB that is redefined with a
character set or collation that it did not have.

## Why
Every index on the column is built anew under an AccessExclusive lock; MySQL and MariaDB copy the table. What sorted
differently or was unique before may no longer be.

## Bad
```sql postgres
ALTER TABLE customers ALTER COLUMN email TYPE varchar(100) COLLATE pg_catalog.default;
```
```sql mysql
ALTER TABLE customers MODIFY email varchar(100) COLLATE utf8mb4_bin;
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE customers ADD COLUMN email_sorted varchar(100) COLLATE ucs_basic;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M13",
    slug: "collation_change",
    levels: levels(DENY, WARN, None),
    why: "nobody can write the table while its indexes are built anew, and values that were different may be equal now",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    match &step.op.kind {
        OpKind::AlterType {
            table, column, to, ..
        } if to.collated && step.in_use(table) => {
            let message = format!(
                "a collation of `{table}.{column}` builds its indexes anew under an AccessExclusive lock"
            );
            find(step, report, table, column, message);
        }
        OpKind::RedefineColumn {
            table,
            from,
            column,
        } if step.in_use(table) => {
            let said = |c: &Column| c.ty.as_ref().is_some_and(|ty| ty.collated);
            let was = step.now.column(table, from);
            if said(column) && was.is_some_and(|was| !said(was)) {
                let message = format!(
                    "a new character set or collation of `{table}.{from}` copies the table while writes wait"
                );
                find(step, report, table, from, message);
            }
        }
        _ => {}
    }
}

fn find(step: &Step<'_>, report: &mut Report, table: &Name, column: &str, message: String) {
    report
        .find(&step.op.span, table, Some(column), message)
        .help("add a column with the new collation, write both, fill it in batches, and switch")
        .grows();
}
