//! M44: a rule on a domain that is checked in every table.

use super::prelude::*;

const DOCS: &str = r"# M44 domain_constraint

## What it does
Denies `ALTER DOMAIN .. ADD CONSTRAINT` without `NOT VALID`, and `SET NOT NULL` of a domain, unless the domain was made in the
same migration.

## Why
All tables with a column of the domain are scanned, under a Share lock on each.

## Bad
```sql postgres
ALTER DOMAIN amount ADD CONSTRAINT amount_positive CHECK (VALUE > 0);
```

## Good
```sql postgres
ALTER DOMAIN amount ADD CONSTRAINT amount_positive CHECK (VALUE > 0) NOT VALID;
-- next migration
ALTER DOMAIN amount VALIDATE CONSTRAINT amount_positive;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M44",
    slug: "domain_constraint",
    levels: levels(DENY, None, None),
    why: "writes to every table that uses the domain wait while all their rows are checked",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::ConstrainDomain { domain, not_valid } = &step.op.kind else {
        return;
    };
    if *not_valid || step.now.is_new_type(domain, step.cx.number) {
        return;
    }
    report
        .find_at(
            &step.op.span,
            domain.to_string(),
            format!("a rule on the domain `{domain}` scans every table that uses it, under a Share lock on each"),
        )
        .help("add it NOT VALID, and VALIDATE it in another migration");
}
