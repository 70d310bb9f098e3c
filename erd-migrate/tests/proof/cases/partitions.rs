//! Partitioned tables.

use super::Case;
use erd_core::Scalar;
use erd_core::schema::{
    Check, ColumnId, Index, IndexKind, ObjectName, Partition, PartitionKind, PartitionTable,
    Schema, Sql, SubPartition,
};
use testkit::schema::{With as _, column, id, schema, table};

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

fn range(from: u32, to: u32) -> PartitionTable {
    part(
        &format!("events_{from}"),
        &format!("FOR VALUES FROM ('{from}') TO ('{to}')"),
    )
}

fn by(kind: PartitionKind, parts: Vec<PartitionTable>) -> Schema {
    let default = parts.iter().any(|part| part.bounds == "DEFAULT");
    schema(
        [],
        [
            table("users", [id()]),
            table(
                "events",
                [
                    column("at", Scalar::I64),
                    column("user_id", Scalar::I64),
                    column("note", Scalar::Text).nullable(),
                ],
            )
            .references(&["user_id"], 0, &["id"], None)
            .index(&["user_id"], |_| {})
            .with(|t| {
                t.intent.partition = Some(Partition {
                    over_time: None,
                    kind,
                    columns: vec![ColumnId(0)],
                    count: None,
                    default,
                    key: None,
                    parts,
                });
            }),
        ],
    )
}

fn parts(s: &mut Schema) -> &mut Vec<PartitionTable> {
    let partition = s.tables[1].intent.partition.as_mut();
    &mut partition.expect("a partitioned table").parts
}

/// With a third partition.
fn grown(name: &str, kind: PartitionKind, mut all: Vec<PartitionTable>) -> Case {
    let third = all.remove(2);
    Case::new(name, by(kind, all), |s| parts(s).push(third))
}

fn ranges() -> Vec<PartitionTable> {
    vec![range(10, 20), range(20, 30), range(30, 40)]
}

fn with_default() -> Vec<PartitionTable> {
    vec![range(10, 20), part("events_rest", "DEFAULT"), range(20, 30)]
}

fn lists() -> Vec<PartitionTable> {
    vec![
        part("events_a", "FOR VALUES IN ('1', '2')"),
        part("events_b", "FOR VALUES IN ('3')"),
        part("events_c", "FOR VALUES IN ('4', '5')"),
    ]
}

fn listed_default() -> Vec<PartitionTable> {
    vec![
        part("events_a", "FOR VALUES IN ('1', '2')"),
        part("events_rest", "DEFAULT"),
        part("events_b", "FOR VALUES IN ('3', '4')"),
    ]
}

/// A table of guests that references the partitioned one.
fn referenced(all: Vec<PartitionTable>) -> Schema {
    let mut schema = by(PartitionKind::Range, all);
    let guests = table("guests", [id(), column("event_at", Scalar::I64)])
        .references(&["event_at"], 1, &["at"], None)
        .index(&["event_at"], |_| {});
    schema.tables.push(guests.0);
    schema
}

pub(super) fn cases() -> Vec<Case> {
    let mut all = partitions();
    all.extend(whole());
    all
}

/// Partitions come and go.
fn partitions() -> Vec<Case> {
    vec![
        grown("add a range", PartitionKind::Range, ranges()),
        grown("", PartitionKind::Range, ranges()).back("drop a range"),
        grown("add a list", PartitionKind::List, lists()),
        grown("", PartitionKind::List, lists()).back("drop a list"),
        grown(
            "add a range beside a default",
            PartitionKind::Range,
            with_default(),
        ),
        grown("", PartitionKind::Range, with_default()).back("drop a range beside a default"),
        grown(
            "add a list beside a default",
            PartitionKind::List,
            listed_default(),
        ),
        Case::new(
            "add a partition to what is referenced",
            referenced(ranges()),
            |s| {
                parts(s).push(range(40, 50));
            },
        ),
        Case::new("", referenced(ranges()), |s| parts(s).push(range(40, 50)))
            .back("drop a partition of what is referenced"),
        Case::new("", referenced(with_default()), |s| {
            parts(s).push(range(40, 50));
        })
        .back("drop a partition of what is referenced beside a default"),
        Case::new("add a default", by(PartitionKind::Range, ranges()), |s| {
            parts(s).push(part("events_rest", "DEFAULT"));
            s.tables[1].intent.partition.as_mut().expect("one").default = true;
        }),
        Case::new("", by(PartitionKind::Range, ranges()), |s| {
            parts(s).push(part("events_rest", "DEFAULT"));
            s.tables[1].intent.partition.as_mut().expect("one").default = true;
        })
        .back("drop a default"),
        Case::new(
            "add a partition of partitions",
            by(PartitionKind::Range, ranges()),
            |s| {
                let mut grouped = range(40, 50);
                grouped.partition = Some(SubPartition {
                    by: "RANGE (at)".into(),
                    parts: vec![
                        part("events_40_a", "FOR VALUES FROM ('40') TO ('45')"),
                        part("events_40_rest", "DEFAULT"),
                    ],
                });
                parts(s).push(grouped);
            },
        ),
    ]
}

/// Changes of a partitioned table.
fn whole() -> Vec<Case> {
    let ranged = || by(PartitionKind::Range, with_default());
    let of = |name: &str, change: fn(&mut Schema)| Case::new(name, ranged(), change);
    vec![
        of("index a partitioned table", |s| {
            s.tables[1].indexes.push(Index::new(
                "events_note_idx",
                IndexKind::Plain,
                [ColumnId(2)],
            ));
        }),
        of("", |s| {
            s.tables[1].indexes.push(Index::new(
                "events_note_idx",
                IndexKind::Plain,
                [ColumnId(2)],
            ));
        })
        .back("drop the index of a partitioned table"),
        of("a unique constraint on a partitioned table", |s| {
            let kind = IndexKind::UniqueConstraint(erd_core::schema::Deferrable::No);
            s.tables[1]
                .indexes
                .push(Index::new("events_key", kind, [ColumnId(0), ColumnId(1)]));
        }),
        Case::new(
            "a primary key on a partitioned table",
            {
                let mut old = ranged();
                old.tables[1].primary_key = None;
                old
            },
            |s| {
                s.tables[1].primary_key = Some(erd_core::schema::PrimaryKey::new(
                    "events_pkey",
                    vec![ColumnId(0), ColumnId(1)],
                ));
            },
        ),
        Case::new(
            "a foreign key on a partitioned table",
            {
                let mut old = ranged();
                old.tables[1].foreign_keys.clear();
                old
            },
            |s| {
                s.tables[1].foreign_keys = by(PartitionKind::Range, with_default())
                    .tables
                    .remove(1)
                    .foreign_keys;
            },
        ),
        of("drop the foreign key of a partitioned table", |s| {
            s.tables[1].foreign_keys.clear();
        }),
        of("a check on a partitioned table", |s| {
            s.tables[1]
                .checks
                .push(Check::new("short", Sql::new("length(note) < 90")));
        }),
        of("a required column of a partitioned table", |s| {
            s.tables[1].columns[2].nullable = false;
        })
        .filled(&[("events.note", "''")]),
        of("another type in a partitioned table", |s| {
            s.tables[1].columns[2].max_len = Some(10);
        }),
        of("drop a partitioned table", |s| {
            s.tables.remove(1);
        }),
    ]
}
