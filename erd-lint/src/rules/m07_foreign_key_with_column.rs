//! M07: a foreign key that comes with its column.

use super::prelude::*;
use erd_core::Family;

const DOCS: &str = r"# M07 foreign_key_with_column

## What it does
Denies `ADD COLUMN .. REFERENCES` on a table that was there before the migration, where the rows must be checked: on
PostgreSQL where the column has a default, on MariaDB and MySQL always, unless `foreign_key_checks = 0` was set before it.
Without a default PostgreSQL checks nothing, and it is a warning where no `lock_timeout` is set.

## Why
PostgreSQL holds AccessExclusive on the table and ShareRowExclusive on the parent, with a default for as long as it checks
all rows; MariaDB and MySQL copy the table. MySQL before 9.0 reads `REFERENCES` at a column and ignores it, which is a
warning where the project's `[targets]` name such a version.

## Bad
```sql postgres
ALTER TABLE customers ADD COLUMN region_id integer DEFAULT 1 REFERENCES countries (id);
```
```sql mysql
ALTER TABLE customers ADD COLUMN region_id integer REFERENCES countries (id);
```
```sql mariadb
ALTER TABLE customers ADD COLUMN region_id integer REFERENCES countries (id);
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE customers ADD COLUMN region_id integer REFERENCES countries (id);
-- next migration
-- no-transaction
CREATE INDEX CONCURRENTLY customers_region_id_idx ON customers (region_id);
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M07",
    slug: "foreign_key_with_column",
    levels: levels(DENY, DENY, None),
    why: "writes to both tables wait while all rows are checked",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::AddColumn { table, column } = &step.op.kind else {
        return;
    };
    let Some(key) = &column.references else {
        return;
    };
    if !step.in_use(table) || column.not_enforced {
        return;
    }
    let (name, parent) = (&column.name, &key.parent);
    if !step.cx.engine.may_have(Capability::InlineReferences) {
        let message =
            format!("MySQL before 9.0 ignores `REFERENCES` at the column `{table}.{name}`");
        report
            .find(&step.op.span, table, Some(name), message)
            .level(Level::Warn)
            .why("there is no foreign key, and nobody says so")
            .help(format!(
                "write `ADD FOREIGN KEY ({name}) REFERENCES {parent} (..)`"
            ));
        return;
    }
    let family = step.cx.dialect.is(Family::MySql);
    if family && super::m20_foreign_key_scan::unchecked(step) {
        return;
    }
    let empty = step.cx.is_postgres() && column.default.is_none();
    if empty {
        // The column is NULL in every row: nothing is checked, and the locks are short.
        if !step.has_lock_timeout() {
            report
                .find(
                    &step.op.span,
                    table,
                    Some(name),
                    format!("adding `{table}.{name}` with its foreign key takes AccessExclusive on `{table}` and ShareRowExclusive on `{parent}`"),
                )
                .level(Level::Warn)
                .why("writes to both tables wait behind the migration, and it behind the longest transaction")
                .help("put `SET lock_timeout = '2s';` first, and try again when it fails");
        }
        return;
    }
    let how = match step.cx.dialect.family() {
        Family::Postgres => {
            format!(
                "checks all rows, with AccessExclusive on `{table}` and ShareRowExclusive on `{parent}`"
            )
        }
        _ => "copies the table while writes wait".to_owned(),
    };
    let entry = report
        .find(
            &step.op.span,
            table,
            Some(name),
            format!("adding `{table}.{name}` with its foreign key {how}"),
        )
        .grows();
    if family {
        entry.help(format!("add `{name}` alone, and then the foreign key with `SET foreign_key_checks = 0`, ALGORITHM=INPLACE, LOCK=NONE"));
    } else {
        entry.help(format!("add `{name}` alone, then an index, then the foreign key NOT VALID, then VALIDATE it in another migration"));
    }
}
