//! Foreign keys.

use std::collections::BTreeSet;

use erd_core::naming;
use erd_core::schema::{Action, Column, ColumnId, Deferrable, ForeignKey, Table};

use super::keys::free;
use super::read::Reader;
use crate::row::Row;
use crate::types::{action, target};
use crate::{Error, Kind};

/// A foreign key as the pragma lists it.
#[derive(Debug)]
pub(super) struct Key {
    table: usize,
    target: String,
    columns: Vec<(String, Option<String>)>,
    on_update: Option<Action>,
    on_delete: Option<Action>,
}

impl Reader {
    /// The pragma lists keys in the reverse order of the text.
    pub(super) fn foreign_key(&self, mut row: Row, keys: &mut Vec<Key>) -> Result<(), Error> {
        let Some(table) = self.position(&row.text("in_table")?) else {
            return Ok(());
        };
        let place = row.number("place")?;
        let target = row.text("target")?;
        let column = (row.text("name")?, row.opt("target_name")?);
        if place == 0 {
            keys.push(Key {
                table,
                target,
                columns: Vec::new(),
                on_update: action(&row.text("on_update")?),
                on_delete: action(&row.text("on_delete")?),
            });
        }
        if let Some(key) = keys.last_mut() {
            key.columns.push(column);
        }
        Ok(())
    }

    pub(super) fn add_foreign_keys(&mut self, keys: Vec<Key>) {
        let mut position = 0;
        let mut last = None;
        let mut taken = BTreeSet::new();
        for key in keys {
            if last != Some(key.table) {
                last = Some(key.table);
                position = 0;
                let written = self.creates[key.table].foreign_keys.iter();
                taken = written.filter_map(|(name, _)| name.clone()).collect();
            }
            // Only the text has the name, and says when the key is checked.
            let written = self.creates[key.table].foreign_keys.get(position).cloned();
            position += 1;
            self.add_foreign_key(key, written.unwrap_or((None, Deferrable::No)), &mut taken);
        }
    }

    fn add_foreign_key(
        &mut self,
        key: Key,
        (name, deferrable): (Option<String>, Deferrable),
        taken: &mut BTreeSet<String>,
    ) {
        let table = &self.schema.tables[key.table];
        let froms: Vec<&str> = key.columns.iter().map(|(from, _)| from.as_str()).collect();
        let name = name.unwrap_or_else(|| {
            free(taken, |n| {
                let number = n.map(|n| n.to_string());
                let words: Vec<&str> = froms.iter().copied().chain(number.as_deref()).collect();
                naming::foreign_key(&table.name, &words)
            })
        });
        let Some(other) = self.position(&key.target) else {
            let object = format!("{}.{name} to {}, which is no table", table.name, key.target);
            self.name(Kind::OtherConstraint, object);
            return;
        };
        let mut columns = Vec::new();
        let mut targets = Vec::new();
        let mut complete = true;
        for (position, (from, to)) in key.columns.iter().enumerate() {
            columns.extend(find(table, from));
            let other = &self.schema.tables[other];
            let to = if let Some(to) = to {
                find(other, to)
            } else {
                // No columns named: the primary key.
                let key = other.primary_key.as_ref();
                key.and_then(|k| k.columns.get(position).copied())
            };
            complete &= to.is_some();
            targets.extend(to.map(|id| other[id].name.clone()));
        }
        if !complete || columns.len() != key.columns.len() {
            let object = format!("{}.{name} to columns that {} lacks", table.name, key.target);
            self.name(Kind::OtherConstraint, object);
            return;
        }
        self.schema.tables[key.table].foreign_keys.push(ForeignKey {
            on_delete: key.on_delete,
            on_update: key.on_update,
            deferrable,
            ..ForeignKey::new(name, columns, target(key.table, other), targets)
        });
    }
}

fn find(table: &Table, column: &str) -> Option<ColumnId> {
    let found = |c: &Column| c.name.eq_ignore_ascii_case(column);
    table.columns.iter().position(found).map(ColumnId)
}
