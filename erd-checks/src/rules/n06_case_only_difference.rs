//! N06: two names that differ only in case are one name to most databases.

use crate::graph::{ProjectDef, project::is_among, set::Set, start, text};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::def::EntityDef;
use erd_core::schema::{ColumnId, Schema, Table, TableId};
use erd_core::text::{Text, same};
use erd_core::{Dialect, Level, Site};
use std::collections::BTreeMap;

const DOCS: &str = r#"# N06 case_only_difference

## What it does
Rejects two tables of a namespace, or two columns of a table, whose names differ only in upper and lower case.

## Why
Column names are compared without case by MySQL, MariaDB and SQLite, and so are table names by SQLite, and by MySQL and
MariaDB on Windows and macOS. The second one cannot be created there, and a dump of one server does not load on another.

## Bad
```rust
#[erd(table = "Orders")]
pub struct LegacyOrder { /* .. */ }

pub struct Order { /* .. */ } // the table is `orders`
```

## Good
```rust
#[erd(table = "legacy_orders")]
pub struct LegacyOrder { /* .. */ }
```

## Source
MySQL manual, "Identifier Case Sensitivity"; executed on MariaDB 10.11.19 and SQLite 3.40.1.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "N06",
    slug: "case_only_difference",
    level: Level::Deny,
    scope: Scope::Graph,
    silenceable: true,
    why: "SQLite, and MySQL and MariaDB on Windows and macOS, take both for one and refuse the second",
    docs: DOCS,
    check: Check::Both(within, between),
};

const HELP: &str = "rename one of them";

/// PostgreSQL alone keeps such names apart.
const fn concerns(targets: &[Dialect]) -> bool {
    is_among(targets, Dialect::MySql)
        || is_among(targets, Dialect::MariaDb)
        || is_among(targets, Dialect::Sqlite)
}

fn within(table: &Table, report: &mut Report<'_>) {
    if !concerns(&report.targets()) {
        return;
    }
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (i, column) in table.columns.iter().enumerate() {
        let folded = column.name.to_ascii_lowercase();
        let Some(first) = seen.get(&folded) else {
            seen.insert(folded, &column.name);
            continue;
        };
        if *first != column.name {
            let name = path::table(table);
            let second = &column.name;
            report
                .find(
                    Site::Column(ColumnId(i)),
                    format!("`{name}` has the columns `{first}` and `{second}`, which differ only in case"),
                )
                .why("MySQL, MariaDB and SQLite take both for one and refuse the table")
                .help(HELP);
        }
    }
}

fn between(schema: &Schema, report: &mut Report<'_>) {
    if !concerns(&report.targets()) {
        return;
    }
    let mut seen: BTreeMap<(Option<&str>, String), usize> = BTreeMap::new();
    for (t, table) in schema.tables.iter().enumerate() {
        let key = (table.schema.as_deref(), table.name.to_ascii_lowercase());
        let Some(&at) = seen.get(&key) else {
            seen.insert(key, t);
            continue;
        };
        let first = &schema.tables[at];
        report.enter(TableId(at));
        if first.name != table.name && !report.allowed(Site::Entity) {
            report.enter(TableId(t));
            let message = message(&path::table(first), &path::table(table));
            report.find(Site::Entity, message.as_str()).help(HELP);
        }
    }
}

const fn message(first: &str, second: &str) -> Text {
    let text = Text::new().with("the tables `").with(first);
    text.with("` and `")
        .with(second)
        .with("` differ only in case")
}

/// The same as [`between`], during const evaluation. Two names that differ only in case have an upper-case letter, so
/// nearly every schema is done after a look at its names.
pub(crate) const fn explain<const SLOTS: usize>(
    entities: &[&'static EntityDef],
    project: &ProjectDef,
    out: &mut Option<Text>,
) {
    if !concerns(project.targets) {
        return;
    }
    let mut e = 0;
    while e < entities.len() && !entities[e].named(0).has_capitals {
        e += 1;
    }
    if e == entities.len() {
        return;
    }
    let mut seen = Set::<SLOTS>::new();
    e = 0;
    while e < entities.len() {
        if !seen.insert(key(entities[e])) {
            explain_one(entities, e, project, out);
        }
        e += 1;
    }
}

/// Reports the entity at `position` when an earlier one has its name in another case.
const fn explain_one(
    entities: &[&'static EntityDef],
    position: usize,
    project: &ProjectDef,
    out: &mut Option<Text>,
) {
    let entity = entities[position];
    let mut e = 0;
    while e < position {
        let first = entities[e];
        e += 1;
        if key(first) != key(entity)
            || same(first.table(), entity.table())
            || !first.table().eq_ignore_ascii_case(entity.table())
        {
            continue;
        }
        if project.stops(&RULE, RULE.level, entity, Site::Entity)
            && !project.allows(&RULE, first, Site::Entity)
        {
            let mut a = Text::new();
            text::push_table(&mut a, first);
            let mut b = Text::new();
            text::push_table(&mut b, entity);
            let message = message(a.as_str(), b.as_str());
            let why = RULE.why;
            text::push_finding(start(out), &RULE, message.as_str(), why, &[HELP], true);
        }
        return;
    }
}

const fn key(entity: &EntityDef) -> u64 {
    let mut hash = if entity.namespace == 0 {
        0xcbf2_9ce4_8422_2325
    } else {
        entity.namespace
    };
    let bytes = entity.table().as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i].to_ascii_lowercase() as u64).wrapping_mul(0x0000_0100_0000_01b3);
        i += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, of_schema, schema, table};

    #[test]
    fn bad() {
        let found = of_schema(&RULE, &schema([table("Orders"), table("orders")]));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "the tables `Orders` and `orders` differ only in case"
        );
        let columns = of_entity(&RULE, table("orders").columns(["total", "Total"]));
        assert_eq!(columns.len(), 1);
        assert_eq!(columns[0].path, "orders.Total");
    }

    #[test]
    fn ok() {
        let apart = schema([
            table("Orders"),
            table("orders").edit(|t| t.schema = Some("shop".to_owned())),
            table("order_lines").columns(["a", "b"]),
        ]);
        assert!(of_schema(&RULE, &apart).is_empty());
        let same = schema([table("orders"), table("orders")]);
        assert!(of_schema(&RULE, &same).is_empty(), "that is N03's");
        for first in [true, false] {
            let allow = |yes, t: crate::testing::Builder| {
                if yes {
                    t.allow(RULE.slug, Site::Entity)
                } else {
                    t
                }
            };
            let both = schema([
                allow(first, table("Orders")),
                allow(!first, table("orders")),
            ]);
            assert!(of_schema(&RULE, &both).is_empty());
        }
    }
}
