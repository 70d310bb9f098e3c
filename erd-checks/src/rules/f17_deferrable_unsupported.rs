//! F17: a check that cannot be put off.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Action, Deferrable, ForeignKey, Table};
use erd_core::{Dialect, Family, Level, Site};

const DOCS: &str = r"# F17 deferrable_unsupported

## What it does
Warns about a `deferrable` foreign key with `restrict`. Rejects a `deferrable` one where `erd.toml` names MySQL or MariaDB
as a target; where it names no target, says so on request only.

## Why
RESTRICT acts at once, deferrable or not: only the check of the referencing row is put off, and a transaction that deletes
both rows in the wrong order fails. MySQL and MariaDB have no deferrable constraints, so whatever needs one, such as a loop
of references, cannot be written there.

## Bad
```rust
#[erd(references(Order, on_delete = restrict, deferrable), index)]
pub last_order_id: i64,
```

## Good
```rust
#[erd(references(Order, on_delete = no_action, deferrable), index)]
pub last_order_id: i64,
```

## Source
PostgreSQL manual, CREATE TABLE (REFERENCES); MySQL manual, `FOREIGN KEY Constraints`.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "F17",
    slug: "deferrable_unsupported",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "RESTRICT acts at once: a transaction that deletes both rows in the wrong order fails",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        if !fk.is_enforced() || fk.deferrable == Deferrable::No {
            continue;
        }
        let subject = path::columns(table, &fk.columns);
        let site = Site::ForeignKey(i);
        let family = || Dialect::ALL.into_iter().filter(|d| d.is(Family::MySql));
        let named = family().find(|dialect| report.names_target(*dialect));
        if let Some(dialect) = named.or_else(|| family().find(|d| report.is_target(*d))) {
            report
                .find(
                    site,
                    format!(
                        "`{subject}` is `deferrable`, which {} does not have",
                        dialect.title()
                    ),
                )
                .level(if named.is_some() {
                    Level::Deny
                } else {
                    Level::Allow
                })
                .why("MySQL and MariaDB check each row at once, and nothing can put it off")
                .help("remove `deferrable`, and make one reference of each loop an `Option`");
        }
        if let Some(clause) = restricts(fk) {
            report
                .find(
                    site,
                    format!(
                        "`{subject}` is `deferrable`, and `{clause} = restrict` is never put off"
                    ),
                )
                .help(format!("write `{clause} = no_action`"));
        }
    }
}

fn restricts(fk: &ForeignKey) -> Option<&'static str> {
    match (fk.on_delete, fk.on_update) {
        (Some(Action::Restrict), _) => Some("on_delete"),
        (_, Some(Action::Restrict)) => Some("on_update"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn customers(action: Action) -> Builder {
        table("customers")
            .columns(["last_order_id"])
            .references(["last_order_id"], "Order")
            .on_delete(action)
            .last_key(|fk| fk.deferrable = Deferrable::InitiallyDeferred)
    }

    fn levels(builder: Builder) -> Vec<Level> {
        let found = of_entity(&RULE, builder);
        found.iter().map(|f| f.level).collect()
    }

    #[test]
    fn bad() {
        let levels = levels(customers(Action::Restrict));
        assert_eq!(levels, [Level::Warn, Level::Allow]);
    }

    #[test]
    fn a_named_target_rejects_it() {
        let mut config = crate::Config::default();
        config.targets.push(crate::config::TargetVersion {
            product: Dialect::MySql.into(),
            version: vec![8],
            line: 1,
        });
        let table = customers(Action::NoAction).done();
        let found = crate::engine::check_entity_with(&table, &config);
        let denied = |f: &&erd_core::Finding| f.id == RULE.id && f.level == Level::Deny;
        assert_eq!(found.iter().filter(denied).count(), 1);
    }

    #[test]
    fn ok() {
        assert_eq!(levels(customers(Action::NoAction)), [Level::Allow]);
        let plain = customers(Action::Restrict).last_key(|fk| fk.deferrable = Deferrable::No);
        assert!(levels(plain).is_empty());
    }
}
