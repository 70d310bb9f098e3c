//! F20: a column that the database computes cannot be set by it too.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Action, ForeignKey, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# F20 fk_on_generated_column

## What it does
Rejects a foreign key with a virtual generated column, and one with a stored generated column whose clauses would write
it: `set_null` or `set_default` on delete, anything but `restrict` and `no_action` on update. SQLite accepts them and is
not asked; MariaDB accepts a virtual column that no clause writes.

## Why
A generated column has the value of its expression; no referential action can give it another one. PostgreSQL, MySQL and
MariaDB (error 1905) reject the constraint.

## Bad
```rust
#[erd(generated = "code / 1000", references(Region, on_delete = set_null), index)]
pub region_id: Option<i64>,
```

## Good
```rust
#[erd(generated = "code / 1000", references(Region, on_delete = restrict), index)]
pub region_id: Option<i64>,
```

## Source
MySQL manual, "FOREIGN KEY Constraints" (conditions); PostgreSQL manual 5.4 "Generated Columns"; executed on MariaDB 10.11.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F20",
    slug: "fk_on_generated_column",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: false,
    why: "PostgreSQL, MySQL and MariaDB reject the constraint",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let asked = Dialect::ALL
        .into_iter()
        .any(|dialect| dialect != Dialect::Sqlite && report.is_target(dialect));
    if !asked {
        return;
    }
    let needs_stored = [Dialect::Postgres, Dialect::MySql]
        .into_iter()
        .any(|dialect| report.is_target(dialect));
    for (i, fk) in table
        .foreign_keys
        .iter()
        .enumerate()
        .filter(|(_, fk)| fk.is_enforced())
    {
        let generated = fk.columns.iter().find_map(|c| {
            let stored = table[*c].generated.as_ref()?.stored;
            Some((*c, stored))
        });
        let Some((column, stored)) = generated else {
            continue;
        };
        let name = path::columns(table, &[column]);
        let target = path::target(report.tables, table, &fk.target);
        if !stored && needs_stored {
            report
                .find(
                    Site::ForeignKey(i),
                    format!("`{name}` is computed when it is read and references `{target}`"),
                )
                .help("make it `generated = \"..\"`, which is stored")
                .help("use an ordinary column");
        } else if let Some(clause) = writes(fk) {
            report
                .find(
                    Site::ForeignKey(i),
                    format!("`{name}` is generated, and its foreign key says `{clause}`, which would write it"),
                )
                .help("write `on_delete = restrict` or `cascade`, and no `on_update`")
                .help("use an ordinary column");
        }
    }
}

/// The clause by which the database would write the referencing column.
fn writes(fk: &ForeignKey) -> Option<&'static str> {
    match (fk.on_delete, fk.on_update) {
        (Some(Action::SetNull), _) => Some("on_delete = set_null"),
        (Some(Action::SetDefault), _) => Some("on_delete = set_default"),
        (_, Some(Action::SetNull)) => Some("on_update = set_null"),
        (_, Some(Action::SetDefault)) => Some("on_update = set_default"),
        (_, Some(Action::Cascade)) => Some("on_update = cascade"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::schema::{Generated, Sql};

    fn shops(stored: bool) -> Builder {
        table("shops")
            .columns(["code"])
            .column("region_id", |c| {
                c.nullable = true;
                c.generated = Some(Generated {
                    sql: Sql::new("code / 1000"),
                    stored,
                });
            })
            .references(["region_id"], "Region")
    }

    #[test]
    fn mariadb_takes_a_virtual_column_that_nothing_writes() {
        let only = [Dialect::MariaDb];
        assert!(of_entity_on(&RULE, shops(false), &only).is_empty());
        let written = shops(false).on_delete(Action::SetNull);
        assert_eq!(of_entity_on(&RULE, written, &only).len(), 1);
        assert_eq!(
            of_entity_on(&RULE, shops(false), &[Dialect::MySql]).len(),
            1
        );
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, shops(false));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`shops.region_id` is computed when it is read and references `Region`"
        );
        assert_eq!(
            of_entity(&RULE, shops(true).on_delete(Action::SetNull)).len(),
            1
        );
        let update = shops(true).last_key(|fk| fk.on_update = Some(Action::Cascade));
        assert_eq!(of_entity(&RULE, update).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, shops(true)).is_empty());
        assert!(of_entity(&RULE, shops(true).on_delete(Action::Cascade)).is_empty());
        let plain = table("shops").nullable("region_id");
        let plain = plain
            .references(["region_id"], "Region")
            .on_delete(Action::SetNull);
        assert!(of_entity(&RULE, plain).is_empty());
    }
}
