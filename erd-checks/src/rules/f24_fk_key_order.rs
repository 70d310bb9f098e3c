//! F24: a foreign key names the columns of a key in the key's order.

use super::f05_fk_target_not_unique as f05;
use crate::graph::{ProjectDef, key, project::names, start, text};
use crate::refusal::Refusal;
use crate::{Check, Report, Rule, Scope, keys, path};
use erd_core::Since::Always;
use erd_core::def::{EntityDef, ForeignKeyDef};
use erd_core::schema::{ColumnId, ForeignKeyWalker, Schema, TableWalker};
use erd_core::text::Text;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# F24 fk_key_order

## What it does
Rejects a foreign key of several columns that names the columns of the referenced key in another order than the key, where
MySQL or MariaDB is a target in `erd.toml`. Without targets it is a warning of `cargo erd check`.

## Why
InnoDB looks a reference up in an index that begins with the referenced columns in their order. MySQL rejects the
constraint (error 6125), and so does MariaDB (errno 150). PostgreSQL and SQLite do not care.

## Bad
```rust
// The key of Line is (order_id, number).
#[erd(foreign_key((number, order_id) references Line(number, order_id), on_delete = restrict))]
pub struct Parcel { /* .. */ }
```

## Good
```rust
#[erd(foreign_key((order_id, number) references Line, on_delete = restrict))]
pub struct Parcel { /* .. */ }
```

## Source
MySQL manual, "FOREIGN KEY Constraints" (conditions and restrictions); executed on MySQL 9.7.4, MariaDB 10.11.19 and 11.8.9.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F24",
    slug: "fk_key_order",
    level: Level::Deny,
    scope: Scope::Pair,
    silenceable: true,
    why: "MySQL and MariaDB reject the constraint: no index begins with the referenced columns in their order",
    docs: DOCS,
    check: Check::Schema(check),
};

const FAMILY: [Refusal; 2] = [(Dialect::MySql, Always), (Dialect::MariaDb, Always)];

fn check(schema: &Schema, report: &mut Report<'_>) {
    let Some(refused) = report.refused_by(&FAMILY) else {
        return;
    };
    for fk in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
        let Some(target) = fk.target().filter(|_| is_turned_in(fk)) else {
            continue;
        };
        let table = target.table();
        let column = path::columns(fk.table().table(), &fk.foreign_key().columns);
        let key = path::names(table, &fk.foreign_key().target_columns);
        report.enter(fk.table().id());
        report
            .find(
                Site::ForeignKey(fk.index()),
                message(&column, &key).as_str(),
            )
            .level(refused.level())
            .help(HELP);
    }
}

/// Whether a resolved foreign key leads to a key, and names its columns in another order.
fn is_turned_in(fk: ForeignKeyWalker<'_>) -> bool {
    let names = &fk.foreign_key().target_columns;
    let Some(target) = fk.target() else {
        return false;
    };
    if names.len() < 2 || !fk.foreign_key().is_enforced() || f05::is_broken_in(fk) {
        return false;
    }
    let table = target.table();
    let columns: Vec<ColumnId> = names.iter().filter_map(|n| table.find_column(n)).collect();
    columns.len() == names.len() && !keys::leads_index(table, &columns)
}

/// The same, during const evaluation, where MySQL or MariaDB is named.
pub(crate) const fn explain(
    entity: &EntityDef,
    foreign_key: usize,
    project: &ProjectDef,
    out: &mut Option<Text>,
) {
    let fk: &ForeignKeyDef = &entity.foreign_keys[foreign_key];
    let asked = names(project.targets, Dialect::MySql) || names(project.targets, Dialect::MariaDb);
    if !asked || fk.field_count() < 2 || !fk.enforced || key::leads_index(fk) {
        return;
    }
    let site = Site::ForeignKey(foreign_key);
    if !project.stops(&RULE, RULE.level, entity, site) {
        return;
    }
    let column = text::path(entity, fk.columns);
    let key = text::target_path(fk);
    let message = message(column.as_str(), key.as_str());
    text::push_finding(start(out), &RULE, message.as_str(), RULE.why, &[HELP], true);
}

const HELP: &str = "write the columns of both sides in the order of the key";

const fn message(column: &str, key: &str) -> Text {
    let text = Text::new().with("`").with(column).with("` references `");
    text.with(key)
        .with("`, whose key has these columns in another order")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, of_schema_on, schema, table};
    use erd_core::schema::{TableId, Target};

    fn lines(order: [&str; 2]) -> Schema {
        let lines = table("lines").columns(["order_id", "number"]);
        let parcels = table("parcels").columns(["a", "b"]);
        schema([
            lines.primary_key(["order_id", "number"]),
            parcels.foreign_key(["a", "b"], Target::Table(TableId(0)), &order),
        ])
    }

    #[test]
    fn the_order_of_the_key() {
        let bad = lines(["number", "order_id"]);
        for on in [Dialect::MySql, Dialect::MariaDb] {
            let found = of_schema_on(&RULE, &bad, &[on]);
            assert_eq!(found[0].level, Level::Deny);
            assert_eq!(
                found[0].message,
                "`parcels.(a, b)` references `lines.(number, order_id)`, whose key has these columns in another order"
            );
        }
        assert_eq!(of_schema(&RULE, &bad)[0].level, Level::Warn);
        let others = [Dialect::Postgres, Dialect::Sqlite];
        assert!(of_schema_on(&RULE, &bad, &others).is_empty());
        assert!(of_schema(&RULE, &lines(["order_id", "number"])).is_empty());
    }
}
