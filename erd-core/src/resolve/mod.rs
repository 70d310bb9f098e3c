//! From declared statics to the resolved schema.

mod column;
mod object;
mod table;

use crate::Dialect;
use crate::def::{EntityDef, ObjectDef, ObjectNameDef, SqlDef};
use crate::schema::{EnumStorage, EnumType, ObjectName, Schema, Sql, TableId, Target};
use std::collections::BTreeMap;

/// Resolves declared entities into a schema, in that order.
///
/// An entity that is referenced and not listed is added at the end: a schema is closed under its foreign keys. A foreign
/// key that names a field its target lacks keeps the name as it is written, and rule F06 reports it.
pub fn resolve(entities: &[&'static EntityDef]) -> Schema {
    let closure = Closure::of(entities);
    let mut schema = Schema::default();
    for entity in &closure.entities {
        let mut table = table::table(entity, &closure);
        for (column, def) in table.columns.iter_mut().zip(entity.columns) {
            if let Some(ty) = column::enum_of(def.ty) {
                let key = key_of(&mut schema.enums, ty);
                column::name_enum(&mut column.ty, key);
            }
        }
        schema.tables.push(table);
    }
    schema.add_history();
    schema
}

/// The same, with SQL objects beside the tables.
pub fn resolve_with(entities: &[&'static EntityDef], objects: &[ObjectDef]) -> Schema {
    let mut schema = resolve(entities);
    schema.objects = objects.iter().map(object::object).collect();
    schema
}

/// The key of an enum, which is added where it is new. Two enums of Rust may have one name: where the database has no
/// type for them the second is called `name_2`, so that neither takes the values of the other.
fn key_of(enums: &mut Vec<EnumType>, ty: EnumType) -> String {
    let is_type = |ty: &EnumType| ty.storage == EnumStorage::Native;
    let mut free = ty.clone();
    let mut number = 2_u32;
    loop {
        let key = free.key();
        match enums.iter().find(|other| other.is(&key)) {
            None => {
                enums.push(free);
                return key;
            }
            Some(same) if *same == free || is_type(same) && is_type(&ty) => return key,
            Some(_) => {
                free.name = format!("{}_{number}", ty.name);
                number += 1;
            }
        }
    }
}

/// The listed entities and all that they lead to, and the place of each.
struct Closure {
    entities: Vec<&'static EntityDef>,
    places: BTreeMap<u64, TableId>,
}

impl Closure {
    fn of(listed: &[&'static EntityDef]) -> Self {
        let mut entities = listed.to_vec();
        let mut places = BTreeMap::new();
        for (i, entity) in listed.iter().enumerate() {
            places.entry(entity.id).or_insert(TableId(i));
        }
        let mut next = 0;
        while let Some(entity) = entities.get(next).copied() {
            for key in entity.foreign_keys {
                places.entry(key.target.id).or_insert_with(|| {
                    entities.push(key.target);
                    TableId(entities.len() - 1)
                });
            }
            next += 1;
        }
        Self { entities, places }
    }

    fn target(&self, owner: &EntityDef, target: &EntityDef) -> Target {
        if target.id == owner.id {
            return Target::Own;
        }
        match self.places.get(&target.id) {
            Some(place) => Target::Table(*place),
            None => Target::Path(target.entity().to_owned()),
        }
    }
}

fn object_name(def: ObjectNameDef) -> ObjectName {
    ObjectName {
        schema: owned(def.schema),
        name: def.name.to_owned(),
    }
}

fn sql(def: SqlDef) -> Sql {
    Sql {
        any: def.any.map(str::to_owned),
        by_dialect: def
            .by_dialect
            .iter()
            .map(|(dialect, text): &(Dialect, _)| (*dialect, (*text).to_owned()))
            .collect(),
    }
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
