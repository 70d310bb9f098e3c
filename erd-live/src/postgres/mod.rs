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
use self::sql::{Catalog, catalog};
use self::types::Types;
use crate::query::Query;
use crate::row::{Row, rows};
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
    /// Comments on relations, which have the number 0, and on columns.
    comments: BTreeMap<(i64, i64), String>,
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
    /// The number of the next object that is a comment, downwards: they have no oid.
    next_comment: i64,
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

const TABLES: Catalog = catalog!("tables");
const RELATION_COMMENTS: Catalog = catalog!("relation_comments");
const INHERITS: Catalog = catalog!("inherits");
const TYPES: Catalog = catalog!("types");
const COLUMN_SEQUENCES: Catalog = catalog!("column_sequences");
const COLUMNS: Catalog = catalog!("columns");
const ENUM_LABELS: Catalog = catalog!("enum_labels");
const CONSTRAINTS: Catalog = catalog!("constraints");
const INDEXES: Catalog = catalog!("indexes");
const PARTITIONS: Catalog = catalog!("partitions");
const ROW_TRIGGERS: Catalog = catalog!("row_triggers");
const OWNERS: Catalog = catalog!("owners");
const DEPENDENCIES: Catalog = catalog!("dependencies");

/// All queries.
#[cfg(test)]
fn queries() -> impl Iterator<Item = Catalog> {
    let own = [
        TABLES,
        RELATION_COMMENTS,
        INHERITS,
        TYPES,
        COLUMN_SEQUENCES,
        COLUMNS,
        ENUM_LABELS,
        CONSTRAINTS,
        INDEXES,
        PARTITIONS,
        ROW_TRIGGERS,
        OWNERS,
        DEPENDENCIES,
    ];
    own.into_iter()
        .chain(objects::QUERIES)
        .chain([objects::COMMENTS, objects::UNSUPPORTED])
}

fn read(connection: &mut dyn Query) -> Result<Described, Error> {
    let mut version = rows(connection, "version", sql::VERSION)?.into_iter();
    let version = version.next().map(|mut row| row.number("number"));
    let version = version.transpose()?.unwrap_or_default();
    let mut ask = |query: Catalog| query.rows(connection, version);
    let mut reader = Reader::default();
    reader.comments(ask(RELATION_COMMENTS)?)?;
    for row in ask(TABLES)? {
        reader.table(row)?;
    }
    for row in ask(INHERITS)? {
        reader.inherits(row)?;
    }
    let types = Types::read(ask(TYPES)?)?;
    reader.columns(&types, ask(COLUMNS)?, ask(COLUMN_SEQUENCES)?)?;
    reader.enums(&types, ask(ENUM_LABELS)?)?;
    for row in ask(CONSTRAINTS)? {
        reader.constraint(row)?;
    }
    reader.indexes(ask(INDEXES)?)?;
    reader.partitions(ask(PARTITIONS)?)?;
    for row in ask(ROW_TRIGGERS)? {
        reader.row_trigger(row)?;
    }
    reader.objects(&mut ask)?;
    for row in ask(OWNERS)? {
        reader.owner(row)?;
    }
    reader.dependencies(ask(DEPENDENCIES)?)?;
    Ok(reader.finish())
}

impl Reader {
    fn comments(&mut self, rows: Vec<Row>) -> Result<(), Error> {
        for mut row in rows {
            let at = (row.number("oid")?, row.number("number")?);
            self.comments.insert(at, row.text("text")?);
        }
        Ok(())
    }

    /// The enums that columns use, in the order of first use; the others are objects.
    fn enums(&mut self, types: &Types, labels: Vec<Row>) -> Result<(), Error> {
        let mut values: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        for mut row in labels {
            let ty = values.entry(row.number("type_oid")?).or_default();
            ty.push(row.text("label")?);
        }
        let mut oids = BTreeMap::new();
        let mut of_extensions = BTreeSet::new();
        for (oid, found) in types.enums() {
            if found.is_of_extension {
                of_extensions.insert(oid);
            }
            let ty = EnumType {
                schema: tables::default_none(found.namespace.clone()),
                comment: found.comment.clone(),
                name: found.name.clone(),
                values: values.remove(&oid).unwrap_or_default(),
                renamed_values: Vec::new(),
                storage: EnumStorage::Native,
            };
            oids.insert(ty.key(), oid);
            self.schema.enums.push(ty);
        }
        for ty in columns::sort_enums(&mut self.schema) {
            if let Some(oid) = oids.get(&ty.key())
                && !of_extensions.contains(oid)
            {
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
