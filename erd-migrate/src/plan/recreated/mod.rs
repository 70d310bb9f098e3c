//! Dependents that are recreated although nothing of them differs: a view that reads another that changes, an index that calls a
//! function whose result has another type. PostgreSQL refuses to drop or retype what something uses (rule M59), so its
//! users go first, and theirs before them, and come back in the other order.

mod columns;
mod elements;
mod families;
mod objects;

pub(super) use families::{Family, Replaced};
pub(super) use objects::replaces;

use crate::diff::{ColumnChange, Element, TablePair, by_path, column_type, uses_enum};

use crate::plan::held::reads_columns;
use crate::plan::postgres::checked;
use crate::plan::steps::Steps;
use crate::plan::uses::{Names, Thing, Uses};
use crate::{Diff, Step};
use erd_core::Capability;
use erd_core::schema::{ColumnId, KeyPart, ObjectKind, Schema, TableId};
use erd_ddl::expression::Class;
use std::collections::{BTreeMap, BTreeSet};

/// What goes and comes back.
#[derive(Debug, Default)]
pub(super) struct Recreated {
    /// Objects that stay as they are: positions in the old and in the new schema.
    pub(super) objects: BTreeMap<usize, usize>,
    /// Old objects that differ and cannot be replaced in place.
    pub(super) apart: BTreeSet<usize>,
    /// Constraints and indexes that stay as they are, old and new.
    pub(super) elements: Vec<(TablePair, Element, Element)>,
    /// Old constraints and indexes that are replaced, and cannot stand beside the new ones.
    pub(super) parts_apart: BTreeSet<(TablePair, Element)>,
    /// Defaults that have to go first, old and new column. The middle schema does not have them.
    pub(super) defaults: Vec<(TablePair, ColumnId, ColumnId)>,
    /// Columns of another type that others are computed from, table by table.
    pub(super) computed: BTreeMap<TablePair, Computed>,
    /// Columns, old and new, that are computed by something that has to go, or from a column whose type does.
    pub(super) generated: BTreeSet<(TablePair, ColumnId, ColumnId)>,
    /// Columns that stay, old and new, of a type that is no enum and is made anew: the old type's position.
    pub(super) typed: Vec<(TablePair, [ColumnId; 2], usize)>,
    /// Types that are replaced together.
    pub(super) families: Vec<Family>,
    /// Domains whose checks go and come, old and new.
    pub(super) checked: BTreeMap<usize, usize>,
    /// Old objects that speak of what goes: the checks of such a domain go and come although they are the same.
    pub(super) called: BTreeSet<usize>,
    /// Columns that become of another kind, so that no expression on them means anything any more.
    pub(super) recast: BTreeSet<(TableId, ColumnId)>,
    /// Columns that get or had the collation that a key of an index on them states. The server makes the index anew with the
    /// column, and no longer knows then that it was stated (seen on PostgreSQL 15.20 and 18.4).
    pub(super) recollated: BTreeSet<(TableId, ColumnId)>,
}

/// Columns of a table that become of another type, and the columns that are computed from them before or after.
#[derive(Debug, Default)]
pub(super) struct Computed {
    /// Old and new column, whose type changes.
    pub(super) bases: Vec<(ColumnId, ColumnId)>,
    /// Old and new column that is computed.
    pub(super) columns: BTreeSet<(ColumnId, ColumnId)>,
}

impl Recreated {
    /// Whether a constraint or an index goes and comes back.
    pub(super) fn has_element(&self, table: TablePair, element: Element) -> bool {
        // They are found table by table.
        let first = self.elements.partition_point(|(pair, ..)| *pair < table);
        let own = self.elements[first..].iter();
        own.take_while(|(pair, ..)| *pair == table)
            .any(|(_, old, _)| *old == element)
    }

