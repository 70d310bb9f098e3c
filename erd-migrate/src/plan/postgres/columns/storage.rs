//! How values are stored (rule M41).

use super::Columns;
use crate::plan::context::hazard;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{LockMode, Phase};
use erd_core::schema::Column;

impl Columns<'_> {
    pub(super) fn storage(&self, old: &Column, new: &Column, path: &str, nodes: &mut Nodes) {
        let quoted = self.new.quote(&new.name);
        let sql = |column: &Column| -> Vec<String> {
            let text = column.storage.as_deref().unwrap_or("DEFAULT");
            let (storage, compression) = match text.split_once("COMPRESSION") {
                Some((storage, compression)) => (storage.trim(), Some(compression.trim())),
                None => (text.trim(), None),
            };
            let mut all = Vec::new();
            if !storage.is_empty() {
                all.push(self.set(&format!("ALTER COLUMN {quoted} SET STORAGE {storage}")));
            }
            let compression = compression.unwrap_or("DEFAULT");
            all.push(self.set(&format!(
                "ALTER COLUMN {quoted} SET COMPRESSION {compression}"
            )));
            all
        };
        if self.context.diff.engine.version < (16, 0)
            && (new.storage.is_none() || old.storage.is_none())
        {
            self.context.unsupported(
                path,
                "PostgreSQL before 16 has no SET STORAGE DEFAULT, and the usual storage of the type is not known here",
                "write the storage out: `storage = \"EXTENDED\"`",
            );
            return;
        }
        let mut op = self.op(
            LockMode::AccessExclusive,
            format!("set_storage:{path}"),
            format!("set storage of {path}"),
            sql(new),
            sql(old),
        );
        op.hazards
            .push(hazard("M41", "rows that are there stay as they are stored"));
        nodes.push(self.ready(Node::new(op, Phase::Expand, Stage::Alter, self.path()).rank(8)));
    }
}
