//! What a table is meant for.

use super::{ids, object_name, owned};
use crate::def::{AccessPathDef, IntentDef, PartitionDef, PartitionTableDef, RetentionDef};
use crate::schema::{
    AccessPath, ColumnId, ExclusiveArc, Intent, Partition, PartitionTable, Retention, SubPartition,
};

pub(super) fn intent(def: &IntentDef) -> Intent {
    Intent {
        access: def.access.iter().map(access_path).collect(),
        retention: def.retention.map(|retention| match retention {
            RetentionDef::Days(days) => Retention::Days(days),
            RetentionDef::Forever(reason) => Retention::Forever(reason.to_owned()),
        }),
        tenant: def.tenant.map(ColumnId),
        partition: def.partition.map(partition),
        shard: def.shard,
        rows: def.rows,
        audit_log: def.audit_log,
        hot: def.hot,
        ephemeral: def.ephemeral,
        arcs: def
            .arcs
            .iter()
            .map(|arc| ExclusiveArc {
                field: arc.field.to_owned(),
                columns: ids(arc.columns),
                required: arc.required,
            })
            .collect(),
    }
}

fn access_path(def: &AccessPathDef) -> AccessPath {
    AccessPath {
        by: ids(def.by),
        range: def.range.map(ColumnId),
        contains: ids(def.contains),
        order: def
            .order
            .iter()
            .map(|(column, order)| (ColumnId(*column), *order))
            .collect(),
        limit: def.limit,
        live: def.live,
        select: ids(def.select),
    }
}

fn partition(def: PartitionDef) -> Partition {
    Partition {
        kind: def.kind,
        columns: ids(def.columns),
        count: def.count,
        default: def.default,
        key: owned(def.key),
        parts: def.parts.iter().map(partition_table).collect(),
    }
}

fn partition_table(def: &PartitionTableDef) -> PartitionTable {
    PartitionTable {
        name: object_name(def.name),
        bounds: def.bounds.to_owned(),
        partition: def.by.map(|by| SubPartition {
            by: by.to_owned(),
            parts: def.parts.iter().map(partition_table).collect(),
        }),
    }
}
