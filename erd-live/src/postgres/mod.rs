//! PostgreSQL 14 to 18.

mod columns;
mod constraints;
mod indexes;
mod others;
mod sql;
mod types;

use std::collections::BTreeMap;

use erd_core::Dialect;
use erd_core::schema::{ColumnId, EnumStorage, EnumType, Schema, Table};

use self::types::Types;
use crate::bookkeeping::is_bookkeeping;
use crate::query::Query;
use crate::row::rows;
use crate::{Described, Error, Kind, Unsupported};

/// The default namespace: tables in it have none in the model.
const PUBLIC: &str = "public";

/// What is known while reading.
#[derive(Debug, Default)]
struct Reader {
    schema: Schema,
    unsupported: Vec<Unsupported>,
    /// Position of a table by oid.
    tables: BTreeMap<i64, usize>,
    /// Of each table the columns by number.
    columns: BTreeMap<(i64, i64), ColumnId>,
    /// Index oid to the constraint that it backs: name, deferrability, whether it is the primary key.
    backing: BTreeMap<i64, constraints::Backed>,
    serial: Vec<(usize, ColumnId)>,
}

pub(crate) fn describe(connection: &mut dyn Query) -> Result<Described, Error> {
    for statement in sql::BEGIN {
        rows(connection, "transaction", statement)?;
    }
    let described = read(connection);
    // A lost connection has ended the transaction too; what the reading said is the better message.
    let end = rows(connection, "transaction", sql::END);
    let described = described?;
    end?;
    Ok(described)
}

fn read(connection: &mut dyn Query) -> Result<Described, Error> {
    let version = match rows(connection, "version", sql::VERSION)?.first_mut() {
        Some(row) => row.number()?,
        None => 0,
    };
    let mut reader = Reader::default();
    for row in rows(connection, "tables", sql::TABLES)? {
        reader.table(row)?;
    }
    let types = Types::read(rows(connection, "types", sql::TYPES)?)?;
    reader.enums(&types, rows(connection, "enum labels", sql::LABELS)?)?;
    for row in rows(connection, "columns", sql::COLUMNS)? {
        reader.column(&types, row)?;
    }
    for row in rows(connection, "constraints", &sql::constraints(version))? {
        reader.constraint(row)?;
    }
    reader.indexes(rows(connection, "indexes", &sql::indexes(version))?)?;
    for row in rows(connection, "triggers", sql::TRIGGERS)? {
        reader.trigger(row)?;
    }
    for row in rows(connection, "other objects", sql::OTHERS)? {
        reader.other(row)?;
    }
    Ok(reader.finish())
}

impl Reader {
    fn table(&mut self, mut row: crate::row::Row) -> Result<(), Error> {
        let oid = row.number()?;
        let namespace = row.text()?;
        let mut table = Table::new(row.text()?);
        if is_bookkeeping(&table.name) {
            return Ok(());
        }
        table.schema = (namespace != PUBLIC).then_some(namespace);
        table.comment = row.opt()?;
        let position = self.schema.tables.len();
        self.schema.tables.push(table);
        self.tables.insert(oid, position);
        if let Some(key) = row.opt()? {
            let path = crate::types::path(&self.schema, position);
            self.name(Kind::Partitioning, format!("{path} by {key}"));
        }
        let flags = [
            Kind::Inheritance,
            Kind::Unlogged,
            Kind::TableOption,
            Kind::Policy,
        ];
        for kind in flags {
            if row.flag()? {
                let path = crate::types::path(&self.schema, position);
                self.name(kind, path);
            }
        }
        Ok(())
    }

    fn enums(&mut self, types: &Types, labels: Vec<crate::row::Row>) -> Result<(), Error> {
        let mut values: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        for mut row in labels {
            values.entry(row.number()?).or_default().push(row.text()?);
        }
        for (oid, namespace, name) in types.enums() {
            if namespace == PUBLIC {
                self.schema.enums.push(EnumType {
                    renamed_values: Vec::new(),
                    schema: None,
                    comment: None,
                    name: name.to_owned(),
                    values: values.remove(&oid).unwrap_or_default(),
                    storage: EnumStorage::Native,
                });
            } else {
                self.name(Kind::EnumInNamespace, format!("{namespace}.{name}"));
            }
        }
        Ok(())
    }

    /// Names something that the model cannot hold.
    fn name(&mut self, kind: Kind, object: impl Into<String>) {
        self.unsupported.push(Unsupported::new(kind, object));
    }

    /// Path of a table.
    fn path(&self, table: usize) -> String {
        crate::types::path(&self.schema, table)
    }

    fn finish(mut self) -> Described {
        let unused = crate::postgres::columns::sort_enums(&mut self.schema);
        for name in unused {
            self.name(Kind::UnusedEnum, name);
        }
        self.unsupported.sort();
        self.unsupported.dedup();
        Described {
            serial: self
                .serial
                .iter()
                .map(|(table, column)| (erd_core::schema::TableId(*table), *column))
                .collect(),
            schema: self.schema,
            unsupported: self.unsupported,
            dialect: Dialect::Postgres,
            version: Vec::new(),
        }
    }
}
