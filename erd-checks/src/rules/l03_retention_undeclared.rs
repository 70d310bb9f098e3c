//! L03: what is written down all day has an end.

use super::i01_access_path_unserved::is_small;
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{AuditBy, Role, Table};
use erd_core::{Level, Site};

const DOCS: &str = r#"# L03 retention_undeclared

## What it does
Warns of an entity that records what happens and does not say how long its rows are kept: one that is `append_only`, or whose
table ends in `log`, `session`, `outbox` or `event` (an `event` only with `created_at` and without `updated_at`). Not where
it is soft-deleted (S09), `ephemeral`, or declared to stay within 1,000 rows. And of an `audit_log` that does not say how
long its entries are kept.

## Why
Such a table grows with every request and nobody deletes from it. Years later it is most of the database, its backups
and its restore time, and removing what is old has become a project.

## Bad
```rust
pub struct LoginLog {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(created_at)]
    pub created_at: DateTime<Utc>,
}
```

## Good
```rust
#[erd(retain("90 days"))]
pub struct LoginLog {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(created_at, index)]
    pub created_at: DateTime<Utc>,
}
```
or `retain(forever, reason = "..")`.

## Source
GDPR Art. 5(1)(e), storage limitation; GitLab, "Data retention guidelines". Heuristic: it reads names.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "L03",
    slug: "retention_undeclared",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "the table grows with every request, and nobody decided when its rows go",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let intent = &table.intent;
    if let Some(audit) = &intent.audit
        && audit.by == AuditBy::Triggers
        && audit.retention.is_none()
    {
        report
            .find(
                Site::Entity,
                format!(
                    "the log of the changes of `{}` does not say how long its entries are kept",
                    table.path()
                ),
            )
            .help("write `audit_log(retain(\"2 years\"))`")
            .help("or `audit_log(retain(forever, reason = \"..\"))`");
    }
    if intent.retention.is_some()
        || intent.ephemeral
        || table.soft_delete().is_some()
        || is_small(table)
        || !(intent.append_only || records(table))
    {
        return;
    }
    let name = table.path();
    report
        .find(
            Site::Entity,
            format!("`{name}` records what happens and does not say how long its rows are kept"),
        )
        .help("add `#[erd(retain(\"90 days\"))]` to the struct")
        .help("or `#[erd(retain(forever, reason = \"..\"))]`");
}

/// Whether the table's name says that it is written and hardly ever changed.
fn records(table: &Table) -> bool {
    let name = table.name.to_lowercase();
    let last = name.rsplit('_').next().unwrap_or(&name);
    let has = |role: fn(Role) -> bool| table.find_role(role).is_some();
    match last.strip_suffix('s').unwrap_or(last) {
        "log" | "session" | "outbox" => true,
        // An event that can be edited is one that people go to.
        "event" => {
            has(|role| matches!(role, Role::CreatedAt(_)))
                && !has(|role| matches!(role, Role::UpdatedAt(_)))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::{AuditLog, Maintenance, Mark, Retention};

    fn named(name: &str) -> Builder {
        table(name).columns(["id"]).primary_key(["id"])
    }

    fn created(builder: Builder) -> Builder {
        builder.column("created_at", |c| {
            c.role = Some(Role::CreatedAt(Maintenance::Default));
        })
    }

    #[test]
    fn bad() {
        for name in ["logs", "login_log", "user_sessions", "outbox"] {
            assert_eq!(of_entity(&RULE, named(name)).len(), 1, "{name}");
        }
        assert_eq!(of_entity(&RULE, created(named("events"))).len(), 1);
        let logged = |retention| {
            let by = AuditBy::Triggers;
            named("orders").edit(move |t| t.intent.audit = Some(AuditLog { by, retention }))
        };
        assert_eq!(of_entity(&RULE, logged(None)).len(), 1);
        assert!(of_entity(&RULE, logged(Some(Retention::Days(90)))).is_empty());
        let audit = named("changes").edit(|t| t.intent.append_only = true);
        assert_eq!(of_entity(&RULE, audit).len(), 1);
    }

    #[test]
    fn ok() {
        for name in ["catalogs", "blogs", "events", "orders", "dialogs"] {
            assert!(of_entity(&RULE, named(name)).is_empty(), "{name}");
        }
        let edited = created(named("events")).column("updated_at", |c| {
            c.role = Some(Role::UpdatedAt(Maintenance::Default));
        });
        assert!(of_entity(&RULE, edited).is_empty(), "a calendar");
        for kept in [
            Retention::Days(90),
            Retention::Forever("the law".to_owned()),
        ] {
            let kept = named("logs").edit(|t| t.intent.retention = Some(kept));
            assert!(of_entity(&RULE, kept).is_empty());
        }
        let lost = named("sessions").edit(|t| t.intent.ephemeral = true);
        assert!(of_entity(&RULE, lost).is_empty());
        assert!(
            of_entity(&RULE, named("sessions").deleted_at()).is_empty(),
            "S09"
        );
        let few = named("logs").edit(|t| t.columns[0].marks.push(Mark::Bounded(100)));
        assert!(of_entity(&RULE, few).is_empty());
    }
}
