//! From the described schema to the declared one: Rust names, Rust types, and what the columns are for.

mod enums;
mod junction;
mod names;
mod roles;
mod types;

pub(crate) use enums::{Case, Variant};
pub(crate) use types::{Needs, RustType};

use crate::{Options, diesel};
use erd_core::schema::Action;
use erd_core::{Dialect, Schema};
use std::collections::BTreeMap;

/// A schema as declarations will have it.
#[derive(Debug)]
pub(crate) struct Declared {
    /// Tables in the order of the described schema, with the names of structs and fields.
    pub(crate) schema: Schema,
    /// Of each table, the types of its fields.
    pub(crate) types: Vec<Vec<RustType>>,
    /// Of each table, the module that its struct is in.
    pub(crate) modules: Vec<String>,
    /// Of each enum of the schema, its Rust form.
    pub(crate) enums: Vec<RustEnum>,
    /// Name of the schema in `schema!`.
    pub(crate) name: String,
    /// The engine that the schema was read from.
    pub(crate) dialect: Dialect,
    /// Path of the root's module.
    pub(crate) path: String,
    /// diesel's SQL type of each enum.
    pub(crate) enum_markers: Vec<String>,
    /// SQL types that diesel has not, by spelling.
    pub(crate) markers: BTreeMap<String, String>,
    /// What a reader should know.
    pub(crate) notes: Vec<String>,
}

/// An enum as Rust has it.
#[derive(Debug)]
pub(crate) struct RustEnum {
    pub(crate) name: String,
    pub(crate) case: Case,
    pub(crate) variants: Vec<Variant>,
}

/// Declares a described schema.
pub(crate) fn declare(described: &Schema, options: &Options) -> Declared {
    let mut schema = described.clone();
    let names = names::names(&mut schema, &options.name, options.diesel);
    let types = types::types(&mut schema, &names.enums, options);
    let mut notes = Vec::new();
    roles::roles(&mut schema, options.dialect, &mut notes);
    junction::junctions(&mut schema);
    for table in &mut schema.tables {
        table.allows.clear();
        table.source = None;
        for key in &mut table.foreign_keys {
            // NO ACTION is what the database has; said, it is a decision.
            key.on_delete = key.on_delete.or(Some(Action::NoAction));
        }
    }
    let mut declared = Declared {
        types,
        modules: names.modules,
        enums: enums::enums(&schema, names.enums),
        name: names.schema,
        dialect: options.dialect,
        path: options.path.clone(),
        enum_markers: Vec::new(),
        markers: BTreeMap::new(),
        schema,
        notes,
    };
    if options.diesel {
        (declared.enum_markers, declared.markers) = diesel::markers(&declared);
        declared.notes.extend(diesel::notes(&declared));
    }
    declared
}
