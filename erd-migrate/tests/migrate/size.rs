//! What is declared to be large is told where an op grows with it.

use crate::diff::shop;
use crate::engines::planned_with;
use erd_core::schema::{ColumnId, Index, IndexKind, Schema, Type};
use erd_core::{Dialect, Scalar};
use erd_migrate::PlanOptions;
use testkit::schema::{With as _, column};

/// What rule M54 says of a change of a table with that many rows.
fn told(dialect: Dialect, rows: u64, in_place: bool, change: fn(&mut Schema)) -> Vec<String> {
    let mut new = shop();
    new.tables[1].intent.rows = Some(rows);
    change(&mut new);
    let mut options = PlanOptions {
        in_place,
        ..PlanOptions::default()
    };
    let value = ("orders.extra".to_owned(), "quantity".to_owned());
    options.backfill.extend([value]);
    let plan = planned_with(&shop(), &new, dialect, options).expect("a plan");
    let hazards = plan.ops().flat_map(|op| &op.hazards);
    let large = hazards.filter(|hazard| hazard.rule == "M54");
    large.map(|hazard| hazard.message.clone()).collect()
}

fn widen(s: &mut Schema) {
    s.tables[1].columns[3].ty = Type::Scalar(Scalar::I64);
}

fn index(s: &mut Schema) {
    let index = Index::new("orders_quantity_idx", IndexKind::Plain, [ColumnId(3)]);
    s.tables[1].indexes.push(index);
}

fn fill(s: &mut Schema) {
    s.tables[1].columns.push(column("extra", Scalar::I64));
}

fn add(s: &mut Schema) {
    s.tables[1]
        .columns
        .push(column("extra", Scalar::I64).nullable());
}

const MANY: u64 = 500_000_000;

#[test]
fn a_table_that_is_written_anew_says_how_large_it_is() {
    for dialect in [Dialect::Postgres, Dialect::MariaDb, Dialect::MySql] {
        let told = told(dialect, MANY, true, widen);
        assert_eq!(told.len(), 1, "{dialect}: {told:?}");
        let (start, end) = told[0].split_once(": ").expect("who waits");
        assert_eq!(
            start,
            "`orders` has 500 million rows, and all are written anew"
        );
        assert!(end.starts_with("nobody "), "{dialect}: {end}");
    }
}

#[test]
fn what_keeps_nobody_out_says_so() {
    assert_eq!(
        told(Dialect::Postgres, MANY, false, index),
        ["`orders` has 500 million rows, and all are read: it takes long, and nobody waits for it"]
    );
}

#[test]
fn batches_are_counted() {
    for dialect in [Dialect::Postgres, Dialect::MariaDb] {
        let told = told(dialect, MANY, false, fill);
        let text = "`orders` has 500 million rows, and all are gone through: 50000 batches, the rests between which alone take 83 min";
        assert!(told.iter().any(|line| line == text), "{dialect}: {told:?}");
    }
}

#[test]
fn a_small_table_and_a_moment_are_not_worth_a_word() {
    for dialect in Dialect::ALL {
        assert_eq!(told(dialect, 1_000_000, true, widen), [""; 0], "{dialect}");
        if dialect != Dialect::Sqlite {
            assert_eq!(told(dialect, MANY, false, add), [""; 0], "{dialect}");
        }
    }
}

#[test]
fn a_rebuild_of_sqlite_says_how_large_it_is() {
    let told = told(Dialect::Sqlite, MANY, true, |s| {
        s.tables[1].columns[3].default = erd_core::schema::Sql::new("9");
    });
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("500 million rows"), "{told:?}");
}
