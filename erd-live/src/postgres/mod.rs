//! PostgreSQL 14 to 18.

mod columns;
mod constraints;
mod indexes;
mod objects;
mod roles;
mod sql;
mod tables;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use erd_core::Dialect;
use erd_core::schema::{ColumnId, EnumStorage, EnumType, Schema};

use self::objects::Node;
use self::types::Types;
use crate::query::Query;
use crate::row::rows;
use crate::{Described, Error, Kind, Unsupported};

/// The default namespace: tables in it have none in the model.
const PUBLIC: &str = "public";

/// A row of the catalog: the table it is in, and its oid.
type CatalogRow = (String, i64);

/// What is known while reading.
#[derive(Debug, Default)]
struct Reader {
    schema: Schema,
    unsupported: Vec<Unsupported>,
    /// Position of a table by oid.
    tables: BTreeMap<i64, usize>,
    /// Of each table the columns by number.
    columns: BTreeMap<(i64, i64), ColumnId>,
    /// Columns that a child inherits, and whether they are its own too.
    inherited: Vec<(usize, ColumnId, bool)>,
    /// Index oid to the constraint that it backs: name, deferrability, whether it is the primary key.
    backing: BTreeMap<i64, constraints::Backed>,
    /// The partition key of a table by oid, and the columns in it.
    partition_keys: BTreeMap<i64, (String, String)>,
    /// Triggers and functions that follow from the roles of columns.
    made_by_erd: BTreeSet<CatalogRow>,
    /// The objects.
    nodes: BTreeMap<CatalogRow, Node>,
    /// What a row of the catalog is a part of.
    owners: BTreeMap<CatalogRow, CatalogRow>,
    /// Comments that are objects, and what they are on.
    commented: Vec<(CatalogRow, CatalogRow)>,
    /// The number of the next comment, downwards: they have no oid.
    comments: i64,
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
    for row in rows(connection, "inheritance", sql::INHERITS)? {
        reader.inherits(row)?;
    }
    let types = Types::read(rows(connection, "types", sql::TYPES)?)?;
    for row in rows(connection, "columns", &sql::columns())? {
        reader.column(&types, row)?;
    }
    reader.enums(&types, rows(connection, "enum labels", sql::LABELS)?)?;
    for row in rows(connection, "constraints", &sql::constraints(version))? {
        reader.constraint(row)?;
    }
    reader.indexes(rows(connection, "indexes", &sql::indexes(version))?)?;
    reader.partitions(rows(connection, "partitions", sql::PARTITIONS)?)?;
    for row in rows(connection, "row triggers", sql::ROW_TRIGGERS)? {
        reader.row_trigger(row)?;
    }
    reader.objects(connection, version)?;
    for row in rows(connection, "parts of objects", sql::OWNERS)? {
        reader.owner(row)?;
    }
    reader.dependencies(rows(connection, "dependencies", sql::DEPENDENCIES)?)?;
    Ok(reader.finish())
}

impl Reader {
    /// The enums that columns use, in the order of first use; the others are objects.
    fn enums(&mut self, types: &Types, labels: Vec<crate::row::Row>) -> Result<(), Error> {
        let mut values: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        for mut row in labels {
            values.entry(row.number()?).or_default().push(row.text()?);
        }
        let mut oids = BTreeMap::new();
        for (oid, namespace, name, comment) in types.enums() {
            let ty = EnumType {
                schema: tables::default_none(namespace.to_owned()),
                comment: comment.map(str::to_owned),
                name: name.to_owned(),
                values: values.remove(&oid).unwrap_or_default(),
                renamed_values: Vec::new(),
                storage: EnumStorage::Native,
            };
            oids.insert(ty.key(), oid);
            self.schema.enums.push(ty);
        }
        for ty in columns::sort_enums(&mut self.schema) {
            if let Some(oid) = oids.get(&ty.key()) {
                self.unused_enum(*oid, ty);
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
        self.finish_objects();
        self.inherited_columns();
        self.unsupported.sort();
        self.unsupported.dedup();
        Described {
            schema: self.schema,
            unsupported: self.unsupported,
            left_out: Vec::new(),
            dialect: Dialect::Postgres,
            version: Vec::new(),
        }
    }
}