    /// Whether columns have it, so that it cannot go before the new one is there, or it stays but for its checks.
    pub(super) fn stays_in_place(&self, object: usize) -> bool {
        let mut types = self.families.iter().flat_map(|family| &family.orders[0]);
        self.checked.contains_key(&object)
            || types.any(|ty| matches!(ty, Replaced::Object { old, .. } if *old == object))
    }
}

/// Finds what goes and comes back.
pub(super) fn find(diff: &Diff, steps: &Steps<'_>, mid: &Schema, names: &Names<'_>) -> Recreated {
    if !diff.dialect.has(Capability::Dependencies) {
        return Recreated::default();
    }
    let mut search = Search {
        diff,
        steps,
        mid,
        names,
        gone: BTreeSet::new(),
        retyped: BTreeSet::new(),
        anew: BTreeSet::new(),
        rebased: BTreeSet::new(),
        found: Recreated::default(),
    };
    search.start();
    search.computed();
    let uses: Vec<Uses> = (0..diff.old.objects.len())
        .map(|i| names.of_object(i))
        .collect();
    search.close(&uses);
    let checked = &search.found.checked;
    search
        .gone
        .retain(|thing| !matches!(thing, Thing::Object(old) if checked.contains_key(old)));
    for pair in pairs(diff, steps, mid) {
        search.elements(pair);
        search.columns(pair);
    }
    search.comments();
    search.objects();
    search.families();
    search.found
}

/// Columns by what they speak of.
type Columns = BTreeMap<Thing, Vec<(TableId, ColumnId)>>;

