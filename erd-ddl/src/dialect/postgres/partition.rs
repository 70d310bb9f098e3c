//! Partitioned tables.

use super::POSTGRES;
use crate::dialect::Backend;
use crate::error::{Code, Errors};
use crate::render::Scope;
use crate::script::Script;
use erd_core::naming;
use erd_core::schema::{ObjectName, Partition, PartitionKind, PartitionTable};

/// ` PARTITION BY ..`
pub(super) fn by(scope: &Scope<'_>, partition: &Partition) -> String {
    let kind = match partition.kind {
        PartitionKind::Range => "RANGE",
        PartitionKind::List => "LIST",
        PartitionKind::Hash => "HASH",
    };
    let key = match &partition.key {
        Some(key) => scope.verbatim(key),
        None => scope.columns(&partition.columns),
    };
    format!(" PARTITION BY {kind} ({key})")
}

/// Whether the bounds are those of the partition that takes what fits no other.
fn is_default(part: &PartitionTable) -> bool {
    part.bounds.trim().eq_ignore_ascii_case("default")
}

/// The partitions that a table is made with: those that are stated, else as many as HASH was asked for, and the DEFAULT
/// one.
pub(super) fn all(scope: &Scope<'_>, partition: &Partition) -> Vec<PartitionTable> {
    let mut parts = partition.parts.clone();
    if parts.is_empty() && partition.kind == PartitionKind::Hash {
        let count = partition.count.unwrap_or(0);
        parts.extend((0..count).map(|i| {
            let bounds = format!("FOR VALUES WITH (MODULUS {count}, REMAINDER {i})");
            made(scope, &format!("p{i}"), bounds)
        }));
    }
    if partition.default && !parts.iter().any(is_default) {
        parts.push(made(scope, "default", "DEFAULT".to_owned()));
    }
    parts
}

/// CREATE TABLE of each partition.
pub(super) fn create(
    scope: &Scope<'_>,
    partition: &Partition,
    out: &mut Script,
    errors: &mut Errors,
) {
    let parts = all(scope, partition);
    // Those by RANGE and LIST may come as time goes on, which rule P05 asks about; by HASH they are a number.
    if parts.is_empty() && partition.kind == PartitionKind::Hash && partition.count.is_some() {
        errors.add(
            Code::Partition,
            scope.table,
            None,
            "the table has no partition, so it would take no row",
            "say how many: `partition_by(hash(column), partitions = 8)`",
        );
    }
    tables(scope, &scope.table_name(), &parts, out);
}

/// A partition that nobody named.
fn made(scope: &Scope<'_>, suffix: &str, bounds: String) -> PartitionTable {
    PartitionTable {
        name: ObjectName {
            schema: scope.table.schema.clone(),
            name: naming::fit(&format!("{}_{suffix}", scope.table.name)),
        },
        bounds,
        partition: None,
    }
}

fn tables(scope: &Scope<'_>, parent: &str, parts: &[PartitionTable], out: &mut Script) {
    for part in parts {
        let name = POSTGRES.object_path_of(&part.name);
        let mut sql = format!(
            "{}{name} PARTITION OF {parent} {}",
            POSTGRES.table_head(scope),
            scope.verbatim(&part.bounds)
        );
        if let Some(sub) = &part.partition {
            sql.push_str(" PARTITION BY ");
            sql.push_str(&scope.verbatim(&sub.by));
        }
        out.push(Some(&scope.path()), sql);
        if let Some(sub) = &part.partition {
            tables(scope, &name, &sub.parts, out);
        }
    }
}
