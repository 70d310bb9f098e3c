//! Indexes and foreign keys.

use erd_core::naming;
use erd_core::schema::{
    Action, Deferrable, ForeignKey, Index, IndexKey, IndexKind, KeyPart, Order, PrimaryKey, Sql,
};

use super::read::Reader;
use super::show::{KeyKind, ShownForeignKey, ShownKey, ShownPart};
use crate::Kind;
use crate::token::{Lexis, bare_in};
use crate::types::{action, target};

impl Reader {
    /// The keys of a table. What sort of index is behind one is the catalog's: MariaDB shows `USING HASH` where it was
    /// stated and no hash made.
    pub(super) fn indexes(&mut self, position: usize) {
        for key in std::mem::take(&mut self.shown[position].keys) {
            let table = &self.schema.tables[position].name;
            let (kind, path) = if key.kind == KeyKind::Primary {
                (Kind::KeyOption, table.clone())
            } else {
                (Kind::IndexOption, format!("{table}.{}", key.name))
            };
            for option in &key.others {
                self.name(kind, format!("{path}: {option}"));
            }
            if key.without_overlaps {
                self.name(kind, format!("{path}: WITHOUT OVERLAPS"));
            } else if key.kind == KeyKind::Primary {
                self.primary_key(position, &key);
            } else if let Some(index) = self.index(position, key) {
                self.schema.tables[position].indexes.push(index);
            } else {
                self.name(kind, format!("{path}: a key without a column"));
            }
        }
    }

    fn primary_key(&mut self, position: usize, key: &ShownKey) {
        let table = &mut self.schema.tables[position];
        let odd = |part: &ShownPart| part.prefix.is_some() || part.descending;
        let option = key.comment.is_some() || key.parts.iter().any(odd);
        let names = key.parts.iter().filter_map(|part| part.of.as_ref().ok());
        let columns = names.filter_map(|name| table.find_column(name)).collect();
        table.primary_key = Some(PrimaryKey::new(naming::primary_key(&table.name), columns));
        if option {
            let object = format!("{}: prefix, order or comment", table.name);
            self.name(Kind::KeyOption, object);
        }
    }

    fn index(&self, position: usize, key: ShownKey) -> Option<Index> {
        let table = &self.schema.tables[position];
        let mut keys = Vec::new();
        for part in key.parts {
            keys.push(IndexKey {
                collation: None,
                part: match part.of {
                    Ok(name) => KeyPart::Column(table.find_column(&name)?),
                    Err(sql) => KeyPart::Expression(Sql::new(bare_in(&sql, Lexis::Backslashes))),
                },
                order: if part.descending {
                    Order::Desc
                } else {
                    Order::Asc
                },
                nulls: None,
                opclass: None,
                // A SPATIAL key of MyISAM shows 32 octets, which is no prefix.
                prefix_len: part.prefix.filter(|_| key.kind != KeyKind::Spatial),
            });
        }
        let real = self
            .index_types
            .get(&(table.name.clone(), key.name.clone()));
        let engine = table.options.engine.as_deref().unwrap_or_default();
        let method = match key.kind {
            KeyKind::Fulltext => Some("fulltext".to_owned()),
            KeyKind::Spatial => Some("spatial".to_owned()),
            KeyKind::Vector => Some("vector".to_owned()),
            // A hash where nothing is stated.
            _ if engine.eq_ignore_ascii_case("memory") => {
                key.using.map(|using| using.to_ascii_lowercase())
            }
            _ => real
                .map(|real| real.to_ascii_lowercase())
                .filter(|real| real != "btree"),
        };
        let mut index = Index::new(key.name, IndexKind::Plain, []);
        index.keys = keys;
        if key.kind == KeyKind::Unique {
            // A constraint is on whole columns; any other unique key is an index.
            let whole = index.key_columns().is_some()
                && index.keys.iter().all(|key| key.order == Order::Asc);
            index.kind = if whole {
                IndexKind::UniqueConstraint(Deferrable::No)
            } else {
                IndexKind::Unique
            };
        }
        index.method = method;
        index.parser = key.parser;
        index.invisible = key.invisible;
        index.comment = key.comment.filter(|c| !c.is_empty());
        Some(index)
    }

    /// The foreign keys of a table, once all tables are there.
    pub(super) fn foreign_keys(&mut self, position: usize) {
        for key in std::mem::take(&mut self.shown[position].foreign_keys) {
            self.foreign_key(position, key);
        }
    }

    fn foreign_key(&mut self, position: usize, key: ShownForeignKey) {
        let other = self.position(&key.table).filter(|_| key.database.is_none());
        let Some(other) = other else {
            let table = &self.schema.tables[position].name;
            let database = key.database.as_ref().unwrap_or(&self.database);
            let object = format!("{table}.{} to {database}.{}", key.name, key.table);
            self.name(Kind::OtherConstraint, object);
            return;
        };
        // The server keeps names as they were written, and compares them without case.
        let columns = &self.schema.tables[other].columns;
        let spelled = |name: String| {
            let mut found = columns
                .iter()
                .filter(|c| c.name.eq_ignore_ascii_case(&name));
            found.next().map_or(name, |c| c.name.clone())
        };
        let target_columns: Vec<_> = key.target_columns.into_iter().map(spelled).collect();
        let table = &mut self.schema.tables[position];
        let columns = key
            .columns
            .iter()
            .filter_map(|name| table.find_column(name));
        let columns: Vec<_> = columns.collect();
        table.foreign_keys.push(ForeignKey {
            on_delete: key.on_delete.as_deref().and_then(stated),
            on_update: key.on_update.as_deref().and_then(stated),
            ..ForeignKey::new(key.name, columns, target(position, other), target_columns)
        });
    }
}

/// An action that stands there: MySQL shows RESTRICT and MariaDB NO ACTION where it was stated.
fn stated(text: &str) -> Option<Action> {
    let nothing = text.eq_ignore_ascii_case("NO ACTION");
    action(text).or(nothing.then_some(Action::NoAction))
}
