//! Whether the names of dependencies lead somewhere, as const evaluation sees them. Objects are known to `schema!`
//! itself; tables, partitions and enum types only to the compiler.

use super::text::entity_name;
use erd_core::def::{EntityDef, EnumDef, TypeDef};
use erd_core::text::{Text, same};

/// Checks that `key` names a table, a partition or an enum type of the listed entities.
///
/// # Panics
/// With what is wrong, when it does not.
#[track_caller]
pub const fn check_dependency(
    object: &'static str,
    key: &'static str,
    entities: &'static [&'static EntityDef],
) {
    assert!(
        is_declared(key, entities),
        "{}",
        explain(object, key).as_str()
    );
}

/// Checks that what entities depend on is an object of those keys, or declared.
///
/// # Panics
/// With what is wrong, when one is not.
#[track_caller]
pub const fn check_dependencies(
    entities: &'static [&'static EntityDef],
    objects: &'static [&'static str],
) {
    let mut i = 0;
    while i < entities.len() {
        let entity = entities[i];
        i += 1;
        let keys = entity.extra.depends_on;
        let mut k = 0;
        while k < keys.len() {
            let key = keys[k];
            assert!(
                holds(objects, key) || is_declared(key, entities),
                "{}",
                explain(entity_name(entity), key).as_str()
            );
            k += 1;
        }
    }
}

const fn explain(subject: &str, key: &str) -> Text {
    let mut text = Text::new().with("`").with(subject);
    text.push("` depends on `");
    text.push(key);
    text.push("`, which this schema does not have");
    text.push("\n  why:  what it depends on is created before it, and this cannot be");
    text.push("\n  help: write the key as the database has it: `table namespace.name`, `function f(integer, text)`");
    text.push("\n  help: list the entity, or add the object to `objects { .. }`");
    text
}

const fn holds(keys: &[&str], key: &str) -> bool {
    let mut i = 0;
    while i < keys.len() {
        if same(keys[i], key) {
            return true;
        }
        i += 1;
    }
    false
}

const fn is_declared(key: &str, entities: &[&EntityDef]) -> bool {
    if let Some(name) = after(key, "table ") {
        return has_table(name, entities);
    }
    if let Some(name) = after(key, "type ") {
        return has_type(name, entities);
    }
    false
}

const fn has_table(name: &str, entities: &[&EntityDef]) -> bool {
    let mut i = 0;
    while i < entities.len() {
        let entity = entities[i];
        if is_name(name, entity.namespace(), entity.table()) {
            return true;
        }
        if let Some(partition) = entity.extra.partition {
            let mut k = 0;
            while k < partition.parts.len() {
                let part = &partition.parts[k];
                if is_name(name, or_empty(part.schema), part.name) {
                    return true;
                }
                k += 1;
            }
        }
        i += 1;
    }
    false
}

const fn has_type(name: &str, entities: &[&EntityDef]) -> bool {
    let mut i = 0;
    while i < entities.len() {
        let columns = entities[i].columns;
        let mut c = 0;
        while c < columns.len() {
            if let Some(ty) = enum_of(columns[c].ty)
                && is_name(name, or_empty(ty.schema), ty.name)
            {
                return true;
            }
            c += 1;
        }
        i += 1;
    }
    false
}

const fn enum_of(ty: TypeDef) -> Option<&'static EnumDef> {
    let mut ty = ty;
    loop {
        match ty {
            TypeDef::Scalar(_) | TypeDef::Named(_) => return None,
            TypeDef::Enum(def) => return Some(def),
            TypeDef::Array(element) => ty = *element,
        }
    }
}

/// Whether `text` is `name`, or `schema.name`.
const fn is_name(text: &str, schema: &str, name: &str) -> bool {
    if schema.is_empty() {
        return same(text, name);
    }
    match after(text, schema) {
        Some(rest) => match after(rest, ".") {
            Some(rest) => same(rest, name),
            None => false,
        },
        None => false,
    }
}

const fn or_empty(text: Option<&str>) -> &str {
    match text {
        Some(text) => text,
        None => "",
    }
}

/// What stands behind `prefix`.
const fn after<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (bytes, prefix) = (text.as_bytes(), prefix.as_bytes());
    if bytes.len() < prefix.len() {
        return None;
    }
    let mut i = 0;
    while i < prefix.len() {
        if bytes[i] != prefix[i] {
            return None;
        }
        i += 1;
    }
    // A prefix of whole characters ends where a character ends.
    Some(text.split_at(prefix.len()).1)
}
