//! M14: a column under another name.

use super::prelude::*;

const DOCS: &str = r"# M14 rename_column

## What it does
Denies renaming a column that was there before the migration; warns on SQLite, where no other process may be running.
A rename whose old name is taken again in the same migration (a swap) is fine.

## Why
Between the migration and the last restart, two versions of the application run, and one of them uses a name that is not
there.

## Bad
```sql postgres
ALTER TABLE orders RENAME COLUMN total TO amount;
```
```sql mysql
ALTER TABLE orders CHANGE total amount decimal(10,2);
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN amount numeric(10, 2);
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M14",
    slug: "rename_column",
    levels: levels(DENY, DENY, WARN),
    why: "the old version of the application names the column in every query and fails at once",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let (table, from, to) = match &step.op.kind {
        OpKind::RenameColumn { table, from, to } => (table, from, to),
        OpKind::RedefineColumn {
            table,
            from,
            column,
        } if *from != column.name => (table, from, &column.name),
        _ => return,
    };
    let taken_again = step.later().any(|op| match &op.kind {
        OpKind::AddColumn { table: t, column } => t == table && column.name == *from,
        OpKind::RenameColumn { table: t, to, .. } => t == table && to == from,
        _ => false,
    });
    // By way of a name that nobody has, as SQLite's capitals and swaps need it.
    let is_second = step.earlier().any(|op| match &op.kind {
        OpKind::RenameColumn { table: t, to, .. } => t == table && to == from,
        _ => false,
    });
    if taken_again || is_second || !step.column_in_use(table, from) {
        return;
    }
    let to = step.later().fold(to, |to, op| match &op.kind {
        OpKind::RenameColumn {
            table: t,
            from,
            to: next,
        } if t == table && from == to => next,
        _ => to,
    });
    report
        .find(
            &step.op.span,
            table,
            Some(from),
            format!("`{table}.{from}` is called `{to}` from now on, and the old version still says `{from}`"),
        )
        .help(format!("keep the name in the database and rename the Rust field: `#[erd(column = \"{from}\")]`"))
        .help(format!("or add `{to}`, write both, fill it in batches, switch readers, and drop `{from}` later"));
}
