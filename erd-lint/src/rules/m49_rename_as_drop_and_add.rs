//! M49: a rename written as drop and add.

use super::prelude::*;

const DOCS: &str = r"# M49 rename_as_drop_and_add

## What it does
Warns where a migration drops a column and adds one of the same type to the same table, and no row is copied in between.

## Why
That is what a tool writes that cannot tell a rename from a drop and an add.

## Bad
```sql postgres
ALTER TABLE orders DROP COLUMN total, ADD COLUMN amount numeric(10, 2);
```

## Good
```sql postgres
ALTER TABLE orders RENAME COLUMN total TO amount;
ALTER TABLE orders ADD COLUMN total numeric(10, 2);
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M49",
    slug: "rename_as_drop_and_add",
    levels: levels(WARN, WARN, WARN),
    why: "if the new column is the old one under another name, its data is lost",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::DropColumn { table, column } = &step.op.kind else {
        return;
    };
    let was = step.now.column(table, column).and_then(|c| c.ty.as_ref());
    let Some(was) = was.filter(|_| step.column_in_use(table, column) && !step.cx.down) else {
        return;
    };
    let mut added = Vec::new();
    for (_, op) in step.cx.ops() {
        match &op.kind {
            OpKind::AddColumn {
                table: t,
                column: new,
            } if t == table && new.ty.as_ref() == Some(was) && new.name != *column => {
                added.push(&new.name);
            }
            // Somebody fills the new column.
            OpKind::Update { table: t, .. } | OpKind::Insert { table: t, .. } if t == table => {
                return;
            }
            _ => {}
        }
    }
    if let [new] = added.as_slice() {
        report
            .find(
                &step.op.span,
                table,
                Some(column),
                format!("`{table}.{column}` goes and `{new}` of the same type comes: a rename loses no data this way"),
            )
            .help(format!("if it is one: ALTER TABLE {table} RENAME COLUMN {column} TO {new}"));
    }
}
