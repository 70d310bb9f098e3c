//! M29: a key that grows from four to eight bytes.

use super::prelude::*;

const DOCS: &str = r"# M29 key_to_bigint

## What it does
Denies changing a column of a primary key from a smaller integer to `bigint`.

## Why
It writes the table anew under an AccessExclusive lock, and so it must be for each foreign key that follows. It is mostly
done when the numbers run out, which is when the table is largest.

## Bad
```sql postgres
ALTER TABLE orders ALTER COLUMN id TYPE bigint;
```
```sql mysql
ALTER TABLE orders MODIFY id bigint NOT NULL;
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN id_new bigint;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M29",
    slug: "key_to_bigint",
    levels: levels(DENY, DENY, None),
    why: "the table, and each table that references it, is written anew while nobody can write",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let (table, column, to) = match &step.op.kind {
        OpKind::AlterType {
            table, column, to, ..
        } => (table, column, to),
        OpKind::RedefineColumn {
            table,
            from,
            column,
        } => match &column.ty {
            Some(ty) => (table, from, ty),
            None => return,
        },
        _ => return,
    };
    if !step.in_use(table) || !is_key_to_bigint(step, table, column, to) {
        return;
    }
    let children: Vec<String> = step
        .now
        .references_to(table)
        .map(|(child, _)| format!("`{child}`"))
        .collect();
    let after = if children.is_empty() {
        String::new()
    } else {
        format!(", and then {}", children.join(", "))
    };
    report
        .find(
            &step.op.span,
            table,
            Some(column),
            format!("changing the key `{table}.{column}` to bigint writes `{table}` anew{after}"),
        )
        .help(format!("add `{column}_new` bigint with a trigger that fills it, and fill the rows in batches"))
        .help("build its unique index CONCURRENTLY, move the foreign keys over NOT VALID, and swap the names in one short transaction")
        .grows();
}

/// Whether a column of a primary key becomes a bigint.
pub(crate) fn is_key_to_bigint(step: &Step<'_>, table: &Name, column: &str, to: &SqlType) -> bool {
    let key = step.now.table(table).and_then(Table::primary_key);
    let was = step.now.column(table, column).and_then(|c| c.ty.as_ref());
    to.name == "bigint"
        && key.is_some_and(|key| key.iter().any(|c| c == column))
        && was.is_some_and(|was| was.is_narrow_integer() || was.name.ends_with("serial"))
}
