//! Why columns cannot stand in two forms.

use super::choose::mentions;
use super::mentions::Mentions;
use crate::diff::{TablePair, column_type, folded, table_options};
use crate::plan::Context;
use crate::plan::mysql::refuses_null;
use crate::plan::references::References;
use crate::plan::steps::Steps;
use crate::{Diff, Step};
use erd_core::schema::{Column, ColumnId, Deferrable, Schema, Table, TableId};
use erd_core::{Capability, Family};
use std::collections::BTreeSet;

/// What a difference says that may keep columns from standing in two forms.
pub(super) struct Obstacles<'a> {
    diff: &'a Diff,
    steps: Steps<'a>,
    /// Foreign keys of the old and of the new schema.
    old_keys: References,
    new_keys: References,
    /// Objects that the server ties to columns, by the words of their texts.
    mentions: Mentions,
    /// Tables of the old schema that may be in a cycle of foreign keys.
    tangled: BTreeSet<TableId>,
}

impl<'a> Obstacles<'a> {
    pub(super) fn new(diff: &'a Diff) -> Self {
        Self {
            diff,
            steps: Steps::new(diff),
            old_keys: References::new(&diff.old),
            new_keys: References::new(&diff.new),
            mentions: Mentions::new(diff),
            tangled: tangled(&diff.old),
        }
    }

    /// Why the columns of a table cannot stand in two forms; it reads on after "because".
    pub(super) fn of(
        &self,
        pair: TablePair,
        columns: &BTreeSet<(ColumnId, ColumnId)>,
    ) -> Option<String> {
        let diff = self.diff;
        let (old, new) = (&diff.old[pair.old], &diff.new[pair.new]);
        let path = new.path();
        let because = |is: bool, text: &str| is.then(|| format!("{path} {text}"));
        self.on_sqlite(pair, columns)
            .or_else(|| {
                because(
                    old.primary_key.is_none() || new.primary_key.is_none(),
                    "has no primary key, along which it could be filled in batches",
                )
            })
            .or_else(|| {
                because(
                    old.intent.partition.is_some() || new.intent.partition.is_some(),
                    "is partitioned",
                )
            })
            .or_else(|| {
                because(
                    [old, new].into_iter().any(|table| {
                        diff.dialect.is(Family::MySql)
                            && table_options(table).contains_key("with system versioning")
                    }),
                    "keeps its rows of the past, in which no batch fills a second form",
                )
            })
            .or_else(|| {
                because(
                    self.is_in_family(pair),
                    "inherits another table or is inherited, and both change at once",
                )
            })
            .or_else(|| because(old.path() != path, "is renamed in place too"))
            .or_else(|| {
                because(
                    is_logged(&diff.old, old) || is_logged(&diff.new, new),
                    "has a log of its changes, in which a column would stand in both forms",
                )
            })
            .or_else(|| {
                self.of_key(pair, columns)
                    .map(|text| format!("{path} {text}"))
            })
            .or_else(|| {
                let mut columns = columns.iter();
                columns.find_map(|(a, b)| self.of_column(pair, *a, *b))
            })
    }

    /// Whether a table inherits another or is inherited, before or after.
    fn is_in_family(&self, pair: TablePair) -> bool {
        let in_family = |schema: &Schema, id: TableId| {
            let own = &schema[id];
            !own.options.inherits.is_empty()
                || schema.tables.iter().any(|table| {
                    let mut parents = table.options.inherits.iter();
                    parents.any(|name| name.name == own.name && name.schema == own.schema)
                })
        };
        in_family(&self.diff.old, pair.old) || in_family(&self.diff.new, pair.new)
    }

    /// SQLite makes all of a plan at once, and its triggers write a row after it is there.
    fn on_sqlite(
        &self,
        pair: TablePair,
        columns: &BTreeSet<(ColumnId, ColumnId)>,
    ) -> Option<String> {
        let diff = self.diff;
        if !diff.dialect.is(Family::Sqlite) {
            return None;
        }
        let (old, new) = (&diff.old[pair.old], &diff.new[pair.new]);
        let retyped = columns.iter().find(|(was, is)| {
            column_type(&old[*was], diff.dialect) != column_type(&new[*is], diff.dialect)
        });
        if let Some((_, is)) = retyped {
            return Some(format!("`{}` gets another type too", new[*is].name));
        }
        let mut keys = [old, new]
            .into_iter()
            .filter_map(|t| t.primary_key.as_ref());
        if keys.any(|key| {
            let mut all = columns.iter();
            all.any(|(was, is)| key.columns.contains(was) || key.columns.contains(is))
        }) {
            return Some("the primary key of a row is not written after the row".to_owned());
        }
        let is_with_it = |step: &&Step| match step {
            Step::RenameColumn { .. }
            | Step::AddElement { .. }
            | Step::DropElement { .. }
            | Step::RenameElement { .. }
            | Step::ReplaceElement { .. }
            | Step::AlterElement { .. } => true,
            Step::AlterColumn { old, new, .. } => columns.contains(&(*old, *new)),
            _ => false,
        };
        let own = self.steps.of(pair.old).filter(is_with_it).count();
        let others = own < diff.steps.len();
        others.then(|| "other changes come with it: rename it in a migration of its own".to_owned())
    }
}

