//! M24: NOT VALID and VALIDATE in one transaction.

use super::prelude::*;

const DOCS: &str = r"# M24 validated_in_same_transaction

## What it does
Denies `VALIDATE CONSTRAINT` in the transaction that added the constraint `NOT VALID`. A migration file is one transaction
with diesel and sqlx, and several statements of one file are, also without a transaction of the tool.

## Why
Locks are held to the end of the transaction: the check of all rows runs under the lock that `NOT VALID` was to avoid.

## Bad
```sql postgres
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT total_positive;
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
-- next migration
SET lock_timeout = '2s';
ALTER TABLE orders VALIDATE CONSTRAINT total_positive;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M24",
    slug: "validated_in_same_transaction",
    levels: levels(DENY, None, None),
    why: "the strong lock of the first statement is held while the second checks all rows",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::ValidateConstraint { table, name } = &step.op.kind else {
        return;
    };
    if !step.in_use(table) {
        return;
    }
    let added = step.earlier().filter(|op| match &op.kind {
        OpKind::AddConstraint {
            table: t,
            constraint,
        } => t == table && constraint.not_valid && constraint.name.as_ref() == Some(name),
        _ => false,
    });
    let added = added.last();
    let level = match (added, step.in_transaction()) {
        (Some(_), Some(true)) => Level::Deny,
        (Some(_), None) => Level::Warn,
        _ => return,
    };
    report
        .find(
            &step.op.span,
            table,
            None,
            format!("`{name}` is validated in the transaction that added it, under its lock on `{table}`"),
        )
        .level(level)
        .help("put VALIDATE CONSTRAINT into a migration of its own")
        .grows();
}
