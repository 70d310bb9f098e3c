//! M26: a time without a foreign key.

use super::prelude::*;

const DOCS: &str = r"# M26 foreign_key_gap

## What it does
Warns about a foreign key that is dropped and then added again on the same columns, where the two do not happen in one
transaction.

## Why
Between the two nothing keeps a child from losing its parent, and the second fails when one did.

## Bad
```sql mysql
ALTER TABLE orders DROP FOREIGN KEY orders_customer;
ALTER TABLE orders ADD CONSTRAINT orders_customer2 FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE;
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers ON DELETE CASCADE NOT VALID;
-- next migration
SET lock_timeout = '2s';
ALTER TABLE orders VALIDATE CONSTRAINT orders_customer_fkey;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M26",
    slug: "foreign_key_gap",
    levels: levels(WARN, WARN, None),
    why: "rows without a parent can come in between",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::DropConstraint { table, target } = &step.op.kind else {
        return;
    };
    let (DropTarget::Named(name) | DropTarget::ForeignKey(name)) = target else {
        return;
    };
    let known = step.now.constraint(table, name);
    let Some(ConstraintKind::ForeignKey(key)) = known.map(|known| &known.kind) else {
        return;
    };
    if !step.in_use(table) || step.in_transaction() == Some(true) {
        return;
    }
    let again = step.later().any(|op| match &op.kind {
        OpKind::AddConstraint { table: t, constraint } => {
            let same = matches!(&constraint.kind, ConstraintKind::ForeignKey(k) if k.columns == key.columns);
            t == table && same && !step.statement.ops.iter().any(|mine| mine == op)
        }
        _ => false,
    });
    if again {
        let columns = key.columns.join(", ");
        report
            .find(
                &step.op.span,
                table,
                Some(&columns),
                format!("`{table}` ({columns}) has no foreign key until it is added again"),
            )
            .help("add the new one first, under another name, and drop the old one last");
    }
}