impl Obstacles<'_> {
    /// The primary key is taken over by the new columns as it is.
    fn of_key(&self, pair: TablePair, columns: &BTreeSet<(ColumnId, ColumnId)>) -> Option<String> {
        let diff = self.diff;
        let (old, new) = (&diff.old[pair.old], &diff.new[pair.new]);
        let family = diff.dialect.has(Capability::ClusteredKeys);
        let (a, b) = (old.primary_key.as_ref()?, new.primary_key.as_ref()?);
        // Numbers need a key, and another key is another table to InnoDB.
        let numbered = |(was, _): &(ColumnId, ColumnId)| old[*was].identity.is_some();
        let copied = family
            && columns.iter().any(|(was, is)| {
                a.columns.contains(was) || b.columns.contains(is) || numbered(&(*was, *is))
            });
        if copied {
            return Some("is written anew either way for a change of its primary key or of the column with its numbers".to_owned());
        }
        let touched = columns
            .iter()
            .any(|(was, is)| a.columns.contains(was) || b.columns.contains(is));
        let name = |table: &Table, id: ColumnId| table[id].name.clone();
        let after: Vec<_> = b.columns.iter().map(|c| name(new, *c)).collect();
        let before: Vec<_> = a
            .columns
            .iter()
            .map(|c| match columns.iter().find(|(was, _)| was == c) {
                Some((_, is)) => name(new, *is),
                None => name(old, *c),
            })
            .collect();
        let plain = [a, b]
            .iter()
            .all(|key| key.include.is_empty() && key.deferrable == Deferrable::No);
        if touched && self.tangled.contains(&pair.old) && is_in_cycle(&diff.old, pair.old) {
            return Some(
                "has a key that changes, and references a table that references it".to_owned(),
            );
        }
        if touched && before != after {
            Some("gets another primary key too: change it in a migration of its own".to_owned())
        } else if touched && !plain {
            Some("has a primary key that is deferrable or includes columns".to_owned())
        } else {
            None
        }
    }

    fn of_column(&self, pair: TablePair, a: ColumnId, b: ColumnId) -> Option<String> {
        let diff = self.diff;
        let (old, new) = (&diff.old[pair.old], &diff.new[pair.new]);
        let (was, is) = (&old[a], &new[b]);
        let dialect = diff.dialect;
        let fold = |name: &str| folded(name, dialect);
        let same_name = fold(&was.name) == fold(&is.name);
        let clash = |c: &Column| fold(&c.name) == fold(&is.name);
        if !same_name && old.columns.iter().any(clash) {
            return Some(format!(
                "`{}` is the name of another column until then: rename that one in a migration before",
                is.name
            ));
        }
        let taken = |c: &Column| fold(&c.name) == fold(&was.name);
        if !same_name && new.columns.iter().any(taken) {
            return Some(format!(
                "`{}` becomes the name of another column: add that one in a migration after",
                was.name
            ));
        }
        if was.identity != is.identity {
            return Some(format!("`{}` is numbered in another way too", is.name));
        }
        let texts = |table: &Table| -> Vec<String> {
            let generated = table.columns.iter().filter_map(|c| c.generated.as_ref());
            let generated = generated.flat_map(|g| g.sql.texts()).map(str::to_owned);
            let exclusions = table.exclusions.iter().map(|e| e.definition.clone());
            generated.chain(exclusions).collect()
        };
        let computed = was.generated.is_some()
            || is.generated.is_some()
            || texts(old).iter().any(|text| mentions(text, &was.name))
            || texts(new).iter().any(|text| mentions(text, &is.name));
        if computed {
            return Some(format!(
                "`{}` is computed, or a computed column or an exclusion constraint stands on it",
                is.name
            ));
        }
        let types = [column_type(was, dialect), column_type(is, dialect)];
        let addresses = |ty: &String| ty == "inet4" || ty == "inet6";
        if types[0] != types[1] && types.iter().all(addresses) {
            return Some(format!(
                "MariaDB assigns no address of one kind to `{}` of the other",
                is.name
            ));
        }
        let defaults = |table: &Table, name: &str| {
            let own = table.columns.iter().filter(|c| c.name != name);
            let mut texts = own.filter_map(|c| c.default.get(dialect));
            dialect.is(Family::MySql) && texts.any(|text| mentions(text, name))
        };
        if defaults(old, &was.name) || defaults(new, &is.name) {
            return Some(format!("the default of another column reads `{}`", is.name));
        }
        let in_full = |table: &Table, id: ColumnId| {
            table
                .indexes
                .iter()
                .any(|index| refuses_null(index) && index.leading_columns().contains(&id))
        };
        if dialect.is(Family::MySql) && (in_full(old, a) || in_full(new, b)) {
            return Some(format!(
                "an index on `{}` takes no NULL, and a second form has it until it is filled",
                is.name
            ));
        }
        let renewed = |column: &Column| !column.on_update.is_empty();
        if renewed(was) || renewed(is) {
            return Some(format!(
                "the server sets `{}` at each change of a row",
                is.name
            ));
        }
        if dialect.is(Family::MySql) && same_name && self.is_in_foreign_key(pair, a) {
            return Some(format!(
                "a foreign key is on `{}`, and both of its ends must have one type",
                is.name
            ));
        }
        self.held(pair, was, same_name)
            .or_else(|| self.referenced(pair, is, same_name))
    }

    /// Whether the column references another or is referenced.
    fn is_in_foreign_key(&self, pair: TablePair, column: ColumnId) -> bool {
        let old = &self.diff.old;
        let name = &old[pair.old][column].name;
        let mut own = old[pair.old].foreign_keys.iter();
        let mut others = self.old_keys.to(pair.old).iter();
        own.any(|key| key.columns.contains(&column))
            || others
                .any(|(owner, key)| old[*owner].foreign_keys[*key].target_columns.contains(name))
    }

    /// An object that stays as it is and that the server ties to the column would keep it from being dropped.
    fn held(&self, pair: TablePair, was: &Column, same_name: bool) -> Option<String> {
        let old = &self.diff.old;
        let table = &old[pair.old].name;
        let mut reads = self.mentions.of(table).into_iter().filter(|i| {
            let mut texts = old.objects[*i].create.iter();
            let stays = same_name || !self.steps.objects.contains(i);
            stays
                && texts.any(|sql| {
                    let text = sql.get(self.diff.dialect);
                    text.is_some_and(|text| {
                        mentions(text, table) && (mentions(text, &was.name) || text.contains('*'))
                    })
                })
        });
        let object = &old.objects[reads.next()?];
        Some(format!("{} reads `{}`", object.key(), was.name))
    }

    /// A new table cannot reference the name before it is the new column's.
    fn referenced(&self, pair: TablePair, is: &Column, same_name: bool) -> Option<String> {
        if !same_name {
            return None;
        }
        let new = &self.diff.new;
        let references = self.new_keys.to(pair.new).iter();
        let comes = references.filter(|(owner, key)| {
            let key = &new[*owner].foreign_keys[*key];
            self.steps.created.contains(owner) && key.target_columns.contains(&is.name)
        });
        let first = comes
            .map(|(owner, _)| &new[*owner])
            .min_by_key(|table| (&table.schema, &table.name))?;
        Some(format!(
            "the new table {} references `{}`: create it in a migration after",
            first.path(),
            is.name
        ))
    }
}

