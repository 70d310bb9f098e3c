//! M53: a migration that cannot be run again after it failed.

use super::prelude::*;
use erd_core::Family;

const DOCS: &str = r"# M53 half_applied

## What it does
Warns about `CREATE INDEX CONCURRENTLY IF NOT EXISTS`. On request it reports a migration of MySQL or MariaDB with several
statements that change the schema.

## Why
A build that failed leaves an *invalid* index of that name. `IF NOT EXISTS` finds it, is content, and the migration is
recorded, with an index that no query uses. MySQL and MariaDB commit after each statement: what came before the one that
failed stays.

## Bad
```sql postgres
-- no-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS customers_email_idx ON customers (email);
```
```sql mysql
ALTER TABLE orders ADD COLUMN note text, ALGORITHM=INSTANT;
ALTER TABLE customers ADD COLUMN seen int, ALGORITHM=INSTANT;
```

## Good
```sql postgres
-- no-transaction
DROP INDEX CONCURRENTLY IF EXISTS customers_email_idx;
-- next migration
-- no-transaction
CREATE INDEX CONCURRENTLY customers_email_idx ON customers (email);
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M53",
    slug: "half_applied",
    levels: levels(WARN, ON_REQUEST, None),
    why: "the second run meets what the first one left",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    match &step.op.kind {
        OpKind::CreateIndex(index) if index.concurrently && index.if_not_exists => {
            let name = index
                .name
                .as_ref()
                .map_or("the index", |name| name.name.as_str());
            report
                .find(
                    &step.op.span,
                    &index.table,
                    None,
                    format!("IF NOT EXISTS is content with an invalid `{name}` that a failed build left"),
                )
                .help("leave IF NOT EXISTS out, and put `DROP INDEX CONCURRENTLY IF EXISTS` into the migration before");
        }
        kind if step.cx.dialect.is(Family::MySql) && changes_schema(kind) => {
            let first = step
                .statement
                .ops
                .first()
                .is_some_and(|op| std::ptr::eq(op, step.op));
            let before = step.earlier().filter(|op| changes_schema(&op.kind)).count();
            if first && before == 1 {
                report
                    .find_at(
                        &step.op.span,
                        step.cx.migration.name.as_str(),
                        "when this statement fails, what came before it stays",
                    )
                    .help("put each change of the schema into a migration of its own");
            }
        }
        _ => {}
    }
}

const fn changes_schema(kind: &OpKind) -> bool {
    !matches!(
        kind,
        OpKind::Other
            | OpKind::Set { .. }
            | OpKind::Begin
            | OpKind::Commit
            | OpKind::Rollback
            | OpKind::Insert { .. }
            | OpKind::Update { .. }
            | OpKind::Delete { .. }
    )
}
