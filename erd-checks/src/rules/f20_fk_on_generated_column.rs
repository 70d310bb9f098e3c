//! F20: a column that the database computes cannot be set by it too.

use crate::refusal::Refusal;
use crate::{Check, Report, Rule, Scope, columns, path, scan};
use erd_core::Since::Always;
use erd_core::schema::{Action, ColumnId, ForeignKey, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# F20 fk_on_generated_column

## What it does
Rejects a foreign key with a virtual generated column, and one with a stored generated column whose clauses would write
it: `set_null` or `set_default` on delete, anything but `restrict` and `no_action` on update. SQLite accepts them and is
not asked; MariaDB accepts a virtual column that no clause writes. Rejects a foreign key that writes a column from which a
stored generated column is computed, where MySQL or MariaDB is a target: on MySQL a `cascade` on delete too.

## Why
A generated column has the value of its expression; no referential action can give it another one. PostgreSQL, MySQL
and MariaDB (error 1905) reject the constraint. InnoDB computes no stored column again when a referential action writes
its base (error 1215).

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
MySQL manual, "FOREIGN KEY Constraints" (conditions); PostgreSQL manual 5.4 "Generated Columns"; executed on MariaDB
10.11.19 and MySQL 9.7.4.
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
    bases(table, report);
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
        } else if let Some(clause) = fk.writing_clause(true) {
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

/// Foreign keys that write what stored columns are computed from.
fn bases(table: &Table, report: &mut Report<'_>) {
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        let mut found = fk
            .columns
            .iter()
            .filter_map(|id| base(table, fk, *id, report));
        let Some((refused, clause, stored)) = found.next() else {
            continue;
        };
        let stored = path::columns(table, &[stored]);
        let name = path::columns(table, &fk.columns);
        report
            .find(
                Site::ForeignKey(i),
                format!("`{stored}` is computed from `{name}`, whose foreign key says `{clause}`"),
            )
            .level(refused.level())
            .why(refused.why("the constraint"))
            .help("write `on_delete = restrict`, and no `on_update`")
            .help("compute it when it is read: `generated(virtual = \"..\")`");
    }
}

/// The targets that refuse a foreign key because of a stored column over one of its columns; the clause, and that column.
fn base(
    table: &Table,
    fk: &ForeignKey,
    id: ColumnId,
    report: &Report<'_>,
) -> Option<(crate::refusal::Refused, &'static str, ColumnId)> {
    let deletes = (fk.on_delete == Some(Action::Cascade)).then_some("on_delete = cascade");
    let family: [(Refusal, Option<&str>); 2] = [
        (
            (Dialect::MySql, Always),
            fk.writing_clause(true).or(deletes),
        ),
        ((Dialect::MariaDb, Always), fk.writing_clause(true)),
    ];
    if !fk.is_enforced() {
        return None;
    }
    family.into_iter().find_map(|(since, clause)| {
        let clause = clause?;
        let reads = |(_, column): &(ColumnId, &erd_core::schema::Column)| {
            let sql = column.generated.as_ref().filter(|g| g.stored);
            let sql = sql.and_then(|g| g.sql.get(since.0));
            sql.is_some_and(|sql| scan::reads_through(sql, since.0, table, &table[id]))
        };
        let (stored, _) = columns::each(table).find(reads)?;
        Some((report.refused_by(&[since])?, clause, stored))
    })
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
    fn a_stored_column_stands_on_what_nothing_writes() {
        let orders = |action| {
            let orders = table("orders").nullable("region_id").column("zone", |c| {
                let sql = Sql::new("region_id + 1");
                c.generated = Some(Generated { sql, stored: true });
            });
            orders.references(["region_id"], "Region").on_delete(action)
        };
        let count = |action, on| of_entity_on(&RULE, orders(action), &[on]).len();
        assert_eq!(count(Action::SetNull, Dialect::MySql), 1);
        assert_eq!(count(Action::SetNull, Dialect::MariaDb), 1);
        assert_eq!(count(Action::Cascade, Dialect::MySql), 1);
        assert_eq!(count(Action::Cascade, Dialect::MariaDb), 0);
        assert_eq!(count(Action::Restrict, Dialect::MySql), 0);
        assert_eq!(count(Action::SetNull, Dialect::Postgres), 0);
        let found = of_entity_on(&RULE, orders(Action::SetNull), &[Dialect::MySql]);
        assert_eq!(
            found[0].message,
            "`orders.zone` is computed from `orders.region_id`, whose foreign key says `on_delete = set_null`"
        );
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
