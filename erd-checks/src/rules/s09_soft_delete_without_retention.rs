//! S09: rows that are never removed need somebody who wants that.

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::Table;
use erd_core::{Level, Site};

const DOCS: &str = r#"# S09 soft_delete_without_retention

## What it does
Warns of a soft-deletable entity that does not say how long its rows are kept.

## Why
A soft-deleted row is never removed unless somebody writes the job that does. The table and its indexes grow for ever, and
personal data stays that should be gone.

## Bad
```rust
#[derive(erd::Entity)]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(deleted_at)]
    pub deleted_at: Option<DateTime<Utc>>,
}
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(retain("90 days"))]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(deleted_at, index)]
    pub deleted_at: Option<DateTime<Utc>>,
}
```
or `retain(forever, reason = "..")`.

## Source
GDPR Art. 5(1)(e), storage limitation; GitLab, "Data retention guidelines".
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "S09",
    slug: "soft_delete_without_retention",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "nothing ever removes the deleted rows, and the table grows for ever",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(soft_delete) = table.soft_delete() else {
        return;
    };
    if table.intent.retention.is_none() {
        let name = table.path();
        report
            .find(
                Site::Column(soft_delete.column()),
                format!("`{name}` is soft-deleted and does not say how long deleted rows are kept"),
            )
            .help("add `#[erd(retain(\"90 days\"))]` to the struct")
            .help("or `#[erd(retain(forever, reason = \"..\"))]`");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};
    use erd_core::schema::Retention;

    #[test]
    fn bad() {
        let found = of_entity(&RULE, table("users").columns(["id"]).deleted_at());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "users.deleted_at");
        let flag = table("users").columns(["id"]).deleted_flag();
        assert_eq!(of_entity(&RULE, flag).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, table("users").columns(["id"])).is_empty());
        for retention in [Retention::Days(90), Retention::Forever("law".to_owned())] {
            let said = table("users").columns(["id"]).deleted_at();
            let said = said.edit(|t| t.intent.retention = Some(retention));
            assert!(of_entity(&RULE, said).is_empty());
        }
        let allowed = table("users")
            .columns(["id"])
            .deleted_at()
            .allow(RULE.slug, Site::Entity);
        assert!(of_entity(&RULE, allowed).is_empty());
    }
}
