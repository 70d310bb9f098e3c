//! Shadow columns: the new form of a column, beside the old one while both versions of the application run.

use super::cast;
use super::choose::Chosen;
use super::enums::Swapped;
use super::trigger;
use crate::Diff;
use crate::diff::{TablePair, folded};
use crate::plan::op_name::{OpKind, OpName};
use erd_core::schema::{Column, ColumnId, Schema, Sql, Table, Type};
use erd_core::{Capability, Dialect};
use std::collections::BTreeMap;

/// A column that the old and the new version know differently: by name, by type, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ShadowColumn {
    pub(super) table: TablePair,
    /// In the old table, and in all schemas on the way.
    pub(super) old: ColumnId,
    /// In the new table.
    pub(super) new: ColumnId,
    /// The new form in the schemas on the way.
    pub(super) shadow: ColumnId,
    /// What the new form is called while the old one has its name.
    pub(super) name: String,
    /// The enum that it is of, where another takes its place.
    pub(super) swapped: Option<Swapped>,
}

impl ShadowColumn {
    pub(super) fn before<'a>(&self, diff: &'a Diff) -> &'a Column {
        &diff.old[self.table.old][self.old]
    }

    pub(super) fn after<'a>(&self, diff: &'a Diff) -> &'a Column {
        &diff.new[self.table.new][self.new]
    }

    /// The new form while the old one stands.
    pub(super) fn second(&self, diff: &Diff) -> Column {
        let mut column = self.after(diff).clone();
        column.name.clone_from(&self.name);
        if let Some(swapped) = &self.swapped {
            of_type(&mut column, swapped.shadow.key(), swapped.path());
        }
        column
    }

    /// Whether neither form is ever NULL but for want of the fill: both have one type and are required.
    pub(super) fn is_always_there(&self, diff: &Diff) -> bool {
        let (before, after) = (self.before(diff), self.after(diff));
        self.swapped.is_none()
            && !before.nullable
            && !after.nullable
            && cast::is_same(before, after, diff.dialect)
    }

    /// A value of the old form in the new one; `from` and `to` are the forms.
    pub(super) fn forward(
        &self,
        value: &str,
        from: &Column,
        to: &Column,
        dialect: Dialect,
    ) -> String {
        match &self.swapped {
            Some(swapped) => swapped.forward(value),
            None => cast::cast(value, from, to, dialect),
        }
    }

    /// Whether nothing goes wrong with any value on the way to the new form.
    pub(super) fn is_total(&self, diff: &Diff) -> bool {
        self.swapped.is_some() || cast::is_total(self.before(diff), self.after(diff), diff.dialect)
    }

    /// Whether both forms have one name, which is given over at the switch.
    pub(super) fn keeps_name(&self, diff: &Diff) -> bool {
        let fold = |name: &str| folded(name, diff.dialect);
        fold(&self.before(diff).name) == fold(&self.after(diff).name)
    }

    /// What the old form is called after the switch.
    pub(super) fn aside(&self, diff: &Diff) -> String {
        let name = &self.before(diff).name;
        if self.keeps_name(diff) {
            self.name.clone()
        } else {
            name.clone()
        }
    }

    /// The name of the loss that dropping the old form would be.
    pub(super) fn dropped(&self, diff: &Diff) -> OpName {
        let table = diff.new[self.table.new].path();
        OpKind::DropColumn.of(table, self.aside(diff))
    }

    /// Whether the new form is refused without a value from the start: each row has one.
    pub(super) fn is_required(&self, diff: &Diff) -> bool {
        let (old, new) = (self.before(diff), self.after(diff));
        let each = self
            .swapped
            .as_ref()
            .is_none_or(|swapped| swapped.gone.is_empty());
        let before = diff.dialect.has(Capability::TriggersBeforeNotNull);
        before && !old.nullable && !new.nullable && each && self.is_total(diff)
    }
}

