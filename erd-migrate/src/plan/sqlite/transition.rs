//! From one schema to another, in either direction: the way back is the way there between the other two.

use super::super::context::Context;
use super::{rebuild, renames};
use crate::diff::{Element, TablePair};
use crate::{ElementChange, Step, TableChange};
use erd_core::Dialect;
use erd_core::Engine;
use erd_core::schema::{ColumnId, Managed, ObjectKind, Schema, SqlObject, Table, TableId};
use erd_ddl::{IndexForm, SqlWriter};
use std::collections::BTreeMap;

/// How a table gets from one form to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// Indexes are dropped and made.
    Indexes,
    /// Columns are added, then indexes; on the way back the reverse.
    Columns,
    /// It is made anew.
    Rebuild,
}

/// A table in both schemas. Names are the ones of `to`, but where `renames` says so.
pub(super) struct Pair {
    pub(super) from: TableId,
    pub(super) to: TableId,
    way: Way,
    /// Columns of `to`, and the ones of `from` that they were.
    pub(super) columns: BTreeMap<ColumnId, ColumnId>,
}

/// What leads from one schema to the other.
pub(super) struct Transition<'a> {
    pub(super) from: &'a SqlWriter<'a>,
    pub(super) to: &'a SqlWriter<'a>,
    from_schema: &'a Schema,
    to_schema: &'a Schema,
    pairs: Vec<Pair>,
    created: Vec<TableId>,
    dropped: Vec<TableId>,
    /// `ALTER TABLE .. RENAME`, on the way there.
    renames_first: Vec<String>,
    /// The same on the way back, where tables have the new names until the last.
    renames_last: Vec<String>,
    /// What rows get in columns that they did not have, by table of `to` and column.
    values: BTreeMap<(TableId, ColumnId), String>,
    objects_differ: bool,
    pub(super) engine: Engine,
}

impl<'a> Transition<'a> {
    pub(super) fn forward(
        context: &'a Context<'_>,
        present: &'a Schema,
        from: &'a SqlWriter<'a>,
        to: &'a SqlWriter<'a>,
    ) -> Self {
        let ways = ways(context);
        let pairs = pairs(context);
        let renames_first = renames::forward(context, to);
        let mut created = Vec::new();
        let mut dropped = Vec::new();
        for step in &context.diff.steps {
            match step {
                Step::CreateTable { table } => created.push(*table),
                Step::DropTable { table } => dropped.push(*table),
                _ => {}
            }
        }
        let mut values = BTreeMap::new();
        for (pair, _) in &pairs {
            for (i, column) in context.diff.new[pair.new].columns.iter().enumerate() {
                let path = format!("{}.{}", context.path(*pair), column.name);
                if let Some(value) = context.options.backfill.get(&path) {
                    values.insert((pair.new, ColumnId(i)), value.clone());
                }
            }
        }
        Self {
            from,
            to,
            from_schema: present,
            to_schema: &context.diff.new,
            pairs: pairs
                .into_iter()
                .filter_map(|(pair, columns)| {
                    Some(Pair {
                        from: pair.old,
                        to: pair.new,
                        way: *ways.get(&pair)?,
                        columns,
                    })
                })
                .collect(),
            created,
            dropped,
            renames_first,
            renames_last: Vec::new(),
            engine: context.diff.engine,
            values,
            objects_differ: objects_differ(context),
        }
    }

    pub(super) fn backward(
        context: &'a Context<'_>,
        present: &'a Schema,
        from: &'a SqlWriter<'a>,
        to: &'a SqlWriter<'a>,
    ) -> Self {
        let there = Self::forward(context, present, from, to);
        let flipped = there.pairs.iter().map(|pair| Pair {
            from: pair.to,
            to: pair.from,
            way: pair.way,
            columns: pair.columns.iter().map(|(to, from)| (*from, *to)).collect(),
        });
        let dropped = context.diff.steps.iter().filter_map(|step| match step {
            Step::DropColumn { table, column } => Some((*table, *column)),
            _ => None,
        });
        let values = dropped.filter_map(|(table, column)| {
            let name = &context.mid_table(table)[column].name;
            let path = format!("{}.{name}", context.path(table));
            let value = context.options.backfill.get(&path)?;
            Some(((table.old, column), value.clone()))
        });
        Self {
            from: to,
            to: from,
            from_schema: there.to_schema,
            to_schema: there.from_schema,
            pairs: flipped.collect(),
            created: there.dropped,
            dropped: there.created,
            renames_first: Vec::new(),
            renames_last: renames::backward(context, to),
            engine: there.engine,
            values: values.collect(),
            objects_differ: there.objects_differ,
        }
    }

    /// Whether an ordinary transaction will do.
    pub(super) fn is_ordinary(&self) -> bool {
        self.dropped.is_empty()
            && self.renames_first.is_empty()
            && self.renames_last.is_empty()
            && self.pairs.iter().all(|pair| pair.way < Way::Rebuild)
    }

    /// Paths of the tables that are made anew.
    pub(super) fn rebuilt(&self) -> Vec<String> {
        let rebuilt = self.pairs.iter().filter(|p| p.way == Way::Rebuild);
        rebuilt.map(|p| self.to_schema[p.to].name.clone()).collect()
    }

