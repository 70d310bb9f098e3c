//! Enums.

use super::attribute::{Item, attributes};
use super::comment;
use crate::Options;
use crate::declare::{Case, Declared};
use crate::diesel;
use crate::literal::literal;
use crate::literal::put;
use erd_core::naming::snake_case;
use erd_core::schema::EnumStorage;

/// Writes the enum at that position.
pub(super) fn enumeration(
    out: &mut String,
    declared: &Declared,
    position: usize,
    options: &Options,
) {
    let described = &declared.schema.enums[position];
    let rust = &declared.enums[position];
    let mut items = Vec::new();
    if let Some(schema) = &described.schema {
        items.push(Item::text("schema", schema));
    }
    if snake_case(&rust.name) != described.name {
        items.push(Item::text("name", &described.name));
    }
    items.extend(match described.storage {
        EnumStorage::Text => None,
        EnumStorage::Native => Some(Item::choice("storage", "native")),
        EnumStorage::Integer => Some(Item::choice("storage", "integer")),
    });
    if rust.case != Case::Snake {
        items.push(Item::text("rename_all", rust.case.word()));
    }
    comment::comment(out, 0, described.comment.as_deref(), &mut items);
    if options.diesel {
        diesel::enum_derives(out, declared, position);
    } else {
        out.push_str("#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, erd::DbEnum)]\n");
    }
    attributes(out, 0, &items);
    put(out, format!("pub enum {} {{\n", rust.name));
    for variant in &rust.variants {
        if let Some(value) = &variant.value {
            put(out, format!("    #[erd(value = {})]\n", literal(value)));
        }
        put(out, format!("    {},\n", variant.name));
    }
    out.push_str("}\n");
    if options.diesel {
        diesel::enum_impls(out, declared, position, options);
    }
}
