//! Indexes of PostgreSQL.

use erd_core::schema::{Index, IndexKey, IndexKind, KeyPart, NullsOrder, Order, Sql};

use super::Reader;
use super::columns::collation_name;
use super::constraints::Backed;
use crate::row::Row;
use crate::token::bare;
use crate::{Error, Kind};

impl Reader {
    /// Each row is a column of an index; the rows of an index stand together.
    pub(super) fn indexes(&mut self, rows: Vec<Row>) -> Result<(), Error> {
        let mut current = None;
        for mut row in rows {
            let oid = row.number("table_oid")?;
            let index = row.number("index_oid")?;
            let Some(&table) = self.tables.get(&oid) else {
                continue;
            };
            if current != Some(index) {
                current = Some(index);
                self.index(table, index, &mut row)?;
            }
            self.index_column(table, oid, index, row)?;
        }
        Ok(())
    }

    /// The index itself. One that backs a primary key or an exclusion constraint is no index of the model.
    fn index(&mut self, table: usize, oid: i64, row: &mut Row) -> Result<(), Error> {
        let name = row.text("name")?;
        let method = row.text("method")?;
        let unique = row.flag("is_unique")?;
        let valid = row.flag("valid")?;
        let predicate = row.opt("predicate")?;
        let with = row.opt("options")?.filter(|text| !text.is_empty());
        let nulls_not_distinct = row.flag("nulls_not_distinct")?;
        let kind = match self.backing.get(&oid) {
            Some(Backed::PrimaryKey | Backed::Other) => return Ok(()),
            Some(Backed::Unique(deferrable)) => IndexKind::UniqueConstraint(*deferrable),
            None if unique => IndexKind::Unique,
            None => IndexKind::Plain,
        };
        if !valid {
            let path = format!("{}.{name}", self.path(table));
            self.name(Kind::InvalidIndex, path);
        }
        let mut index = Index::new(name, kind, []);
        index.method = (method != "btree").then_some(method);
        index.predicate = predicate
            .map(|sql| Sql::new(bare(&sql)))
            .unwrap_or_default();
        index.with = with;
        index.nulls_not_distinct = nulls_not_distinct;
        index.invalid = !valid;
        index.comment = self.comments.remove(&(oid, 0));
        self.schema.tables[table].indexes.push(index);
        Ok(())
    }

    fn index_column(
        &mut self,
        table: usize,
        oid: i64,
        index: i64,
        mut row: Row,
    ) -> Result<(), Error> {
        let column = row.number("column_number")?;
        let text = row.opt("expression")?.unwrap_or_default();
        let opclass = row.opt("operator_class")?;
        let options = row.opt_number("flags")?;
        let collation = row.opt("collation")?;
        let namespace = row.opt("collation_namespace")?;
        let ordered = row.flag("is_btree")?;
        let included = options.is_none();
        match self.backing.get(&index) {
            Some(Backed::PrimaryKey) => {
                if included
                    && let Some(id) = self.columns.get(&(oid, column))
                    && let Some(key) = &mut self.schema.tables[table].primary_key
                {
                    key.include.push(*id);
                }
                return Ok(());
            }
            Some(Backed::Other) => return Ok(()),
            _ => {}
        }
        let id = self.columns.get(&(oid, column)).copied();
        let Some(found) = self.schema.tables[table].indexes.last_mut() else {
            return Ok(());
        };
        let part = match id {
            Some(id) if column != 0 => KeyPart::Column(id),
            _ => KeyPart::Expression(Sql::new(bare(&text))),
        };
        let Some(options) = options else {
            if let KeyPart::Column(id) = part {
                found.include.push(id);
            }
            return Ok(());
        };
        let (descending, first) = (ordered && options & 1 != 0, ordered && options & 2 != 0);
        found.keys.push(IndexKey {
            collation: collation.map(|name| collation_name(namespace.as_deref(), name)),
            part,
            order: if descending { Order::Desc } else { Order::Asc },
            nulls: match (descending, first) {
                (false, true) => Some(NullsOrder::First),
                (true, false) => Some(NullsOrder::Last),
                _ => None,
            },
            opclass,
            prefix_len: None,
        });
        Ok(())
    }
}
