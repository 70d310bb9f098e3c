//! Random writes, and a model in memory: what the log says of any instant is what the model was.

use super::{orders, with_history};
use crate::connections::{all, each, embedded};
use diesel::sql_types::{BigInt, Binary, Bool, Double, Nullable, Text};
use erd_core::{Dialect, Family};
use erd_diesel::{History, Session};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

/// What a row of orders is, but for what diesel has no one type for on all engines.
#[derive(Clone, Debug, PartialEq, diesel::QueryableByName)]
struct Order {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<Text>)]
    note: Option<String>,
    #[diesel(sql_type = Nullable<Double>)]
    weight: Option<f64>,
    #[diesel(sql_type = Bool)]
    paid: bool,
    #[diesel(sql_type = Nullable<Binary>)]
    seal: Option<Vec<u8>>,
}

/// A row with the rest, as text.
#[derive(Clone, Debug)]
struct Row {
    order: Order,
    total: String,
    due: Option<String>,
}

#[derive(Clone, Debug)]
enum Write {
    Put(Row),
    Pay(i64),
    Move(i64, i64),
    Delete(i64),
    /// A change that is taken back.
    Undone(i64),
}

const IDS: std::ops::Range<i64> = 1..5;

fn row() -> impl Strategy<Value = Row> {
    let text = "[a-zA-Z '\"\\\\,{}:\u{e4}\u{1F600}\n]{0,12}";
    let weight = prop_oneof![
        Just(0.1 + 0.2),
        Just(-0.0),
        Just(1e300),
        Just(5e-324),
        any::<i32>().prop_map(f64::from),
        (-1e9..1e9_f64),
    ];
    (
        (IDS, text, proptest::option::of(text)),
        (proptest::option::of(weight), any::<bool>()),
        proptest::option::of(proptest::collection::vec(any::<u8>(), 0..6)),
        (0..1_000_000_000_000_000_i64),
        proptest::option::of(0..86_399_u32),
    )
        .prop_map(|((id, name, note), (weight, paid), seal, total, due)| Row {
            order: Order {
                id,
                name,
                note,
                weight,
                paid,
                seal,
            },
            total: format!("{}.{:04}", total / 10_000, total % 10_000),
            due: due.map(|s| {
                format!(
                    "2026-02-03 {:02}:{:02}:{:02}.120000",
                    s / 3600,
                    s / 60 % 60,
                    s % 60
                )
            }),
        })
}

fn write() -> impl Strategy<Value = Write> {
    prop_oneof![
        4 => row().prop_map(Write::Put),
        2 => IDS.prop_map(Write::Pay),
        1 => (IDS, IDS).prop_map(|(a, b)| Write::Move(a, b)),
        1 => IDS.prop_map(Write::Delete),
        1 => IDS.prop_map(Write::Undone),
    ]
}

/// An octet in hexadecimal digits.
#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "an iterator gives references"
)]
fn hex(octet: &u8) -> String {
    format!("{octet:02x}")
}

/// The columns of a row, and their values in SQL.
fn literals(row: &Row, dialect: Dialect) -> Vec<(&'static str, String)> {
    let text = |text: &str| erd_ddl::literal(dialect, text);
    let or_null = |value: Option<String>| value.unwrap_or_else(|| "NULL".to_owned());
    let order = &row.order;
    let octets = |octets: &Vec<u8>| {
        let digits: String = octets.iter().map(hex).collect::<Vec<_>>().concat();
        match dialect.family() {
            Family::Postgres => format!("decode('{digits}', 'hex')"),
            Family::MySql | Family::Sqlite => format!("X'{digits}'"),
        }
    };
    vec![
        ("id", order.id.to_string()),
        ("name", text(&order.name)),
        ("note", or_null(order.note.as_deref().map(text))),
        ("total", text(&row.total)),
        ("weight", or_null(order.weight.map(|w| format!("{w:e}")))),
        ("paid", order.paid.to_string().to_uppercase()),
        ("seal", or_null(order.seal.as_ref().map(octets))),
        ("due", or_null(row.due.as_deref().map(text))),
        ("extra", text("{\"a\": [1, null, \"x\"]}")),
    ]
}

