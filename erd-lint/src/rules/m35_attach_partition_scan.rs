//! M35: a partition that is scanned when it comes in.

use super::prelude::*;

const DOCS: &str = r"# M35 attach_partition_scan

## What it does
Denies `ATTACH PARTITION` of a table that was there before the migration and has no validated CHECK, and any where the parent
has a default partition without one.

## Why
PostgreSQL checks that the rows fit, with AccessExclusive on the table and on the default partition. A validated CHECK that
says so spares the scan.

## Bad
```sql postgres
ALTER TABLE events ATTACH PARTITION logs FOR VALUES FROM (1) TO (2);
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE logs ADD CONSTRAINT logs_bounds CHECK (id >= 1 AND id < 2) NOT VALID;
-- next migration
SET lock_timeout = '2s';
ALTER TABLE logs VALIDATE CONSTRAINT logs_bounds;
-- next migration
SET lock_timeout = '2s';
ALTER TABLE events ATTACH PARTITION logs FOR VALUES FROM (1) TO (2);
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M35",
    slug: "attach_partition_scan",
    levels: levels(DENY, None, None),
    why: "nobody can read or write the partition, or the default partition, while all its rows are checked",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::AttachPartition { parent, child } = &step.op.kind else {
        return;
    };
    let checked = |table: &Name| {
        step.now.table(table).is_some_and(|t| {
            let mut all = t.constraints.iter();
            all.any(|c| matches!(c.kind, ConstraintKind::Check { .. }) && c.validated)
        })
    };
    let scanned = |table: &Name| step.in_use(table) && !checked(table);
    let default = step
        .now
        .table(parent)
        .and_then(|t| t.default_partition.as_ref());
    let which = if scanned(child) {
        child
    } else if let Some(default) = default.filter(|default| scanned(default)) {
        default
    } else {
        return;
    };
    report
        .find(
            &step.op.span,
            which,
            None,
            format!("attaching `{child}` to `{parent}` scans all of `{which}` under an AccessExclusive lock"),
        )
        .help(format!("first `ALTER TABLE {which} ADD CHECK (..) NOT VALID` with the bounds (for the default partition their opposite), then VALIDATE it in another migration"))
        .grows();
}
