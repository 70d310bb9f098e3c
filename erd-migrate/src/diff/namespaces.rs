//! Namespaces, which are there because something is in them, or because they are declared.

use super::{Diff, Step};
use erd_core::schema::{Managed, ObjectKind, Schema};
use erd_core::{Capability, Dialect, Schema as Any};
use std::collections::BTreeSet;

pub(super) fn compare(diff: &Diff, steps: &mut Vec<Step>) {
    if !diff.dialect.has(Capability::Namespaces) {
        return;
    }
    let (old, new) = (all(&diff.old, diff.dialect), all(&diff.new, diff.dialect));
    for name in new.difference(&old) {
        steps.push(Step::CreateNamespace { name: name.clone() });
    }
    // A database of MySQL may hold what erd knows nothing of.
    if diff.dialect.has(Capability::DefaultNamespace) {
        for name in old.difference(&new) {
            steps.push(Step::DropNamespace { name: name.clone() });
        }
    }
}

fn all(schema: &Schema, dialect: Dialect) -> BTreeSet<String> {
    let tables = Any::walk_tables(schema)
        .filter(|table| table.managed == Managed::Erd)
        .filter_map(|table| table.table().schema.clone());
    let enums = schema.enums.iter().filter_map(|ty| ty.schema.clone());
    let objects = schema
        .objects
        .iter()
        .filter(|object| object.exists_on(dialect))
        .filter_map(|object| match object.kind {
            ObjectKind::Namespace => Some(object.name.clone()),
            _ => object.schema.clone(),
        });
    let mut all: BTreeSet<_> = tables.chain(objects).collect();
    if dialect.has(Capability::DefaultNamespace) {
        all.extend(enums);
        all.remove("public");
    }
    all
}
