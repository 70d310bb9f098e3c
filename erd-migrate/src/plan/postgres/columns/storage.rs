//! How values are stored (rule M41).

use super::Columns;
use crate::diff::ColumnChange;
use crate::plan::context::hazard;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::Phase;
use crate::plan::op_name::OpKind;
use erd_core::Capability;
use erd_core::effect::Kind;
use erd_core::schema::Column;
use erd_ddl::{postgres_clauses, split_storage, usual_storage};

impl Columns<'_> {
    pub(super) fn storage(&self, old: &Column, new: &Column, path: &str, nodes: &mut Nodes) {
        let (Some(up), Some(down)) = (
            self.storage_statements(old, new),
            self.storage_statements(new, old),
        ) else {
            self.context.unsupported(
                path,
                "PostgreSQL before 16 has no SET STORAGE DEFAULT, and the usual storage of the type is not known here",
                "write the storage out: `storage = \"EXTENDED\"`",
            );
            return;
        };
        let mut op = self.op(
            Kind::SetStorage.postgres_lock(),
            OpKind::SetStorage.of(self.path(), &new.name),
            format!("set storage of {path}"),
            up,
            down,
        );
        op.hazards
            .push(hazard("M41", "rows that are there stay as they are stored"));
        let node = Node::new(op, Phase::Expand, Stage::Alter, self.path())
            .rank(8)
            .only(self.is_only(new, ColumnChange::Storage));
        nodes.push(self.ready(node));
    }

    /// Properties that are written in the catalog alone: whoever reads or writes the table does not wait.
    pub(super) fn properties(&self, old: &Column, new: &Column, path: &str, nodes: &mut Nodes) {
        let op = self.op(
            Kind::SetStatistics.postgres_lock(),
            OpKind::SetStatistics.of(self.path(), &new.name),
            format!("set statistics of {path}"),
            self.property_statements(Some(old), new),
            self.property_statements(Some(new), old),
        );
        nodes.push(self.ready(Node::new(op, Phase::Expand, Stage::Alter, self.path()).rank(9)));
    }

    /// ONLY, because partitions and children say for themselves what they are.
    pub(super) fn property_statements(&self, from: Option<&Column>, to: &Column) -> Vec<String> {
        let (table, column) = (self.new.table(self.pair.new), self.new.quote(&to.name));
        let clauses = postgres_clauses(from, to).into_iter();
        let sql = |clause| format!("ALTER TABLE ONLY {table} ALTER COLUMN {column} {clause}");
        clauses.map(sql).collect()
    }

    /// What leads from one storage and compression to the other; `None` where the storage goes back to that of the type,
    /// and neither the server has a word for it nor is it known here.
    fn storage_statements(&self, from: &Column, to: &Column) -> Option<Vec<String>> {
        let parts = [from, to].map(|column| split_storage(column.storage.as_deref()));
        let [(was, was_compressed), (is, is_compressed)] = parts;
        let differs = |a: Option<&str>, b: Option<&str>| {
            a.map(str::to_ascii_uppercase) != b.map(str::to_ascii_uppercase)
        };
        let column = self.new.quote(&to.name);
        let set = |what: &str| self.set_property(to, ColumnChange::Storage, what);
        let mut all = Vec::new();
        if differs(was, is) {
            let word = match is {
                Some(word) => word,
                None if self.context.diff.engine.has(Capability::DefaultStorageWord) => "DEFAULT",
                None => usual_storage(to)?,
            };
            all.push(set(&format!("ALTER COLUMN {column} SET STORAGE {word}")));
        }
        if differs(was_compressed, is_compressed) {
            let method = is_compressed.unwrap_or("DEFAULT");
            all.push(set(&format!(
                "ALTER COLUMN {column} SET COMPRESSION {method}"
            )));
        }
        Some(all)
    }

    /// What a column is given back that has another type: with the type, storage and compression are those of the type.
    pub(super) fn storage_again(&self, column: &Column) -> Vec<String> {
        let plain = Column::new(&*column.name, column.ty.clone());
        self.storage_statements(&plain, column).unwrap_or_default()
    }
}
