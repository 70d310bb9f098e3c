//! M09: a column that may become empty again.

use super::prelude::*;

const DOCS: &str = r"# M09 null_comes_back

## What it does
Warns about `DROP NOT NULL`, and about `DROP DEFAULT` of a column that must have a value.

## Why
Readers of the old version decode the column into a type without NULL. Writers of the old version that leave the column out
rely on the default.

## Bad
```sql postgres
ALTER TABLE customers ALTER COLUMN name DROP NOT NULL;
```
```sql postgres
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;
```
```sql mysql
ALTER TABLE customers MODIFY name varchar(100) NULL, ALGORITHM=INPLACE, LOCK=NONE;
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN total DROP DEFAULT;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M09",
    slug: "null_comes_back",
    levels: levels(WARN, WARN, None),
    why: "code that takes the value for granted fails on the first row without one",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let was = |table: &Name, column: &str| step.now.column(table, column);
    match &step.op.kind {
        OpKind::DropNotNull { table, column } if step.column_in_use(table, column) => {
            find(step, report, table, column);
        }
        OpKind::RedefineColumn {
            table,
            from,
            column,
        } if !column.not_null
            && step.column_in_use(table, from)
            && was(table, from).is_some_and(|c| c.not_null && !c.primary_key) =>
        {
            find(step, report, table, from);
        }
        OpKind::DropDefault { table, column }
            if step.column_in_use(table, column)
                && was(table, column).is_some_and(|c| c.not_null && c.default.is_some()) =>
        {
            let message = format!("`{table}.{column}` must have a value and loses its default");
            report
                .find(&step.op.span, table, Some(column), message)
                .why("writers of the old version that leave the column out can no longer insert")
                .help("drop the default when no running version relies on it");
        }
        _ => {}
    }
}

fn find(step: &Step<'_>, report: &mut Report, table: &Name, column: &str) {
    report
        .find(
            &step.op.span,
            table,
            Some(column),
            format!("`{table}.{column}` may be NULL from now on"),
        )
        .help("release readers that handle NULL first");
}
