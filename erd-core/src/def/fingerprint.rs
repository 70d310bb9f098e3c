//! One number for all of a schema that a database notices, so that a build can tell that a migration is missing.

use super::{EntityDef, ObjectDef, SqlDef, TypeDef};
use crate::hash::mix;

/// The fingerprint of entities and objects, whatever their order. It changes with everything that DDL is made of, and with nothing
/// else: not with the names of structs and fields, comments of the code, allows, or places in files.
///
/// A new version of erd may give another number for the same schema.
pub const fn fingerprint(entities: &[&'static EntityDef], objects: &[ObjectDef]) -> u64 {
    let mut sum = 0_u64;
    let mut i = 0;
    while i < objects.len() {
        sum = sum.wrapping_add(object(&objects[i]));
        i += 1;
    }
    let mut i = 0;
    while i < entities.len() {
        sum = sum.wrapping_add(entity(entities[i]));
        i += 1;
    }
    sum
}

/// What the derive knew, and what only the compiler does: types, and the tables that are referenced.
const fn entity(def: &'static EntityDef) -> u64 {
    let mut hash = def.fingerprint;
    let mut i = 0;
    while i < def.columns.len() {
        hash = mix(hash, ty(def.columns[i].ty));
        i += 1;
    }
    let mut i = 0;
    while i < def.foreign_keys.len() {
        let key = &def.foreign_keys[i];
        if key.enforced {
            hash = mix(hash, key.target.named(0).hash);
            if key.target.namespace != 0 {
                hash = mix(hash, key.target.namespace);
            }
        }
        i += 1;
    }
    hash
}

const fn object(def: &ObjectDef) -> u64 {
    let mut hash = mix(def.kind as u64, crate::fnv(def.name));
    hash = mix(hash, optional(def.schema));
    hash = mix(hash, optional(def.arguments));
    hash = mix(hash, optional(def.comment));
    if let Some(table) = &def.table {
        hash = mix(hash, optional(table.schema));
        hash = mix(hash, crate::fnv(table.name));
    }
    let mut i = 0;
    while i < def.create.len() {
        hash = mix(hash, sql(&def.create[i]));
        i += 1;
    }
    hash
}

const fn sql(def: &SqlDef) -> u64 {
    let mut hash = optional(def.any);
    let mut i = 0;
    while i < def.by_dialect.len() {
        let (dialect, text) = def.by_dialect[i];
        hash = mix(hash, dialect as u64);
        hash = mix(hash, crate::fnv(text));
        i += 1;
    }
    hash
}

const fn optional(text: Option<&str>) -> u64 {
    match text {
        Some(text) => crate::fnv(text),
        None => 0,
    }
}

const fn ty(ty: TypeDef) -> u64 {
    match ty {
        TypeDef::Scalar(scalar) => scalar as u64,
        TypeDef::Named(name) => mix(1001, crate::fnv(name)),
        TypeDef::Array(element) => mix(1000, self::ty(*element)),
        TypeDef::Enum(def) => {
            let mut hash = mix(crate::fnv(def.name), def.storage as u64);
            if let Some(schema) = def.schema {
                hash = mix(hash, crate::fnv(schema));
            }
            let mut i = 0;
            while i < def.values.len() {
                hash = mix(hash, crate::fnv(def.values[i]));
                i += 1;
            }
            hash
        }
    }
}
