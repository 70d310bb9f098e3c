//! N03: two objects with one name. What two tables have in common is looked for here and during const evaluation
//! (`graph/names.rs`), what one table shows by itself in the derive.

use crate::names::{Kind, NAMELESS, Space, Spaces};
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{ColumnId, IndexKind, Schema, Table, TableId};
use erd_core::text::Text;
use erd_core::{Dialect, Level, Site};
use std::collections::BTreeMap;

const DOCS: &str = r#"# N03 duplicate_object_name

## What it does
Rejects two objects with the same name where a database wants different ones: columns, indexes and constraints of a table
(where all targets are MySQL and MariaDB, an index may be called as its table or as a constraint, on MySQL a check as a
foreign key; SQLite minds tables and indexes alone); tables of a namespace. Rejects what only some engines refuse where
one of them is a target, or where `erd.toml` names no target: tables, indexes and the indexes of primary keys of a
namespace (PostgreSQL; SQLite without those of keys); foreign keys of a namespace (MySQL, MariaDB); checks of a namespace
(MySQL; a warning where no target is named). These can be allowed.

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
pub(crate) const HELP_NAME: &str = "give one of them another `name = \"..\"`";
pub(crate) const HELP_TABLE: &str = "give one of them another `table = \"..\"`";
pub(crate) const HELP_TWICE: &str = "remove one of them from the list";

impl Space {
    pub(crate) const fn why(self) -> &'static str {
        match self {
            Self::Relation => WHY_RELATION,
            Self::ForeignKey => WHY_FOREIGN_KEY,
            Self::Check => WHY_CHECK,
        }
    }
}