/// Whether foreign keys lead from a table through others back to it: then no order of the tables frees one key first.
fn is_in_cycle(schema: &Schema, start: TableId) -> bool {
    let (mut seen, mut left) = (BTreeSet::new(), vec![start]);
    while let Some(id) = left.pop() {
        for parent in parents(schema, id) {
            if parent == start {
                return true;
            }
            if seen.insert(parent) {
                left.push(parent);
            }
        }
    }
    false
}

/// Whether triggers of erd's log the changes of a table.
fn is_logged(schema: &Schema, table: &Table) -> bool {
    let name = Some(table.object_name());
    let mut objects = schema.objects.iter();
    objects.any(|object| object.table == name && object.is_audit())
}

/// The other tables that a table references.
fn parents(schema: &Schema, id: TableId) -> impl Iterator<Item = TableId> {
    let keys = schema[id].foreign_keys.iter();
    keys.filter_map(move |key| Context::target(schema, id, key).map(|(target, _)| target))
        .filter(move |target| *target != id)
}

/// Tables without those that reference no others but such as are left out: none of those is in a cycle.
fn tangled(schema: &Schema) -> BTreeSet<TableId> {
    let mut children: Vec<Vec<TableId>> = vec![Vec::new(); schema.tables.len()];
    let mut missing = vec![0_usize; schema.tables.len()];
    let all = || (0..schema.tables.len()).map(TableId);
    for id in all() {
        for parent in parents(schema, id) {
            children[parent.0].push(id);
            missing[id.0] += 1;
        }
    }
    let mut free: Vec<TableId> = all().filter(|id| missing[id.0] == 0).collect();
    while let Some(id) = free.pop() {
        for child in &children[id.0] {
            missing[child.0] -= 1;
            if missing[child.0] == 0 {
                free.push(*child);
            }
        }
    }
    all().filter(|id| missing[id.0] > 0).collect()
}
