//! Tables of PostgreSQL, what they inherit and their partitions.

use std::collections::BTreeMap;

use erd_core::schema::{
    ObjectName, Partition, PartitionKind, PartitionTable, RowSecurity, SubPartition, Table,
};

use super::{PUBLIC, Reader};
use crate::row::Row;
use crate::{Error, Kind};

/// A partition, and how it is partitioned itself.
struct Part {
    oid: i64,
    name: ObjectName,
    bounds: String,
    key: Option<String>,
}

impl Reader {
    pub(super) fn table(&mut self, mut row: Row) -> Result<(), Error> {
        let oid = row.number("oid")?;
        let schema = default_none(row.text("namespace")?);
        let name = row.text("name")?;
        let key = row.opt("partition_key")?;
        let columns = row.opt("partition_columns")?.unwrap_or_default();
        let with = row.opt("options")?;
        if !row.flag("has_columns")? {
            let name = ObjectName { schema, name };
            self.name(Kind::OtherObject, format!("table without columns {name}"));
            return Ok(());
        }
        let mut table = Table::new(name);
        table.schema = schema;
        table.comment = self.comments.remove(&(oid, 0));
        table.options.with = with;
        table.options.unlogged = row.flag("unlogged")?;
        let security = (row.flag("row_security")?, row.flag("forced_row_security")?);
        table.options.row_security = match security {
            (true, true) => Some(RowSecurity::Forced),
            (true, false) => Some(RowSecurity::Enabled),
            // FORCE alone does nothing until somebody enables it: it is a setting of its own.
            (false, _) => None,
        };
        let others = row.text("others")?;
        let position = self.schema.tables.len();
        self.schema.tables.push(table);
        self.tables.insert(oid, position);
        if let Some(key) = key {
            self.partition_keys.insert(oid, (key, columns));
        }
        if !others.is_empty() {
            let path = self.path(position);
            self.name(Kind::TableOption, format!("{path}: {others}"));
        }
        Ok(())
    }

    pub(super) fn inherits(&mut self, mut row: Row) -> Result<(), Error> {
        let oid = row.number("oid")?;
        let (namespace, name) = (row.text("parent_namespace")?, row.text("parent")?);
        if let Some(&table) = self.tables.get(&oid) {
            self.schema.tables[table].options.inherits.push(ObjectName {
                schema: default_none(namespace),
                name,
            });
        }
        Ok(())
    }

    /// The partitions of all tables, after their columns.
    pub(super) fn partitions(&mut self, rows: Vec<Row>) -> Result<(), Error> {
        let mut children: BTreeMap<i64, Vec<Part>> = BTreeMap::new();
        let mut odd = Vec::new();
        for mut row in rows {
            let parent = row.number("parent")?;
            let part = Part {
                oid: row.number("oid")?,
                name: ObjectName {
                    schema: default_none(row.text("namespace")?),
                    name: row.text("name")?,
                },
                bounds: row.text("bounds")?,
                key: row.opt("partition_key")?,
            };
            let (is_table, others) = (row.flag("is_table")?, row.text("others")?);
            if !is_table {
                odd.push((Kind::ForeignTable, format!("{} (a partition)", part.name)));
            } else if !others.is_empty() {
                odd.push((Kind::TableOption, format!("{}: {others}", part.name)));
            }
            children.entry(parent).or_default().push(part);
        }
        let keys = std::mem::take(&mut self.partition_keys);
        for (oid, (key, plain)) in keys {
            let Some(&position) = self.tables.get(&oid) else {
                continue;
            };
            let parts = tree(&mut children, oid);
            let table = &mut self.schema.tables[position];
            table.intent.partition = Some(partition(table, &key, &plain, parts));
        }
        for (kind, what) in odd {
            self.name(kind, what);
        }
        Ok(())
    }
}

/// The namespace of the model, in which the default one has no name.
pub(super) fn default_none(namespace: String) -> Option<String> {
    (namespace != PUBLIC).then_some(namespace)
}

/// Partitions of a table and theirs. The depth is that of a database somebody made, so recursion is safe.
fn tree(children: &mut BTreeMap<i64, Vec<Part>>, parent: i64) -> Vec<PartitionTable> {
    let parts = children.remove(&parent).unwrap_or_default();
    let table = |part: Part| PartitionTable {
        partition: part.key.map(|by| SubPartition {
            by,
            parts: tree(children, part.oid),
        }),
        name: part.name,
        bounds: part.bounds,
    };
    parts.into_iter().map(table).collect()
}

/// `RANGE (a, b)`; `plain` are the columns in it, quoted where they must be, with commas.
fn partition(table: &Table, key: &str, plain: &str, parts: Vec<PartitionTable>) -> Partition {
    let (kind, inner) = key.split_once('(').unwrap_or((key, ""));
    let inner = inner.trim().strip_suffix(')').unwrap_or(inner).trim();
    let kind = match kind.trim() {
        "LIST" => PartitionKind::List,
        "HASH" => PartitionKind::Hash,
        _ => PartitionKind::Range,
    };
    let names = crate::token::tokens(plain, crate::token::Lexis::Plain);
    let columns = names
        .iter()
        .filter_map(|token| table.find_column(token.name()?));
    Partition {
        over_time: None,
        kind,
        columns: columns.collect(),
        count: None,
        default: parts.iter().any(|part| part.bounds == "DEFAULT"),
        key: (inner != plain).then(|| inner.to_owned()),
        parts,
    }
}
