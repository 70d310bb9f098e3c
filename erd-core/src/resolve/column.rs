//! Columns and their types.

use super::{Closure, owned};
use crate::def::{CopyDef, EntityDef, EnumDef, TypeDef};
use crate::schema::{CopiedFrom, EnumType, Type};

pub(super) fn type_of(def: TypeDef) -> Type {
    match def {
        TypeDef::Scalar(scalar) => Type::Scalar(scalar),
        TypeDef::Array(element) => Type::Array(Box::new(type_of(*element))),
        TypeDef::Enum(def) => Type::Enum(enumeration(def).key()),
        TypeDef::Named(text) => Type::Named(text.to_owned()),
    }
}

/// The enum of a type, or of the elements of an array of it.
pub(super) fn enum_of(ty: TypeDef) -> Option<EnumType> {
    match ty {
        TypeDef::Scalar(_) | TypeDef::Named(_) => None,
        TypeDef::Array(element) => enum_of(*element),
        TypeDef::Enum(def) => Some(enumeration(def)),
    }
}

/// Gives the enum of a type, or of the elements of an array of it, that key.
pub(super) fn name_enum(ty: &mut Type, key: String) {
    match ty {
        Type::Enum(name) => *name = key,
        Type::Array(element) => name_enum(element, key),
        Type::Scalar(_) | Type::Named(_) | Type::Unknown => {}
    }
}

fn enumeration(def: &EnumDef) -> EnumType {
    EnumType {
        schema: owned(def.schema),
        name: def.name.to_owned(),
        values: def.values.iter().map(|v| (*v).to_owned()).collect(),
        storage: def.storage,
        comment: owned(def.comment),
        renamed_values: def
            .renamed_values
            .iter()
            .map(|(new, old)| ((*new).to_owned(), (*old).to_owned()))
            .collect(),
    }
}

/// The table and the column that a copy leads to, in place of the path and the field.
pub(super) fn copied_from(
    copied: &mut CopiedFrom,
    owner: &EntityDef,
    def: &CopyDef,
    closure: &Closure,
) {
    copied.target = closure.target(owner, def.target);
    if let Some(column) = def.target.find_field(def.field) {
        def.target
            .column_name(column)
            .clone_into(&mut copied.column);
    }
}
