//! M55: a foreign key that comes before its index.

use super::prelude::*;

const DOCS: &str = r"# M55 foreign_key_without_index

## What it does
Warns about a foreign key added to a PostgreSQL table that was there before the migration, where no index, primary key or
unique constraint begins with its columns. MySQL and MariaDB make the index themselves.

## Why
From the moment the foreign key is there, every delete of a parent looks for children, and without an index in all rows.

## Bad
```sql postgres
ALTER TABLE customers ADD CONSTRAINT c FOREIGN KEY (country_id) REFERENCES countries NOT VALID;
```

## Good
```sql postgres
-- no-transaction
CREATE INDEX CONCURRENTLY customers_country_id_idx ON customers (country_id);
-- next migration
SET lock_timeout = '2s';
ALTER TABLE customers ADD CONSTRAINT c FOREIGN KEY (country_id) REFERENCES countries NOT VALID;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M55",
    slug: "foreign_key_without_index",
    levels: levels(WARN, None, None),
    why: "each delete or update of a parent scans the child",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let (table, key) = match &step.op.kind {
        OpKind::AddConstraint { table, constraint } => match &constraint.kind {
            ConstraintKind::ForeignKey(key) => (table, key),
            _ => return,
        },
        OpKind::AddColumn { table, column } => match &column.references {
            Some(key) if !column.unique && !column.primary_key => (table, key),
            _ => return,
        },
        _ => return,
    };
    let Some(known) = step.now.table(table).filter(|known| known.complete) else {
        return;
    };
    // It may replace one that is there.
    let replaces = step
        .cx
        .before
        .table(table)
        .is_some_and(|t| t.foreign_keys().any(|k| k.columns == key.columns));
    if !step.in_use(table) || replaces || step.cx.down || known.covers(&key.columns, None) {
        return;
    }
    let (columns, parent) = (key.columns.join(", "), &key.parent);
    report
        .find(
            &step.op.span,
            table,
            Some(&columns),
            format!("no index of `{table}` starts with ({columns}), which references `{parent}`"),
        )
        .help(format!(
            "first, in a migration of its own: CREATE INDEX CONCURRENTLY ON {table} ({columns})"
        ));
}