/// Makes it a column of an enum.
pub(super) fn of_type(column: &mut Column, key: String, quoted: String) {
    column.ty = Type::Enum(key);
    column.sql_type = Sql {
        any: None,
        by_dialect: vec![(Dialect::Postgres, quoted)],
    };
}

/// The tables with columns in two forms, each once.
pub(super) fn tables(columns: &[ShadowColumn]) -> Vec<(TablePair, Vec<&ShadowColumn>)> {
    let mut all: Vec<(TablePair, Vec<&ShadowColumn>)> = Vec::new();
    let mut places = BTreeMap::new();
    for column in columns {
        let place = *places.entry(column.table).or_insert(all.len());
        match all.get_mut(place) {
            Some((_, list)) => list.push(column),
            None => all.push((column.table, vec![column])),
        }
    }
    all
}

/// The new column of the old table that an unchanged one is.
pub(super) fn origin(diff: &Diff, pair: TablePair, new: ColumnId) -> Option<ColumnId> {
    let (before, after) = (&diff.old[pair.old], &diff.new[pair.new]);
    let name = folded(&after[new].name, diff.dialect);
    let mut all = before.columns.iter();
    all.position(|c| folded(&c.name, diff.dialect) == name)
        .map(ColumnId)
}

/// The old schema with the second form of each column beside the first, and triggers that keep them the same.
pub(super) fn with_shadows(diff: &Diff, chosen: &mut Chosen) -> Schema {
    let mut schema = diff.old.clone();
    for column in &chosen.columns {
        let mut second = column.second(diff);
        second.field.clone_from(&column.name);
        second.renamed_from = None;
        second.nullable = true;
        second.identity = None;
        second.sequence = None;
        second.default = kept_default(diff, column);
        if let Some(swapped) = &column.swapped
            && schema.find_enum(&swapped.shadow.key()).is_none()
        {
            schema.enums.push(swapped.shadow.clone());
        } else if let Type::Enum(key) = &second.ty
            && schema.find_enum(key).is_none()
            && let Some(ty) = diff.new.find_enum(key)
        {
            schema.enums.push(ty.clone());
        }
        let columns = &mut schema.tables[column.table.old.0].columns;
        // SQLite asks for a value before a trigger can give one.
        columns[column.old.0].nullable |= !diff.dialect.has(Capability::TriggersBeforeNotNull);
        columns.push(second);
    }
    for derived in &mut chosen.derived {
        derived.add_shadow(diff, &mut schema);
    }
    for (pair, columns, derived) in chosen.tables() {
        let objects = trigger::objects(diff, pair, &columns, derived);
        schema.objects.extend(objects);
    }
    schema
}

/// A row that says nothing gets the default in both forms; without it in the second, NULL there could mean NULL or
/// nothing. Where NULL is refused anyway it means nothing, and no default is needed.
fn kept_default(diff: &Diff, column: &ShadowColumn) -> Sql {
    let (old, new) = (column.before(diff), &column.second(diff));
    if old.nullable && cast::is_same(old, new, diff.dialect) && cast::is_constant(old, diff.dialect)
    {
        old.default.clone()
    } else {
        Sql::default()
    }
}

/// Whether the second form has a default of its own.
pub(super) fn own_default<'a>(diff: &'a Diff, column: &ShadowColumn) -> Option<&'a str> {
    let kept = kept_default(diff, column);
    kept.get(diff.dialect)?;
    column.before(diff).default.get(diff.dialect)
}

/// A name that no column of either table has.
pub(super) fn free_name(name: &str, tables: [&Table; 2]) -> String {
    let mut wanted = erd_core::naming::fit(&format!("{name}_erd"));
    let taken = |wanted: &str| {
        let mut all = tables.iter().flat_map(|t| &t.columns);
        all.any(|c| c.name.eq_ignore_ascii_case(wanted))
    };
    while taken(&wanted) {
        wanted = erd_core::naming::fit(&format!("{wanted}_"));
    }
    wanted
}
