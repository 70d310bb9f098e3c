//! M47: a change that may be made by copying, unasked.

use super::prelude::*;

const DOCS: &str = r"# M47 online_not_stated

## What it does
Warns about `ALTER TABLE`, `CREATE INDEX` and `DROP INDEX` on a table of MySQL or MariaDB that was there before the migration,
without `ALGORITHM=..`.

## Why
Without it the server takes what it can do, up to a copy of the table. With it the statement fails instead.

## Bad
```sql mysql
ALTER TABLE orders ADD COLUMN note text;
```

## Good
```sql mysql
ALTER TABLE orders ADD COLUMN note text, ALGORITHM=INSTANT;
ALTER TABLE orders ADD INDEX orders_total_idx (total), ALGORITHM=INPLACE, LOCK=NONE;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M47",
    slug: "online_not_stated",
    levels: levels(None, WARN, None),
    why: "where the online way is not possible the server silently copies the table and locks writes",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let first = step
        .statement
        .ops
        .first()
        .is_some_and(|first| std::ptr::eq(first, step.op));
    if !first || step.statement.online.algorithm || step.cx.down {
        return;
    }
    // What copies anyway has a finding of its own; a rename is always instant.
    let table = match &step.op.kind {
        OpKind::AddColumn { table, column } if column.generated != Some(Generated::Stored) => table,
        OpKind::DropColumn { table, .. }
        | OpKind::RedefineColumn { table, .. }
        | OpKind::DropConstraint { table, .. }
        | OpKind::DropIndex {
            table: Some(table), ..
        } => table,
        OpKind::AddConstraint { table, constraint } => match constraint.kind {
            ConstraintKind::Unique(_) | ConstraintKind::PrimaryKey(_) => table,
            _ => return,
        },
        OpKind::CreateIndex(index) if !index.special => &index.table,
        _ => return,
    };
    if step.in_use(table) {
        report
            .find(
                &step.op.span,
                table,
                None,
                format!("the change of `{table}` does not say `ALGORITHM`"),
            )
            .help("add `ALGORITHM=INSTANT`, or `ALGORITHM=INPLACE, LOCK=NONE`, so that it fails where it would copy");
    }
}
