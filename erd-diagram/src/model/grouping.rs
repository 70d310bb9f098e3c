//! Which entities belong together.

use super::{Diagram, Entity, Group, Grouping};
use erd_core::Schema;
use std::collections::BTreeSet;
use std::path::Path;

/// Puts the entities into groups. One group of all is none.
pub(super) fn group(diagram: &mut Diagram, schema: &Schema, grouping: Grouping) {
    let name = |entity: &Entity| -> Option<String> {
        let table = &schema[entity.table];
        match grouping {
            Grouping::Namespace => table.schema.clone(),
            Grouping::Module => Some(module(&table.source.as_ref()?.file)),
            Grouping::Nothing => None,
        }
    };
    let names: Vec<_> = diagram.entities.iter().map(name).collect();
    let distinct: BTreeSet<_> = names.iter().collect();
    if distinct.len() < 2 {
        return;
    }
    let groups: Vec<_> = distinct.into_iter().flatten().cloned().collect();
    for (entity, name) in diagram.entities.iter_mut().zip(&names) {
        let position = name
            .as_ref()
            .and_then(|name| groups.iter().position(|g| g == name));
        entity.group = position;
    }
    diagram.groups = groups.into_iter().map(|name| Group { name }).collect();
}

/// The name of the module in a file: `billing` of `src/models/billing.rs` and of `src/billing/mod.rs`.
fn module(file: &str) -> String {
    let path = Path::new(file);
    let stem = path.file_stem().unwrap_or_default();
    let folder = path.parent().and_then(Path::file_name);
    let name = if stem == "mod" {
        folder.unwrap_or(stem)
    } else {
        stem
    };
    name.to_string_lossy().into_owned()
}