fn put(row: &Row, is_there: bool, dialect: Dialect) -> String {
    let all = literals(row, dialect);
    if is_there {
        let set: Vec<_> = all[1..].iter().map(|(n, v)| format!("{n} = {v}")).collect();
        return format!(
            "UPDATE orders SET {} WHERE id = {}",
            set.join(", "),
            row.order.id
        );
    }
    let (names, values): (Vec<_>, Vec<_>) = all.into_iter().unzip();
    format!(
        "INSERT INTO orders ({}) VALUES ({})",
        names.join(", "),
        values.join(", ")
    )
}

type Model = BTreeMap<i64, Row>;

/// Writes, and what there was after each of them.
fn written<C: Session>(c: &mut C, writes: &[Write], dialect: Dialect) -> Vec<(SystemTime, Model)> {
    let mut model = Model::new();
    let mut all = Vec::new();
    for write in writes {
        let run = |c: &mut C, sql: String| {
            c.run(&sql)
                .unwrap_or_else(|error| panic!("{dialect}: {error}: {sql}"));
        };
        match write {
            Write::Put(row) => {
                run(c, put(row, model.contains_key(&row.order.id), dialect));
                model.insert(row.order.id, row.clone());
            }
            Write::Pay(id) => {
                run(c, format!("UPDATE orders SET paid = TRUE WHERE id = {id}"));
                if let Some(row) = model.get_mut(id) {
                    row.order.paid = true;
                }
            }
            Write::Move(from, to) => {
                if model.contains_key(to) {
                    continue;
                }
                run(c, format!("UPDATE orders SET id = {to} WHERE id = {from}"));
                if let Some(mut row) = model.remove(from) {
                    row.order.id = *to;
                    model.insert(*to, row);
                }
            }
            Write::Delete(id) => {
                run(c, format!("DELETE FROM orders WHERE id = {id}"));
                model.remove(id);
            }
            Write::Undone(id) => {
                let undone: Result<(), diesel::result::Error> = c.atomically(|c| {
                    c.run(&format!("DELETE FROM orders WHERE id = {id}"))?;
                    Err(diesel::result::Error::RollbackTransaction)
                });
                assert!(undone.is_err());
            }
        }
        // The next write is in another millisecond, which is what SQLite's clock has.
        std::thread::sleep(Duration::from_millis(2));
        all.push((SystemTime::now(), model.clone()));
        std::thread::sleep(Duration::from_millis(2));
    }
    all
}

/// Compares each state that the log gives with the model.
macro_rules! agrees {
    ($c:expr, $schema:expr, $writes:expr, $dialect:expr) => {{
        let history = History::<Order>::of_table($schema.clone(), "orders");
        for (at, model) in written($c, $writes, $dialect) {
            for id in IDS {
                let expected = model.get(&id);
                let was = history.at($c, id, at).expect("there is a log");
                let context = format!("{} {id} in {:#?}", $dialect, $writes);
                assert_eq!(was.as_ref(), expected.map(|row| &row.order), "{context}");
                let state = history.state($c, id, at).expect("there is a log");
                let Some((state, row)) = state.zip(expected) else {
                    continue;
                };
                let bare = |name| {
                    let json = state.values.json(name).unwrap_or("missing");
                    (json != "null").then(|| json.trim_matches('"').replace('T', " "))
                };
                assert_eq!(bare("total").as_ref(), Some(&row.total), "{context}");
                let due = bare("due").map(|due| due.trim_end_matches('0').to_owned());
                let expected = row
                    .due
                    .as_ref()
                    .map(|due| due.trim_end_matches('0').to_owned());
                assert_eq!(due, expected, "{context}");
            }
        }
    }};
}

#[test]
fn the_state_at_each_instant_is_that_of_a_model() {
    let schema = with_history([orders()]);
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    for case in 0..30 {
        let writes = proptest::collection::vec(write(), 1..12);
        let writes = writes.new_tree(&mut runner).expect("writes").current();
        let databases = if case < 6 {
            all(&schema)
        } else {
            embedded(&schema)
        };
        for (scratch, mut connection) in databases {
            let dialect = scratch.dialect();
            each!(&mut connection, c => agrees!(c, schema, &writes, dialect));
        }
    }
}
