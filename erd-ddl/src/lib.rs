//! DDL of a schema: `CREATE` and `DROP` statements for PostgreSQL, MySQL, MariaDB and SQLite.
//!
//! [`render`] turns a whole [`Schema`] into a [`Script`], a list of statements in an order every engine accepts. What a
//! dialect cannot do is an error that names the place and the alternative; all of them come at once.
//!
//! ```
//! use erd_core::schema::{Column, ColumnId, PrimaryKey, Schema, Table, Type};
//! use erd_core::{Dialect, Scalar};
//!
//! let mut table = Table::new("tags");
//! table.columns.push(Column::new("id", Type::Scalar(Scalar::I64)));
//! table.primary_key = Some(PrimaryKey::new("tags_pkey", vec![ColumnId(0)]));
//! let schema = Schema { tables: vec![table], ..Schema::default() };
//!
//! let script = erd_ddl::render(&schema, Dialect::Postgres)?;
//! assert_eq!(
//!     script.to_string(),
//!     "CREATE TABLE \"tags\" (\n    \"id\" bigint NOT NULL,\n    CONSTRAINT \"tags_pkey\" PRIMARY KEY (\"id\")\n);\n"
//! );
//! # Ok::<(), erd_ddl::DdlErrors>(())
//! ```

mod dialect;
mod error;
mod explicit;
#[cfg(feature = "expression")]
pub mod expression;
mod lacking;
mod order;
mod render;
mod script;
mod sql_writer;

pub use error::{Code, DdlError, DdlErrors};
pub use explicit::{Explicit, explicit};
pub use lacking::warnings;
pub use order::Item;
pub use render::CreateIndex;
pub use script::{Script, Statement, client_end};
pub use sql_writer::{IndexForm, SqlWriter};

use erd_core::{Dialect, Engine, Schema};

/// The statements that create `schema`, in an order `engine` accepts: a dialect, or a dialect and its oldest version.
///
/// Fails with everything the engine cannot do. The same schema gives the same bytes. Tables that are managed elsewhere are
/// expected to be there.
///
/// A property that the engine has none of, and without which the schema means the same to the application, is left out;
/// [`Script::warnings`] names it, and what needs a version that nobody stated.
pub fn render(schema: &Schema, engine: impl Into<Engine>) -> Result<Script, DdlErrors> {
    let engine = engine.into();
    let mut script = render::create(schema, dialect::backend(engine))?;
    script.warnings = warnings(schema, engine);
    Ok(script)
}

/// The statements that drop what [`render`] creates, in reverse order, foreign keys of cycles before tables.
///
/// Namespaces are dropped only where that fails on a namespace that holds anything else (PostgreSQL); a MySQL or
/// MariaDB database may hold tables erd knows nothing of, and stays. Statements have no `IF EXISTS`: a script that does
/// not fit its database stops.
pub fn render_drop(schema: &Schema, engine: impl Into<Engine>) -> Result<Script, DdlErrors> {
    render::drop(schema, dialect::backend(engine.into()))
}

/// A name as `dialect` quotes it, whatever is in it.
pub fn quote(dialect: Dialect, name: &str) -> String {
    dialect::backend(dialect.into()).quote(name)
}

/// Whether PostgreSQL's CREATE TABLE leaves a column out of a child, because it says nothing that the parent's does not.
pub fn is_inherited(child: &erd_core::schema::Column, parent: &erd_core::schema::Column) -> bool {
    dialect::is_inherited(child, parent)
}

/// The statement that creates a native enum on PostgreSQL, the one engine where it is a type of its own.
pub fn create_enum(ty: &erd_core::schema::EnumType) -> String {
    dialect::create_enum(ty)
}

/// How a column is stored on PostgreSQL, as `MAIN COMPRESSION lz4` says it: the storage and the compression, each where it
/// is stated.
pub fn split_storage(storage: Option<&str>) -> (Option<&str>, Option<&str>) {
    dialect::split_storage(storage)
}

/// How PostgreSQL stores the values of a column's type by itself; `None` where that is not known here, and for types of
/// one length.
pub fn usual_storage(column: &erd_core::schema::Column) -> Option<&'static str> {
    dialect::usual_storage(column)
}

/// The places of the indexes of a table that serve a foreign key of it on MySQL or MariaDB; `None` is the primary key. Where
/// there are none, the server makes one with the name of the key (MySQL manual 15.1.20.5; MariaDB, "Foreign Keys").
pub fn serving(
    dialect: Dialect,
    table: &erd_core::schema::Table,
    key: &erd_core::schema::ForeignKey,
) -> Vec<Option<usize>> {
    dialect::serving(dialect, table, key)
}

/// The integer type of the sequence of a serial column of that type (PostgreSQL), and its greatest number where that is not
/// the type's own.
pub fn sequence_type(
    column: &str,
    sequence: Option<&erd_core::schema::Sequence>,
) -> (&'static str, Option<i64>) {
    dialect::sequence_type(column, sequence)
}

/// The clauses of ALTER COLUMN that bring a column of PostgreSQL from what another one states of its
/// [properties](erd_core::property::COLUMN) to what it states itself; `None` for a column that is new.
pub fn postgres_clauses(
    from: Option<&erd_core::schema::Column>,
    to: &erd_core::schema::Column,
) -> Vec<String> {
    dialect::postgres_clauses(from, to)
}

/// Properties of columns that PostgreSQL's catalog holds: the name, and the value as an expression over `pg_attribute a`.
pub fn postgres_catalog() -> impl Iterator<Item = (&'static str, &'static str)> {
    dialect::postgres_catalog()
}

/// SQLite: the trigger that a session makes for itself after one of the schema that writes who acts; `None` where `sql`, which
/// created the other, is none of those. `name` is that of the new trigger, and `actor` an expression that says who acts.
pub fn session_trigger(sql: &str, name: &str, actor: &str) -> Option<String> {
    dialect::session_trigger(sql, name, actor)
}

/// A name in a namespace as identifiers of `dialect`.
pub fn path(dialect: Dialect, schema: Option<&str>, name: &str) -> String {
    dialect::backend(dialect.into()).path(schema, name)
}

/// A text as a string literal of `dialect`.
pub fn literal(dialect: Dialect, text: &str) -> String {
    dialect::backend(dialect.into()).literal(text)
}
