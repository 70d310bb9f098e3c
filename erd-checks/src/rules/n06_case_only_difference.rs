//! N06: two names that differ only in case are one name to most databases.

use super::n03_duplicate_object_name as n03;
use crate::graph::names;
use crate::graph::{ProjectDef, project::is_among, set::Set, start, text};
use crate::names::{Kind, Space, Spaces};
use crate::refusal::Refusal;
use crate::{Check, Report, Rule, Scope};
use erd_core::Since::Always;
use erd_core::def::EntityDef;
use erd_core::schema::{ColumnId, Schema, Table, TableId};
use erd_core::since;
use erd_core::text::{Text, same};
use erd_core::{Dialect, Level, Site};
use std::collections::BTreeMap;

const DOCS: &str = r#"# N06 case_only_difference

## What it does
Rejects two tables of a namespace, or two columns of a table, whose names differ only in upper and lower case. Likewise two
indexes, foreign keys or checks where a target takes them for one: those of a table and the foreign keys of a database on
MySQL and MariaDB, the checks of a database on MySQL, the indexes of a file on SQLite; without targets in `erd.toml` that is
a warning.

## Why
Names of columns, indexes and constraints are compared without case by MySQL, MariaDB and SQLite, and so are table names by
SQLite, and by MySQL and MariaDB on Windows and macOS. The second one cannot be created there, and a dump of one server does
not load on another.

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
MySQL manual, "Identifier Case Sensitivity"; executed on MySQL 9.7.4, MariaDB 10.11.19 and SQLite
3.40.1.
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
    objects_within(table, report);
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
            let name = table.path();
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

/// Engines that take two objects of one kind and of one table for one.
fn of_table(kind: Kind, is_constraint: bool) -> &'static [Refusal] {
    const FAMILY: [Refusal; 2] = [(Dialect::MySql, Always), (Dialect::MariaDb, Always)];
    const ALL: [Refusal; 3] = [
        (Dialect::MySql, Always),
        (Dialect::MariaDb, Always),
        (Dialect::Sqlite, Always),
    ];
    match kind {
        Kind::Index if is_constraint => &FAMILY,
        Kind::Index => &ALL,
        Kind::ForeignKey | Kind::Check => &FAMILY,
        Kind::Table | Kind::PrimaryKey => &[],
    }
}

/// Engines that take two objects of one kind in two tables for one.
fn of_database(kind: Kind, is_constraint: bool) -> &'static [Refusal] {
    const CHECKS: &[Refusal] = &[(Dialect::MySql, since(&[8, 0, 16]))];
    match kind {
        Kind::Index if !is_constraint => &[(Dialect::Sqlite, Always)],
        Kind::ForeignKey => &[(Dialect::MySql, Always), (Dialect::MariaDb, Always)],
        Kind::Check => CHECKS,
        _ => &[],
    }
}

/// The indexes and constraints of a table.
fn objects_within(table: &Table, report: &mut Report<'_>) {
    let objects = n03::objects(table);
    for (i, (kind, name, site)) in objects.iter().enumerate() {
        let same = |other: &&(Kind, &str, Site)| differ_in_case((other.0, other.1), (*kind, name));
        let Some((first_kind, first, first_site)) = objects[..i].iter().find(same) else {
            continue;
        };
        let is_constraint = |site| n03::is_unique_constraint(table, site);
        let is_constraint = is_constraint(*site) || is_constraint(*first_site);
        let engines = match first_kind {
            // Only SQLite keeps tables and indexes in one place, and none of these the name of a primary key.
            Kind::Table if !is_constraint => of_database(*kind, false),
            Kind::Table | Kind::PrimaryKey => &[],
            _ => of_table(*kind, is_constraint),
        };
        if let Some(refused) = report.refused_by(engines) {
            let subject = table.path();
            let message = message_objects(*kind, first, &subject, name, &subject);
            report
                .find(*site, message.as_str())
                .level(refused.level())
                .why(refused.why("the second one"))
                .help(HELP_NAME);
        }
    }
}

/// Whether two objects are of one kind and have one name but for the case.
fn differ_in_case(a: (Kind, &str), b: (Kind, &str)) -> bool {
    a.0.space() == b.0.space() && a.1 != b.1 && a.1.eq_ignore_ascii_case(b.1)
}

/// The indexes and constraints of two tables.
fn objects_between(schema: &Schema, report: &mut Report<'_>) {
    /// Where names are one, the namespace, and the name in small letters.
    type Key<'a> = (Space, Option<&'a str>, String);
    let mut seen: BTreeMap<Key<'_>, (usize, &str, Site)> = BTreeMap::new();
    for (t, table) in schema.tables.iter().enumerate() {
        for (kind, name, site) in n03::objects(table) {
            let is_constraint = n03::is_unique_constraint(table, site);
            let engines = of_database(kind, is_constraint);
            let Some(refused) = report.refused_by(engines) else {
                continue;
            };
            let key = (
                kind.space(),
                table.schema.as_deref(),
                name.to_ascii_lowercase(),
            );
            let Some(&(first, other, first_site)) = seen.get(&key) else {
                seen.insert(key, (t, name, site));
                continue;
            };
            report.enter(TableId(first));
            if first == t || other == name || report.allowed(first_site) {
                continue;
            }
            let (a, b) = (schema.tables[first].path(), table.path());
            report.enter(TableId(t));
            let message = message_objects(kind, other, &a, name, &b);
            report
                .find(site, message.as_str())
                .level(refused.level())
                .why(refused.why("the second one"))
                .help(HELP_NAME);
        }
    }
}

