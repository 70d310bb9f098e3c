//! F08: SET DEFAULT needs a default, and an engine that knows it.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Action, ColumnId, ForeignKey, Table};
use erd_core::{Dialect, Family, Level, Site};

const DOCS: &str = r#"# F08 set_default_unusable

## What it does
Rejects `set_default` on a foreign key one of whose columns has no default. Where all have one, it warns if MySQL or
MariaDB is a target, and rejects it if `erd.toml` names one of them.

## Why
Without a default the value is NULL: on a NOT NULL column every delete of a referenced row fails, on another it is
`set_null` under a misleading name. InnoDB has no SET DEFAULT: MySQL stores it and refuses the change of the referenced row
(1451), as for NO ACTION, and MariaDB stores RESTRICT without a word. Elsewhere the default must be the key of a row that
is always there.

## Bad
```rust
#[erd(references(Status, on_delete = set_default), index)]
pub status_id: i64,
```

## Good
```rust
#[erd(references(Status, on_delete = restrict), index)]
pub status_id: i64,
```

## Source
MySQL manual, "FOREIGN KEY Constraints" (referential actions); executed on PostgreSQL 15.20, MariaDB 10.11.19 and SQLite.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F08",
    slug: "set_default_unusable",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "MySQL stores it and acts as NO ACTION, and MariaDB stores RESTRICT without a word",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let mut family = Dialect::ALL.into_iter().filter(|d| d.is(Family::MySql));
    let is_target = family.clone().any(|dialect| report.is_target(dialect));
    let level = if family.any(|dialect| report.names_target(dialect)) {
        Level::Deny
    } else {
        Level::Warn
    };
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        let Some((clause, written)) = set_default(fk).filter(|_| fk.is_enforced()) else {
            continue;
        };
        let subject = path::columns(table, &fk.columns);
        let site = Site::ForeignKey(i);
        let bare: Vec<ColumnId> = without_default(table, written);
        if let Some(first) = bare.first() {
            let strict = bare.iter().any(|c| !table[*c].nullable);
            let columns = table.column_list(&bare);
            let other = if strict { "restrict" } else { "set_null" };
            report
                .find(
                    site,
                    format!(
                        "`{subject}` says `{clause} = set_default` and {columns} has no default"
                    ),
                )
                .why(if strict {
                    "every such change of a referenced row fails: NULL is not allowed here"
                } else {
                    "it sets NULL, and says something else"
                })
                .silenceable(!strict)
                .help(format!("write `{clause} = {other}`"))
                .help(format!(
                    "give `{}` the key of a row that is always there as its `default`",
                    table[*first].field
                ));
        } else if is_target {
            report
                .find(
                    site,
                    format!("`{subject}` says `{clause} = set_default`, which MySQL and MariaDB do not have"),
                )
                .level(level)
                .help(format!("write `{clause} = restrict` or `{clause} = set_null`"));
        }
    }
}

/// The clause that sets a default, and the columns that it sets.
fn set_default(fk: &ForeignKey) -> Option<(&'static str, &[ColumnId])> {
    match (fk.on_delete, fk.on_update) {
        (Some(Action::SetDefault), Some(Action::SetDefault)) => Some(("on_delete", &fk.columns)),
        (Some(Action::SetDefault), _) => Some(("on_delete", fk.set_on_delete())),
        (_, Some(Action::SetDefault)) => Some(("on_update", &fk.columns)),
        _ => None,
    }
}

fn without_default(table: &Table, columns: &[ColumnId]) -> Vec<ColumnId> {
    let bare = |c: &ColumnId| table[*c].default.is_empty();
    columns.iter().copied().filter(bare).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::{Column, Sql};

    fn tasks(edit: impl FnOnce(&mut Column)) -> Builder {
        table("tasks")
            .column("status_id", edit)
            .references(["status_id"], "Status")
            .on_delete(Action::SetDefault)
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, tasks(|_| {}));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`tasks.status_id` says `on_delete = set_default` and status_id has no default"
        );
        assert!(!found[0].silenceable);
        let nullable = of_entity(&RULE, tasks(|c| c.nullable = true));
        assert!(nullable[0].silenceable);
        assert_eq!(nullable[0].help[0], "write `on_delete = set_null`");
        let family = of_entity(&RULE, tasks(|c| c.default = Sql::new("1")));
        assert_eq!(family[0].level, Level::Warn);
    }

    #[test]
    fn ok() {
        let other = tasks(|_| {}).on_delete(Action::Restrict);
        assert!(of_entity(&RULE, other).is_empty());
        let loose = tasks(|_| {}).last_key(|fk| fk.loose = Some(String::new()));
        assert!(of_entity(&RULE, loose).is_empty());
    }
}
