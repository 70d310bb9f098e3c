//! M46: a table of SQLite that is made anew the wrong way.

use super::prelude::*;

const DOCS: &str = r"# M46 sqlite_rebuild

## What it does
Denies three mistakes in making a table anew on SQLite: `PRAGMA foreign_keys` inside of a transaction; dropping the old table
while foreign keys are on and children cascade; renaming the old table first, where others reference it.

## Why
`PRAGMA foreign_keys` does nothing inside of a transaction, and says nothing. With foreign keys on, `DROP TABLE` deletes all
rows first, and those of children go with them. Renaming a table rewrites the references of others to the new name.

## Bad
```sql sqlite
PRAGMA foreign_keys = OFF;
CREATE TABLE customers_new (id integer PRIMARY KEY, name text);
INSERT INTO customers_new SELECT id, name FROM customers;
DROP TABLE customers;
ALTER TABLE customers_new RENAME TO customers;
```
```sql sqlite
ALTER TABLE customers RENAME TO customers_old;
CREATE TABLE customers (id integer PRIMARY KEY, name text);
```

## Good
```sql sqlite
-- no-transaction
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TABLE customers_new (id integer PRIMARY KEY, name text);
INSERT INTO customers_new SELECT id, name FROM customers;
DROP TABLE customers;
ALTER TABLE customers_new RENAME TO customers;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M46",
    slug: "sqlite_rebuild",
    levels: levels(None, None, DENY),
    why: "rows of other tables are deleted, or their foreign keys point at a table that is gone",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let span = &step.op.span;
    match &step.op.kind {
        OpKind::Set { name, value }
            if name == "foreign_keys"
                && !value.is_empty()
                && step.in_transaction() == Some(true) =>
        {
            report
                .find_at(span, "foreign_keys", "PRAGMA foreign_keys does nothing inside of a transaction")
                .help("run the migration outside of one (diesel: `run_in_transaction = false`; sqlx: `-- no-transaction`), and begin it after the PRAGMA");
        }
        OpKind::DropTable { table } if step.in_use(table) && !is_off(step) => {
            let mut children = step
                .now
                .references_to(table)
                .filter(|(_, key)| key.cascades);
            if let Some((child, _)) = children.next() {
                report
                    .find(
                        span,
                        table,
                        None,
                        format!("with foreign keys on, dropping `{table}` deletes the rows of `{child}`, which cascade"),
                    )
                    .help("put `PRAGMA foreign_keys = OFF` before the transaction, and `PRAGMA foreign_key_check` before its end");
            }
        }
        OpKind::RenameTable { from, .. } if step.in_use(from) && !is_legacy(step) => {
            let child = step
                .now
                .references_to(from)
                .find(|(child, _)| *child != from);
            let again = step
                .later()
                .any(|op| matches!(&op.kind, OpKind::CreateTable(create) if create.table == *from));
            if let (Some((child, _)), true) = (child, again) {
                report
                    .find(
                        span,
                        from,
                        None,
                        format!("the foreign key of `{child}` follows `{from}` to its new name, and not to the table that is made next"),
                    )
                    .help("make the new table under another name, copy, drop the old one, and rename the new one last");
            }
        }
        _ => {}
    }
}

/// Whether the file turned foreign keys off, where that has an effect.
fn is_off(step: &Step<'_>) -> bool {
    if step.cx.migration.transaction == Transaction::Tool {
        return false;
    }
    let said = step.earlier().filter_map(|op| match &op.kind {
        OpKind::Set { name, value } if name == "foreign_keys" => Some(value.as_str()),
        _ => None,
    });
    said.last()
        .is_some_and(|value| matches!(value, "off" | "0" | "false" | "no"))
}

/// Whether renames leave the references of others alone.
fn is_legacy(step: &Step<'_>) -> bool {
    step.earlier().any(|op| {
        matches!(&op.kind, OpKind::Set { name, value } if name == "legacy_alter_table" && !matches!(value.as_str(), "off" | "0"))
    })
}
