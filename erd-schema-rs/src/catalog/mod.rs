//! What the catalog of the database would tell diesel: the schema as the engine shows it, in one namespace.

mod mysql;
mod mysql_type;
mod postgres;
mod postgres_type;
mod sqlite;

pub(crate) use postgres::has_not_null_domain;

use crate::config::PrintSchema;
use crate::print::PrintError;
use erd_core::schema::{Schema, Target};
use erd_core::{Dialect, Engine, Family};

/// The name of a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name {
    pub(crate) table: String,
    /// `None` for the default namespace.
    pub(crate) schema: Option<String>,
}

impl Name {
    /// The name behind its namespace, with a dot.
    pub(crate) fn full(&self) -> String {
        match &self.schema {
            Some(schema) => format!("{schema}.{}", self.table),
            None => self.table.clone(),
        }
    }
}

/// A table.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) name: Name,
    pub(crate) comment: Option<String>,
    /// Names of the columns of the primary key; what diesel takes for them.
    pub(crate) key: Vec<String>,
    pub(crate) columns: Vec<Column>,
}

/// A column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    /// Its type, or the text that diesel knows no type for.
    pub(crate) ty: Result<SqlType, String>,
    pub(crate) max_length: Option<u64>,
    pub(crate) comment: Option<String>,
}

/// A type as diesel has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SqlType {
    /// Namespace, where it is not the default one.
    pub(crate) schema: Option<String>,
    /// Name in the database.
    pub(crate) sql: String,
    /// Name in Rust.
    pub(crate) rust: String,
    pub(crate) is_array: bool,
    pub(crate) is_unsigned: bool,
    pub(crate) is_nullable: bool,
}

/// A foreign key, as diesel sees it. The order is that of `joinable!`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ForeignKey {
    pub(crate) child: Name,
    pub(crate) parent: Name,
    pub(crate) columns: Vec<String>,
    pub(crate) target_columns: Vec<String>,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Catalog {
    /// Tables by name.
    pub(crate) tables: Vec<Table>,
    /// Foreign keys, sorted.
    pub(crate) foreign_keys: Vec<ForeignKey>,
    /// Tables of which nobody knows the columns.
    pub(crate) virtual_tables: Vec<String>,
    /// Tables that diesel does not find, because the server does not call them base tables.
    pub(crate) versioned: Vec<String>,
}

/// Reads a schema as diesel reads the database that it makes.
pub(crate) fn read(
    schema: &Schema,
    engine: Engine,
    config: &PrintSchema,
) -> Result<Catalog, PrintError> {
    let explicit = erd_ddl::explicit(schema, engine).map_err(PrintError::Schema)?;
    let schema = &explicit.schema;
    let mut catalog = match engine.dialect.family() {
        Family::Postgres => postgres::read(schema, config),
        Family::MySql => mysql::read(schema, engine.dialect, config),
        Family::Sqlite => sqlite::read(schema, config)?,
    };
    // diesel asks for `NOT LIKE '\_\_%'`.
    catalog
        .tables
        .retain(|table| !table.name.table.starts_with("__"));
    catalog.tables.sort_by(|a, b| a.name.cmp(&b.name));
    if config.column_sorting == crate::config::Sorting::Name {
        for table in &mut catalog.tables {
            // The collation of the information schema: in MySQL `tolower_ci`, in MariaDB `general_ci`.
            let columns = &mut table.columns;
            match engine.dialect {
                Dialect::MySql => columns.sort_by_key(|c| c.name.to_lowercase()),
                Dialect::MariaDb => columns.sort_by_key(|c| c.name.to_uppercase()),
                Dialect::Postgres | Dialect::Sqlite => columns.sort_by(|a, b| a.name.cmp(&b.name)),
            }
        }
    }
    catalog.foreign_keys.sort();
    Ok(catalog)
}

/// The foreign keys that a database has between the tables of a schema.
fn foreign_keys(schema: &Schema) -> Vec<ForeignKey> {
    let mut keys = Vec::new();
    for table in &schema.tables {
        for key in &table.foreign_keys {
            let parent = match key.target {
                Target::Own => table,
                Target::Table(id) => &schema[id],
                Target::Path(_) => continue,
            };
            if key.loose.is_some() {
                continue;
            }
            let columns = key.columns.iter().map(|c| table[*c].name.clone());
            keys.push(ForeignKey {
                child: name(table),
                parent: name(parent),
                columns: columns.collect(),
                target_columns: key.target_columns.clone(),
            });
        }
    }
    keys
}

fn name(table: &erd_core::schema::Table) -> Name {
    Name {
        table: table.name.clone(),
        schema: table.schema.clone(),
    }
}

/// Names of the columns of the primary key.
fn primary_key(table: &erd_core::schema::Table) -> Vec<String> {
    let columns = table.primary_key.iter().flat_map(|key| &key.columns);
    columns.map(|c| table[*c].name.clone()).collect()
}
