//! M05: an identity added to a table with rows.

use super::prelude::*;
use erd_core::Family;

const DOCS: &str = r"# M05 numbered_column

## What it does
Denies adding an identity, `serial` or `AUTO_INCREMENT` column to a table that was there before the migration.

## Why
Every row needs its number at once: PostgreSQL writes the table anew under an AccessExclusive lock, MySQL and MariaDB
with writes locked. Replicas that number for themselves may do it in another order.

## Bad
```sql postgres
ALTER TABLE countries ADD COLUMN code bigserial;
```
```sql mysql
ALTER TABLE countries ADD COLUMN code bigint NOT NULL AUTO_INCREMENT UNIQUE;
```

## Good
```sql postgres
SET lock_timeout = '2s';
CREATE SEQUENCE countries_code_seq;
ALTER TABLE countries ADD COLUMN code bigint;
ALTER TABLE countries ALTER COLUMN code SET DEFAULT nextval('countries_code_seq');
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M05",
    slug: "numbered_column",
    levels: levels(DENY, DENY, None),
    why: "the whole table is written anew while nobody can write it",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::AddColumn { table, column } = &step.op.kind else {
        return;
    };
    if !column.numbered || !step.in_use(table) {
        return;
    }
    let name = &column.name;
    let how = match step.cx.dialect.family() {
        Family::Postgres => "under an AccessExclusive lock",
        _ => "while writes wait",
    };
    report
        .find(
            &step.op.span,
            table,
            Some(name),
            format!("`{table}.{name}` numbers all rows that are there, which writes the table anew {how}"),
        )
        .help(format!("add `{name}` as a nullable bigint, give it a sequence as default, and fill the rows in batches"))
        .help("or make a new table and copy")
        .grows();
}
