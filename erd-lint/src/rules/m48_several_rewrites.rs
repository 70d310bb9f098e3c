//! M48: a table that is written anew more than once.

use super::m12_column_type_rewrite::effect;
use super::prelude::*;

const DOCS: &str = r"# M48 several_rewrites

## What it does
Warns about the second statement of a migration that writes the same table anew.

## Why
Clauses of one `ALTER TABLE` share one rewrite.

## Bad
```sql postgres
ALTER TABLE orders ALTER COLUMN total TYPE double precision;
ALTER TABLE orders ALTER COLUMN state TYPE varchar(5);
```

## Good
```sql postgres
CREATE TABLE scratch (total numeric, state text);
ALTER TABLE scratch ALTER COLUMN total TYPE double precision, ALTER COLUMN state TYPE varchar(5);
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M48",
    slug: "several_rewrites",
    levels: levels(WARN, WARN, None),
    why: "each of the statements takes as long as the table has rows",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let Some(table) = rewritten(step, &step.op.kind).filter(|table| step.in_use(table)) else {
        return;
    };
    let others = step
        .cx
        .statements
        .iter()
        .take(step.number)
        .filter(|statement| {
            let mut ops = statement.ops.iter();
            ops.any(|op| rewritten(step, &op.kind) == Some(table))
        });
    // One finding for the table, and not one more for each statement after it.
    let first = step
        .statement
        .ops
        .iter()
        .find(|op| rewritten(step, &op.kind) == Some(table));
    if others.count() == 1 && first.is_some_and(|op| std::ptr::eq(op, step.op)) {
        report
            .find(
                &step.op.span,
                table,
                None,
                format!("`{table}` is written anew by this statement and by an earlier one"),
            )
            .help("put both clauses into one `ALTER TABLE`");
    }
}

/// The table that an operation writes anew, as far as it shows without the type before.
fn rewritten<'a>(step: &Step<'_>, op: &'a OpKind) -> Option<&'a Name> {
    match op {
        OpKind::AddColumn { table, column } => {
            let volatile = column.default == Some(Volatility::Volatile);
            let stored = column.generated == Some(Generated::Stored);
            (volatile || stored || column.numbered).then_some(table)
        }
        OpKind::AlterType {
            table, column, to, ..
        } => {
            let was = step.cx.before.column(table, column)?.ty.as_ref()?;
            (!effect(step, was, to).keeps_rows()).then_some(table)
        }
        OpKind::RedefineColumn {
            table,
            from,
            column,
        } => {
            let was = step.cx.before.column(table, from)?.ty.as_ref()?;
            (!effect(step, was, column.ty.as_ref()?).keeps_rows()).then_some(table)
        }
        OpKind::RewriteTable {
            table: Some(table), ..
        } => Some(table),
        _ => None,
    }
}
