//! What goes and comes back although nothing of it differs: a view that reads another that changes, an index that calls a
//! function whose result has another type. PostgreSQL refuses to drop or retype what something uses (rule M59), so its
//! users go first, and theirs before them, and come back in the other order.

use super::context::Context;
use super::uses::{Names, Thing, Uses, reads_columns};
use crate::diff::{ColumnChange, Part, TablePair, column_type, part_name, table_path, uses_enum};
use crate::{Diff, Step};
use erd_core::Dialect;
use erd_core::schema::{ColumnId, KeyPart, ObjectKind, Schema, SqlObject, Table, TableId};
use erd_ddl::expression::{Class, Word, identifiers, words};
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

    /// A comment on a constraint or an index goes with it.
    fn comments(&mut self) {
        let diff = self.diff;
        let replaced = diff.steps.iter().filter_map(|step| match step {
            Step::ReplacePart { table, old, .. } => Some((table.old, *old)),
            _ => None,
        });
        let remade = self
            .found
            .parts
            .iter()
            .map(|(pair, old, _)| (pair.old, *old));
        let parts: Vec<_> = replaced.chain(remade).collect();
        for (i, object) in diff.old.objects.iter().enumerate() {
            // INDEX by_name, CONSTRAINT positive ON ranks
            let names = identifiers(&object.name, diff.dialect);
            let has = |name: &str| names.iter().any(|other| other == name);
            let is_on = |(table, part): &(TableId, Part)| {
                let table = &diff.old[*table];
                has(part_name(table, *part)) && (has("index") || has(&table.name))
            };
            if object.kind == ObjectKind::Comment && parts.iter().any(is_on) {
                self.gone.insert(Thing::Object(i));
            }
        }
    }

    /// Objects that no step speaks of, or whose step would replace them in place.
    fn objects(&mut self) {
        let mut told = BTreeSet::new();
        for step in &self.diff.steps {
            match step {
                Step::DropObject { old } => {
                    told.insert(*old);
                }
                Step::ReplaceObject { old, .. } => {
                    told.insert(*old);
                    if self.gone.contains(&Thing::Object(*old)) {
                        self.found.apart.insert(*old);
                    }
                }
                _ => {}
            }
        }
        let new: BTreeMap<String, usize> = self
            .diff
            .new
            .objects
            .iter()
            .enumerate()
            .map(|(i, object)| (object.key(), i))
            .collect();
        for thing in &self.gone {
            if let Thing::Object(old) = thing
                && !told.contains(old)
                && let Some(new) = new.get(&self.mid.objects[*old].key())
            {
                self.found.objects.insert(*old, *new);
            }
        }
    }

    /// Whether an expression speaks of what goes, or of one of the columns.
    fn speaks(&self, text: &str, table: TableId, columns: &BTreeSet<(TableId, ColumnId)>) -> bool {
        let things = self.names.of_text(text);
        let names_it = |column: ColumnId| {
            let name = &self.diff.old[table][column].name;
            self.names.names_column(text, name)
        };
        things.iter().any(|thing| self.gone.contains(thing))
            || columns
                .iter()
                .any(|(owner, column)| *owner == table && names_it(*column))
    }

    fn parts(&mut self, pair: TablePair) {
        let (mid, new) = (&self.mid[pair.old], &self.diff.new[pair.new]);
        for part in expressive(&self.diff.old[pair.old]) {
            match self.step_of(pair, part) {
                Some(Step::DropPart { .. }) => {}
                Some(Step::ReplacePart { .. }) => {
                    // Under another type the old expression may be another one, and a foreign key the same.
                    let columns = if matches!(part, Part::ForeignKey(_)) {
                        &self.found.recast
                    } else {
                        &self.retyped
                    };
                    if self.uses(pair, part, columns) {
                        self.found.parts_apart.insert((pair, part));
                    }
                }
                _ if self.uses(pair, part, &self.found.recast) => {
                    if let Some(after) = same_part(new, part, part_name(mid, part)) {
                        self.found.parts.push((pair, part, after));
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether a part has something that goes or one of the columns in an expression, or one of them in a foreign key.
    fn uses(&self, pair: TablePair, part: Part, columns: &BTreeSet<(TableId, ColumnId)>) -> bool {
        let table = &self.diff.old[pair.old];
        let dialect = self.diff.dialect;
        let speaks = |text: &str| self.speaks(text, pair.old, columns);
        let anew = |column: &ColumnId| self.anew.contains(&(pair.old, *column));
        match part {
            Part::PrimaryKey => false,
            Part::Check(i) => table.checks[i].sql.get(dialect).is_some_and(speaks),
            Part::Exclusion(i) => speaks(&table.exclusions[i].definition),
            Part::ForeignKey(i) => {
                let key = &table.foreign_keys[i];
                let own = key.columns.iter().map(|c| (pair.old, *c));
                let target = Context::target(&self.diff.old, pair.old, key);
                let others = target.into_iter().flat_map(|(id, parent)| {
                    let names = key.target_columns.iter();
                    let places = names.filter_map(|name| {
                        let mut all = parent.columns.iter();
                        all.position(|c| c.name == *name).map(ColumnId)
                    });
                    places.map(move |column| (id, column))
                });
                own.chain(others).any(|column| columns.contains(&column))
            }
            Part::Index(i) => {
                let index = &table.indexes[i];
                let mut keys = index.keys.iter();
                keys.any(|key| match &key.part {
                    KeyPart::Expression(sql) => sql.get(dialect).is_some_and(speaks),
                    KeyPart::Column(column) => anew(column),
                }) || index.include.iter().any(anew)
                    || index.predicate.get(dialect).is_some_and(speaks)
            }
        }
    }

    fn step_of(&self, pair: TablePair, part: Part) -> Option<&Step> {
        self.diff.steps.iter().find(|step| match step {
            Step::DropPart { table, part: old } | Step::ReplacePart { table, old, .. } => {
                *table == pair && *old == part
            }
            _ => false,
        })
    }

    fn columns(&mut self, pair: TablePair) {
        let dialect = self.diff.dialect;
        let (old, mid) = (&self.diff.old[pair.old], &self.mid[pair.old]);
        let new = &self.diff.new[pair.new];
        for (i, column) in old.columns.iter().enumerate() {
            let is_it = |c: &erd_core::schema::Column| c.name == mid.columns[i].name;
            let Some(after) = new.columns.iter().position(is_it).map(ColumnId) else {
                continue;
            };
            let before = ColumnId(i);
            let gone = |text: &str| -> Option<Thing> {
                let things = self.names.of_text(text);
                things.into_iter().find(|thing| self.gone.contains(thing))
            };
            let generated = column.generated.as_ref().and_then(|g| g.sql.get(dialect));
            let stays = !self.gone.contains(&Thing::Column(pair.old, before));
            if stays && generated.is_some_and(|sql| gone(sql).is_some()) {
                self.found.generated.push((pair, before));
            }
            // Of an enum that is replaced, the replacement has the defaults.
            let default = column.default.get(dialect).and_then(gone);
            if matches!(default, Some(Thing::Object(_))) {
                self.found.defaults.push((pair, before, after));
            }
            let same = column.sql_type.get(dialect) == new[after].sql_type.get(dialect);
            if stays
                && same
                && let Some(Thing::Object(ty)) = column.sql_type.get(dialect).and_then(gone)
            {
                self.found.typed.push((pair, [before, after], ty));
            }
        }
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

/// The parts that may have an expression, and the foreign keys.
fn expressive(table: &Table) -> Vec<Part> {
    let checks = (0..table.checks.len()).map(Part::Check);
    let exclusions = (0..table.exclusions.len()).map(Part::Exclusion);
    let keys = (0..table.foreign_keys.len()).map(Part::ForeignKey);
    let indexes = (0..table.indexes.len()).map(Part::Index);
    checks
        .chain(exclusions)
        .chain(keys)
        .chain(indexes)
        .collect()
}

/// The part of that kind and name.
fn same_part(table: &Table, kind: Part, name: &str) -> Option<Part> {
    let all: Vec<Part> = match kind {
        Part::PrimaryKey => vec![Part::PrimaryKey],
        Part::Index(_) => (0..table.indexes.len()).map(Part::Index).collect(),
        Part::Check(_) => (0..table.checks.len()).map(Part::Check).collect(),
        Part::Exclusion(_) => (0..table.exclusions.len()).map(Part::Exclusion).collect(),
        Part::ForeignKey(_) => (0..table.foreign_keys.len())
            .map(Part::ForeignKey)
            .collect(),
    };
    all.into_iter().find(|part| part_name(table, *part) == name)
}

/// Whether CREATE OR REPLACE makes the one out of the other. On PostgreSQL that takes the same result and the same names of
/// arguments; elsewhere nothing uses a routine so that it could not go, and it has to be written so.
pub(super) fn replaces(before: &SqlObject, after: &SqlObject, dialect: Dialect) -> bool {
    let is_routine = |o: &SqlObject| matches!(o.kind, ObjectKind::Function | ObjectKind::Procedure);
    let says_so = |object: &SqlObject| {
        let mut texts = object.create.iter().filter_map(|sql| sql.get(dialect));
        texts.all(|text| {
            let words = words(text, dialect);
            words.len() > 2 && words[1].is("or") && words[2].is("replace")
        })
    };
    is_routine(before)
        && is_routine(after)
        && if dialect == Dialect::Postgres {
            signature(before) == signature(after)
        } else {
            says_so(before) && says_so(after)
        }
}

/// Arguments and result of a routine.
fn signature(object: &SqlObject) -> Vec<Word> {
    const ENDS: [&str; 17] = [
        "language",
        "as",
        "immutable",
        "stable",
        "volatile",
        "strict",
        "called",
        "security",
        "external",
        "leakproof",
        "not",
        "parallel",
        "cost",
        "rows",
        "support",
        "set",
        "window",
    ];
    let text = object
        .create
        .first()
        .and_then(|sql| sql.get(Dialect::Postgres));
    let all = words(text.unwrap_or_default(), Dialect::Postgres);
    let mut depth = 0_usize;
    let arguments = all.into_iter().skip_while(|word| !word.is("("));
    arguments
        .take_while(|word| {
            if word.is("(") {
                depth += 1;
            } else if word.is(")") {
                depth = depth.saturating_sub(1);
            }
            depth > 0 || !ENDS.iter().any(|end| word.is(end))
        })
        .collect()
}
