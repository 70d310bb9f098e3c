//! Indexes, keys and constraints of the new form of columns, beside those of the old one.

use super::choose::mentions;
use super::gone::statistics;
use super::shadow::{ShadowColumn, origin, tables};
use crate::Diff;
use crate::diff::{Element, TablePair, by_path, element_name};
use crate::plan::context::element_columns;
use erd_core::naming;
use erd_core::schema::{
    ColumnId, ForeignKey, Index, IndexKey, IndexKind, KeyPart, Schema, Sql, Table, TableId, Target,
};
use erd_core::{Capability, Family};
use erd_ddl::expression::renamed;
use std::collections::{BTreeMap, BTreeSet};

/// The old schema with columns in both forms, and what stands on them twice.
pub(super) struct Expanded {
    pub(super) schema: Schema,
    /// What has to wait for its name.
    pub(super) waiting: Vec<Waiting>,
    /// Tables whose primary key moves, and the unique index that becomes it.
    pub(super) keys: Vec<(TableId, String)>,
    /// Keys of the statistics objects on the old forms. The server drops one with any of its columns, and says nothing.
    pub(super) statistics: BTreeSet<String>,
}

///  A constraint or an index of the new schema under a name of its own, because the old one has its name.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    pub(super) table: TableId,
    pub(super) name: String,
    pub(super) wanted: String,
}

struct Expansion<'a> {
    diff: &'a Diff,
    /// Columns in two forms, by the new table.
    columns: BTreeMap<TableId, Vec<&'a ShadowColumn>>,
    /// Names of tables and of their constraints and indexes. Which of them share a namespace differs by dialect; none is
    /// taken twice.
    taken: BTreeSet<String>,
    out: Expanded,
}

/// Adds to `shadowed` what the new schema has on the columns.
pub(super) fn expanded(diff: &Diff, columns: &[ShadowColumn], shadowed: &Schema) -> Expanded {
    let own = tables(columns);
    let mut expansion = Expansion {
        diff,
        columns: own
            .iter()
            .map(|(pair, own)| (pair.new, own.clone()))
            .collect(),
        taken: names(shadowed),
        out: Expanded {
            schema: shadowed.clone(),
            waiting: Vec::new(),
            keys: Vec::new(),
            statistics: statistics(diff, columns),
        },
    };
    for (pair, own) in own {
        for column in own {
            let is = &mut expansion.out.schema.tables[pair.old.0].columns[column.shadow.0];
            is.nullable = !column.is_required(diff);
        }
        expansion.primary_key(pair);
        expansion.indexes(pair);
        expansion.checks(pair);
    }
    expansion.foreign_keys();
    expansion.out
}

/// The same without what stands in the way: foreign keys of the old forms, and what has a name that is waited for. Those
/// of the new forms stand.
pub(super) fn freed(diff: &Diff, columns: &[ShadowColumn], expanded: &Expanded) -> Schema {
    let mut schema = expanded.schema.clone();
    expanded.uncomment(diff, &mut schema);
    let waiting = expanded.waiting.iter();
    let waiting: BTreeSet<_> = waiting.map(|w| (w.table, w.wanted.as_str())).collect();
    let olds = columns.iter().map(|c| (c.table.old, c.old));
    let olds: BTreeSet<(TableId, ColumnId)> = olds.collect();
    let names = columns.iter();
    let names: BTreeSet<_> = names
        .map(|c| (c.table.old, c.before(diff).name.as_str()))
        .collect();
    let aims = aims(&schema);
    for (id, table) in schema.tables.iter_mut().enumerate() {
        let id = TableId(id);
        let in_the_way = |name: &str| waiting.contains(&(id, name));
        // A foreign key that goes with the rest stands on it until then.
        let held: Vec<_> = (0..table.columns.len())
            .map(ColumnId)
            .filter(|c| aims.contains(&(id, table[*c].name.clone())))
            .filter(|_| diff.dialect.is(Family::MySql))
            .collect();
        let is_held = |index: &Index| index.leading_columns().iter().any(|c| held.contains(c));
        table
            .indexes
            .retain(|index| !in_the_way(&index.name) || is_held(index));
        table.checks.retain(|check| !in_the_way(&check.name));
        table.foreign_keys.retain(|key| {
            let aims = target(key, id).is_some_and(|target| {
                let mut columns = key.target_columns.iter();
                columns.any(|name| names.contains(&(target, name.as_str())))
            });
            let old = diff.dialect.is(Family::Postgres)
                && (aims || key.columns.iter().any(|c| olds.contains(&(id, *c))));
            !old && !in_the_way(&key.name)
        });
    }
    schema
}

