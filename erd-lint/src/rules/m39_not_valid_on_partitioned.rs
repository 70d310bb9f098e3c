//! M39: a foreign key of a partitioned table that cannot be NOT VALID.

use super::prelude::*;

const DOCS: &str = r"# M39 not_valid_on_partitioned

## What it does
Denies `ADD FOREIGN KEY .. NOT VALID` on a partitioned table where `erd.toml` says a PostgreSQL before 18; warns where it does
not say a version.

## Why
PostgreSQL before 18 refuses it (cannot add NOT VALID foreign key on partitioned table).

## Bad
```sql postgres
ALTER TABLE events ADD CONSTRAINT events_fkey FOREIGN KEY (id) REFERENCES customers NOT VALID;
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE events_1 ADD CONSTRAINT events_1_fkey FOREIGN KEY (id) REFERENCES customers NOT VALID;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M39",
    slug: "not_valid_on_partitioned",
    levels: levels(DENY, None, None),
    why: "the migration fails",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::AddConstraint { table, constraint } = &step.op.kind else {
        return;
    };
    let key = matches!(constraint.kind, ConstraintKind::ForeignKey(_));
    let partitioned = step.now.table(table).is_some_and(|t| t.partitioned);
    if !key || !constraint.not_valid || !partitioned {
        return;
    }
    let level = match step.cx.engine {
        engine if engine.has(Capability::NotValidOnPartitioned) => return,
        engine if engine.may_have(Capability::NotValidOnPartitioned) => Level::Warn,
        _ => Level::Deny,
    };
    report
        .find(
            &step.op.span,
            table,
            None,
            format!(
                "PostgreSQL before 18 refuses a NOT VALID foreign key on the partitioned `{table}`"
            ),
        )
        .level(level)
        .help("add it to each partition NOT VALID, validate them, and add it to the parent last");
}
