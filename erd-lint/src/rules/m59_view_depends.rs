//! M59: a column that a view still shows.

use super::prelude::*;

const DOCS: &str = r"# M59 view_depends

## What it does
Warns about dropping a column, or changing its type, while a view that these migrations made reads the table and names the
column. On PostgreSQL a change of type under a view that reads this table alone is denied.

## Why
PostgreSQL refuses both (cannot alter type of a column used by a view). MySQL, MariaDB and SQLite let the view break.

## Bad
```sql postgres
CREATE VIEW totals AS SELECT id, total FROM orders;
-- next migration
ALTER TABLE orders ALTER COLUMN total TYPE numeric(14, 2);
```

## Good
```sql postgres
CREATE VIEW totals AS SELECT id, total FROM orders;
-- next migration
SET lock_timeout = '2s';
DROP VIEW totals;
ALTER TABLE orders ALTER COLUMN total TYPE numeric(14, 2);
CREATE VIEW totals AS SELECT id, total FROM orders;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M59",
    slug: "view_depends",
    levels: levels(WARN, WARN, WARN),
    why: "PostgreSQL refuses it; elsewhere the view fails when it is read",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let (table, column, retyped) = match &step.op.kind {
        OpKind::AlterType { table, column, .. } => (table, column, true),
        OpKind::DropColumn { table, column } => (table, column, false),
        _ => return,
    };
    // The word may be another table's column.
    let elsewhere = |other: &Name| other != table && step.now.column(other, column).is_some();
    let reads = |view: &&View| {
        let named = view.tables.contains(table) && view.words.contains(column);
        named && !view.tables.iter().any(elsewhere)
    };
    let Some(view) = step.now.views().find(reads) else {
        return;
    };
    let name = &view.name;
    let message = format!("`{table}.{column}` is used by the view `{name}`");
    let entry = report.find(&step.op.span, table, Some(column), message);
    let alone = view.tables.iter().all(|t| t == table);
    let entry = if step.cx.is_postgres() && retyped && alone {
        entry.level(Level::Deny)
    } else {
        entry
    };
    entry.help(format!(
        "drop `{name}` before, and make it again after, in the same transaction"
    ));
}
