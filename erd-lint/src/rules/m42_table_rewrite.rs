//! M42: a command that writes the whole table anew.

use super::prelude::*;
use erd_core::Family;

const DOCS: &str = r"# M42 table_rewrite

## What it does
Denies `CLUSTER`, `VACUUM FULL`, `SET LOGGED`, `SET UNLOGGED`, `SET ACCESS METHOD` and `SET TABLESPACE` on PostgreSQL; warns
about `OPTIMIZE TABLE` on MySQL and MariaDB.

## Why
The table and its indexes are copied under an AccessExclusive lock.

## Bad
```sql postgres
ALTER TABLE orders SET UNLOGGED;
```
```sql mysql
OPTIMIZE TABLE orders;
```

## Good
```sql postgres
CREATE TABLE scratch (id bigint);
ALTER TABLE scratch SET UNLOGGED;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M42",
    slug: "table_rewrite",
    levels: levels(DENY, WARN, None),
    why: "nobody can read or write the table for as long as it takes",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::RewriteTable { table, what } = &step.op.kind else {
        return;
    };
    let lock = if step.cx.is_postgres() {
        " under an AccessExclusive lock"
    } else {
        ""
    };
    let entry = match table {
        Some(table) if !step.in_use(table) => return,
        Some(table) => {
            let message = format!("{what} writes all of `{table}` anew{lock}");
            report.find(&step.op.span, table, None, message).grows()
        }
        None => report.find_at(
            &step.op.span,
            *what,
            format!("{what} writes every table anew{lock}"),
        ),
    };
    if step.cx.is_postgres() {
        entry.help("use pg_repack or pg_squeeze, outside of migrations");
    } else if step.cx.dialect.is(Family::MySql) {
        entry
            .why("nobody can write the table for as long as it takes; reading goes on")
            .help("do it outside of migrations");
    } else {
        entry.help("do it outside of migrations");
    }
}
