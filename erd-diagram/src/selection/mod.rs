//! Which tables of a schema are drawn.

mod paths;

use crate::{Diagram, Entity, View};
use erd_core::schema::{ForeignKeyWalker, Table, TableId, TableWalker};
use erd_core::{Schema, nearest};
use std::collections::BTreeSet;
use std::fmt;

/// Tables of a schema. Of relations those are drawn that are between two of them.
#[derive(Clone, Debug)]
pub struct Selection<'a> {
    schema: &'a Schema,
    tables: BTreeSet<TableId>,
}

/// A name that nothing has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The name.
    pub name: String,
    /// What would have it.
    pub what: &'static str,
    /// The name that is meant, as far as one is near.
    pub nearest: Option<String>,
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no {} is called `{}`", self.what, self.name)
    }
}

impl std::error::Error for Unknown {}

impl<'a> Selection<'a> {
    /// All tables.
    pub fn all(schema: &'a Schema) -> Self {
        let tables = (0..schema.tables.len()).map(TableId).collect();
        Self { schema, tables }
    }

    /// One table.
    pub fn one(schema: &'a Schema, table: TableId) -> Self {
        let tables = BTreeSet::from([table]);
        Self { schema, tables }
    }

    /// A table, and those that it references and that reference it.
    pub fn beside(schema: &'a Schema, table: TableId) -> Self {
        let mut one = Self::one(schema, table);
        let walker = schema.walk(table);
        let to = walker.foreign_keys().filter_map(ForeignKeyWalker::target);
        let from = walker.referencing_keys().map(ForeignKeyWalker::table);
        one.tables.extend(to.chain(from).map(TableWalker::id));
        one
    }

    /// The tables with these names, and no other. A name is that of an entity (`Order`), of a table (`orders`), or of a
    /// table with its namespace (`billing.orders`).
    ///
    /// # Errors
    ///
    /// The first name that nothing has.
    pub fn only(schema: &'a Schema, names: &[String]) -> Result<Self, Unknown> {
        let mut selected = BTreeSet::new();
        for name in names {
            let before = selected.len();
            let has = |table: &Table| [&table.entity, &table.name, &table.path()].contains(&name);
            let tables = schema.walk_tables().filter(|table| has(table));
            selected.extend(tables.map(TableWalker::id));
            if selected.len() == before && !schema.tables.iter().any(has) {
                return Err(unknown(schema, name));
            }
        }
        Ok(Self {
            schema,
            tables: selected,
        })
    }

    /// The tables with these names and those that lead to them or from them through at most `depth` foreign keys.
    ///
    /// # Errors
    ///
    /// The first name that nothing has.
    pub fn around(schema: &'a Schema, names: &[String], depth: u32) -> Result<Self, Unknown> {
        let start = Self::only(schema, names)?.tables;
        let distances = paths::distances(&paths::beside(schema), &start);
        let within = distances
            .into_iter()
            .filter(|(_, distance)| *distance <= depth);
        Ok(Self {
            schema,
            tables: within.map(|(table, _)| table).collect(),
        })
    }

    /// The tables on the shortest chains of foreign keys between two tables, read in either direction; without a chain the two
    /// alone.
    ///
    /// # Errors
    ///
    /// The first name that nothing has.
    pub fn between(schema: &'a Schema, from: &str, to: &str) -> Result<Self, Unknown> {
        let ends = [from, to].map(|name| Self::only(schema, &[name.to_owned()]));
        let [from, to] = ends;
        let (from, to) = (from?.tables, to?.tables);
        let beside = paths::beside(schema);
        let (before, after) = (
            paths::distances(&beside, &from),
            paths::distances(&beside, &to),
        );
        let length = to.iter().filter_map(|table| before.get(table)).min();
        let is_between = |table: &TableId| {
            let both = before.get(table).zip(after.get(table));
            both.is_some_and(|(before, after)| Some(before + after) == length.copied())
        };
        let between = before.keys().copied().filter(is_between);
        Ok(Self {
            schema,
            tables: between.chain(from.iter().chain(&to).copied()).collect(),
        })
    }

    /// The tables in these groups, as a view groups them.
    ///
    /// # Errors
    ///
    /// The first name that no group has.
    pub fn groups(schema: &'a Schema, names: &[String], view: &View) -> Result<Self, Unknown> {
        let diagram = Diagram::new(&Self::all(schema), view);
        let mut wanted = BTreeSet::new();
        for name in names {
            let groups = || diagram.groups.iter().map(|group| group.name.as_str());
            let position = groups().position(|group| group == name);
            wanted.insert(position.ok_or_else(|| Unknown {
                name: name.clone(),
                what: "group of tables",
                nearest: nearest(name, groups()).map(str::to_owned),
            })?);
        }
        let is_wanted = |entity: &&Entity| entity.group.is_some_and(|g| wanted.contains(&g));
        let tables = diagram
            .entities
            .iter()
            .filter(is_wanted)
            .map(|entity| entity.table);
        Ok(Self {
            schema,
            tables: tables.collect(),
        })
    }

    /// Those of the tables that `also` has too.
    #[must_use]
    pub fn and(mut self, also: &Self) -> Self {
        self.tables.retain(|table| also.contains(*table));
        self
    }

    pub(crate) const fn schema(&self) -> &'a Schema {
        self.schema
    }

    pub(crate) fn contains(&self, table: TableId) -> bool {
        self.tables.contains(&table)
    }
}

fn unknown(schema: &Schema, name: &str) -> Unknown {
    let tables = schema.tables.iter();
    let names = tables.flat_map(|table| [table.entity.as_str(), table.name.as_str()]);
    let names = names.filter(|name| !name.is_empty());
    Unknown {
        name: name.to_owned(),
        what: "table and no entity",
        nearest: nearest(name, names).map(str::to_owned),
    }
}
