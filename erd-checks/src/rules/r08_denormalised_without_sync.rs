//! R08: a copy needs somebody who keeps it in step.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{ColumnId, Sync, Table};
use erd_core::{Level, Site};

const DOCS: &str = r#"# R08 denormalised_without_sync

## What it does
Rejects `copied_from(..)` without `sync`.

## Why
A copy that nobody maintains is right on the day it is made. Later the two values differ, and nothing says which one is
true.

## Bad
```rust
#[erd(copied_from(User.email))]
pub user_email: String,
```

## Good
```rust
#[erd(copied_from(User.email, sync = trigger))]
pub user_email: String,
```
or `sync = job("copy_emails")`, or `sync = generated`.

## Source
Third normal form.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "R08",
    slug: "denormalised_without_sync",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "the copy drifts from its source, and nothing says which of the two is true",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, column) in table.columns.iter().enumerate() {
        let Some(copy) = &column.copied_from else {
            continue;
        };
        if copy.sync == Sync::Unstated {
            let subject = path::columns(table, &[ColumnId(i)]);
            let source = path::target(report.tables, table, &copy.target);
            let source = format!("{source}.{}", copy.column);
            report
                .find(
                    Site::Column(ColumnId(i)),
                    format!(
                        "`{subject}` is a copy of `{source}`, and nobody said what keeps it in step"
                    ),
                )
                .help("add `sync = trigger`, `sync = generated` or `sync = job(\"its name\")`")
                .help(format!("or drop the copy and join `{source}`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::{CopiedFrom, Target};

    fn orders(sync: Sync) -> Builder {
        table("orders").column("user_email", |c| {
            c.copied_from = Some(CopiedFrom {
                target: Target::Path("crate::User".to_owned()),
                column: "email".to_owned(),
                sync,
            });
        })
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, orders(Sync::Unstated));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`orders.user_email` is a copy of `User.email`, and nobody said what keeps it in step"
        );
    }

    #[test]
    fn ok() {
        for sync in [Sync::Trigger, Sync::Generated, Sync::Job("copy".to_owned())] {
            assert!(of_entity(&RULE, orders(sync)).is_empty());
        }
        assert!(of_entity(&RULE, table("orders").columns(["email"])).is_empty());
    }
}
