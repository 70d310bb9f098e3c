//! What the database looks like at a point of the history: only what rules ask about.

mod apply;

use crate::facts::{Column, ConstraintKind, ForeignKey, Name, View};
use std::collections::{BTreeMap, BTreeSet};

/// The number of a migration; `None` is older than the history.
pub(crate) type Born = Option<usize>;

/// The objects that the migrations so far have made, and those that they speak of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Catalog {
    tables: BTreeMap<Name, Table>,
    views: BTreeMap<Name, (View, Born)>,
    types: BTreeMap<Name, Born>,
    trigger_functions: BTreeSet<Name>,
    namespaces: BTreeSet<String>,
}

/// A table.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct Table {
    /// When it was made.
    pub(crate) born: Born,
    /// Whether it lives as long as the session.
    pub(crate) temporary: bool,
    /// Whether all its columns and constraints are known.
    pub(crate) complete: bool,
    /// Columns that are known.
    pub(crate) columns: Vec<(Column, Born)>,
    /// Constraints that are known.
    pub(crate) constraints: Vec<Known>,
    /// Indexes that are known, without those of constraints.
    pub(crate) indexes: Vec<Index>,
    /// Whether it has partitions.
    pub(crate) partitioned: bool,
    /// Its default partition.
    pub(crate) default_partition: Option<Name>,
    /// Whether it has a policy.
    pub(crate) policy: bool,
}

/// A constraint.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// Name; the one the engine gives where nobody else did, and the engine's is predictable.
    pub(crate) name: Option<String>,
    /// What it is.
    pub(crate) kind: ConstraintKind,
    /// Whether all rows were checked.
    pub(crate) validated: bool,
}

/// An index.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    /// Name.
    pub(crate) name: Option<String>,
    /// Keys; `None` is an expression.
    pub(crate) keys: Vec<Option<String>>,
    /// The columns that expressions among its keys speak of, where they are known.
    pub(crate) computed_from: Vec<String>,
    /// The keys whose operator class is stated, and is not the one that their type has anyway (PostgreSQL).
    pub(crate) classed: Vec<String>,
    /// Whether it is unique.
    pub(crate) unique: bool,
    /// The columns of its predicate, where it has one.
    pub(crate) predicate: Option<Vec<String>>,
    /// Whether it can serve a foreign key.
    pub(crate) ordered: bool,
    /// When it was made.
    pub(crate) born: Born,
}

impl Catalog {
    /// A table that migrations made or spoke of.
    pub(crate) fn table(&self, name: &Name) -> Option<&Table> {
        self.tables.get(name)
    }

    /// Every table that is known.
    pub(crate) fn tables(&self) -> impl Iterator<Item = (&Name, &Table)> {
        self.tables.iter()
    }

    /// A column that is known.
    pub(crate) fn column(&self, table: &Name, column: &str) -> Option<&Column> {
        self.table(table)?.column(column)
    }

    /// Whether a table is nobody's yet: made by that migration, or temporary.
    pub(crate) fn is_new(&self, table: &Name, migration: usize) -> bool {
        let found = self.table(table);
        found.is_some_and(|t| t.temporary || t.born == Some(migration))
    }

    /// Whether a column, or its whole table, was made by that migration.
    pub(crate) fn is_new_column(&self, table: &Name, column: &str, migration: usize) -> bool {
        let columns = self
            .table(table)
            .map(|t| t.columns.as_slice())
            .unwrap_or_default();
        let mine = |(c, born): &(Column, Born)| c.name == column && *born == Some(migration);
        self.is_new(table, migration) || columns.iter().any(mine)
    }

    /// The table of an index, and the index.
    pub(crate) fn index(&self, index: &Name) -> Option<(&Name, &Index)> {
        self.tables.iter().find_map(|(name, table)| {
            let same = |i: &&Index| i.name.as_ref() == Some(&index.name);
            let found = table.indexes.iter().find(same)?;
            (name.schema == index.schema).then_some((name, found))
        })
    }

    /// The constraint of that name.
    pub(crate) fn constraint(&self, table: &Name, name: &str) -> Option<&Known> {
        let constraints = &self.table(table)?.constraints;
        constraints.iter().find(|c| c.name.as_deref() == Some(name))
    }

    /// The foreign keys to a table, with the tables that have them.
    pub(crate) fn references_to(
        &self,
        parent: &Name,
    ) -> impl Iterator<Item = (&Name, &ForeignKey)> {
        self.tables.iter().flat_map(move |(name, table)| {
            let keys = table.foreign_keys();
            keys.filter(move |key| key.parent == *parent)
                .map(move |key| (name, key))
        })
    }

