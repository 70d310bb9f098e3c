//! N03: two objects with one name. What two tables have in common is looked for here and during const evaluation, what
//! one table shows by itself in the derive.

use super::n02_truncation_collision as n02;
use crate::graph::{
    allowed::{allowed, same_text},
    start, text,
};
use crate::names::{Kind, NAMELESS, Space, kept};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::def::{EntityDef, Name};
use erd_core::naming::MAX_IDENTIFIER_BYTES;
use erd_core::schema::{ColumnId, IndexKind, Schema, Table, TableId};
use erd_core::text::Text;
use erd_core::{Level, Site};
use std::collections::BTreeMap;

const DOCS: &str = r#"# N03 duplicate_object_name

## What it does
Rejects two objects with the same name where a database wants different ones: columns, indexes and constraints of a table;
tables and indexes (primary keys included) of a namespace; foreign keys of a namespace. Warns about two checks. Between
tables only equal table names are wrong everywhere; the others can be allowed.

## Why
The second CREATE fails, or is skipped in silence where it says IF NOT EXISTS. PostgreSQL and SQLite keep tables and
indexes in one place; MySQL and MariaDB keep the foreign keys of a database in one place, and MySQL its checks.

## Bad
```rust
#[erd(index(name = "by_date"))] // in Order
pub created_at: DateTime<Utc>,

#[erd(index(name = "by_date"))] // in Payment
pub created_at: DateTime<Utc>,
```

## Good
```rust
#[erd(index)] // orders_created_at_idx
pub created_at: DateTime<Utc>,

#[erd(index)] // payments_created_at_idx
pub created_at: DateTime<Utc>,
```

## Source
PostgreSQL manual, `pg_class` and `pg_constraint`; SQLite, CREATE INDEX; MySQL manual, "FOREIGN KEY Constraints" and
"CHECK Constraints".
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "N03",
    slug: "duplicate_object_name",
    level: Level::Deny,
    scope: Scope::Graph,
    silenceable: true,
    why: "the second CREATE fails, or is skipped in silence where it says IF NOT EXISTS",
    docs: DOCS,
    check: Check::Both(within, between),
};

const WHY_RELATION: &str =
    "PostgreSQL and SQLite keep tables and indexes in one place, and the second CREATE fails";
const WHY_FOREIGN_KEY: &str = "MySQL and MariaDB keep the foreign keys of a database in one place, and the second CREATE fails";
const WHY_CHECK: &str =
    "MySQL keeps the checks of a database in one place, and the second CREATE fails";
const HELP_NAME: &str = "give one of them another `name = \"..\"`";
const HELP_TABLE: &str = "give one of them another `table = \"..\"`";
const HELP_TWICE: &str = "remove one of them from the list";

/// Findings that one panic shows.
const SHOWN: usize = 8;

impl Space {
    const fn why(self) -> &'static str {
        match self {
            Self::Relation => WHY_RELATION,
            Self::ForeignKey => WHY_FOREIGN_KEY,
            Self::Check => WHY_CHECK,
        }
    }
}

/// One table: columns; tables and indexes; constraints, which PostgreSQL keeps together.
fn within(table: &Table, report: &mut Report<'_>) {
    let subject = path::table(table);
    for (i, column) in table.columns.iter().enumerate() {
        if table.columns[..i].iter().any(|c| c.name == column.name) {
            let name = &column.name;
            report
                .find(
                    Site::Column(ColumnId(i)),
                    format!("`{subject}` has two columns `{name}`"),
                )
                .help("give one of them another `column = \"..\"`")
                .silenceable(false);
        }
    }
    let objects = objects(table);
    for (i, (kind, name, site)) in objects.iter().enumerate() {
        let clash = |other: &&(Kind, &str, Site)| {
            other.1 == *name && clashes(table, (other.0, other.2), (*kind, *site))
        };
        if let Some((first, ..)) = objects[..i].iter().find(clash) {
            let (first, second) = (first.of(), kind.of());
            report
                .find(
                    *site,
                    format!("`{name}` names {first}{subject}` and {second}{subject}`"),
                )
                .help(HELP_NAME)
                .silenceable(false);
        }
    }
}

