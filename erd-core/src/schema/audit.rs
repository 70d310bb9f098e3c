//! The log of a table's changes: what is declared of it, and the table that holds it.

use super::{
    Column, ColumnId, Identity, Index, IndexKind, Intent, ObjectKind, PrimaryKey, Retention,
    Schema, SqlObject, Table, Type,
};
use crate::codec::{record, variants};
use crate::{Scalar, naming};

/// Who keeps the log of a table's changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum AuditBy {
    /// Triggers, which write into a history table.
    Triggers,
    /// The engine: `WITH SYSTEM VERSIONING` (MariaDB).
    SystemVersioning,
}

variants! { AuditBy { Triggers, SystemVersioning } }

/// Every change of a table's rows is logged: when, by whom, and from what to what.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AuditLog {
    /// Who keeps it.
    pub by: AuditBy,
    /// How long its entries are kept.
    pub retention: Option<Retention>,
}

record! { AuditLog { by, retention } }

/// Columns of a history table that are not the key of the row.
pub mod history {
    /// Number of the entry, in the order in which entries were written.
    pub const ID: &str = "id";
    /// `insert`, `update` or `delete`.
    pub const OPERATION: &str = "operation";
    /// When the change was made.
    pub const CHANGED_AT: &str = "changed_at";
    /// Who made it; NULL where the session did not say.
    pub const ACTOR: &str = "actor";
    /// The transaction that made it, where the engine tells (PostgreSQL).
    pub const TRANSACTION: &str = "transaction_id";
    /// What the changed columns held before, as a JSON object; NULL for an insert.
    pub const OLD: &str = "old_values";
    /// What they hold since, as a JSON object; NULL for a delete.
    pub const NEW: &str = "new_values";
    /// The sensitive columns that changed, as a JSON array of names; NULL where there is none.
    pub const REDACTED: &str = "redacted";

    /// The column that holds one of the key columns of the row: `row_id`.
    pub fn key(column: &str) -> String {
        crate::naming::fit(&format!("row_{column}"))
    }
}

impl Table {
    /// The name of the table that triggers log its changes into; `None` where no triggers do.
    pub fn history(&self) -> Option<String> {
        let audit = self.intent.audit.as_ref()?;
        (audit.by == AuditBy::Triggers).then(|| naming::history(&self.name))
    }

    /// The table that triggers log its changes into. It stands in the same namespace, and follows a rename.
    fn history_table(&self) -> Option<Self> {
        let mut table = Self::new(self.history()?);
        table.entity = format!("{}History", self.entity);
        table.schema.clone_from(&self.schema);
        table.renamed_from = self.renamed_from.as_ref().map(|old| naming::history(old));
        table.comment = Some(format!(
            "What changed in {}, when, and by whom.",
            self.path()
        ));
        table.options.engine.clone_from(&self.options.engine);
        table.strict = self.strict;
        table.source.clone_from(&self.source);
        table.intent = Intent {
            retention: self.intent.audit.as_ref().and_then(|a| a.retention.clone()),
            ..Intent::default()
        };
        let mut id = Column::new(history::ID, Type::Scalar(Scalar::I64));
        id.identity = Some(Identity::ByDefault);
        table.columns.push(id);
        let key = self.primary_key.iter().flat_map(|key| &key.columns);
        let mut rows: Vec<ColumnId> = Vec::new();
        for of in key.map(|id| &self[*id]) {
            rows.push(ColumnId(table.columns.len()));
            table.columns.push(key_column(of));
        }
        let text = |name: &str, max_len| {
            let mut column = Column::new(name, Type::Scalar(Scalar::Text));
            column.max_len = max_len;
            column
        };
        let optional = |mut column: Column| {
            column.nullable = true;
            column
        };
        let changed_at = ColumnId(table.columns.len() + 1);
        table.columns.extend([
            text(history::OPERATION, Some(6)),
            Column::new(history::CHANGED_AT, Type::Scalar(Scalar::TimestampTz)),
            optional(text(history::ACTOR, None)),
            optional(Column::new(history::TRANSACTION, Type::Scalar(Scalar::I64))),
        ]);
        let values = [history::OLD, history::NEW, history::REDACTED];
        let values = values.map(|name| optional(Column::new(name, Type::Scalar(Scalar::Json))));
        table.columns.extend(values);
        table.primary_key = Some(PrimaryKey::new(
            naming::primary_key(&table.name),
            vec![ColumnId(0)],
        ));
        if !rows.is_empty() {
            rows.push(ColumnId(0));
        }
        for columns in [rows, vec![changed_at]] {
            let names: Vec<&str> = columns.iter().map(|c| table[*c].name.as_str()).collect();
            let name = naming::index(&table.name, &names);
            let index = Index::new(name, IndexKind::Plain, columns);
            table.indexes.push(index);
        }
        Some(table)
    }
}

impl Schema {
    /// Adds the tables that triggers log changes into, behind all others, where they are not there yet. Each comes before the
    /// table that it is of, and goes after it: whoever writes finds it there.
    pub fn add_history(&mut self) {
        for place in 0..self.tables.len() {
            let Some(table) = self.tables[place].history_table() else {
                continue;
            };
            if self
                .find_table(table.schema.as_deref(), &table.name)
                .is_none()
            {
                let key = format!("table {}", table.path());
                self.tables[place].depends_on.push(key);
                self.tables.push(table);
            }
        }
    }
}

impl SqlObject {
    /// Whether it is a trigger that logs changes, or the function of one, by the name that `erd_ddl::explicit` gives them.
    pub fn is_audit(&self) -> bool {
        match (self.kind, &self.table) {
            (ObjectKind::Trigger, Some(table)) => {
                let own = |event: &str| self.name == naming::audit(&table.name, event);
                matches!(self.name.as_str(), AUDIT | AUDIT_TRUNCATE)
                    || ["insert", "update", "delete"].into_iter().any(own)
            }
            (ObjectKind::Function, None) => {
                self.name.starts_with("erd_audit_") && self.arguments.as_deref() == Some("")
            }
            _ => false,
        }
    }
}

/// The trigger of PostgreSQL that logs changes of rows. Names of triggers are a table's own there, so that this one follows it
/// to another name.
pub const AUDIT: &str = "erd_audit";
/// The trigger of PostgreSQL that logs that a table is emptied.
pub const AUDIT_TRUNCATE: &str = "erd_audit_truncate";

/// The copy of a column of the row's key.
fn key_column(of: &Column) -> Column {
    let mut column = Column::new(history::key(&of.name), of.ty.clone());
    column.renamed_from = of.renamed_from.as_ref().map(|old| history::key(old));
    column.sql_type.clone_from(&of.sql_type);
    column.max_len = of.max_len;
    column.precision = of.precision;
    column.collation.clone_from(&of.collation);
    column
}
