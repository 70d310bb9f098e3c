//! M45: row security without a policy.

use super::prelude::*;

const DOCS: &str = r"# M45 row_security_hides_all

## What it does
Warns about `ENABLE ROW LEVEL SECURITY` on a table that was there before the migration and has no policy that these
migrations make.

## Why
Without a policy nothing is allowed: every role but the owner reads an empty table from that moment.

## Bad
```sql postgres
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
```

## Good
```sql postgres
SET lock_timeout = '2s';
CREATE POLICY own ON orders USING (true);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M45",
    slug: "row_security_hides_all",
    levels: levels(WARN, None, None),
    why: "the application sees no rows, and inserts fail",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::EnableRowSecurity { table } = &step.op.kind else {
        return;
    };
    let policy = step.now.table(table).is_some_and(|t| t.policy)
        || step
            .later()
            .any(|op| matches!(&op.kind, OpKind::CreatePolicy { table: t } if t == table));
    if policy || !step.in_use(table) {
        return;
    }
    report
        .find(
            &step.op.span,
            table,
            None,
            format!("`{table}` has row security and no policy: all but its owner see no rows"),
        )
        .help("create the policies first, in the same transaction");
}
