//! The foreign keys of a schema by the table that they reference.

use super::context::Context;
use erd_core::schema::{Schema, TableId, Target};

/// For each table the foreign keys that reference it, its own among them: the table that has the key, and its position
/// there, in the order of declaration.
pub(super) struct References(Vec<Vec<(TableId, usize)>>);

impl References {
    pub(super) fn new(schema: &Schema) -> Self {
        let mut all = vec![Vec::new(); schema.tables.len()];
        for (owner, table) in schema.tables.iter().enumerate() {
            let owner = TableId(owner);
            for (position, key) in table.foreign_keys.iter().enumerate() {
                if let Some((target, _)) = Context::target(schema, owner, key) {
                    all[target.0].push((owner, position));
                }
            }
        }
        Self(all)
    }

    pub(super) fn to(&self, table: TableId) -> &[(TableId, usize)] {
        &self.0[table.0]
    }
}

/// Gives the foreign keys that point at renamed columns the new names; `anew` knows them by table and old name.
pub(super) fn rename_targets(schema: &mut Schema, anew: impl Fn(TableId, &str) -> Option<String>) {
    for (owner, table) in schema.tables.iter_mut().enumerate() {
        for key in &mut table.foreign_keys {
            let target = match key.target {
                Target::Own => TableId(owner),
                Target::Table(target) => target,
                Target::Path(_) => continue,
            };
            for name in &mut key.target_columns {
                if let Some(is) = anew(target, name) {
                    *name = is;
                }
            }
        }
    }
}