fn clashes(table: &Table, a: (Kind, Site), b: (Kind, Site)) -> bool {
    let is_constraint = |(kind, site): (Kind, Site)| match (kind, site) {
        (Kind::PrimaryKey | Kind::ForeignKey | Kind::Check, _) => true,
        (_, Site::Index(i)) => matches!(table.indexes[i].kind, IndexKind::UniqueConstraint(_)),
        _ => false,
    };
    a.0.space() == b.0.space() || is_constraint(a) && is_constraint(b)
}

fn objects(table: &Table) -> Vec<(Kind, &str, Site)> {
    let mut objects = vec![(Kind::Table, table.name.as_str(), Site::Entity)];
    if let Some(key) = table
        .primary_key
        .as_ref()
        .filter(|k| erd_core::fnv(&k.name) != NAMELESS)
    {
        objects.push((Kind::PrimaryKey, &key.name, Site::PrimaryKey));
    }
    for (i, index) in table.indexes.iter().enumerate() {
        objects.push((Kind::Index, &index.name, Site::Index(i)));
    }
    let keys = table.foreign_keys.iter().enumerate();
    for (i, fk) in keys.filter(|(_, fk)| fk.is_enforced()) {
        objects.push((Kind::ForeignKey, &fk.name, Site::ForeignKey(i)));
    }
    for (i, check) in table.checks.iter().enumerate() {
        objects.push((Kind::Check, &check.name, Site::Check(i)));
    }
    objects
}

/// Two tables.
fn between(schema: &Schema, report: &mut Report<'_>) {
    for clash in clashes_between(schema, true) {
        let (a, b) = (
            &schema.tables[clash.first.0],
            &schema.tables[clash.second.0],
        );
        if clash.first.1 == Kind::Table && clash.second.1 == Kind::Table {
            let twice = a.source.is_some() && a.source == b.source;
            let names = (entity_name(a), entity_name(b));
            let message = message_tables(&path::table(a), names.0, names.1, twice);
            report.enter(TableId(clash.second.0));
            report
                .find(Site::Entity, message.as_str())
                .why(RULE.why)
                .help(if twice { HELP_TWICE } else { HELP_TABLE })
                .silenceable(false);
            continue;
        }
        report.enter(TableId(clash.first.0));
        if report.allowed(clash.first.2) {
            continue;
        }
        report.enter(TableId(clash.second.0));
        let first = (clash.first.1, path::table(a));
        let second = (clash.second.1, path::table(b));
        let message = message(clash.name, (first.0, &first.1), (second.0, &second.1));
        let space = clash.second.1.space();
        let entry = report
            .find(clash.second.2, message.as_str())
            .why(space.why())
            .help(HELP_NAME);
        if space == Space::Check {
            entry.level(Level::Warn);
        }
    }
}

/// Two objects of two tables with one name, or with names that PostgreSQL cuts to the same one.
pub(super) struct Clash<'a> {
    pub(super) first: (usize, Kind, Site),
    pub(super) second: (usize, Kind, Site),
    /// Of the second.
    pub(super) name: &'a str,
    /// Of the first.
    pub(super) other: &'a str,
}

/// The clashes of equal names between tables, or those of names that are equal only when cut, in one table too.
pub(super) fn clashes_between(schema: &Schema, equal: bool) -> Vec<Clash<'_>> {
    type Key<'a> = (Space, Option<&'a str>, &'a [u8]);
    let mut seen: BTreeMap<Key<'_>, (usize, Kind, Site, &str)> = BTreeMap::new();
    let mut clashes = Vec::new();
    for (t, table) in schema.tables.iter().enumerate() {
        for (kind, name, site) in objects(table) {
            let key = (kind.space(), table.schema.as_deref(), kept(name));
            let Some(&(first, first_kind, first_site, other)) = seen.get(&key) else {
                seen.insert(key, (t, kind, site, name));
                continue;
            };
            if (name == other) == equal && (first != t || !equal) {
                clashes.push(Clash {
                    first: (first, first_kind, first_site),
                    second: (t, kind, site),
                    name,
                    other,
                });
            }
            if name == other && first != t && kind == Kind::Table && first_kind == Kind::Table {
                // One cause: the other names of this table come from its own.
                break;
            }
        }
    }
    clashes
}

