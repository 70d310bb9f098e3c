//! M23: a CHECK that looks at all rows at once.

use super::prelude::*;
use erd_core::Family;

const DOCS: &str = r"# M23 check_scan

## What it does
Denies `ADD CHECK` without `NOT VALID` on a PostgreSQL table that was there before the migration, also as part of
`ADD COLUMN`, and any on MySQL and MariaDB. `NOT ENFORCED` checks nothing; MySQL's `ALTER CHECK .. ENFORCED` checks all rows.

## Why
PostgreSQL scans the table under an AccessExclusive lock; MySQL and MariaDB copy it. Rows of the old version that break the
rule are refused from then on.

## Bad
```sql postgres
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0);
```
```sql mysql
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0);
```
```sql mysql
ALTER TABLE orders ALTER CHECK total_positive ENFORCED;
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
-- next migration
SET lock_timeout = '2s';
ALTER TABLE orders VALIDATE CONSTRAINT total_positive;
```
```sql mysql
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT ENFORCED, ALGORITHM=INPLACE, LOCK=NONE;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M23",
    slug: "check_scan",
    levels: levels(DENY, DENY, None),
    why: "nobody can read or write the table while all rows are checked",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let table = match &step.op.kind {
        OpKind::AddConstraint { table, constraint }
            if matches!(constraint.kind, ConstraintKind::Check { .. })
                && constraint.checks_rows() =>
        {
            table
        }
        OpKind::AddColumn { table, column } if column.check && !column.not_enforced => table,
        // PostgreSQL has it for foreign keys alone (M20), and MySQL for checks.
        OpKind::AlterConstraint {
            table,
            name,
            enforced: Some(true),
        } if !step.cx.is_postgres()
            && step
                .now
                .constraint(table, name)
                .is_none_or(|known| !known.validated) =>
        {
            table
        }
        _ => return,
    };
    if !step.in_use(table) {
        return;
    }
    let how = match step.cx.dialect.family() {
        Family::Postgres => format!("scans all of `{table}` under an AccessExclusive lock"),
        _ => format!("copies `{table}` while writes wait"),
    };
    let what = match &step.op.kind {
        OpKind::AlterConstraint { name, .. } => format!("enforcing `{name}`"),
        _ => "the new CHECK".to_owned(),
    };
    let entry = report
        .find(&step.op.span, table, None, format!("{what} {how}"))
        .grows();
    if step.cx.is_postgres() {
        entry
            .help(format!(
                "ALTER TABLE {table} ADD CONSTRAINT .. CHECK (..) NOT VALID"
            ))
            .help(format!(
                "in the next migration: ALTER TABLE {table} VALIDATE CONSTRAINT .."
            ));
    } else {
        entry
            .why("nobody can write the table while it is copied and all rows are checked; reading goes on")
            .help("check the rows with a query first, and add it when nobody writes");
    }
}
