//! M28: an exclusion constraint on a table with rows.

use super::prelude::*;

const DOCS: &str = r"# M28 exclude_blocks

## What it does
Denies `ADD EXCLUDE` on a table that was there before the migration.

## Why
The index is built under an AccessExclusive lock, and there is neither `NOT VALID` nor `USING INDEX` for it.

## Bad
```sql postgres
ALTER TABLE orders ADD CONSTRAINT no_overlap EXCLUDE USING gist (placed_at WITH =);
```

## Good
```sql postgres
CREATE TABLE bookings (id bigint PRIMARY KEY, during tstzrange, EXCLUDE USING gist (during WITH &&));
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M28",
    slug: "exclude_blocks",
    levels: levels(DENY, None, None),
    why: "nobody can read or write the table while the index is built",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::AddConstraint { table, constraint } = &step.op.kind else {
        return;
    };
    if constraint.kind != ConstraintKind::Exclude || !step.in_use(table) {
        return;
    }
    report
        .find(
            &step.op.span,
            table,
            None,
            format!("the exclusion constraint builds its index on `{table}` under an AccessExclusive lock"),
        )
        .help("make a new table with the constraint, copy the rows in batches, and swap the names")
        .grows();
}