    /// The views that are known.
    pub(crate) fn views(&self) -> impl Iterator<Item = &View> {
        self.views.values().map(|(view, _)| view)
    }

    /// When a view was made; `None` where it is not known.
    pub(crate) fn view_born(&self, view: &Name) -> Option<Born> {
        self.views.get(view).map(|(_, born)| *born)
    }

    /// Whether the history made that namespace.
    pub(crate) fn has_namespace(&self, name: &str) -> bool {
        self.namespaces.contains(name)
    }

    /// Whether a function is known to be one that triggers alone call.
    pub(crate) fn is_of_trigger(&self, function: &Name) -> bool {
        self.trigger_functions.contains(function)
    }

    /// Whether a type was made by that migration.
    pub(crate) fn is_new_type(&self, ty: &Name, migration: usize) -> bool {
        self.types
            .get(ty)
            .is_some_and(|born| *born == Some(migration))
    }
}

impl Index {
    /// Whether PostgreSQL builds it anew when the column gets a type that leaves the rows as they are: it compares neither
    /// expressions nor predicates.
    pub(crate) fn is_built_for(&self, column: &str) -> bool {
        let keys = self.keys.iter().flatten();
        let predicate = self.predicate.iter().flatten();
        let mut all = keys.chain(&self.computed_from).chain(predicate);
        let special = self.predicate.is_some() || self.keys.contains(&None);
        special && all.any(|name| name == column)
    }

    /// Whether PostgreSQL builds it anew when it compares the values of the column otherwise: the key has the operator
    /// class of its type, and the methods that `citext` has one for are B-tree and hash.
    pub(crate) fn compares(&self, column: &str) -> bool {
        let mut keys = self.keys.iter().flatten();
        self.ordered && keys.any(|key| key == column) && !self.classed.iter().any(|c| c == column)
    }
}

impl Table {
    /// A column.
    pub(crate) fn column(&self, name: &str) -> Option<&Column> {
        self.columns
            .iter()
            .map(|(column, _)| column)
            .find(|c| c.name == name)
    }

    /// The foreign keys.
    pub(crate) fn foreign_keys(&self) -> impl Iterator<Item = &ForeignKey> {
        self.constraints.iter().filter_map(|c| match &c.kind {
            ConstraintKind::ForeignKey(key) => Some(key),
            _ => None,
        })
    }

    /// The columns of the primary key.
    pub(crate) fn primary_key(&self) -> Option<&[String]> {
        self.constraints.iter().find_map(|c| match &c.kind {
            ConstraintKind::PrimaryKey(columns) => Some(columns.as_slice()),
            _ => None,
        })
    }

    /// The columns of each key that no two rows share, without unique indexes on a part of the rows.
    pub(crate) fn unique_keys(&self) -> impl Iterator<Item = Vec<&str>> {
        let constraints = self.constraints.iter().filter_map(|c| match &c.kind {
            ConstraintKind::PrimaryKey(columns) | ConstraintKind::Unique(columns) => {
                Some(columns.iter().map(String::as_str).collect())
            }
            _ => None,
        });
        let indexes = self
            .indexes
            .iter()
            .filter(|i| i.unique && i.predicate.is_none());
        constraints.chain(indexes.filter_map(|i| i.keys.iter().map(Option::as_deref).collect()))
    }

    /// Whether an index, other than the one of that name, or a key begins with the columns, in any order.
    pub(crate) fn covers(&self, columns: &[String], without: Option<&str>) -> bool {
        let leads = |keys: &[Option<&str>]| {
            keys.len() >= columns.len()
                && keys[..columns.len()]
                    .iter()
                    .all(|key| key.is_some_and(|key| columns.iter().any(|c| c == key)))
        };
        let by_index = self.indexes.iter().any(|index| {
            let keys: Vec<Option<&str>> = index.keys.iter().map(Option::as_deref).collect();
            // `WHERE column IS NOT NULL` leaves out what no foreign key looks for.
            let rows = index
                .predicate
                .as_ref()
                .is_none_or(|p| p.iter().all(|c| columns.contains(c)));
            index.ordered
                && rows
                && (without.is_none() || index.name.as_deref() != without)
                && leads(&keys)
        });
        by_index
            || self.constraints.iter().any(|c| match &c.kind {
                ConstraintKind::PrimaryKey(keys) | ConstraintKind::Unique(keys) => {
                    leads(&keys.iter().map(|k| Some(k.as_str())).collect::<Vec<_>>())
                }
                _ => false,
            })
    }
}