fn entity_name(table: &Table) -> &str {
    if table.entity.is_empty() {
        &table.name
    } else {
        &table.entity
    }
}

/// The same, and N02, during const evaluation. Checks are left to run time, because they only warn.
#[allow(
    clippy::cast_possible_truncation,
    reason = "positions are below `SLOTS`, and of a key only the lowest bits choose a slot"
)]
pub(crate) const fn explain<const SLOTS: usize>(
    entities: &[&'static EntityDef],
    out: &mut Option<Text>,
) {
    // An open-addressed set of names: their keys, and the entity and number of the object that has one.
    let mut keys = [0_u64; SLOTS];
    let mut owners = [0_u32; SLOTS];
    let mut numbers = [0_u32; SLOTS];
    let mut shown = 0;
    let mut e = 0;
    while e < entities.len() {
        let entity = entities[e];
        let salt = salt(entity);
        let count = object_count(entity);
        let mut o = 0;
        while o < count {
            let key = key(entity, o, salt);
            let mut slot = key as usize & (SLOTS - 1);
            let mut clash = None;
            while keys[slot] != 0 {
                if keys[slot] == key {
                    let first = (owners[slot] as usize, numbers[slot] as usize);
                    clash = Object::clash(entities[first.0], first.1, entity, o);
                    if let Some((first_object, object)) = clash {
                        let equal = first_object.name.hash == object.name.hash;
                        let same_entity = first.0 == e;
                        if shown < SHOWN
                            && (!equal || !same_entity)
                            && object.explain(&first_object, equal, out)
                        {
                            shown += 1;
                        }
                        if equal && !same_entity && object.is_table() && first_object.is_table() {
                            // One cause: the other names of this table come from its own.
                            o = count;
                        }
                        break;
                    }
                }
                slot = (slot + 1) & (SLOTS - 1);
            }
            if clash.is_none() && key != 0 {
                keys[slot] = key;
                owners[slot] = e as u32;
                numbers[slot] = o as u32;
            }
            o += 1;
        }
        e += 1;
    }
}

/// The part of a key that the namespace decides.
const fn salt(entity: &EntityDef) -> u64 {
    match entity.schema {
        Some(schema) => schema.hash.rotate_left(17),
        None => 0,
    }
}

/// The key of an entity's object: equal for names that PostgreSQL keeps as the same one in the same place; 0 for a
/// primary key that is not there and for a reference without a constraint.
const fn key(entity: &EntityDef, number: usize, salt: u64) -> u64 {
    let indexes = entity.indexes;
    let (name, space) = if number == 0 {
        (entity.table, Space::Relation)
    } else if number == 1 {
        match entity.primary_key {
            Some(key) if key.name.hash != NAMELESS => (key.name, Space::Relation),
            _ => return 0,
        }
    } else if number - 2 < indexes.len() {
        (indexes[number - 2].name, Space::Relation)
    } else {
        let fk = &entity.foreign_keys[number - 2 - indexes.len()];
        if fk.loose.is_some() {
            return 0;
        }
        (fk.name, Space::ForeignKey)
    };
    let hash = if name.text.len() <= MAX_IDENTIFIER_BYTES {
        name.hash
    } else {
        match str::from_utf8(kept(name.text)) {
            Ok(kept) => erd_core::fnv(kept),
            Err(_) => name.hash,
        }
    };
    match hash ^ salt ^ space as u64 {
        0 => 1,
        key => key,
    }
}

/// The table, its primary key, its indexes, its foreign keys.
const fn object_count(entity: &EntityDef) -> usize {
    2 + entity.indexes.len() + entity.foreign_keys.len()
}

/// A named object of a declared entity.
#[derive(Clone, Copy)]
struct Object {
    entity: &'static EntityDef,
    kind: Kind,
    name: Name,
    site: Site,
}

impl Object {
    /// By number; `None` for the primary key of an entity that has none.
    const fn at(entity: &'static EntityDef, number: usize) -> Option<Self> {
        let (kind, name, site) = if number == 0 {
            (Kind::Table, entity.table, Site::Entity)
        } else if number == 1 {
            match entity.primary_key {
                Some(key) if key.name.hash != NAMELESS => {
                    (Kind::PrimaryKey, key.name, Site::PrimaryKey)
                }
                _ => return None,
            }
        } else if number < 2 + entity.indexes.len() {
            let i = number - 2;
            (Kind::Index, entity.indexes[i].name, Site::Index(i))
        } else {
            let i = number - 2 - entity.indexes.len();
            let name = entity.foreign_keys[i].name;
            (Kind::ForeignKey, name, Site::ForeignKey(i))
        };
        Some(Self {
            entity,
            kind,
            name,
            site,
        })
    }

    const fn is_table(&self) -> bool {
        matches!(self.kind, Kind::Table)
    }

    /// Two objects with equal keys, if they have one name in one place.
    const fn clash(
        first: &'static EntityDef,
        first_number: usize,
        second: &'static EntityDef,
        second_number: usize,
    ) -> Option<(Self, Self)> {
        let (Some(a), Some(b)) = (
            Self::at(first, first_number),
            Self::at(second, second_number),
        ) else {
            return None;
        };
        let same = a.kind.space() as u8 == b.kind.space() as u8
            && salt(first) == salt(second)
            && same_bytes(kept(a.name.text), kept(b.name.text));
        if same { Some((a, b)) } else { None }
    }

    /// Adds the finding, unless it is allowed.
    const fn explain(&self, first: &Self, equal: bool, out: &mut Option<Text>) -> bool {
        let mut a = Text::new();
        text::push_table(&mut a, first.entity);
        let mut b = Text::new();
        text::push_table(&mut b, self.entity);
        if !equal {
            let message = n02::message(
                first.name.text,
                (first.kind, a.as_str()),
                self.name.text,
                (self.kind, b.as_str()),
            );
            let help = &[n02::HELP];
            let rule = &n02::RULE;
            text::push_finding(start(out), rule, message.as_str(), rule.why, help, false);
            return true;
        }
        if self.is_table() && first.is_table() {
            let names = (
                text::entity_name(first.entity),
                text::entity_name(self.entity),
            );
            let twice = first.entity.id == self.entity.id;
            let message = message_tables(a.as_str(), names.0, names.1, twice);
            let help = &[if twice { HELP_TWICE } else { HELP_TABLE }];
            text::push_finding(start(out), &RULE, message.as_str(), RULE.why, help, false);
            return true;
        }
        if allowed(first.entity, RULE.slug, first.site)
            || allowed(self.entity, RULE.slug, self.site)
        {
            return false;
        }
        let message = message(
            self.name.text,
            (first.kind, a.as_str()),
            (self.kind, b.as_str()),
        );
        let why = self.kind.space().why();
        let help = &[HELP_NAME];
        text::push_finding(start(out), &RULE, message.as_str(), why, help, true);
        true
    }
}

const fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    match (str::from_utf8(a), str::from_utf8(b)) {
        (Ok(a), Ok(b)) => same_text(a, b),
        _ => false,
    }
}

