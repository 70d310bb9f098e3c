//! Random graphs of tables, and random deletions and restores on them: every engine agrees with the model.

use crate::model::{Answer, Model, Reference, Row};
use erd_core::Scalar;
use erd_core::schema::{OnSoftDelete, Schema, Target, Type};
use erd_diesel::{Session, SoftDeleteError, SoftDeletes};
use proptest::prelude::*;
use testkit::schema::{self as build, With as _, column, deleted_at, table};

/// A graph, and what is done to it: the table, the row, and whether a row that is gone already is deleted, or a living one
/// restored.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) model: Model,
    pub(crate) calls: Vec<(usize, usize, bool)>,
}

const TABLES: usize = 4;
const ROWS: usize = 4;

pub(crate) fn case() -> impl Strategy<Value = Case> {
    let policy = prop_oneof![
        4 => Just(Some(OnSoftDelete::Cascade)),
        1 => Just(Some(OnSoftDelete::Restrict)),
        1 => Just(Some(OnSoftDelete::Keep)),
        1 => Just(None),
    ];
    // A table references itself and those before it.
    let reference = (0..TABLES, 0..TABLES, policy).prop_map(|(a, b, policy)| Reference {
        child: a.max(b),
        parent: a.min(b),
        policy,
    });
    let references = prop::collection::vec(reference, 1..6);
    let soft = prop::collection::vec(prop::bool::weighted(0.85), TABLES);
    (soft, references).prop_flat_map(|(soft, mut references)| {
        references.sort_by_key(|r| r.child);
        let tables = (0..TABLES).map(|table| {
            let own = references.iter().filter(|r| r.child == table).count();
            let parent = prop::option::weighted(0.7, 0..ROWS);
            prop::collection::vec((prop::collection::vec(parent, own), 0..12_usize), ROWS)
        });
        let tables: Vec<_> = tables.collect();
        let calls = prop::collection::vec((0..TABLES, 0..ROWS, prop::bool::weighted(0.1)), 10..30);
        (tables, calls).prop_map(move |(tables, calls)| case_of(&soft, &references, tables, calls))
    })
}

fn case_of(
    soft: &[bool],
    references: &[Reference],
    tables: Vec<Vec<(Vec<Option<usize>>, usize)>>,
    calls: Vec<(usize, usize, bool)>,
) -> Case {
    let rows = tables.into_iter().map(|rows| {
        let mut living = Vec::new();
        let rows = rows.into_iter().map(|(parents, mut code)| {
            // All rows live at first, and codes are unique among living ones.
            while living.contains(&code) {
                code += 1;
            }
            living.push(code);
            Row {
                parents,
                code,
                deleted: None,
            }
        });
        rows.collect()
    });
    Case {
        model: Model {
            soft: soft.to_vec(),
            references: references.to_vec(),
            rows: rows.collect(),
            deletions: 0,
        },
        calls: calls
            .into_iter()
            .filter(|(table, ..)| soft[*table])
            .collect(),
    }
}

/// The schema of a model: `t0` .. with `id`, `code`, `deleted_at` and a column for each reference.
pub(crate) fn schema(model: &Model) -> Schema {
    let tables = model.soft.iter().enumerate().map(|(i, soft)| {
        let plain = [column("id", Scalar::I64), column("code", Scalar::I64)];
        let mut table = table(&format!("t{i}"), plain);
        if *soft {
            let zone = if i % 2 == 0 {
                Scalar::TimestampTz
            } else {
                Scalar::Timestamp
            };
            let deleted = deleted_at().with(|column| column.ty = Type::Scalar(zone));
            table = table
                .with(|t| t.columns.push(deleted))
                .unique_live(&["code"]);
        }
        let own = model.references.iter().filter(|r| r.child == i);
        for (slot, reference) in own.enumerate() {
            let name = format!("r{slot}");
            let referencing = column(&name, Scalar::I64).nullable();
            table = table
                .with(|t| t.columns.push(referencing))
                .references(&[&name], reference.parent, &["id"], None)
                .last_foreign_key(|key| {
                    key.on_soft_delete = reference.policy;
                    if reference.parent == i {
                        key.target = Target::Own;
                    }
                })
                .index(&[&name], |_| {});
        }
        table
    });
    build::schema([], tables)
}

/// Fills the tables: all rows first, what they reference afterwards.
pub(crate) fn fill<C: Session>(connection: &mut C, model: &Model) {
    for (table, rows) in model.rows.iter().enumerate() {
        for (id, row) in rows.iter().enumerate() {
            let sql = format!(
                "INSERT INTO t{table} (id, code) VALUES ({id}, {})",
                row.code
            );
            connection.run(&sql).expect("a row");
        }
    }
    for (table, rows) in model.rows.iter().enumerate() {
        for (id, row) in rows.iter().enumerate() {
            for (slot, parent) in row.parents.iter().enumerate() {
                if let Some(parent) = parent {
                    let sql = format!("UPDATE t{table} SET r{slot} = {parent} WHERE id = {id}");
                    connection.run(&sql).expect("a reference");
                }
            }
        }
    }
}

/// Does to the database what is done to the model, and compares answers and rows after each call.
pub(crate) fn agrees<C: Session>(connection: &mut C, case: &Case) {
    let mut model = case.model.clone();
    let rows = SoftDeletes::new(schema(&model));
    for (table, row, is_contrary) in &case.calls {
        let lives = model.rows[*table][*row].deleted.is_none();
        let delete = lives != *is_contrary;
        let (name, key) = (format!("t{table}"), (*row as u64).into());
        let (expected, found) = if delete {
            (
                model.delete((*table, *row)),
                rows.soft_delete_row(connection, &name, &key, None),
            )
        } else {
            (
                model.restore((*table, *row)),
                rows.restore_row(connection, &name, &key),
            )
        };
        let call = if delete { "delete" } else { "restore" };
        assert_eq!(
            answer(found),
            expected,
            "{call} t{table} {row} in {case:#?}"
        );
        assert_eq!(model.orphans(), []);
        for (table, rows) in model
            .rows
            .iter()
            .enumerate()
            .filter(|(table, _)| model.soft[*table])
        {
            let sql = format!(
                "SELECT CASE WHEN deleted_at IS NULL THEN 'living' ELSE 'dead' END AS text FROM t{table} ORDER BY id"
            );
            let found = connection.texts(&sql).expect("the rows");
            let expected = rows.iter().map(|row| {
                Some(if row.deleted.is_none() {
                    "living"
                } else {
                    "dead"
                })
            });
            assert!(
                found.iter().map(Option::as_deref).eq(expected),
                "after {call} t{table} {row}: {found:?} in {model:#?}"
            );
        }
    }
}

fn answer(found: Result<erd_diesel::Counts, SoftDeleteError>) -> Answer {
    match found {
        Ok(counts) => Answer::Done(counts.iter().map(|(_, rows)| rows).sum()),
        Err(SoftDeleteError::AlreadyDeleted { .. }) => Answer::AlreadyDeleted,
        Err(SoftDeleteError::NotDeleted { .. }) => Answer::NotDeleted,
        Err(SoftDeleteError::InTheWay { .. }) => Answer::InTheWay,
        Err(SoftDeleteError::ParentDeleted { .. }) => Answer::ParentDeleted,
        Err(SoftDeleteError::Taken { .. }) => Answer::Taken,
        Err(error) => panic!("{error}"),
    }
}
