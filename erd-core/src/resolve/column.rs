//! Columns and their types.

use super::{owned, sql, target};
use crate::def::{
    ColumnDef, ColumnExtraDef, CopiedFromDef, EntityDef, EnumDef, SequenceDef, SyncDef, TypeDef,
};
use crate::schema::{Column, CopiedFrom, EnumType, Generated, Next, Sequence, Sync, Type};

pub(super) fn column(
    owner: &EntityDef,
    def: &ColumnDef,
    entities: &[&'static EntityDef],
) -> Column {
    let extra = def.extra.copied().unwrap_or(ColumnExtraDef::BLANK);
    Column {
        field: def.field.text.to_owned(),
        name: def.name.text.to_owned(),
        renamed_from: owned(def.renamed_from),
        ty: type_of(def.ty),
        nullable: def.nullable,
        sql_type: sql(def.sql_type),
        max_len: def.max_len,
        precision: def.precision,
        collation: sql(def.collation),
        default: sql(def.default),
        generated: def.generated.map(|g| Generated {
            sql: sql(g.sql),
            stored: g.stored,
        }),
        identity: def.identity,
        sequence: extra.sequence.map(sequence),
        next: Next::default(),
        on_update: sql(extra.on_update),
        invisible: extra.invisible,
        storage: owned(extra.storage),
        comment: owned(def.comment),
        role: def.role,
        marks: def.marks.to_vec(),
        copied_from: def
            .copied_from
            .map(|copy| copied_from(owner, &copy, entities)),
    }
}

fn type_of(def: TypeDef) -> Type {
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
        name: def.name.text.to_owned(),
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

fn sequence(def: SequenceDef) -> Sequence {
    Sequence {
        name: owned(def.name),
        start: def.start,
        increment: def.increment,
        min: def.min,
        max: def.max,
        cache: def.cache,
        cycle: def.cycle,
    }
}

fn copied_from(
    owner: &EntityDef,
    def: &CopiedFromDef,
    entities: &[&'static EntityDef],
) -> CopiedFrom {
    CopiedFrom {
        target: target(owner, def.target, entities),
        column: def
            .target
            .find_field(def.column)
            .map_or(def.column.text, |c| def.target.columns[c].name.text)
            .to_owned(),
        sync: match def.sync {
            SyncDef::Unstated => Sync::Unstated,
            SyncDef::Trigger => Sync::Trigger,
            SyncDef::Generated => Sync::Generated,
            SyncDef::Job(job) => Sync::Job(job.to_owned()),
        },
    }
}
