//! F12: what no constraint keeps in order, a job must.

use super::f01_fk_without_index as f01;
use crate::cover::{Cover, Obstacle, cover};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::Table;
use erd_core::{Level, Site};

const DOCS: &str = r#"# F12 loose_fk_without_cleanup

## What it does
Rejects a `loose` reference that names no job, and one on whose columns no index starts.

## Why
Without a constraint, rows that reference a deleted one stay until somebody removes them. If nobody is named, nobody does;
without an index the job reads the whole table for each deleted row, and is switched off one day.

## Bad
```rust
#[erd(references(Account, loose))]
pub account_id: i64,
```

## Good
```rust
#[erd(references(Account, loose(cleanup = "purge_orphans")), index)]
pub account_id: i64,
```

## Source
GitLab, "Loose foreign keys".
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F12",
    slug: "loose_fk_without_cleanup",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "rows that reference deleted ones stay for ever",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        let Some(job) = &fk.loose else {
            continue;
        };
        let subject = path::columns(table, &fk.columns);
        let target = path::target(report.tables, table, &fk.target);
        let site = Site::ForeignKey(i);
        if job.trim().is_empty() {
            report
                .find(
                    site,
                    format!("`{subject}` references `{target}` loosely, and nobody is named who cleans up"),
                )
                .help("write `loose(cleanup = \"..\")` with the name of the job");
        }
        let reads_all = match cover(table, &fk.columns) {
            Cover::Missing => true,
            Cover::Unusable(_, obstacle) => obstacle != Obstacle::Ranges,
            Cover::Full | Cover::Part(..) => false,
        };
        if reads_all {
            let name = table.path();
            report
                .find(
                    site,
                    format!(
                        "`{subject}` references `{target}` loosely and no index starts with it"
                    ),
                )
                .why(format!(
                    "whoever cleans up after a deleted row of `{target}` reads all of `{name}`"
                ))
                .help(f01::help(table, fk));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn payments(job: &str) -> Builder {
        table("payments")
            .columns(["id", "account_id"])
            .references(["account_id"], "Account")
            .last_key(|fk| fk.loose = Some(job.to_owned()))
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, payments("").index(["account_id"]));
        assert_eq!(found.len(), 1);
        assert!(found[0].message.ends_with("nobody is named who cleans up"));
        let found = of_entity(&RULE, payments("purge"));
        assert_eq!(found.len(), 1);
        assert!(found[0].why.ends_with("reads all of `payments`"));
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, payments("purge").index(["account_id"])).is_empty());
        let tight = payments("").last_key(|fk| fk.loose = None);
        assert!(of_entity(&RULE, tight).is_empty());
    }
}
