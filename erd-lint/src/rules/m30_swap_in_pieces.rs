//! M30: two names that change places in two steps.

use super::prelude::*;

const DOCS: &str = r"# M30 swap_in_pieces

## What it does
Warns where a table is renamed away and another takes its name in a later statement, and the two are not one transaction.
`RENAME TABLE a TO b, c TO a` is one step on MySQL and MariaDB.

## Why
Between the two statements there is no table of that name.

## Bad
```sql mysql
CREATE TABLE orders_new (id bigint PRIMARY KEY);
ALTER TABLE orders RENAME TO orders_old;
ALTER TABLE orders_new RENAME TO orders;
```

## Good
```sql mysql
CREATE TABLE orders_new (id bigint PRIMARY KEY);
RENAME TABLE orders TO orders_old, orders_new TO orders;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M30",
    slug: "swap_in_pieces",
    levels: levels(WARN, WARN, None),
    why: "in between one of the names does not exist, and queries fail",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::RenameTable { from, .. } = &step.op.kind else {
        return;
    };
    if !step.in_use(from) || step.in_transaction() == Some(true) {
        return;
    }
    let mine = |op: &Op| step.statement.ops.iter().any(|own| own == op);
    let later = step
        .later()
        .any(|op| matches!(&op.kind, OpKind::RenameTable { to, .. } if to == from) && !mine(op));
    if later {
        report
            .find(
                &step.op.span,
                from,
                None,
                format!("there is no `{from}` until another table takes its name"),
            )
            .help("do both in one transaction; on MySQL and MariaDB in one `RENAME TABLE a TO b, c TO a`");
    }
}
