//! M20: a foreign key that checks all rows at once.

use super::prelude::*;
use erd_core::Family;

const DOCS: &str = r"# M20 foreign_key_scan

## What it does
Denies `ADD FOREIGN KEY` without `NOT VALID` on a PostgreSQL table that was there before the migration, and any on MySQL and
MariaDB, unless `foreign_key_checks = 0` was set before it. `NOT ENFORCED` of PostgreSQL 18 checks nothing; `ALTER CONSTRAINT ..
ENFORCED` checks all rows, and is denied.

## Why
PostgreSQL holds ShareRowExclusive on both tables while it checks; MySQL and MariaDB copy the table with writes locked. With
`foreign_key_checks = 0` they add it online, and never check the rows that are there.

## Bad
```sql postgres
ALTER TABLE customers ADD FOREIGN KEY (country_id) REFERENCES countries (id);
```
```sql postgres
ALTER TABLE customers ADD CONSTRAINT region FOREIGN KEY (country_id) REFERENCES countries NOT ENFORCED;
-- next migration
ALTER TABLE customers ALTER CONSTRAINT region ENFORCED;
```
```sql mysql
ALTER TABLE customers ADD FOREIGN KEY (country_id) REFERENCES countries (id);
```

## Good
```sql postgres
-- no-transaction
CREATE INDEX CONCURRENTLY customers_country_id_idx ON customers (country_id);
-- next migration
SET lock_timeout = '2s';
ALTER TABLE customers ADD CONSTRAINT customers_country_id_fkey FOREIGN KEY (country_id) REFERENCES countries NOT VALID;
-- next migration
SET lock_timeout = '2s';
ALTER TABLE customers VALIDATE CONSTRAINT customers_country_id_fkey;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M20",
    slug: "foreign_key_scan",
    levels: levels(DENY, DENY, None),
    why: "writes to both tables wait while all rows are checked",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    if let OpKind::AlterConstraint {
        table,
        name,
        enforced: Some(true),
    } = &step.op.kind
    {
        return enforce(step, report, table, name);
    }
    let OpKind::AddConstraint { table, constraint } = &step.op.kind else {
        return;
    };
    let ConstraintKind::ForeignKey(key) = &constraint.kind else {
        return;
    };
    if !constraint.checks_rows() || !step.in_use(table) || unchecked(step) {
        return;
    }
    let (columns, parent) = (key.columns.join(", "), &key.parent);
    let name = constraint
        .name
        .clone()
        .unwrap_or_else(|| format!("{}_{}_fkey", table.name, key.columns.join("_")));
    let how = match step.cx.dialect.family() {
        Family::Postgres => {
            format!("checks all rows, with ShareRowExclusive on `{table}` and `{parent}`")
        }
        _ => format!("copies `{table}` while writes wait"),
    };
    let entry = report
        .find(
            &step.op.span,
            table,
            Some(&columns),
            format!("the foreign key of `{table}` ({columns}) to `{parent}` {how}"),
        )
        .grows();
    if step.cx.is_postgres() {
        entry
            .help(format!("ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns}) REFERENCES {parent} NOT VALID"))
            .help(format!("in the next migration: ALTER TABLE {table} VALIDATE CONSTRAINT {name}"));
    } else {
        entry.help("check the rows with a query, and add it with `SET foreign_key_checks = 0`, ALGORITHM=INPLACE, LOCK=NONE");
    }
}

/// `ALTER CONSTRAINT .. ENFORCED` of PostgreSQL 18, which has it for foreign keys alone.
fn enforce(step: &Step<'_>, report: &mut Report, table: &Name, name: &str) {
    let known = step.now.constraint(table, name);
    if !step.cx.is_postgres() || !step.in_use(table) || known.is_some_and(|known| known.validated) {
        return;
    }
    let parent = match known.map(|known| &known.kind) {
        Some(ConstraintKind::ForeignKey(key)) => format!("`{}`", key.parent),
        _ => "the referenced table".to_owned(),
    };
    report
        .find(
            &step.op.span,
            table,
            None,
            format!("enforcing `{name}` checks all rows, with AccessExclusive on `{table}` and ShareRowExclusive on {parent}"),
        )
        .why("nobody reads or writes the table, nor writes to the referenced one, while all rows are checked")
        .help(format!("ALTER TABLE {table} ADD CONSTRAINT {name}_checked FOREIGN KEY .. NOT VALID, which is enforced for new rows"))
        .help(format!("in the next migration: ALTER TABLE {table} VALIDATE CONSTRAINT {name}_checked, and drop `{name}`"))
        .grows();
}

/// Whether the file turned the checks of MySQL off.
pub(super) fn unchecked(step: &Step<'_>) -> bool {
    let said = step.earlier().filter_map(|op| match &op.kind {
        OpKind::Set { name, value } if name == "foreign_key_checks" => Some(value.as_str()),
        _ => None,
    });
    said.last()
        .is_some_and(|value| matches!(value, "0" | "off" | "false"))
}
