//! What goes and comes back although nothing of it differs: a view that reads another that changes, an index that calls a
//! function whose result has another type. PostgreSQL refuses to drop or retype what something uses (rule M59), so its
//! users go first, and theirs before them, and come back in the other order.

mod columns;
mod objects;
mod parts;

pub(super) use objects::replaces;

use crate::diff::{ColumnChange, Part, TablePair, column_type, table_path, uses_enum};
use crate::plan::context::Context;
use crate::plan::uses::{Names, Thing, Uses, reads_columns};
use crate::{Diff, Step};
use erd_core::Dialect;
use erd_core::schema::{ColumnId, ObjectKind, Schema, SqlObject, TableId};
use erd_ddl::expression::Class;
use std::collections::{BTreeMap, BTreeSet};

/// What goes and comes back.
#[derive(Debug, Default)]
pub(super) struct Remade {
    /// Objects that stay as they are: positions in the old and in the new schema.
    pub(super) objects: BTreeMap<usize, usize>,
    /// Old objects that differ and cannot be replaced in place.
    pub(super) apart: BTreeSet<usize>,
    /// Constraints and indexes that stay as they are, old and new.
    pub(super) parts: Vec<(TablePair, Part, Part)>,
    /// Old constraints and indexes that are replaced, and cannot stand beside the new ones.
    pub(super) parts_apart: BTreeSet<(TablePair, Part)>,
    /// Defaults that have to go first, old and new column. The middle schema does not have them.
    pub(super) defaults: Vec<(TablePair, ColumnId, ColumnId)>,
    /// Columns that are computed by something that has to go.
    pub(super) generated: Vec<(TablePair, ColumnId)>,
    /// Columns that stay, old and new, of a type that is no enum and is made anew: the old type's position.
    pub(super) typed: Vec<(TablePair, [ColumnId; 2], usize)>,
    /// Columns that become of another kind, so that no expression on them means anything any more.
    pub(super) recast: BTreeSet<(TableId, ColumnId)>,
}

impl Remade {
    /// The new one of an object that goes and comes back.
    pub(super) fn new_of(context: &Context<'_>, old: usize) -> Option<usize> {
        let kept = context.remade.objects.get(&old).copied();
        kept.or_else(|| {
            context.diff.steps.iter().find_map(|step| match step {
                Step::ReplaceObject { old: o, new } if *o == old => Some(*new),
                _ => None,
            })
        })
    }

    /// Whether a constraint or an index goes and comes back.
    pub(super) fn has_part(&self, table: TablePair, part: Part) -> bool {
        self.parts
            .iter()
            .any(|(pair, old, _)| (*pair, *old) == (table, part))
    }

    /// Whether columns have it, so that it cannot go before the new one is there.
    pub(super) fn is_typed(&self, object: usize) -> bool {
        self.typed.iter().any(|(_, _, ty)| *ty == object)
    }
}

/// Finds what goes and comes back.
pub(super) fn find(diff: &Diff, mid: &Schema, names: &Names<'_>) -> Remade {
    if diff.dialect != Dialect::Postgres {
        return Remade::default();
    }
    let mut search = Search {
        diff,
        mid,
        names,
        gone: BTreeSet::new(),
        retyped: BTreeSet::new(),
        anew: BTreeSet::new(),
        found: Remade::default(),
    };
    search.start();
    let uses: Vec<Uses> = (0..diff.old.objects.len())
        .map(|i| names.of_object(i))
        .collect();
    search.close(&uses);
    for pair in pairs(diff, mid) {
        search.parts(pair);
        search.columns(pair);
    }
    search.comments();
    search.objects();
    search.found
}

struct Search<'a> {
    diff: &'a Diff,
    /// The old schema under the new names.
    mid: &'a Schema,
    names: &'a Names<'a>,
    gone: BTreeSet<Thing>,
    /// Columns whose type changes.
    retyped: BTreeSet<(TableId, ColumnId)>,
    /// Columns that go, and come back under their name with another expression.
    anew: BTreeSet<(TableId, ColumnId)>,
    found: Remade,
}