/// One table: columns; tables and indexes; constraints, which PostgreSQL keeps together.
fn within(table: &Table, report: &mut Report<'_>) {
    let subject = table.path();
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
    let targets = report.targets();
    let targets = if report.names_targets() {
        targets
    } else {
        vec![Dialect::Postgres]
    };
    for (i, (kind, name, site)) in objects.iter().enumerate() {
        let clash = |other: &&(Kind, &str, Site)| {
            let (a, b) = ((other.0, other.2), (*kind, *site));
            other.1 == *name && targets.iter().any(|dialect| clashes(*dialect, table, a, b))
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

/// Whether an engine keeps two objects of a table in one place.
fn clashes(dialect: Dialect, table: &Table, a: (Kind, Site), b: (Kind, Site)) -> bool {
    let is_unique = |(_, site)| is_unique_constraint(table, site);
    let is_constraint = |a: (Kind, Site)| {
        let kinds = [Kind::PrimaryKey, Kind::ForeignKey, Kind::Check];
        kinds.contains(&a.0) || is_unique(a)
    };
    match dialect {
        Dialect::Postgres => a.0.space() == b.0.space() || is_constraint(a) && is_constraint(b),
        // Indexes are the table's own; MariaDB keeps its constraints in one place.
        Dialect::MySql => a.0 == b.0,
        Dialect::MariaDb => {
            let constrains = |a: (Kind, Site)| [Kind::ForeignKey, Kind::Check].contains(&a.0);
            a.0 == b.0 || constrains(a) && constrains(b)
        }
        // It minds no name of a constraint.
        Dialect::Sqlite => !is_constraint(a) && !is_constraint(b),
    }
}

pub(super) fn is_unique_constraint(table: &Table, site: Site) -> bool {
    let Site::Index(i) = site else { return false };
    matches!(table.indexes[i].kind, IndexKind::UniqueConstraint(_))
}

/// The objects of a table that have names.
pub(super) fn objects(table: &Table) -> Vec<(Kind, &str, Site)> {
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
    let spaces = Spaces::of(&report.targets());
    for clash in clashes_between(schema, spaces, true) {
        let (a, b) = (
            &schema.tables[clash.first.0],
            &schema.tables[clash.second.0],
        );
        if clash.first.1 == Kind::Table && clash.second.1 == Kind::Table {
            let twice = a.source.is_some() && a.source == b.source;
            let names = (entity_name(a), entity_name(b));
            let message = message_tables(&a.path(), names.0, names.1, twice);
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
        let first = (clash.first.1, a.path());
        let second = (clash.second.1, b.path());
        let message = message(clash.name, (first.0, &first.1), (second.0, &second.1));
        let space = clash.second.1.space();
        let entry = report
            .find(clash.second.2, message.as_str())
            .why(space.why())
            .help(HELP_NAME);
        if let (Space::Check, Some(level)) = (space, spaces.checks) {
            entry.level(level);
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
pub(super) fn clashes_between(schema: &Schema, spaces: Spaces, equal: bool) -> Vec<Clash<'_>> {
    type Key<'a> = (Space, Option<&'a str>, &'a [u8]);
    let mut seen: BTreeMap<Key<'_>, (usize, Kind, Site, &str)> = BTreeMap::new();
    let mut clashes = Vec::new();
    for (t, table) in schema.tables.iter().enumerate() {
        let shared = |(kind, _, site): &(Kind, &str, Site)| {
            spaces.shares(*kind, is_unique_constraint(table, *site))
        };
        for (kind, name, site) in objects(table).into_iter().filter(shared) {
            let key = (
                kind.space(),
                table.schema.as_deref(),
                spaces.kept(kind, name),
            );
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

pub(crate) const fn message(name: &str, first: (Kind, &str), second: (Kind, &str)) -> Text {
    let text = Text::new().with("`").with(name).with("` names ");
    let text = text.with(first.0.of()).with(first.1).with("` and ");
    text.with(second.0.of()).with(second.1).with("`")
}

pub(crate) const fn message_tables(table: &str, first: &str, second: &str, twice: bool) -> Text {
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
    use crate::testing::{
        Builder, of_entity, of_entity_on, of_schema, of_schema_on, schema, table,
    };
    use erd_core::Dialect;
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
    fn mysql_keeps_the_indexes_of_a_table_apart() {
        let mysql = [Dialect::MySql, Dialect::MariaDb];
        let found =
            |table: Builder, dialects: &[Dialect]| of_entity_on(&RULE, table, dialects).len();
        let own = || called(node("a").index(["at"]), "a");
        assert_eq!(found(own(), &mysql), 0);
        assert_eq!(found(own(), &[Dialect::MariaDb, Dialect::Sqlite]), 1);
        let key = || {
            let both = called(node("a").references(["at"], "B").unique(["at"]), "x");
            both.last_key(|fk| fk.name = "x".to_owned())
        };
        assert_eq!(found(key(), &mysql), 0);
        assert_eq!(found(key(), &[Dialect::Postgres]), 1);
        let twice = called(called(node("a").index(["at"]), "x").index(["id"]), "x");
        assert_eq!(found(twice, &mysql), 1);
    }

    #[test]
    fn targets_decide_what_tables_share() {
        let owner = |name| {
            let node = node(name).references(["at"], "B");
            node.last_key(|fk| fk.name = "owner_fkey".to_owned())
        };
        let keys = schema([owner("a"), owner("b")]);
        let index = |name| called(node(name).index(["at"]), "by_date");
        let indexes = schema([index("a"), index("b")]);
        let count = |schema, dialect| of_schema_on(&RULE, schema, &[dialect]).len();
        let counts = Dialect::ALL.map(|d| (count(&keys, d), count(&indexes, d)));
        assert_eq!(counts, [(0, 1), (1, 0), (1, 0), (0, 1)]);
        assert_eq!(of_schema(&RULE, &keys).len(), 1, "every dialect");
        let tables = schema([node("a"), node("a")]);
        assert!(Dialect::ALL.iter().all(|d| count(&tables, *d) == 1));
    }

    #[test]
    fn checks_of_two_tables_only_warn_until_mysql_is_named() {
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
        let both = schema([checked("a"), checked("b")]);
        let found = of_schema(&RULE, &both);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
        let level = |dialect| Some(of_schema_on(&RULE, &both, &[dialect]).first()?.level);
        assert_eq!(level(Dialect::MySql), Some(Level::Deny));
        assert_eq!(level(Dialect::MariaDb), None, "it keeps checks per table");
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