struct Search<'a> {
    diff: &'a Diff,
    steps: &'a Steps<'a>,
    /// The old schema under the new names.
    mid: &'a Schema,
    names: &'a Names<'a>,
    gone: BTreeSet<Thing>,
    /// Columns whose type changes.
    retyped: BTreeSet<(TableId, ColumnId)>,
    /// Columns that go, and come back under their name with another expression.
    anew: BTreeSet<(TableId, ColumnId)>,
    /// Objects that are made of a type which is replaced: a domain over it does not stay.
    rebased: BTreeSet<usize>,
    found: Recreated,
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
        if changes.contains(&ColumnChange::Collation) {
            let columns = [
                &self.diff.old[table.old][old],
                &self.diff.new[table.new][new],
            ];
            let own = columns.map(|column| column.collation.get(self.diff.dialect));
            let indexes = self.diff.old[table.old].indexes.iter();
            let mut keys = indexes.flat_map(|index| &index.keys);
            if keys.any(|key| {
                let stated = key.collation.as_deref();
                key.part == KeyPart::Column(old) && stated.is_some() && own.contains(&stated)
            }) {
                self.found.recollated.insert((table.old, old));
            }
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
        let mut dependents: BTreeMap<Thing, Vec<usize>> = BTreeMap::new();
        for (i, object) in self.diff.old.objects.iter().enumerate() {
            if object.exists_on(self.diff.dialect) && object.kind != ObjectKind::Namespace {
                for used in &uses[i].bound {
                    dependents.entry(*used).or_default().push(i);
                }
            }
        }
        let mut columns: Option<Columns> = None;
        let mut computed: Option<Columns> = None;
        let mut gone: Vec<Thing> = self.gone.iter().copied().collect();
        gone.retain(|thing| !self.is_checked(*thing));
        let mut retyped: Vec<(TableId, ColumnId)> = self.retyped.iter().copied().collect();
        loop {
            if let Some(thing) = gone.pop() {
                for dependent in dependents.get(&thing).into_iter().flatten() {
                    let rebases = self.is_type(thing) && self.rebased.insert(*dependent);
                    let was_checked = rebases && self.found.checked.remove(dependent).is_some();
                    self.found.called.insert(*dependent);
                    let dependent = Thing::Object(*dependent);
                    let goes = self.gone.insert(dependent) || was_checked;
                    if goes && !self.is_checked(dependent) {
                        gone.push(dependent);
                    }
                }
                if !matches!(thing, Thing::Object(_)) {
                    continue;
                }
                // Columns of a type that goes become of another.
                let computed = computed.get_or_insert_with(|| self.computed_by());
                for column in computed.get(&thing).into_iter().flatten() {
                    gone.extend(self.computed_anew(*column));
                }
                let columns = columns.get_or_insert_with(|| self.columns_by_type());
                for column in columns.get(&thing).into_iter().flatten() {
                    self.found.recast.insert(*column);
                    if self.retyped.insert(*column) {
                        retyped.push(*column);
                    }
                }
            } else if let Some((table, column)) = retyped.pop() {
                let readers = dependents.get(&Thing::Column(table, column));
                for reader in readers.into_iter().flatten() {
                    let reads = reads_columns(self.diff.old.objects[*reader].kind);
                    let reader = Thing::Object(*reader);
                    if reads && self.gone.insert(reader) {
                        gone.push(reader);
                    }
                }
                for column in self.computed_from(table, column) {
                    gone.extend(self.computed_anew(column));
                }
            } else {
                return;
            }
        }
    }

    /// Whether columns and other types can be of it.
    fn is_type(&self, thing: Thing) -> bool {
        match thing {
            Thing::Enum(_) => true,
            Thing::Object(old) => families::is_type(&self.diff.old.objects[old]),
            Thing::Table(_) | Thing::Column(..) => false,
        }
    }

    /// Whether a domain stays, and only its checks go and come. What has the domain stays as it is.
    fn is_checked(&mut self, thing: Thing) -> bool {
        let Thing::Object(old) = thing else {
            return false;
        };
        let is_rebased = self.rebased.contains(&old);
        if self.diff.old.objects[old].kind != ObjectKind::Domain || is_rebased {
            return false;
        }
        let key = self.mid.objects[old].key();
        let mut all = self.diff.new.objects.iter();
        let new = all.position(|object| object.key() == key);
        let stays = new.filter(|new| {
            let (before, after) = (&self.diff.old.objects[old], &self.diff.new.objects[*new]);
            // The server checks no values inside of arrays.
            checked::stays(before, after)
                && !(checked::restricts(before, after) && self.is_in_arrays(old))
        });
        if let Some(new) = stays {
            self.found.checked.insert(old, new);
        }
        stays.is_some()
    }

    /// Whether columns are arrays of the type.
    fn is_in_arrays(&self, ty: usize) -> bool {
        let tables = self.diff.old.tables.iter();
        let mut columns = tables.flat_map(|table| &table.columns);
        columns.any(|column| {
            let text = column.sql_type.get(self.diff.dialect).unwrap_or_default();
            text.ends_with(']') && self.names.of_text(text).contains(&Thing::Object(ty))
        })
    }

    /// The columns of the types that their spellings speak of.
    fn columns_by_type(&self) -> Columns {
        let mut all = Columns::new();
        for (t, table) in self.diff.old.tables.iter().enumerate() {
            for (c, column) in table.columns.iter().enumerate() {
                let text = column.sql_type.get(self.diff.dialect).unwrap_or_default();
                for ty in self.names.of_text(text) {
                    all.entry(ty).or_default().push((TableId(t), ColumnId(c)));
                }
            }
        }
        all
    }
}

/// Whether a column of that type becomes of another kind: neither an expression nor a foreign key outlives it.
pub(super) fn is_recast(from: &str, to: &str) -> bool {
    let classes = [from, to].map(Class::of);
    classes[0] != classes[1] || (classes[0] == Class::Other && from != to)
}

/// Tables in both schemas.
fn pairs(diff: &Diff, steps: &Steps<'_>, mid: &Schema) -> Vec<TablePair> {
    let new = by_path(&diff.new);
    let all = mid.tables.iter().enumerate().filter_map(|(i, table)| {
        Some(TablePair {
            old: TableId(i),
            new: *new.get(&table.path())?,
        })
    });
    all.filter(|pair| !steps.dropped.contains(&pair.old))
        .collect()
}
