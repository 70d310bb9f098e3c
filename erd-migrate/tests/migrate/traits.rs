//! What a table has decides how the servers of the MySQL family change it, and they refuse a stronger word.

use crate::engines::{migrate, planned};
use erd_core::schema::{
    Column, ColumnId, Generated, Index, IndexKey, IndexKind, KeyPart, Schema, Sql, Table,
};
use erd_core::{Dialect, Scalar};
use erd_migrate::{Options, PlanOptions, diff, plan};
use testkit::schema::{Builder, With as _, column, id, table};

type Trait = (&'static str, fn(&mut Table));

fn computed(name: &str, text: &str, stored: bool) -> Column {
    let mut column = column(name, Scalar::I32).nullable();
    column.generated = Some(Generated {
        sql: Sql::new(text),
        stored,
    });
    column
}

fn expression(name: &str, text: &str, kind: IndexKind) -> Index {
    let mut index = Index::new(name, kind, [ColumnId(1)]);
    index.keys = vec![IndexKey::column(ColumnId(1))];
    index.keys[0].part = KeyPart::Expression(Sql::new(text));
    index
}

fn full_text(table: &mut Table) {
    let mut index = Index::new("by_words", IndexKind::Plain, [ColumnId(4)]);
    index.method = Some("fulltext".into());
    table.indexes.push(index);
}

fn compressed(table: &mut Table) {
    table.options.row_format = Some("COMPRESSED".into());
}

fn virtual_column(table: &mut Table) {
    table.columns.push(computed("twice", "n + n", false));
}

fn indexed_virtual_column(table: &mut Table) {
    virtual_column(table);
    let index = Index::new("by_twice", IndexKind::Plain, [ColumnId(5)]);
    table.indexes.push(index);
}

/// What makes changes dearer, alone and together.
const TRAITS: &[Trait] = &[
    ("full text", full_text),
    ("compressed", compressed),
    ("stored", |t| {
        t.columns.push(computed("twice", "n + n", true));
    }),
    ("virtual", virtual_column),
    ("indexed virtual", indexed_virtual_column),
    ("full text and virtual", |t| {
        virtual_column(t);
        full_text(t);
    }),
    ("compressed and virtual", |t| {
        virtual_column(t);
        compressed(t);
    }),
];

const FUNCTIONAL: Trait = ("functional", |t| {
    t.indexes
        .push(expression("by_sum", "n + 1", IndexKind::Plain));
});

const CHANGES: &[Trait] = &[
    ("add a column", |t| {
        t.columns.push(column("extra", Scalar::I32).nullable());
    }),
    ("add a column with a default", |t| {
        t.columns.push(column("extra", Scalar::I32).default("3"));
    }),
    ("add a virtual column", |t| {
        t.columns.push(computed("extra", "m + 1", false));
    }),
    ("add a stored column", |t| {
        t.columns.push(computed("extra", "m + 1", true));
    }),
    ("require a column", |t| t.columns[2].nullable = false),
    ("a row format", |t| {
        t.options.row_format = Some("DYNAMIC".into());
    }),
    ("another key", |t| {
        t.primary_key.as_mut().expect("a key").columns = vec![ColumnId(0), ColumnId(1)];
    }),
    ("an index", |t| {
        let index = Index::new("by_m", IndexKind::Plain, [ColumnId(2)]);
        t.indexes.push(index);
    }),
    ("a longer text", |t| t.columns[3].max_len = Some(30)),
    ("a comment", |t| {
        t.columns[2].comment = Some("how many".into());
    }),
];

fn one(change: impl FnOnce(&mut Table)) -> Schema {
    let Builder(mut table) = table(
        "things",
        [
            id(),
            column("n", Scalar::I32),
            column("m", Scalar::I32).nullable(),
            column("s", Scalar::Text).len(20).nullable(),
            column("words", Scalar::Text).nullable(),
        ],
    );
    change(&mut table);
    Schema {
        tables: vec![table],
        ..Schema::default()
    }
}

/// Every change alone, and beside what matters to it most, there and back.
pub(crate) fn pairs(dialect: Dialect) -> Vec<(String, Schema, Schema)> {
    let plain: Trait = ("nothing", |_| {});
    let other = if dialect == Dialect::MySql {
        FUNCTIONAL
    } else {
        TRAITS[0]
    };
    let traits = [plain, other];
    let mut all = Vec::new();
    for (with, of_table) in traits {
        let old = one(of_table);
        for (name, change) in CHANGES {
            let new = one(|table| {
                of_table(table);
                change(table);
            });
            all.push((format!("{with}: {name}"), old.clone(), new.clone()));
            all.push((format!("{with}: {name}, backwards"), new, old.clone()));
        }
    }
    all
}

fn every(dialect: Dialect, traits: &[Trait]) {
    if !testkit::dialects().contains(&dialect) {
        return;
    }
    let mut failures = Vec::new();
    for (with, of_table) in traits {
        for (name, change) in CHANGES {
            let old = one(of_table);
            let new = one(|table| {
                of_table(table);
                change(table);
            });
            for (way, old, new) in [("forth", &old, &new), ("back", &new, &old)] {
                if let Err(error) = migrate(old, new, dialect) {
                    failures.push(format!("== {with}: {name}, {way}: {error}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{dialect}\n{}", failures.join("\n"));
}

#[test]
fn changes_beside_what_makes_them_dearer_on_mysql() {
    every(Dialect::MySql, TRAITS);
    every(Dialect::MySql, &[FUNCTIONAL]);
}

#[test]
fn changes_beside_what_makes_them_dearer_on_mariadb() {
    every(Dialect::MariaDb, TRAITS);
}

fn ends(dialect: Dialect, with: fn(&mut Table), change: fn(&mut Table)) -> String {
    let new = one(|table| {
        with(table);
        change(table);
    });
    let plan = planned(&one(with), &new, dialect).expect("a plan");
    let last = plan.ops().last().expect("an op").statements.concat();
    last.split_once(", ALGORITHM=")
        .expect("a word")
        .1
        .to_owned()
}

#[test]
fn no_word_is_weaker_than_it_must_be() {
    let (my, maria) = (Dialect::MySql, Dialect::MariaDb);
    let add = CHANGES[0].1;
    assert_eq!(ends(my, full_text, add), "COPY, LOCK=SHARED");
    assert_eq!(ends(maria, full_text, add), "INPLACE, LOCK=SHARED");
    assert_eq!(ends(my, compressed, add), "INPLACE, LOCK=NONE");
    assert_eq!(ends(maria, compressed, add), "INPLACE, LOCK=NONE");
    assert_eq!(ends(my, indexed_virtual_column, add), "INSTANT");
    assert_eq!(ends(my, FUNCTIONAL.1, CHANGES[2].1), "COPY, LOCK=SHARED");
    assert_eq!(ends(my, full_text, CHANGES[2].1), "INSTANT");
    assert_eq!(ends(my, |_| {}, FUNCTIONAL.1), "INPLACE, LOCK=SHARED");
}

#[test]
fn indexes_over_expressions_come_change_and_go() {
    if !testkit::dialects().contains(&Dialect::MySql) {
        return;
    }
    let with = |text: &'static str, kind: IndexKind, more: bool| {
        one(|table| {
            table.indexes.push(expression("by_sum", text, kind));
            if more {
                let other = expression("by_difference", "n - 1", IndexKind::Plain);
                table.indexes.push(other);
            }
        })
    };
    let sum = with("n + 1", IndexKind::Plain, false);
    let plain = one(|table| {
        let index = Index::new("by_sum", IndexKind::Plain, [ColumnId(1)]);
        table.indexes.push(index);
    });
    let hidden = one(|table| {
        FUNCTIONAL.1(table);
        table.indexes[0].invisible = true;
    });
    for (old, new) in [
        (&one(|_| {}), &sum),
        (&one(|_| {}), &with("n + 1", IndexKind::Plain, true)),
        (&one(|_| {}), &with("n + 1", IndexKind::Unique, false)),
        (&sum, &with("n + 2", IndexKind::Plain, false)),
        (&sum, &with("n + 1", IndexKind::Plain, true)),
        (&sum, &plain),
        (&with("n + 1", IndexKind::Unique, true), &plain),
        (&sum, &hidden),
    ] {
        for (old, new) in [(old, new), (new, old)] {
            if let Err(error) = migrate(old, new, Dialect::MySql) {
                panic!("{error}");
            }
        }
    }
}

#[test]
fn a_stored_column_becomes_a_plain_one() {
    let stored = one(|t| t.columns.push(computed("twice", "n + n", true)));
    let plain = one(|t| t.columns.push(column("twice", Scalar::I32).nullable()));
    for dialect in [Dialect::MySql, Dialect::MariaDb] {
        if testkit::dialects().contains(&dialect)
            && let Err(error) = migrate(&stored, &plain, dialect)
        {
            panic!("{dialect}: {error}");
        }
        // What was written into a plain column is not thrown away without a word.
        let difference = diff(&plain, &stored, dialect, &Options::default()).expect("a difference");
        let refusals = plan(&difference, &PlanOptions::default()).expect_err("a loss");
        assert_eq!(refusals.0[0].code, "loss");
    }
}
