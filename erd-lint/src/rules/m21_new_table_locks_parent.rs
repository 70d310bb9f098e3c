//! M21: a new table that locks the one it references.

use super::prelude::*;

const DOCS: &str = r"# M21 new_table_locks_parent

## What it does
Warns about a new table with a foreign key to a table that was there before the migration, where the file sets no
`lock_timeout`. The new table itself locks nobody.

## Why
A foreign key puts a trigger on the parent, under ShareRowExclusive. It is short, but it waits for every transaction that
writes to the parent, and all later writes wait behind it.

## Bad
```sql postgres
CREATE TABLE notes (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers (id));
```

## Good
```sql postgres
SET lock_timeout = '2s';
CREATE TABLE notes (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers (id));
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M21",
    slug: "new_table_locks_parent",
    levels: levels(WARN, None, None),
    why: "writes to the parent wait behind the migration, and it behind the longest transaction",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let (table, keys): (&Name, Vec<&ForeignKey>) = match &step.op.kind {
        OpKind::CreateTable(create) if !create.temporary => {
            let own = create.columns.iter().filter_map(|c| c.references.as_ref());
            let of_table = create.constraints.iter().filter_map(|c| match &c.kind {
                ConstraintKind::ForeignKey(key) => Some(key),
                _ => None,
            });
            (&create.table, own.chain(of_table).collect())
        }
        OpKind::AddConstraint { table, constraint } if !step.in_use(table) => {
            match &constraint.kind {
                ConstraintKind::ForeignKey(key) => (table, vec![key]),
                _ => return,
            }
        }
        _ => return,
    };
    let mut parents: Vec<String> = Vec::new();
    for key in keys {
        let parent = format!("`{}`", key.parent);
        if key.parent != *table && step.in_use(&key.parent) && !parents.contains(&parent) {
            parents.push(parent);
        }
    }
    if parents.is_empty() || step.has_lock_timeout() || step.cx.down {
        return;
    }
    report
        .find(
            &step.op.span,
            table,
            None,
            format!(
                "the foreign keys of the new `{table}` take ShareRowExclusive on {}",
                parents.join(", ")
            ),
        )
        .help("put `SET lock_timeout = '2s';` first, and try again when it fails");
}
