//! M34: a trigger put on a table that is in use.

use super::prelude::*;

const DOCS: &str = r"# M34 trigger_lock

## What it does
Warns about `CREATE TRIGGER`, `ENABLE TRIGGER` and `DISABLE TRIGGER` on a PostgreSQL table that was there before the
migration.

## Why
The lock is ShareRowExclusive. While a trigger is disabled, what it keeps is not kept, foreign keys among it.

## Bad
```sql postgres
CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
```

## Good
```sql postgres
CREATE TABLE notes (id bigint PRIMARY KEY);
CREATE TRIGGER touch BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION touch();
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M34",
    slug: "trigger_lock",
    levels: levels(WARN, None, None),
    why: "writes wait while the lock waits, and from then on each of them does more",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let (table, what) = match &step.op.kind {
        OpKind::CreateTrigger { table } => (table, "a new trigger"),
        OpKind::SwitchTrigger { table } => (table, "switching a trigger"),
        _ => return,
    };
    let view = step.now.view_born(table).is_some();
    if view || !step.in_use(table) || step.has_lock_timeout() {
        return;
    }
    report
        .find(
            &step.op.span,
            table,
            None,
            format!("{what} takes ShareRowExclusive on `{table}`"),
        )
        .help("put `SET lock_timeout = '2s';` first, and do it when few write");
}
