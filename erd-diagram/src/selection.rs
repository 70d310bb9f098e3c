//! Which tables of a schema are drawn.

use crate::mermaid::{Detail, draw};
use erd_core::schema::{Table, TableId, TableWalker};
use erd_core::{Schema, nearest};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Tables of a schema. Of relations those are drawn that are between two of them.
#[derive(Clone, Debug)]
pub struct Selection<'a> {
    schema: &'a Schema,
    tables: BTreeSet<TableId>,
}

/// A name that no table and no entity has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownTable {
    /// The name.
    pub name: String,
    /// The name that is meant, as far as one is near.
    pub nearest: Option<String>,
}

impl fmt::Display for UnknownTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no table and no entity is called `{}`", self.name)
    }
}

impl std::error::Error for UnknownTable {}

impl<'a> Selection<'a> {
    /// All tables.
    pub fn all(schema: &'a Schema) -> Self {
        let tables = (0..schema.tables.len()).map(TableId).collect();
        Self { schema, tables }
    }

    /// The tables with these names, and no other. A name is that of an entity (`Order`), of a table (`orders`), or of a
    /// table with its namespace (`billing.orders`).
    ///
    /// # Errors
    ///
    /// The first name that nothing has.
    pub fn only(schema: &'a Schema, names: &[String]) -> Result<Self, UnknownTable> {
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
    pub fn around(schema: &'a Schema, names: &[String], depth: u32) -> Result<Self, UnknownTable> {
        let mut selected = Self::only(schema, names)?.tables;
        let mut beside: BTreeMap<TableId, BTreeSet<TableId>> = BTreeMap::new();
        for key in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
            if let Some(target) = key.target() {
                let (from, to) = (key.table().id(), target.id());
                beside.entry(from).or_default().insert(to);
                beside.entry(to).or_default().insert(from);
            }
        }
        let mut last = selected.clone();
        for _ in 0..depth {
            let next = last.iter().filter_map(|table| beside.get(table)).flatten();
            last = next.copied().filter(|t| !selected.contains(t)).collect();
            if last.is_empty() {
                break;
            }
            selected.extend(&last);
        }
        Ok(Self {
            schema,
            tables: selected,
        })
    }

    /// As [`crate::mermaid`] draws the whole schema.
    pub fn mermaid(&self) -> String {
        draw(self, Detail::Physical)
    }

    /// As [`crate::mermaid_logical`] draws the whole schema.
    pub fn mermaid_logical(&self) -> String {
        draw(self, Detail::Logical)
    }

    pub(crate) const fn schema(&self) -> &'a Schema {
        self.schema
    }

    pub(crate) fn contains(&self, table: TableId) -> bool {
        self.tables.contains(&table)
    }
}

fn unknown(schema: &Schema, name: &str) -> UnknownTable {
    let tables = schema.tables.iter();
    let names = tables.flat_map(|table| [table.entity.as_str(), table.name.as_str()]);
    let names = names.filter(|name| !name.is_empty());
    UnknownTable {
        name: name.to_owned(),
        nearest: nearest(name, names).map(str::to_owned),
    }
}