const fn message(name: &str, first: (Kind, &str), second: (Kind, &str)) -> Text {
    let text = Text::new().with("`").with(name).with("` names ");
    let text = text.with(first.0.of()).with(first.1).with("` and ");
    text.with(second.0.of()).with(second.1).with("`")
}

const fn message_tables(table: &str, first: &str, second: &str, twice: bool) -> Text {
    let text = Text::new().with("`").with(first);
    if twice {
        return text.with("` is listed twice");
    }
    let text = text.with("` and `").with(second);
    text.with("` both have the table `").with(table).with("`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_schema, schema, table};
    use erd_core::schema::Check as CheckConstraint;
    use erd_core::schema::Sql;

    fn node(name: &str) -> Builder {
        table(name).columns(["id", "at"]).primary_key(["id"])
    }

    fn called(builder: Builder, name: &str) -> Builder {
        builder.last_index(|i| i.name = name.to_owned())
    }

    #[test]
    fn bad_between_tables() {
        let both = schema([
            called(node("orders").index(["at"]), "by_date"),
            called(node("payments").index(["at"]), "by_date"),
        ]);
        let found = of_schema(&RULE, &both);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`by_date` names an index of `orders` and an index of `payments`"
        );
        assert!(found[0].silenceable);
        let tables = of_schema(&RULE, &schema([node("a"), node("a")]));
        assert_eq!(tables.len(), 1, "one cause, one finding: {tables:?}");
        assert_eq!(tables[0].message, "`T` and `T` both have the table `a`");
        assert!(!tables[0].silenceable);
        let mixed = schema([node("orders"), called(node("x").index(["at"]), "orders")]);
        assert_eq!(of_schema(&RULE, &mixed).len(), 1);
    }

    #[test]
    fn bad_within_a_table() {
        let twice = called(called(node("a").index(["at"]), "x").index(["id"]), "x");
        assert_eq!(of_entity(&RULE, twice).len(), 1);
        let own = called(node("a").index(["at"]), "a");
        let found = of_entity(&RULE, own);
        assert_eq!(
            found[0].message,
            "`a` names the table `a` and an index of `a`"
        );
        let columns = node("a").columns(["at"]);
        assert_eq!(of_entity(&RULE, columns).len(), 1);
        let constraint = node("a")
            .references(["at"], "B")
            .last_key(|fk| fk.name = "a_pkey".to_owned());
        assert_eq!(of_entity(&RULE, constraint).len(), 1);
    }

    #[test]
    fn checks_of_two_tables_only_warn() {
        let checked = |name| {
            node(name).edit(|t| {
                t.checks.push(CheckConstraint {
                    no_inherit: false,
                    enforced: true,
                    name: "positive".to_owned(),
                    sql: Sql::new("at > 0"),
                    column: None,
                    validated: true,
                });
            })
        };
        let found = of_schema(&RULE, &schema([checked("a"), checked("b")]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
    }

    #[test]
    fn ok() {
        let named = |t: Builder| called(t.index(["at"]), "by_date");
        let apart = schema([
            named(node("orders")),
            named(node("payments")).edit(|t| t.schema = Some("billing".to_owned())),
        ]);
        assert!(of_schema(&RULE, &apart).is_empty());
        for (first, second) in [(true, false), (false, true)] {
            let allow = |t: Builder, yes| {
                if yes {
                    t.allow(RULE.slug, Site::Entity)
                } else {
                    t
                }
            };
            let allowed = schema([
                allow(named(node("orders")), first),
                allow(named(node("payments")), second),
            ]);
            let all = crate::check_schema(&allowed);
            assert!(
                all.iter().all(|f| !["N03", "U04"].contains(&f.id)),
                "{all:?}"
            );
        }
        let unrelated = node("a")
            .references(["at"], "B")
            .index(["at"])
            .last_key(|fk| fk.name = "a_at_idx".to_owned());
        assert!(
            of_entity(&RULE, unrelated).is_empty(),
            "MySQL does so itself"
        );
        let mysql = |name| {
            node(name).edit(|t| {
                if let Some(key) = &mut t.primary_key {
                    key.name = "PRIMARY".to_owned();
                }
            })
        };
        assert!(of_schema(&RULE, &schema([mysql("a"), mysql("b")])).is_empty());
    }
}
