//! The part of an entity's fingerprint that its tokens decide. Types and referenced tables are the compiler's part; see
//! `erd_core::def::fingerprint`.

use erd_core::fnv;
use erd_core::schema::{ForeignKey, Intent, Table, Target, Type};

/// FNV-1a over what DDL is made of.
pub(super) fn fingerprint(table: &Table) -> u64 {
    let mut table = table.clone();
    table.entity.clear();
    table.allows.clear();
    table.source = None;
    table.renamed_from = None;
    table.intent = Intent {
        partition: table.intent.partition.take(),
        arcs: std::mem::take(&mut table.intent.arcs),
        ..Intent::default()
    };
    for arc in &mut table.intent.arcs {
        arc.field.clear();
    }
    for column in &mut table.columns {
        column.field.clear();
        column.ty = Type::Unknown;
        column.renamed_from = None;
        column.marks.clear();
        column.copied_from = None;
    }
    table.foreign_keys.retain(ForeignKey::is_enforced);
    for key in &mut table.foreign_keys {
        // The path may be written in many ways; the compiler knows the table.
        key.target = Target::Own;
        key.on_soft_delete = None;
    }
    fnv(&format!("{table:?}"))
}