impl Search<'_> {
    /// What the steps say.
    fn start(&mut self) {
        for step in &self.diff.steps {
            match step {
                Step::DropObject { old } => {
                    self.gone.insert(Thing::Object(*old));
                }
                Step::ReplaceObject { old, new } => {
                    let (before, after) =
                        (&self.diff.old.objects[*old], &self.diff.new.objects[*new]);
                    if !replaces(before, after, self.diff.dialect) {
                        self.gone.insert(Thing::Object(*old));
                        self.found.apart.insert(*old);
                    }
                }
                Step::DropTable { table } => {
                    self.gone.insert(Thing::Table(*table));
                }
                Step::DropColumn { table, column } => {
                    self.gone.insert(Thing::Column(table.old, *column));
                }
                Step::DropEnum { old } => {
                    self.gone.insert(Thing::Enum(*old));
                }
                Step::ReplaceEnum { old, .. } => {
                    self.gone.insert(Thing::Enum(*old));
                    self.recast_enum(*old);
                }
                Step::AlterColumn {
                    table,
                    old,
                    new,
                    changes,
                } => {
                    self.alter(*table, *old, *new, changes);
                }
                _ => {}
            }
        }
    }

    fn recast_enum(&mut self, ty: usize) {
        let key = self.diff.old.enums[ty].key();
        for (t, table) in self.diff.old.tables.iter().enumerate() {
            for (c, column) in table.columns.iter().enumerate() {
                if uses_enum(&column.ty, &key) {
                    self.retyped.insert((TableId(t), ColumnId(c)));
                    self.found.recast.insert((TableId(t), ColumnId(c)));
                }
            }
        }
    }

    fn alter(&mut self, table: TablePair, old: ColumnId, new: ColumnId, changes: &[ColumnChange]) {
        if changes.contains(&ColumnChange::Generated) {
            self.gone.insert(Thing::Column(table.old, old));
            self.found.recast.insert((table.old, old));
            self.anew.insert((table.old, old));
        }
        if changes.contains(&ColumnChange::Type) || changes.contains(&ColumnChange::Collation) {
            self.retyped.insert((table.old, old));
            let from = column_type(&self.diff.old[table.old][old], self.diff.dialect);
            let to = column_type(&self.diff.new[table.new][new], self.diff.dialect);
            if is_recast(&from, &to) {
                self.found.recast.insert((table.old, old));
            }
        }
    }

    /// Adds users of what goes until nothing is left that uses it.
    fn close(&mut self, uses: &[Uses]) {
        loop {
            self.retype_users();
            let mut more = Vec::new();
            for (i, object) in self.diff.old.objects.iter().enumerate() {
                let thing = Thing::Object(i);
                if !self.gone.contains(&thing)
                    && object.exists_on(self.diff.dialect)
                    && object.kind != ObjectKind::Namespace
                    && uses[i].bound.iter().any(|used| self.goes(*used, object))
                {
                    more.push(thing);
                }
            }
            if more.is_empty() {
                return;
            }
            self.gone.extend(more);
        }
    }

    /// Columns of a type that goes become of another.
    fn retype_users(&mut self) {
        let is_object = |thing: &Thing| matches!(thing, Thing::Object(_));
        if !self.gone.iter().any(is_object) {
            return;
        }
        for (t, table) in self.diff.old.tables.iter().enumerate() {
            for (c, column) in table.columns.iter().enumerate() {
                let text = column.sql_type.get(self.diff.dialect).unwrap_or_default();
                let types = self.names.of_text(text);
                if types
                    .iter()
                    .any(|ty| is_object(ty) && self.gone.contains(ty))
                {
                    self.retyped.insert((TableId(t), ColumnId(c)));
                    self.found.recast.insert((TableId(t), ColumnId(c)));
                }
            }
        }
    }

    fn goes(&self, used: Thing, by: &SqlObject) -> bool {
        let retyped = match used {
            Thing::Column(table, column) => self.retyped.contains(&(table, column)),
            _ => false,
        };
        self.gone.contains(&used) || (retyped && reads_columns(by.kind))
    }
}

/// Whether a column of that type becomes of another kind: neither an expression nor a foreign key outlives it.
pub(super) fn is_recast(from: &str, to: &str) -> bool {
    let classes = [from, to].map(Class::of);
    classes[0] != classes[1] || (classes[0] == Class::Other && from != to)
}

/// Tables in both schemas.
fn pairs(diff: &Diff, mid: &Schema) -> Vec<TablePair> {
    let dropped: BTreeSet<TableId> = diff
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::DropTable { table } => Some(*table),
            _ => None,
        })
        .collect();
    let new: BTreeMap<String, usize> = diff
        .new
        .tables
        .iter()
        .enumerate()
        .map(|(i, table)| (table_path(table), i))
        .collect();
    let all = mid.tables.iter().enumerate().filter_map(|(i, table)| {
        let new = new.get(&table_path(table))?;
        Some(TablePair {
            old: TableId(i),
            new: TableId(*new),
        })
    });
    all.filter(|pair| !dropped.contains(&pair.old)).collect()
}