const HELP_NAME: &str = "give one of them another `name = \"..\"`";

const fn message_objects(kind: Kind, first: &str, a: &str, second: &str, b: &str) -> Text {
    let what = match kind {
        Kind::ForeignKey => "the foreign keys `",
        Kind::Check => "the checks `",
        _ => "the indexes `",
    };
    let text = Text::new().with(what).with(first).with("` of `").with(a);
    let text = text.with("` and `").with(second).with("` of `").with(b);
    text.with("` differ only in case")
}

fn between(schema: &Schema, report: &mut Report<'_>) {
    objects_between(schema, report);
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
            let message = message(&first.path(), &table.path());
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
    if !project.targets.is_empty() {
        explain_objects(entities, project, out);
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

/// The same as [`objects_between`], where targets are named: without, it is a warning, which const evaluation has not. Of
/// two such names one has a capital, so it is compared with all others, and few names are.
const fn explain_objects(
    entities: &[&'static EntityDef],
    project: &ProjectDef,
    out: &mut Option<Text>,
) {
    let mut e = 0;
    while e < entities.len() {
        let mut o = 1;
        while o < entities[e].named_count() {
            if entities[e].named(o).has_capitals {
                explain_object(entities, (e, o), project, out);
            }
            o += 1;
        }
        e += 1;
    }
}

/// Compares one object, whose name has a capital, with those of all other tables.
const fn explain_object(
    entities: &[&'static EntityDef],
    place: (usize, usize),
    project: &ProjectDef,
    out: &mut Option<Text>,
) {
    let spaces = Spaces::folded(project.targets);
    let one = entities[place.0];
    let named = one.named(place.1);
    let Some(kind) = names::kind(named.kind, named.hash, spaces) else {
        return;
    };
    let name = one.name_of(place.1);
    let mut e = 0;
    while e < entities.len() {
        let other = entities[e];
        let mut o = 1;
        while e != place.0 && o < other.named_count() {
            let theirs = other.named(o);
            let other_name = other.name_of(o);
            if let Some(other_kind) = names::kind(theirs.kind, theirs.hash, spaces)
                && other_kind as u8 == kind as u8
                && !same(other_name, name)
                && same(other.namespace(), one.namespace())
                && other_name.eq_ignore_ascii_case(name)
                // Two with capitals are compared twice.
                && (e < place.0 || !theirs.has_capitals)
                && project.stops(&RULE, RULE.level, one, one.site_of(place.1))
                && !project.allows(&RULE, other, other.site_of(o))
            {
                let mut a = Text::new();
                text::push_table(&mut a, other);
                let mut b = Text::new();
                text::push_table(&mut b, one);
                let message = message_objects(kind, other_name, a.as_str(), name, b.as_str());
                let why = RULE.why;
                text::push_finding(start(out), &RULE, message.as_str(), why, &[HELP_NAME], true);
            }
            o += 1;
        }
        e += 1;
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
    fn objects() {
        use crate::testing::{of_entity_on, of_schema_on};
        use erd_core::schema::{Check, Sql};
        let named = |t: &str, fk: &str, index: &str, check: &str| {
            let t = table(t).columns(["id"]).primary_key(["id"]).columns(["a"]);
            let t = t
                .points_at(["a"], 0)
                .last_key(|key| key.name = fk.to_owned());
            let t = t.index(["a"]).last_index(|i| i.name = index.to_owned());
            t.edit(|t| t.checks.push(Check::new(check, Sql::new("a > 0"))))
        };
        let two = |on: Dialect| {
            let both = schema([named("t", "fk", "i", "c"), named("u", "FK", "I", "C")]);
            let found = of_schema_on(&RULE, &both, &[on]);
            let level = |f: &erd_core::Finding| f.level == Level::Deny && f.table == "u";
            assert!(found.iter().all(level));
            found.into_iter().map(|f| f.message).collect::<Vec<_>>()
        };
        let fk = "the foreign keys `fk` of `t` and `FK` of `u` differ only in case";
        let check = "the checks `c` of `t` and `C` of `u` differ only in case";
        let index = "the indexes `i` of `t` and `I` of `u` differ only in case";
        assert_eq!(two(Dialect::Postgres), [""; 0]);
        assert_eq!(two(Dialect::MariaDb), [fk]);
        assert_eq!(two(Dialect::Sqlite), [index]);
        let mut mysql = two(Dialect::MySql);
        mysql.sort_unstable();
        assert_eq!(mysql, [check, fk]);
        let one = || {
            let t = named("t", "fk", "i", "c").index(["a"]);
            let t = t.last_index(|i| i.name = "I".to_owned());
            t.edit(|t| t.checks.push(Check::new("C", Sql::new("a > 1"))))
        };
        let count = |on| of_entity_on(&RULE, one(), &[on]).len();
        assert_eq!(count(Dialect::Postgres), 0);
        assert_eq!(count(Dialect::Sqlite), 1);
        assert_eq!(count(Dialect::MySql), 2);
        assert_eq!(of_entity(&RULE, one())[0].level, Level::Warn);
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
