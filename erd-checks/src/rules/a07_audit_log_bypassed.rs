//! A07: a log of changes that some changes do not reach.

use crate::refusal::Refusal;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::Since::Always;
use erd_core::schema::{Action, AuditBy, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r"# A07 audit_log_bypassed

## What it does
Rejects a foreign key that writes rows of an entity with `audit_log`: `on_delete = cascade`, `set_null` or `set_default`, or
`on_update = cascade`; where MySQL or MariaDB is a target. Without targets in `erd.toml` it is a warning.

## Why
InnoDB runs referential actions below the triggers, and the log is kept by triggers: the rows are gone or changed, and the
log says that they are there. PostgreSQL and SQLite fire the triggers.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(audit_log)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, on_delete = cascade), index)]
    pub customer_id: i64,
}
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(audit_log)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict), index)]
    pub customer_id: i64,
}
```

## Source
MySQL manual, 'FOREIGN KEY Constraints' (cascaded foreign key actions do not activate triggers); MariaDB, 'Trigger
Limitations'; executed on both.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "A07",
    slug: "audit_log_bypassed",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "MySQL and MariaDB run referential actions without triggers, so the log of changes misses them",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let audit = table.intent.audit.as_ref();
    if audit.is_none_or(|audit| audit.by != AuditBy::Triggers) {
        return;
    }
    let Some(refused) = report.refused_by(&FAMILY) else {
        return;
    };
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        let clause = match fk.on_delete {
            Some(Action::Cascade) => Some("on_delete = cascade"),
            _ => fk.writing_clause(true),
        };
        let Some(clause) = clause.filter(|_| fk.is_enforced()) else {
            continue;
        };
        let subject = path::columns(table, &fk.columns);
        let target = path::target(report.tables, table, &fk.target);
        report
            .find(
                Site::ForeignKey(i),
                format!(
                    "`{subject}` has `{clause}`: what a change of `{target}` does to `{}` is not in its log",
                    table.path()
                ),
            )
            .level(refused.level())
            .help("write `on_delete = restrict` and no `on_update`, and change the rows before what they reference");
    }
}

const FAMILY: [Refusal; 2] = [(Dialect::MySql, Always), (Dialect::MariaDb, Always)];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::schema::AuditLog;

    fn orders(action: Action) -> Builder {
        let orders = table("orders").columns(["id", "customer_id"]);
        let orders = orders.references(["customer_id"], "Customer");
        orders.on_delete(action).edit(|t| {
            t.intent.audit = Some(AuditLog {
                by: AuditBy::Triggers,
                retention: None,
            });
        })
    }

    #[test]
    fn bad() {
        let found = of_entity_on(&RULE, orders(Action::Cascade), &[Dialect::MySql]);
        assert_eq!(found[0].level, Level::Deny);
        assert_eq!(
            found[0].message,
            "`orders.customer_id` has `on_delete = cascade`: what a change of `Customer` does to `orders` is not in its log"
        );
        for action in [Action::SetNull, Action::SetDefault] {
            assert_eq!(
                of_entity_on(&RULE, orders(action), &[Dialect::MariaDb]).len(),
                1
            );
        }
        assert_eq!(
            of_entity(&RULE, orders(Action::Cascade))[0].level,
            Level::Warn
        );
        let update = orders(Action::Restrict).last_key(|fk| fk.on_update = Some(Action::Cascade));
        assert_eq!(of_entity_on(&RULE, update, &[Dialect::MySql]).len(), 1);
    }

    #[test]
    fn ok() {
        let cascade = || orders(Action::Cascade);
        let others = [Dialect::Postgres, Dialect::Sqlite];
        assert!(of_entity_on(&RULE, cascade(), &others).is_empty());
        let on = [Dialect::MySql];
        assert!(of_entity_on(&RULE, orders(Action::Restrict), &on).is_empty());
        let loose = cascade().last_key(|fk| fk.loose = Some("job".to_owned()));
        assert!(of_entity_on(&RULE, loose, &on).is_empty());
        let no_log = cascade().edit(|t| t.intent.audit = None);
        assert!(of_entity_on(&RULE, no_log, &on).is_empty());
        // The engine's own versions have what its actions do.
        let versions = cascade().edit(|t| {
            if let Some(audit) = &mut t.intent.audit {
                audit.by = AuditBy::SystemVersioning;
            }
        });
        assert!(of_entity_on(&RULE, versions, &[Dialect::MariaDb]).is_empty());
    }
}
