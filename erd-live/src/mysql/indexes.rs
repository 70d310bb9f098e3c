//! Indexes and foreign keys.

use erd_core::naming;
use erd_core::schema::{
    Action, Deferrable, ForeignKey, Index, IndexKey, IndexKind, KeyPart, Order, PrimaryKey, Sql,
};

use super::defaults;
use super::read::Reader;
use crate::row::Row;
use crate::token::bare;
use crate::types::{action, target};
use crate::{Error, Kind, Unsupported};

impl Reader {
    pub(super) fn index(&mut self, mut row: Row) -> Result<(), Error> {
        let Some(&position) = self.positions.get(&row.text()?) else {
            return Ok(());
        };
        let mariadb = self.mariadb;
        let table = &mut self.schema.tables[position];
        let name = row.text()?;
        let unique = !row.flag()?;
        let column = row.opt()?.and_then(|c| table.find_column(&c));
        let prefix = row.opt()?.and_then(|n| n.parse().ok());
        let descending = row.opt()?.as_deref() == Some("D");
        let method = row.text()?.to_ascii_lowercase();
        let expression = row.opt()?;
        let hidden = row.flag()?;
        let comment = row.opt()?.filter(|c| !c.is_empty());
        if name == "PRIMARY" {
            if prefix.is_some() || descending || comment.is_some() {
                let object = format!("{}: prefix, order or comment", table.name);
                self.unsupported
                    .push(Unsupported::new(Kind::KeyOption, object));
            }
            let key = table.primary_key.get_or_insert_with(|| {
                PrimaryKey::new(naming::primary_key(&table.name), Vec::new())
            });
            key.columns.extend(column);
            return Ok(());
        }
        let part = match (column, expression) {
            (Some(column), None) => KeyPart::Column(column),
            (_, Some(expression)) => {
                KeyPart::Expression(Sql::new(bare(&defaults::expression(&expression, mariadb))))
            }
            (None, None) => {
                let object = format!("{}.{name}: a key without a column", table.name);
                self.unsupported
                    .push(Unsupported::new(Kind::IndexOption, object));
                return Ok(());
            }
        };
        if table.indexes.last().is_none_or(|i| i.name != name) {
            let kind = if unique {
                IndexKind::UniqueConstraint(Deferrable::No)
            } else {
                IndexKind::Plain
            };
            let mut index = Index::new(name, kind, []);
            index.method = (method != "btree").then(|| method.clone());
            index.invisible = hidden;
            index.comment = comment;
            table.indexes.push(index);
        }
        if let Some(index) = table.indexes.last_mut() {
            index.keys.push(IndexKey {
                collation: None,
                part,
                order: if descending { Order::Desc } else { Order::Asc },
                nulls: None,
                opclass: None,
                // A SPATIAL key reports 32 bytes, which is no prefix.
                prefix_len: prefix.filter(|_| method != "spatial"),
            });
        }
        Ok(())
    }

    /// A constraint is on whole columns; any other unique key is an index.
    pub(super) fn finish_indexes(&mut self) {
        for table in &mut self.schema.tables {
            for index in table.indexes.iter_mut().filter(|i| i.is_unique()) {
                let whole = index.key_columns().is_some()
                    && index.keys.iter().all(|key| key.order == Order::Asc);
                if !whole {
                    index.kind = IndexKind::Unique;
                }
            }
        }
    }

    pub(super) fn foreign_key(&mut self, mut row: Row) -> Result<(), Error> {
        let Some(&position) = self.positions.get(&row.text()?) else {
            return Ok(());
        };
        let name = row.text()?;
        let column = row.text()?;
        let namespace = row.text()?;
        let other = row.text()?;
        let other_column = row.text()?;
        let (on_delete, on_update) = (rule(&row.text()?), rule(&row.text()?));
        let first = row.number()? == 1;
        let other = match self.position(&other) {
            Some(other) if namespace.eq_ignore_ascii_case(&self.database) => other,
            _ => {
                if first {
                    let table = &self.schema.tables[position].name;
                    let object = format!("{table}.{name} to {namespace}.{other}");
                    self.name(Kind::OtherConstraint, object);
                }
                return Ok(());
            }
        };
        let target_column = self.schema.tables[other]
            .columns
            .iter()
            .find(|c| c.name.eq_ignore_ascii_case(&other_column))
            .map_or(other_column, |c| c.name.clone());
        let table = &mut self.schema.tables[position];
        let column = table.find_column(&column);
        if first {
            table.foreign_keys.push(ForeignKey {
                match_full: false,
                set_columns: Vec::new(),
                enforced: true,
                name,
                columns: Vec::new(),
                target: target(position, other),
                target_columns: Vec::new(),
                on_delete,
                on_update,
                deferrable: Deferrable::No,
                validated: true,
                on_soft_delete: None,
                one_to_one: false,
                loose: None,
            });
        }
        if let (Some(key), Some(column)) = (table.foreign_keys.last_mut(), column) {
            key.columns.push(column);
            key.target_columns.push(target_column);
        }
        Ok(())
    }
}

/// A referential action. RESTRICT is what the catalog says where nobody said, and the same to InnoDB; NO ACTION is
/// kept, because SHOW CREATE TABLE keeps it.
fn rule(text: &str) -> Option<Action> {
    if text.eq_ignore_ascii_case("NO ACTION") {
        return Some(Action::NoAction);
    }
    action(text).filter(|action| *action != Action::Restrict)
}
