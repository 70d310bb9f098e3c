//! Partitions that no statement cuts anew.

use crate::engines::planned;
use erd_core::schema::{
    ColumnId, ObjectName, Partition, PartitionKind, PartitionTable, Schema, SubPartition,
};
use erd_core::{Dialect, Scalar};
use testkit::schema::{With as _, column, schema, table};

fn events(partition: Partition) -> Schema {
    let events = table(
        "events",
        [
            column("at", Scalar::I64),
            column("note", Scalar::Text).nullable(),
        ],
    );
    schema([], [events.with(|t| t.intent.partition = Some(partition))])
}

fn hash(count: u32) -> Schema {
    events(Partition {
        over_time: None,
        kind: PartitionKind::Hash,
        columns: vec![ColumnId(0)],
        count: Some(count),
        default: false,
        key: None,
        parts: Vec::new(),
    })
}

fn part(name: &str, bounds: &str) -> PartitionTable {
    PartitionTable {
        name: ObjectName {
            schema: None,
            name: name.to_owned(),
        },
        bounds: bounds.to_owned(),
        partition: None,
    }
}

/// One partition, cut in two at that value.
fn nested(at: u32) -> Schema {
    let mut low = part("low", "FOR VALUES FROM (0) TO (100)");
    low.partition = Some(SubPartition {
        by: "RANGE (at)".to_owned(),
        parts: vec![
            part("low_a", &format!("FOR VALUES FROM (0) TO ({at})")),
            part("low_b", &format!("FOR VALUES FROM ({at}) TO (100)")),
        ],
    });
    events(Partition {
        over_time: None,
        kind: PartitionKind::Range,
        columns: vec![ColumnId(0)],
        count: None,
        default: false,
        key: None,
        parts: vec![low],
    })
}

#[test]
fn rows_that_would_have_to_move_are_refused() {
    for (old, new) in [(hash(4), hash(8)), (nested(50), nested(60))] {
        let refused = planned(&old, &new, Dialect::Postgres).expect_err("rows would move");
        assert!(refused.contains("unsupported: `events`"), "{refused}");
    }
    let same = planned(&nested(50), &nested(50), Dialect::Postgres).expect("nothing to do");
    assert!(same.migrations.is_empty());
}

#[test]
fn mariadb_is_told_to_do_it_by_hand() {
    let ranges = |count: u32| {
        events(Partition {
            over_time: None,
            kind: PartitionKind::Range,
            columns: vec![ColumnId(0)],
            count: None,
            default: false,
            key: None,
            parts: (1..=count)
                .map(|i| part(&format!("p{i}"), &format!("VALUES LESS THAN ({})", i * 10)))
                .collect(),
        })
    };
    for (old, new) in [
        (ranges(2), ranges(3)),
        (ranges(3), ranges(2)),
        (hash(4), hash(8)),
    ] {
        let refused = planned(&old, &new, Dialect::MariaDb).expect_err("erd does not do it");
        assert!(refused.contains("unsupported: `events`"), "{refused}");
    }
}
