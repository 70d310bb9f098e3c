//! M22: a foreign key whose end locks two tables.

use super::prelude::*;

const DOCS: &str = r"# M22 drop_foreign_key

## What it does
Warns about dropping a foreign key of a PostgreSQL table that was there before the migration.

## Why
The lock is AccessExclusive on the table *and* on its parent. It is short, and it waits for every transaction on either.
The order of the two locks can make a deadlock with writers that go from parent to child.

## Bad
```sql postgres
ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey;
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN total DROP NOT NULL;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M22",
    slug: "drop_foreign_key",
    levels: levels(WARN, None, None),
    why: "nobody can read or write either table while the lock waits",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::DropConstraint { table, target } = &step.op.kind else {
        return;
    };
    let (DropTarget::Named(name) | DropTarget::ForeignKey(name)) = target else {
        return;
    };
    if !step.in_use(table) {
        return;
    }
    let known = step.now.constraint(table, name);
    let Some(ConstraintKind::ForeignKey(key)) = known.map(|known| &known.kind) else {
        return;
    };
    let parent = &key.parent;
    report
        .find(
            &step.op.span,
            table,
            None,
            format!("dropping `{name}` takes AccessExclusive on `{table}` and on `{parent}`"),
        )
        .help(format!("set a lock_timeout, and `LOCK TABLE {parent}, {table}` first, in the order in which the application writes them"));
}