    /// The statements, with a transaction of their own where `ordinary` is false.
    pub(super) fn statements(&self, ordinary: bool) -> Vec<String> {
        let mut all = Vec::new();
        // Views and triggers that speak of what changes would stand in the way of every rename and rebuild.
        let objects = self.objects_differ || !self.is_ordinary();
        if objects {
            self.drop_objects(&mut all);
        }
        all.extend(self.renames_first.iter().cloned());
        for table in &self.dropped {
            all.push(format!("DROP TABLE {}", self.from.table(*table)));
        }
        // By name: SQLite looks for the table that a foreign key references when a row comes.
        for table in &self.created {
            all.extend(self.to.create_table(*table, |_| false).0);
        }
        for pair in &self.pairs {
            match pair.way {
                Way::Rebuild => rebuild::table(self, pair, &mut all),
                Way::Columns => {
                    self.add_columns(pair, &mut all);
                    self.indexes(pair, &mut all);
                    self.drop_columns(pair, &mut all);
                }
                Way::Indexes => self.indexes(pair, &mut all),
            }
        }
        all.extend(self.renames_last.iter().cloned());
        if objects {
            self.create_objects(&mut all);
        }
        if ordinary || all.is_empty() {
            all
        } else {
            rebuild::without_foreign_keys(all)
        }
    }

    fn drop_objects(&self, all: &mut Vec<String>) {
        let objects = texts(self.from_schema).into_iter().rev();
        all.extend(objects.filter_map(|object| self.from.drop_object(object)));
    }

    fn create_objects(&self, all: &mut Vec<String>) {
        for object in texts(self.to_schema) {
            all.extend(self.to.create_object(object));
        }
    }

    fn add_columns(&self, pair: &Pair, all: &mut Vec<String>) {
        let table = &self.to_schema[pair.to];
        for column in (0..table.columns.len()).map(ColumnId) {
            if !pair.columns.contains_key(&column) {
                all.push(format!(
                    "ALTER TABLE {} ADD COLUMN {}",
                    self.to.table(pair.to),
                    self.to.column(pair.to, column)
                ));
                if let Some(value) = self.values.get(&(pair.to, column)) {
                    all.push(format!(
                        "UPDATE {} SET {} = {value}",
                        self.to.table(pair.to),
                        self.to.quote(&table[column].name)
                    ));
                }
            }
        }
    }

    /// On the way back: what came alone goes alone, once no index has it.
    fn drop_columns(&self, pair: &Pair, all: &mut Vec<String>) {
        let table = &self.from_schema[pair.from];
        for column in (0..table.columns.len()).map(ColumnId) {
            if pair.columns.values().all(|kept| *kept != column) {
                all.push(format!(
                    "ALTER TABLE {} DROP COLUMN {}",
                    self.from.table(pair.from),
                    self.from.quote(&table[column].name)
                ));
            }
        }
    }

    /// Indexes of one form that the other does not have, by their statements.
    fn indexes(&self, pair: &Pair, all: &mut Vec<String>) {
        let statements = |writer: &SqlWriter<'_>, id: TableId, table: &Table| {
            let indexes = table.indexes.iter();
            let each = indexes.filter_map(|index| match writer.index(id, index) {
                IndexForm::Statement(sql) => Some((index.name.clone(), sql.to_string())),
                IndexForm::Clause(_) => None,
            });
            each.collect::<Vec<_>>()
        };
        let was = statements(self.from, pair.from, &self.from_schema[pair.from]);
        let is = statements(self.to, pair.to, &self.to_schema[pair.to]);
        for (name, sql) in &was {
            if is.iter().all(|(_, other)| other != sql) {
                all.push(format!("DROP INDEX {}", self.from.quote(name)));
            }
        }
        for (_, sql) in &is {
            if was.iter().all(|(_, other)| other != sql) {
                all.push(sql.clone());
            }
        }
    }

    pub(super) fn wanted_table(&self, id: TableId) -> &'a Table {
        &self.to_schema[id]
    }

    pub(super) fn present_table(&self, id: TableId) -> &'a Table {
        &self.from_schema[id]
    }

    pub(super) fn value(&self, table: TableId, column: ColumnId) -> Option<&str> {
        self.values.get(&(table, column)).map(String::as_str)
    }
}

/// What is kept as text, by kind and name: SQLite looks for what it speaks of when it is used, and a trigger's view is of
/// a kind that comes before.
fn texts(schema: &Schema) -> Vec<&SqlObject> {
    let mut all: Vec<_> = schema.objects.iter().collect();
    all.retain(|object| is_text(object.kind) && object.exists_on(Dialect::Sqlite));
    all.sort_by_key(|object| (object.kind, object.key()));
    all
}

/// What is dropped and made anew without a loss.
const fn is_text(kind: ObjectKind) -> bool {
    matches!(kind, ObjectKind::View | ObjectKind::Trigger)
}

