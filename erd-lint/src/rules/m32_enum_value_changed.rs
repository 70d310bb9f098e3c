//! M32: a value that goes, or changes its name or place.

use super::prelude::*;

const DOCS: &str = r"# M32 enum_value_changed

## What it does
Denies `ALTER TYPE .. RENAME VALUE` and changes of `pg_enum` on PostgreSQL, and on MySQL and MariaDB a redefinition of an
`ENUM` or `SET` that drops, renames or reorders values.

## Why
The old version still writes the old value. MySQL and MariaDB copy the table, and refuse it where a row has a value that
goes. PostgreSQL has no way to drop a value; taking the row out of `pg_enum` breaks indexes.

## Bad
```sql postgres
ALTER TYPE mood RENAME VALUE 'bad' TO 'poor';
```
```sql mysql
ALTER TABLE customers MODIFY mood enum('bad', 'good');
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE customers ADD COLUMN mood_text text;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M32",
    slug: "enum_value_changed",
    levels: levels(DENY, DENY, None),
    why: "the old version of the application writes a value that is not there, or rows lose theirs",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    match &step.op.kind {
        OpKind::RenameEnumValue { ty, value } if !step.now.is_new_type(ty, step.cx.number) => {
            let message = format!(
                "`{value}` of `{ty}` has another name from now on, and the old version writes `{value}`"
            );
            report
                .find_at(&step.op.span, ty.to_string(), message)
                .help("add the new value, switch writers, change the rows in batches, and stop using the old one");
        }
        OpKind::Delete { table, .. }
        | OpKind::Update { table, .. }
        | OpKind::Insert { table, .. }
            if table.name == "pg_enum" =>
        {
            report
                .find(
                    &step.op.span,
                    table,
                    None,
                    "a change of `pg_enum` behind the server's back",
                )
                .why("indexes and rows keep the value that is gone, and reading them fails")
                .help("make a new type, and a new column of it");
        }
        OpKind::RedefineColumn {
            table,
            from,
            column,
        } if step.in_use(table) => {
            let was = step.now.column(table, from).and_then(|c| c.ty.as_ref());
            let (Some(was), Some(ty)) = (was, &column.ty) else {
                return;
            };
            if !was.values.is_empty() && was.name == ty.name && !ty.values.starts_with(&was.values)
            {
                report
                    .find(
                        &step.op.span,
                        table,
                        Some(from),
                        format!("values of `{table}.{from}` go, or change their name or place, which copies the table"),
                    )
                    .help("add values at the end alone; stop using the others, and drop them when no row has them")
                    .grows();
            }
        }
        _ => {}
    }
}