/// The columns that foreign keys lead to.
pub(super) fn aims(schema: &Schema) -> BTreeSet<(TableId, String)> {
    let tables = schema.tables.iter().enumerate();
    let keys = tables.flat_map(|(id, table)| table.foreign_keys.iter().map(move |key| (id, key)));
    keys.filter_map(|(id, key)| Some((target(key, TableId(id))?, key)))
        .flat_map(|(id, key)| {
            key.target_columns
                .iter()
                .map(move |name| (id, name.clone()))
        })
        .collect()
}

const fn target(key: &ForeignKey, owner: TableId) -> Option<TableId> {
    match key.target {
        Target::Own => Some(owner),
        Target::Table(id) => Some(id),
        Target::Path(_) => None,
    }
}

impl Expansion<'_> {
    fn new_table(&self, pair: TablePair) -> &Table {
        &self.diff.new[pair.new]
    }

    /// Where a column of the new table stands on the way; `None` for one that comes later.
    fn place(&self, pair: TablePair, new: ColumnId) -> Option<ColumnId> {
        match self.own(pair).find(|c| c.new == new) {
            Some(column) => Some(column.shadow),
            None => origin(self.diff, pair, new),
        }
    }

    fn places(&self, pair: TablePair, new: &[ColumnId]) -> Option<Vec<ColumnId>> {
        new.iter().map(|c| self.place(pair, *c)).collect()
    }

    fn has_shadow(&self, pair: TablePair, new: ColumnId) -> bool {
        self.own(pair).any(|c| c.new == new)
    }

    /// The columns of a table that stand in two forms.
    fn own(&self, pair: TablePair) -> impl Iterator<Item = &ShadowColumn> {
        self.columns.get(&pair.new).into_iter().flatten().copied()
    }

    /// A text of the new table under the names on the way.
    fn text(&self, pair: TablePair, sql: &Sql) -> Sql {
        let dialect = self.diff.dialect;
        let Some(text) = sql.get(dialect) else {
            return sql.clone();
        };
        let anew = |name: &str| {
            let same = |c: &&ShadowColumn| {
                let own = &c.after(self.diff).name;
                match dialect.family() {
                    Family::Postgres => own == name,
                    _ => own.eq_ignore_ascii_case(name),
                }
            };
            let mut own = self.own(pair);
            own.find(same).map(|c| erd_ddl::quote(dialect, &c.name))
        };
        Sql {
            any: None,
            by_dialect: vec![(dialect, renamed(text, dialect, &anew))],
        }
    }

    /// Whether a constraint comes with the rest: MySQL and MariaDB cannot give it another name without adding it again.
    fn is_late(&self, name: &str) -> bool {
        self.diff.dialect.is(Family::MySql) && self.taken.contains(name)
    }

    /// The name of a constraint or an index, or a temporary one.
    fn name(&mut self, pair: TablePair, wanted: &str) -> String {
        if self.taken.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        let name = self.free(wanted);
        self.out.waiting.push(Waiting {
            table: pair.old,
            name: name.clone(),
            wanted: wanted.to_owned(),
        });
        name
    }

    /// A name that nothing has, and that is taken from then on.
    fn free(&mut self, wanted: &str) -> String {
        let mut name = naming::fit(&format!("{wanted}_erd"));
        while !self.taken.insert(name.clone()) {
            name = naming::fit(&format!("{name}_"));
        }
        name
    }

    fn primary_key(&mut self, pair: TablePair) {
        let Some(key) = self.new_table(pair).primary_key.clone() else {
            return;
        };
        if !key.columns.iter().any(|c| self.has_shadow(pair, *c)) {
            return;
        }
        let Some(columns) = self.places(pair, &key.columns) else {
            return;
        };
        let name = self.free(&key.name);
        let index = Index::new(name.clone(), IndexKind::Unique, columns);
        self.out.schema.tables[pair.old.0].indexes.push(index);
        self.out.keys.push((pair.old, name));
    }

    fn indexes(&mut self, pair: TablePair) {
        for i in 0..self.new_table(pair).indexes.len() {
            let table = self.new_table(pair);
            let all = element_columns(table, Element::Index(i));
            if !all.iter().any(|c| self.has_shadow(pair, *c)) {
                continue;
            }
            // A foreign key of the old form may stand on the index that has the name.
            let keyed = |c: &&ShadowColumn| {
                let mut keys = self.diff.old[pair.old].foreign_keys.iter();
                all.contains(&c.new) && keys.any(|k| k.columns.contains(&c.old))
            };
            if self.is_late(&table.indexes[i].name) && self.own(pair).any(|c| keyed(&c)) {
                continue;
            }
            let mut index = table.indexes[i].clone();
            let Some(keys) = self.keys(pair, &index.keys) else {
                continue;
            };
            let Some(include) = self.places(pair, &index.include) else {
                continue;
            };
            index.keys = keys;
            index.include = include;
            index.predicate = self.text(pair, &index.predicate);
            index.name = self.name(pair, &index.name);
            self.out.schema.tables[pair.old.0].indexes.push(index);
        }
    }

    fn keys(&self, pair: TablePair, keys: &[IndexKey]) -> Option<Vec<IndexKey>> {
        let each = keys.iter().map(|key| {
            let mut key = key.clone();
            key.part = match &key.part {
                KeyPart::Column(column) => KeyPart::Column(self.place(pair, *column)?),
                KeyPart::Expression(sql) => KeyPart::Expression(self.text(pair, sql)),
            };
            Some(key)
        });
        each.collect()
    }

    fn checks(&mut self, pair: TablePair) {
        for i in 0..self.new_table(pair).checks.len() {
            let mut check = self.new_table(pair).checks[i].clone();
            let speaks = |column: &ShadowColumn| {
                let name = &column.after(self.diff).name;
                check.sql.texts().any(|text| mentions(text, name))
            };
            if !self.own(pair).any(speaks) {
                continue;
            }
            // One that speaks of columns that come later comes with them.
            let table = self.new_table(pair);
            let later = (0..table.columns.len()).map(ColumnId).any(|c| {
                self.place(pair, c).is_none()
                    && check.sql.texts().any(|text| mentions(text, &table[c].name))
            });
            if later {
                continue;
            }
            if self.is_late(&check.name) {
                continue;
            }
            // One in the line of its column has the column's name.
            let in_line = check.column.filter(|c| table[*c].name == check.name);
            let in_line = in_line.filter(|_| self.diff.dialect.has(Capability::ChecksAtColumns));
            let line = in_line.and_then(|c| self.place(pair, c));
            check.sql = self.text(pair, &check.sql);
            check.column = check.column.and_then(|c| self.place(pair, c));
            check.name = match line {
                Some(line) => self.out.schema[pair.old][line].name.clone(),
                None => self.name(pair, &check.name),
            };
            self.out.schema.tables[pair.old.0].checks.push(check);
        }
    }

    /// Those of columns in two forms, and those that point at one.
    fn foreign_keys(&mut self) {
        let mid = crate::plan::middle::middle(self.diff);
        let mids = by_path(&mid);
        let find = |table: &Table| mids.get(&table.path()).copied();
        for (new_id, table) in self.diff.new.tables.iter().enumerate() {
            let new_id = TableId(new_id);
            let Some(old_id) = find(table) else {
                continue;
            };
            let pair = TablePair {
                old: old_id,
                new: new_id,
            };
            for key in &table.foreign_keys {
                let Some(to) = target(key, new_id) else {
                    continue;
                };
                let Some(parent) = find(&self.diff.new[to]) else {
                    continue;
                };
                let aims = |name: &String| {
                    let mut all = self.columns.get(&to).into_iter().flatten().copied();
                    all.find(|c| c.after(self.diff).name == *name)
                };
                let synced = key.columns.iter().any(|c| self.has_shadow(pair, *c));
                if !synced && !key.target_columns.iter().any(|name| aims(name).is_some()) {
                    continue;
                }
                if self.is_late(&key.name) {
                    continue;
                }
                let mut own = key.clone();
                own.target_columns = key
                    .target_columns
                    .iter()
                    .map(|name| aims(name).map_or_else(|| name.clone(), |c| c.name.clone()))
                    .collect();
                // A column that is renamed in place has its name with the rest.
                let there = |name: &String| self.out.schema[parent].find_column(name).is_some();
                if !own.target_columns.iter().all(there) {
                    continue;
                }
                let (Some(columns), Some(set)) = (
                    self.places(pair, &key.columns),
                    self.places(pair, &key.set_columns),
                ) else {
                    continue;
                };
                own.columns = columns;
                own.set_columns = set;
                own.target = if parent == old_id {
                    Target::Own
                } else {
                    Target::Table(parent)
                };
                own.name = self.name(pair, &key.name);
                self.out.schema.tables[old_id.0].foreign_keys.push(own);
            }
        }
    }
}

/// The names of all tables, their constraints and their indexes.
fn names(schema: &Schema) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for table in &schema.tables {
        all.insert(table.name.clone());
        let parts = parts(table);
        all.extend(
            parts
                .iter()
                .map(|element| element_name(table, *element).to_owned()),
        );
    }
    all
}

/// All constraints and indexes of a table.
fn parts(table: &Table) -> Vec<Element> {
    let mut all: Vec<_> = table
        .primary_key
        .iter()
        .map(|_| Element::PrimaryKey)
        .collect();
    all.extend((0..table.indexes.len()).map(Element::Index));
    all.extend((0..table.checks.len()).map(Element::Check));
    all.extend((0..table.exclusions.len()).map(Element::Exclusion));
    all.extend((0..table.foreign_keys.len()).map(Element::ForeignKey));
    all
}