fn objects_differ(context: &Context<'_>) -> bool {
    context.diff.steps.iter().any(|step| {
        matches!(
            step,
            Step::CreateObject { .. } | Step::DropObject { .. } | Step::ReplaceObject { .. }
        )
    })
}

/// The tables that are in both schemas, and which column was which.
fn pairs(context: &Context<'_>) -> Vec<(TablePair, BTreeMap<ColumnId, ColumnId>)> {
    let (mid, new) = (&context.mid, &context.diff.new);
    let key = |table: &Table| (table.schema.clone(), table.name.to_ascii_lowercase());
    let mut places = BTreeMap::new();
    for (from, table) in mid.tables.iter().enumerate() {
        places.entry(key(table)).or_insert(TableId(from));
    }
    let mut pairs = Vec::new();
    for (to, table) in new.tables.iter().enumerate() {
        let to = TableId(to);
        if context.steps.created.contains(&to) || table.managed == Managed::External {
            continue;
        }
        let Some(from) = places.get(&key(table)) else {
            continue;
        };
        let pair = TablePair {
            old: *from,
            new: to,
        };
        let old = &mid[*from];
        let columns = table.columns.iter().enumerate().filter_map(|(i, column)| {
            let is = |c: &erd_core::schema::Column| c.name.eq_ignore_ascii_case(&column.name);
            let from = old.columns.iter().position(is)?;
            Some((ColumnId(i), ColumnId(from)))
        });
        pairs.push((pair, columns.collect()));
    }
    pairs
}

/// What each table needs; nothing for one that stays as it is.
fn ways(context: &Context<'_>) -> BTreeMap<TablePair, Way> {
    let mut ways: BTreeMap<TablePair, Way> = BTreeMap::new();
    for step in &context.diff.steps {
        let needs = match step {
            Step::AlterTable { table, changes } => changes
                .iter()
                .any(|c| *c != TableChange::Comment)
                .then_some((*table, Way::Rebuild)),
            Step::AddColumn { table, column } => Some((*table, added(context, *table, *column))),
            Step::DropColumn { table, .. } => Some((*table, Way::Rebuild)),
            Step::AlterColumn { table, changes, .. } => changes
                .iter()
                .any(|c| *c != crate::ColumnChange::Comment)
                .then_some((*table, Way::Rebuild)),
            Step::AddElement { table, element } => {
                Some((*table, part_way(context, *table, *element, true)))
            }
            Step::DropElement { table, element } => {
                Some((*table, part_way(context, *table, *element, false)))
            }
            Step::RenameElement { table, old, new } | Step::ReplaceElement { table, old, new } => {
                let leaves = part_way(context, *table, *old, false);
                Some((*table, leaves.max(part_way(context, *table, *new, true))))
            }
            Step::AlterElement { table, changes, .. } => changes
                .iter()
                .any(|c| *c != ElementChange::Comment)
                .then_some((*table, Way::Rebuild)),
            _ => None,
        };
        if let Some((table, way)) = needs {
            let known = ways.entry(table).or_insert(way);
            *known = way.max(*known);
        }
    }
    ways
}

/// Indexes with a statement of their own come and go alone; all other constraints are in the table's text.
fn part_way(context: &Context<'_>, table: TablePair, element: Element, new: bool) -> Way {
    let Element::Index(i) = element else {
        return Way::Rebuild;
    };
    let element = if new {
        let index = &context.new_table(table).indexes[i];
        context.new_writer().index(table.new, index)
    } else {
        let index = &context.mid_table(table).indexes[i];
        context.mid_writer().index(table.old, index)
    };
    match element {
        IndexForm::Statement(_) => Way::Indexes,
        IndexForm::Clause(_) => Way::Rebuild,
    }
}

/// `ADD COLUMN` takes a column with a constant default or none, nothing stored that is computed, and no trigger comes
/// with it (SQLite, "ALTER TABLE ADD COLUMN").
fn added(context: &Context<'_>, table: TablePair, column: ColumnId) -> Way {
    let column = &context.diff.new[table.new][column];
    let default = column.default.get(Dialect::Sqlite);
    let constant = default.is_none_or(is_constant);
    let filled = column.nullable || default.is_some_and(|d| !d.trim().eq_ignore_ascii_case("null"));
    let computed = column.generated.as_ref().is_some_and(|g| g.stored);
    if constant && filled && !computed && column.role.is_none() && column.identity.is_none() {
        Way::Columns
    } else {
        Way::Rebuild
    }
}

/// A number, a string, a blob, NULL, TRUE or FALSE.
fn is_constant(default: &str) -> bool {
    let text = default.trim();
    let number = text.trim_start_matches(['-', '+']);
    let string = text.strip_prefix(['x', 'X']).unwrap_or(text);
    let quoted = string.len() > 1
        && string.starts_with('\'')
        && string.ends_with('\'')
        && !string[1..string.len() - 1].replace("''", "").contains('\'');
    let word = ["null", "true", "false"]
        .iter()
        .any(|w| text.eq_ignore_ascii_case(w));
    quoted
        || word
        || (number.starts_with(|c: char| c.is_ascii_digit()) && number.parse::<f64>().is_ok())
}
