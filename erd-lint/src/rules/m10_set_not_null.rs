//! M10: NOT NULL that scans the table.

use super::prelude::*;

const DOCS: &str = r"# M10 set_not_null

## What it does
Denies `SET NOT NULL` on a table that was there before the migration, unless a validated `CHECK (c IS NOT NULL)` proves it
already. Warns about `MODIFY .. NOT NULL` on MySQL and MariaDB.

## Why
PostgreSQL scans the table under an AccessExclusive lock. Since 12 it believes a validated CHECK and scans nothing. MySQL
rebuilds the table, and fails if a row has no value.

## Bad
```sql postgres
ALTER TABLE customers ALTER COLUMN email SET NOT NULL;
```
```sql mysql
ALTER TABLE customers MODIFY email varchar(100) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE customers ADD CONSTRAINT email_present CHECK (email IS NOT NULL) NOT VALID;
-- next migration
SET lock_timeout = '2s';
ALTER TABLE customers VALIDATE CONSTRAINT email_present;
-- next migration
SET lock_timeout = '2s';
ALTER TABLE customers ALTER COLUMN email SET NOT NULL, DROP CONSTRAINT email_present;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M10",
    slug: "set_not_null",
    levels: levels(DENY, WARN, None),
    why: "nobody can read or write the table while all rows are checked",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    match &step.op.kind {
        OpKind::SetNotNull { table, column } => postgres(step, report, table, column),
        OpKind::AddConstraint { table, constraint } if !constraint.not_valid => {
            if let ConstraintKind::NotNull(column) = &constraint.kind {
                postgres(step, report, table, column);
            }
        }
        OpKind::RedefineColumn {
            table,
            from,
            column,
        } if column.not_null && step.in_use(table) => {
            let was = step.now.column(table, from);
            if was.is_some_and(|was| !was.not_null) {
                let message = format!(
                    "making `{table}.{from}` NOT NULL rebuilds the table, and fails on a row without a value"
                );
                report
                    .find(&step.op.span, table, Some(from), message)
                    .why("old writers may still insert NULL, and the rebuild takes as long as the table has rows")
                    .help("fill the rows in batches first, and keep writers from inserting NULL")
                    .grows();
            }
        }
        _ => {}
    }
}

fn postgres(step: &Step<'_>, report: &mut Report, table: &Name, column: &str) {
    let known = step.now.table(table);
    let already = step.now.column(table, column).is_some_and(|c| c.not_null);
    if !step.in_use(table) || already || known.is_some_and(|t| is_proven(t, column)) {
        return;
    }
    report
        .find(
            &step.op.span,
            table,
            Some(column),
            format!("SET NOT NULL scans all of `{table}` under an AccessExclusive lock"),
        )
        .help(format!("ALTER TABLE {table} ADD CONSTRAINT {column}_present CHECK ({column} IS NOT NULL) NOT VALID"))
        .help(format!("in the next migration: ALTER TABLE {table} VALIDATE CONSTRAINT {column}_present"))
        .help(format!("in the one after it: ALTER COLUMN {column} SET NOT NULL, DROP CONSTRAINT {column}_present"))
        .grows();
}

/// Whether a validated constraint says that the column has a value in every row.
fn is_proven(table: &Table, column: &str) -> bool {
    table.constraints.iter().any(|known| {
        let same = match &known.kind {
            ConstraintKind::Check { not_null: Some(c) } | ConstraintKind::NotNull(c) => c == column,
            _ => false,
        };
        same && known.validated
    })
}
