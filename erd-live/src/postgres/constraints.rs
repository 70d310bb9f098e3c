//! Constraints of PostgreSQL.

use erd_core::schema::{Action, Check, ColumnId, Deferrable, ForeignKey, PrimaryKey, Sql};

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
        let oid = row.number()?;
        let Some(&table) = self.tables.get(&oid) else {
            return Ok(());
        };
        let name = row.text()?;
        let kind = row.text()?;
        let columns = row.numbers()?;
        let target_oid = row.number()?;
        let target_columns = row.numbers()?;
        let (on_delete, on_update) = (action(&row.text()?), action(&row.text()?));
        let matching = row.text()?;
        let deferrable = match (row.flag()?, row.flag()?) {
            (false, _) => Deferrable::No,
            (true, false) => Deferrable::InitiallyImmediate,
            (true, true) => Deferrable::InitiallyDeferred,
        };
        let validated = row.flag()?;
        let expression = row.opt()?;
        let index = row.number()?;
        let no_inherit = row.flag()?;
        let set_columns = row.number()?;
        let enforced = row.flag()?;
        let path = format!("{}.{name}", self.path(table));
        let ids = self.ids(oid, &columns);
        if !enforced || (kind == "f" && (set_columns > 0 || matching == "f")) {
            self.name(Kind::ConstraintOption, path.clone());
        }
        match kind.as_str() {
            "p" => {
                if deferrable != Deferrable::No {
                    self.name(Kind::KeyOption, path);
                }
                self.backing.insert(index, Backed::PrimaryKey);
                self.schema.tables[table].primary_key = Some(PrimaryKey::new(name, ids));
            }
            "u" => {
                self.backing.insert(index, Backed::Unique(deferrable));
            }
            "c" => {
                if no_inherit {
                    self.name(Kind::NoInherit, path);
                }
                self.schema.tables[table].checks.push(Check {
                    no_inherit: false,
                    enforced: true,
                    name,
                    sql: Sql::new(bare(&expression.unwrap_or_default())),
                    column: match ids[..] {
                        [column] => Some(column),
                        _ => None,
                    },
                    validated,
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
                self.schema.tables[table].foreign_keys.push(ForeignKey {
                    match_full: false,
                    set_columns: Vec::new(),
                    enforced: true,
                    name,
                    columns: ids,
                    target: target(table, other),
                    target_columns: names,
                    on_delete,
                    on_update,
                    deferrable,
                    validated,
                    on_soft_delete: None,
                    one_to_one: false,
                    loose: None,
                });
            }
            "x" => {
                self.backing.insert(index, Backed::Other);
                self.name(Kind::Exclusion, path);
            }
            // A constraint trigger is among the triggers.
            "t" => {}
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
