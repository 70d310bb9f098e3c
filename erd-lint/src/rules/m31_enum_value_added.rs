//! M31: a value that the old version does not know.

use super::prelude::*;
use crate::facts::{Op, Statement};

const DOCS: &str = r"# M31 enum_value_added

## What it does
Warns about a new value of an enum, and denies using it in the transaction that adds it, which PostgreSQL refuses (unsafe
use of new value).

## Why
As soon as the new version writes the value, a process of the old version that reads the row cannot make sense of it.

## Bad
```sql postgres
ALTER TYPE mood ADD VALUE 'tired';
UPDATE customers SET note = 'tired' WHERE id = 1;
```
```sql mysql
ALTER TABLE customers MODIFY mood enum('good', 'bad', 'tired'), ALGORITHM=INSTANT;
```

## Good
```sql postgres
CREATE TYPE weather AS ENUM ('sun');
ALTER TYPE weather ADD VALUE 'rain';
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M31",
    slug: "enum_value_added",
    levels: levels(WARN, WARN, None),
    why: "the old version of the application fails to decode it",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    match &step.op.kind {
        OpKind::AddEnumValue { ty, value } => postgres(step, report, ty, value),
        OpKind::RedefineColumn {
            table,
            from,
            column,
        } if step.in_use(table) => {
            let was = step.now.column(table, from).and_then(|c| c.ty.as_ref());
            let (Some(was), Some(ty)) = (was, &column.ty) else {
                return;
            };
            let grown = ty.values.len() > was.values.len() && ty.values.starts_with(&was.values);
            if grown && !was.values.is_empty() {
                let added = ty.values[was.values.len()..].join("`, `");
                report
                    .find(
                        &step.op.span,
                        table,
                        Some(from),
                        format!("the old version does not know `{added}` of `{table}.{from}`"),
                    )
                    .help("release a version that can read it before one that writes it");
            }
        }
        _ => {}
    }
}

fn postgres(step: &Step<'_>, report: &mut Report, ty: &Name, value: &str) {
    if step.now.is_new_type(ty, step.cx.number) {
        return;
    }
    let in_transaction = step.in_transaction() == Some(true);
    let later = step.cx.statements.iter().skip(step.number + 1);
    // The value of another type that has the same name is another one.
    let adds = |s: &Statement| {
        let added = |op: &Op| matches!(op.kind, OpKind::AddEnumValue { .. });
        !s.ops.is_empty() && s.ops.iter().all(added)
    };
    let mut later = later.filter(|s| !adds(s));
    let used = later.any(|s| s.literals.iter().any(|l| l == value));
    if in_transaction && used {
        report
            .find_at(
                &step.op.span,
                ty.to_string(),
                format!("`{value}` of `{ty}` is used in the transaction that adds it"),
            )
            .level(Level::Deny)
            .why("PostgreSQL refuses it (unsafe use of new value), and the migration fails")
            .help("put the statements that use it into the next migration");
    } else {
        report
            .find_at(
                &step.op.span,
                ty.to_string(),
                format!("the old version does not know `{value}` of `{ty}`"),
            )
            .help("release a version that can read it before one that writes it");
    }
}
