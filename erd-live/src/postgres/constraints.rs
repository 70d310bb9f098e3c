//! Constraints of PostgreSQL.

use erd_core::schema::{
    Action, Check, ColumnId, Deferrable, Exclusion, ForeignKey, PrimaryKey, Sql,
};

use super::Reader;
use crate::row::Row;
use crate::token::bare;
use crate::types::target;
use crate::{Error, Kind};

/// What an index backs.
#[derive(Clone, Debug)]
pub(super) enum Backed {
    /// The primary key.
    PrimaryKey,
    /// A unique constraint.
    Unique(Deferrable),
    /// A constraint that the model has no place for.
    Other,
}

impl Reader {
    pub(super) fn constraint(&mut self, mut row: Row) -> Result<(), Error> {
        let oid = row.number("table_oid")?;
        let Some(&table) = self.tables.get(&oid) else {
            return Ok(());
        };
        let name = row.text("name")?;
        let kind = row.text("kind")?;
        let columns = row.numbers("columns")?;
        let target_oid = row.number("target")?;
        let target_columns = row.numbers("target_columns")?;
        let on_delete = action(&row.text("on_delete")?);
        let on_update = action(&row.text("on_update")?);
        let matching = row.text("matching")?;
        let deferrable = match (row.flag("deferrable")?, row.flag("deferred")?) {
            (false, _) => Deferrable::No,
            (true, false) => Deferrable::InitiallyImmediate,
            (true, true) => Deferrable::InitiallyDeferred,
        };
        let validated = row.flag("validated")?;
        let expression = row.opt("expression")?;
        let index = row.number("index_oid")?;
        let no_inherit = row.flag("no_inherit")?;
        let set_columns = row.numbers("set_columns")?;
        let enforced = row.flag("enforced")?;
        let is_period = row.flag("is_period")?;
        let definition = row.opt("definition")?.unwrap_or_default();
        if is_period {
            // It is an object, and its index is of no use to anything else.
            self.backing.insert(index, Backed::Other);
            return Ok(());
        }
        let path = format!("{}.{name}", self.path(table));
        let ids = self.ids(oid, &columns);
        match kind.as_str() {
            "p" => {
                self.backing.insert(index, Backed::PrimaryKey);
                let mut key = PrimaryKey::new(name, ids);
                key.deferrable = deferrable;
                self.schema.tables[table].primary_key = Some(key);
            }
            "u" => {
                self.backing.insert(index, Backed::Unique(deferrable));
            }
            "c" => {
                self.schema.tables[table].checks.push(Check {
                    no_inherit,
                    enforced,
                    name,
                    sql: Sql::new(bare(&expression.unwrap_or_default())),
                    column: match ids[..] {
                        [column] => Some(column),
                        _ => None,
                    },
                    validated: validated || !enforced,
                });
            }
            "f" => {
                let Some(&other) = self.tables.get(&target_oid) else {
                    self.name(Kind::OtherConstraint, path);
                    return Ok(());
                };
                let names = self
                    .ids(target_oid, &target_columns)
                    .into_iter()
                    .map(|id| self.schema.tables[other][id].name.clone())
                    .collect();
                let set_columns = self.ids(oid, &set_columns);
                self.schema.tables[table].foreign_keys.push(ForeignKey {
                    match_full: matching == "f",
                    set_columns,
                    enforced,
                    name,
                    columns: ids,
                    target: target(table, other),
                    target_columns: names,
                    on_delete,
                    on_update,
                    deferrable,
                    validated: validated || !enforced,
                    on_soft_delete: None,
                    one_to_one: false,
                    loose: None,
                });
            }
            "x" => {
                self.backing.insert(index, Backed::Other);
                self.schema.tables[table].exclusions.push(Exclusion {
                    name,
                    definition: exclusion(&definition),
                    deferrable,
                });
            }
            // A constraint trigger is among the triggers.
            "t" => {}
            "n" => self.name(Kind::ConstraintOption, path),
            _ => self.name(Kind::OtherConstraint, path),
        }
        Ok(())
    }

    /// Columns by number; system columns, which no model has, are left out.
    pub(super) fn ids(&self, table: i64, numbers: &[i64]) -> Vec<ColumnId> {
        numbers
            .iter()
            .filter_map(|number| self.columns.get(&(table, *number)).copied())
            .collect()
    }
}

/// What follows EXCLUDE, without when it is checked.
fn exclusion(definition: &str) -> String {
    let mut text = definition.strip_prefix("EXCLUDE ").unwrap_or(definition);
    for end in [" INITIALLY DEFERRED", " DEFERRABLE"] {
        text = text.strip_suffix(end).unwrap_or(text);
    }
    text.to_owned()
}

/// A referential action by its letter.
fn action(letter: &str) -> Option<Action> {
    match letter {
        "r" => Some(Action::Restrict),
        "c" => Some(Action::Cascade),
        "n" => Some(Action::SetNull),
        "d" => Some(Action::SetDefault),
        _ => None,
    }
}
