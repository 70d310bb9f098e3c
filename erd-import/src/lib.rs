//! Rust declarations of a schema that was read from a database: the way in for an application that exists.
//!
//! [`import`] is a pure function from a [`Schema`] to files. What it writes compiles without a warning, is formatted as
//! rustfmt formats it, and makes the same tables again: every name, default and option is kept, and written only where
//! it is not what erd would choose by itself. Where a rule rejects what the database has, the declaration allows it with
//! the reason `existing`, and [`Imported::to_do`] lists it.
//!
//! ```
//! use erd_core::schema::{Column, ColumnId, Identity, PrimaryKey, Schema, Table, Type};
//! use erd_core::{Dialect, Scalar};
//!
//! let mut table = Table::new("tags");
//! let mut id = Column::new("id", Type::Scalar(Scalar::I64));
//! id.identity = Some(Identity::ByDefault);
//! table.columns.push(id);
//! table.primary_key = Some(PrimaryKey::new("tags_pkey", vec![ColumnId(0)]));
//! let schema = Schema { tables: vec![table], ..Schema::default() };
//!
//! let imported = erd_import::import(&schema, &erd_import::Options::new("Shop", Dialect::Postgres));
//! let tag = imported.files.iter().find(|file| file.path == "tag.rs").expect("one file per entity");
//! assert!(tag.text.ends_with(
//!     "pub struct Tag {\n    #[erd(primary_key, identity)]\n    pub id: i64,\n}\n"
//! ));
//! ```

mod declare;
mod diesel;
mod ident;
mod judge;
mod literal;
mod options;
mod select;
mod session;
mod write;

pub use judge::ToDo;
pub use options::Options;
pub use select::select;

use erd_core::Schema;

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path below the folder that the import is for, with `/`.
    pub path: String,
    /// All of its text.
    pub text: String,
}

/// What an import made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The files, the one that declares the others first.
    pub files: Vec<File>,
    /// What the declarations declare; the compiled code resolves to this, up to where in the source things are.
    pub schema: Schema,
    /// Name of the schema in `schema!`.
    pub name: String,
    /// What rules reject in the existing schema, in its order.
    pub to_do: Vec<ToDo>,
    /// Crates and features that the code needs, as lines of a `[dependencies]` table.
    pub dependencies: Vec<String>,
    /// What a reader should know, one sentence each.
    pub notes: Vec<String>,
}

/// Writes the declarations of `schema`, as [`erd-live`](https://docs.rs/erd-live) describes it.
///
/// Never fails: a name that is no Rust identifier gets one, and a type that Rust has no form for is text with its
/// `sql_type`. The same schema and options give the same bytes.
pub fn import(schema: &Schema, options: &Options) -> Imported {
    let mut declared = declare::declare(schema, options);
    let to_do = judge::judge(&mut declared, &options.config);
    declared
        .notes
        .extend(session::notes(&to_do, options.dialect));
    let files = write::files(&declared, options);
    let dependencies = write::dependencies(&declared, options);
    Imported {
        files,
        dependencies,
        to_do,
        name: declared.name,
        notes: declared.notes,
        schema: declared.schema,
    }
}
