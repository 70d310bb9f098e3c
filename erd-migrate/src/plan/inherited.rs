//! Tables that inherit others (PostgreSQL). ALTER TABLE does to the tables that inherit one what it does to that one, and
//! refuses the same a second time: what a table has from another comes, changes and goes with the other's. Where the two are
//! not to be the same, `ONLY` leaves the others alone.

use super::node::Node;
use super::op::Lock;
use super::op_name::{ConstraintKind, OpKind, OpVerb};
use super::resource::{self, Resource};
use super::steps::Steps;
use crate::diff::{ColumnChange, TablePair, column_type};
use crate::{Diff, Step};
use erd_core::schema::{Column, Schema, Table, TableId};
use erd_core::{Dialect, Family};
use std::collections::{BTreeMap, BTreeSet};

/// What happens to a column, by its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Event {
    Add(String),
    Drop(String),
    Rename(String),
    Alter(String, ColumnChange),
}

impl Event {
    fn column(&self) -> &str {
        match self {
            Self::Add(name) | Self::Drop(name) | Self::Rename(name) | Self::Alter(name, _) => name,
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Inherited {
    /// What happens to a table because it happens to one that it inherits.
    carried: BTreeSet<(TablePair, Event)>,
    /// What happens to a table and not to those that inherit it.
    only: BTreeSet<(TablePair, Event)>,
    /// By path, the tables that inherit one, and theirs.
    heirs: BTreeMap<String, BTreeSet<String>>,
    /// Paths of a table and of one that inherits it, with the column that comes, changes or goes in both at once.
    shared: BTreeSet<(String, String, String)>,
}

/// Whether an op of a table reaches those that inherit it.
const fn reaches(kind: OpKind) -> bool {
    use OpKind as K;
    match kind {
        K::AddColumn
        | K::ChangeType
        | K::ChangeTypes
        | K::DropColumn
        | K::DropDefault
        | K::DropExpression
        | K::DropNotNull
        | K::RenameColumns
        | K::ReplaceColumn
        | K::RequireValue
        | K::SetDefault
        | K::SetNotNull
        | K::SetStorage
        | K::ValidateValue
        // ADD CONSTRAINT locks them, whatever it adds (seen on PostgreSQL 15.20 and 18.4).
        | K::Constraint(OpVerb::Add | OpVerb::Attach | OpVerb::Replace, _) => true,
        K::Constraint(OpVerb::Drop | OpVerb::Rename | OpVerb::Validate, kind) => {
            matches!(kind, ConstraintKind::Check)
        }
        _ => false,
    }
}

impl Inherited {
    pub(super) fn new(diff: &Diff, steps: &Steps<'_>, mid: &Schema) -> Self {
        let mut all = Self::default();
        if !diff.dialect.is(Family::Postgres) {
            return all;
        }
        for (ancestor, heir) in lines(diff, mid) {
            let path = |pair: TablePair| diff.new[pair.new].path();
            let heirs = all.heirs.entry(path(ancestor)).or_default();
            heirs.insert(path(heir));
            for step in steps.of(ancestor.old) {
                let line = Line {
                    diff,
                    steps,
                    mid,
                    ancestor,
                    heir,
                };
                let (carried, only) = line.step(step);
                all.carried
                    .extend(carried.into_iter().map(|event| (heir, event)));
                all.only
                    .extend(only.into_iter().map(|event| (ancestor, event)));
            }
        }
        // What one of them does not take part in, the others do for themselves.
        let lines = lines(diff, mid);
        let alone: BTreeSet<(TablePair, Event)> = lines
            .iter()
            .flat_map(|(ancestor, heir)| {
                let only = all.only.iter().filter(move |(pair, _)| pair == ancestor);
                only.map(|(_, event)| (*heir, event.clone()))
            })
            .collect();
        all.carried.retain(|what| !alone.contains(what));
        for (ancestor, heir) in lines {
            let own = all.carried.iter().filter(|(pair, _)| *pair == heir);
            let path = |pair: TablePair| diff.new[pair.new].path();
            all.shared.extend(
                own.map(|(_, event)| (path(ancestor), path(heir), event.column().to_owned())),
            );
        }
        all
    }

    /// Whether it happens to the table with one that it inherits.
    pub(super) fn is_carried(&self, table: TablePair, event: Event) -> bool {
        !self.carried.is_empty() && self.carried.contains(&(table, event))
    }

    /// The changes of a column that do not come from a table that its own inherits.
    pub(super) fn own(
        &self,
        table: TablePair,
        column: &str,
        changes: &[ColumnChange],
    ) -> Vec<ColumnChange> {
        let mut own = changes.to_vec();
        own.retain(|change| !self.is_carried(table, Event::Alter(column.to_owned(), *change)));
        own
    }

    /// Whether it is not to happen to those that inherit the table.
    pub(super) fn only(&self, table: TablePair, event: Event) -> bool {
        !self.only.is_empty() && self.only.contains(&(table, event))
    }

    /// Paths of the tables that inherit one, directly or through others.
    pub(super) fn heirs(&self, path: &str) -> impl Iterator<Item = &str> {
        let all = self.heirs.get(path).into_iter().flatten();
        all.map(String::as_str)
    }

    /// Gives the ops of a table what they do to those that inherit it.
    pub(super) fn spread(&self, nodes: &mut [Node]) {
        if self.heirs.is_empty() {
            return;
        }
        for node in nodes {
            self.reach(node);
            for (ancestor, heir, column) in &self.shared {
                for list in [&mut node.provides, &mut node.removes, &mut node.releases] {
                    let also = list.iter().filter_map(|resource| match resource {
                        Resource::Column(aspect, table, name)
                            if table == ancestor && name == column =>
                        {
                            Some(aspect.of(heir, column))
                        }
                        Resource::Names(table) if table == ancestor => Some(resource::names(heir)),
                        Resource::OldNames(table) if table == ancestor => {
                            Some(resource::old_names(heir))
                        }
                        _ => None,
                    });
                    let also: Vec<_> = also.collect();
                    list.extend(also);
                }
            }
        }
    }

    /// The tables that an op reaches are locked, read and written as the one that it names is.
    fn reach(&self, node: &mut Node) {
        let op = &mut node.op;
        let reaches = reaches(op.name.kind) && !node.only;
        let Some(heirs) = self.heirs.get(&node.table).filter(|_| reaches) else {
            return;
        };
        let own: Vec<_> = op
            .locks
            .iter()
            .filter(|lock| lock.table == node.table)
            .cloned()
            .collect();
        for heir in heirs {
            op.locks.extend(own.iter().map(|lock| Lock {
                table: heir.clone(),
                mode: lock.mode,
            }));
            for tables in [&mut op.rewrites, &mut op.scans] {
                if tables.contains(&node.table) {
                    tables.push(heir.clone());
                }
            }
        }
        op.locks.sort();
        op.locks.dedup();
    }
}

/// Each table in both schemas with each that inherits it, directly or through others, before and after.
fn lines(diff: &Diff, mid: &Schema) -> Vec<(TablePair, TablePair)> {
    let mut parents: BTreeMap<TablePair, Vec<TablePair>> = BTreeMap::new();
    let pair = |schema: Option<&str>, name: &str| {
        Some(TablePair {
            old: mid.find_table(schema, name)?,
            new: diff.new.find_table(schema, name)?,
        })
    };
    for table in diff
        .new
        .tables
        .iter()
        .filter(|t| !t.options.inherits.is_empty())
    {
        let Some(own) = pair(table.schema.as_deref(), &table.name) else {
            continue;
        };
        let before = &mid[own.old].options.inherits;
        let both = table
            .options
            .inherits
            .iter()
            .filter(|name| before.contains(name));
        let both = both.filter_map(|name| pair(name.schema.as_deref(), &name.name));
        parents.entry(own).or_default().extend(both);
    }
    let mut all = Vec::new();
    for heir in parents.keys() {
        let (mut seen, mut open) = (BTreeSet::new(), vec![*heir]);
        while let Some(at) = open.pop() {
            for parent in parents.get(&at).into_iter().flatten() {
                if seen.insert(*parent) {
                    open.push(*parent);
                    all.push((*parent, *heir));
                }
            }
        }
    }
    all
}

/// A table, and one that inherits it.
struct Line<'a> {
    diff: &'a Diff,
    steps: &'a Steps<'a>,
    mid: &'a Schema,
    ancestor: TablePair,
    heir: TablePair,
}

impl Line<'_> {
    fn column<'t>(table: &'t Table, name: &str) -> Option<&'t Column> {
        table.columns.iter().find(|column| column.name == name)
    }

    fn tables(&self, pair: TablePair) -> [&Table; 2] {
        let (mid, new): (TableId, TableId) = (pair.old, pair.new);
        [&self.mid[mid], &self.diff.new[new]]
    }

    /// What a step of the one makes happen to the other, and what must not.
    fn step(&self, step: &Step) -> (Vec<Event>, Vec<Event>) {
        let [mid, new] = self.tables(self.ancestor);
        let [heir_mid, heir_new] = self.tables(self.heir);
        let mut own = self.steps.of(self.heir.old);
        let none = (Vec::new(), Vec::new());
        match step {
            Step::AddColumn { column, .. } => {
                let parent = &new[*column];
                let same = own.any(|step| {
                    matches!(step, Step::AddColumn { column, .. } if erd_ddl::is_inherited(&heir_new[*column], parent))
                });
                if same {
                    (vec![Event::Add(parent.name.clone())], Vec::new())
                } else {
                    none
                }
            }
            Step::DropColumn { column, .. } => {
                let parent = &mid[*column];
                let event = Event::Drop(parent.name.clone());
                let same = own.any(|step| {
                    matches!(step, Step::DropColumn { column, .. } if erd_ddl::is_inherited(&heir_mid[*column], parent))
                });
                if same {
                    (vec![event], Vec::new())
                } else if Self::column(heir_new, &parent.name).is_some() {
                    (Vec::new(), vec![event])
                } else {
                    none
                }
            }
            Step::RenameColumn { new: column, .. } => {
                let name = &new[*column].name;
                let same = own.any(|step| {
                    matches!(step, Step::RenameColumn { new: column, .. } if heir_new[*column].name == *name)
                });
                if same {
                    (vec![Event::Rename(name.clone())], Vec::new())
                } else {
                    none
                }
            }
            Step::AlterColumn {
                old: before,
                new: after,
                changes,
                ..
            } => {
                let (was, is) = (&mid[*before], &new[*after]);
                let pair = Self::column(heir_mid, &is.name).zip(Self::column(heir_new, &is.name));
                let Some((heir_was, heir_is)) = pair else {
                    return none;
                };
                let reaching = changes.iter().copied().filter(|change| {
                    use ColumnChange::{Collation, Default, Generated, Nullable, Storage, Type};
                    matches!(
                        change,
                        Type | Collation | Default | Generated | Nullable | Storage
                    )
                });
                let (same, other): (Vec<_>, Vec<_>) = reaching.partition(|change| {
                    is_alike(was, heir_was, *change) && is_alike(is, heir_is, *change)
                });
                let event = |change| Event::Alter(is.name.clone(), change);
                (
                    same.into_iter().map(event).collect(),
                    other.into_iter().map(event).collect(),
                )
            }
            _ => none,
        }
    }
}

/// Whether two columns are the same in what a change is about.
fn is_alike(a: &Column, b: &Column, change: ColumnChange) -> bool {
    let dialect = Dialect::Postgres;
    match change {
        ColumnChange::Type => column_type(a, dialect) == column_type(b, dialect),
        ColumnChange::Collation => a.collation == b.collation,
        ColumnChange::Default => a.default.get(dialect) == b.default.get(dialect),
        ColumnChange::Generated => a.generated == b.generated,
        ColumnChange::Nullable => a.nullable == b.nullable,
        _ => a.storage == b.storage,
    }
}
