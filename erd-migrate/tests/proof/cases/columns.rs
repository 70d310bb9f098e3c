//! Columns.

use super::{Case, shop};
use erd_core::Scalar;
use erd_core::schema::{
    Column, ColumnId, ForeignKey, Generated, Identity, Index, IndexKind, Schema, Sequence, Sql,
    TableId, Target, Type,
};
use testkit::schema::{With as _, column, id, schema, table};

pub(super) fn cases() -> Vec<Case> {
    let mut all = added();
    all.extend(removed());
    all.extend(changed());
    all.extend(types());
    all.extend(numbered());
    all
}

fn add(name: &str, column: Column) -> Case {
    Case::shop(name, |s| s.tables[1].columns.push(column))
}

fn added() -> Vec<Case> {
    let mut twice = column("twice", Scalar::I32).nullable();
    twice.generated = Some(Generated {
        sql: Sql::new("quantity + quantity"),
        stored: true,
    });
    let mut number = column("number", Scalar::I64);
    number.identity = Some(Identity::Always);
    let mut serial = column("number", Scalar::I64);
    serial.identity = Some(Identity::Serial);
    vec![
        add("add a column", column("extra", Scalar::I64).nullable()),
        add(
            "add a column with a default and a comment",
            column("extra", Scalar::I64).default("7").about("more"),
        ),
        add("add a required column", column("extra", Scalar::I64))
            .filled(&[("orders.extra", "quantity * 2")]),
        add(
            "add a required column without values",
            column("extra", Scalar::I64),
        ),
        add(
            "add a column with a value of its own",
            column("token", Scalar::Uuid).default("gen_random_uuid()"),
        ),
        add("add a stored column", twice),
        add("add an identity", number),
        add("add a serial", serial),
        Case::shop("add a column that references a table", |s| {
            s.tables.push(table("shops", [id()]).0);
            s.tables[1]
                .columns
                .push(column("shop_id", Scalar::I64).nullable());
            let mut key = s.tables[1].foreign_keys[0].clone();
            key.name = "orders_shop_id_fkey".into();
            key.columns = vec![ColumnId(5)];
            key.target = Target::Table(TableId(2));
            s.tables[1].foreign_keys.push(key);
            s.tables[1].indexes.push(Index::new(
                "orders_shop_id_idx",
                IndexKind::Plain,
                [ColumnId(5)],
            ));
        }),
    ]
}

fn removed() -> Vec<Case> {
    vec![
        Case::shop("drop a column with a check", |s| {
            s.tables[1].columns.remove(3);
            s.tables[1].checks.clear();
        }),
        Case::shop("drop a column with an index and a foreign key", |s| {
            s.tables[1].columns.remove(1);
            s.tables[1].foreign_keys.clear();
            s.tables[1].indexes.clear();
            s.tables[1].checks[0].column = None;
        }),
        add("", {
            let mut twice = column("twice", Scalar::I32).nullable();
            twice.generated = Some(Generated {
                sql: Sql::new("quantity + quantity"),
                stored: true,
            });
            twice
        })
        .back("drop a stored column"),
    ]
}

fn changed() -> Vec<Case> {
    let generated = |text: &str| {
        Some(Generated {
            sql: Sql::new(text),
            stored: true,
        })
    };
    let computed = || {
        let mut old = shop();
        let mut twice = column("twice", Scalar::I32).nullable();
        twice.generated = generated("quantity + quantity");
        old.tables[1].columns.push(twice);
        old
    };
    vec![
        Case::shop("set a default", |s| {
            s.tables[1].columns[3].default = Sql::new("2");
        }),
        Case::shop("let a column be NULL", |s| {
            s.tables[1].columns[3].nullable = true;
        }),
        Case::shop("require a column", |s| {
            s.tables[1].columns[2].nullable = false;
        })
        .filled(&[("orders.note", "''")]),
        Case::shop("comment a column", |s| {
            s.tables[1].columns[3].comment = Some("how many".into());
        }),
        Case::new("stop computing a column", computed(), |s| {
            s.tables[1].columns[5].generated = None;
        }),
        Case::new("compute a column otherwise", computed(), |s| {
            s.tables[1].columns[5].generated = generated("quantity * 2");
        }),
        Case::new("another type under a computed column", computed(), |s| {
            s.tables[1].columns[3].ty = Type::Scalar(Scalar::I64);
            s.tables[1].columns[5].ty = Type::Scalar(Scalar::I64);
        }),
        Case::shop("compute a column", |s| {
            s.tables[1].columns[2] = {
                let mut note = column("note", Scalar::I32).nullable();
                note.generated = generated("quantity * 2");
                note
            };
        }),
        Case::new(
            "storage",
            {
                let mut old = shop();
                old.tables[1].columns[2].storage = Some("EXTERNAL".into());
                old
            },
            |s| s.tables[1].columns[2].storage = Some("MAIN".into()),
        ),
        Case::new(
            "statistics of columns",
            {
                let mut old = shop();
                old.tables[1].columns[2].statistics = Some(500);
                old.tables[1].columns[3].n_distinct = Some("-0.5".into());
                old
            },
            |s| {
                s.tables[1].columns[2].statistics = None;
                s.tables[1].columns[2].n_distinct = Some("20".into());
                s.tables[1].columns[3].statistics = Some(0);
                s.tables[1].columns[3].n_distinct = None;
            },
        ),
        Case::shop("add a column with storage and statistics", |s| {
            s.tables[1].columns.push(
                column("body", Scalar::Text)
                    .nullable()
                    .with(|c| c.storage = Some("EXTERNAL".into()))
                    .with(|c| c.statistics = Some(1000)),
            );
        }),
    ]
}

/// `a` with a number, and `b` that references it.
fn linked(ty: Scalar) -> Schema {
    let mut a = column("id", ty);
    a.identity = None;
    schema(
        [],
        [
            table("a", [a]),
            table("b", [id(), column("a_id", ty)])
                .references(&["a_id"], 0, &["id"], None)
                .index(&["a_id"], |_| {}),
        ],
    )
}

fn types() -> Vec<Case> {
    let of = |name: &str, change: fn(&mut Column)| {
        Case::shop(name, |s| change(&mut s.tables[1].columns[2]))
    };
    vec![
        of("widen a text", |c| c.max_len = Some(30)),
        of("narrow a text", |c| c.max_len = Some(10)),
        of("a collation", |c| c.collation = Sql::new("C")),
        Case::shop("widen a number", |s| {
            s.tables[1].columns[3].ty = Type::Scalar(Scalar::I64);
        }),
        Case::shop("a number becomes text", |s| {
            s.tables[1].columns[3].ty = Type::Scalar(Scalar::Text);
            s.tables[1].checks.clear();
        }),
        Case::new(
            "widen a key and what references it",
            linked(Scalar::I32),
            |s| {
                s.tables[0].columns[0].ty = Type::Scalar(Scalar::I64);
                s.tables[1].columns[1].ty = Type::Scalar(Scalar::I64);
            },
        ),
        Case::new("widen a reference", linked(Scalar::I32), |s| {
            s.tables[1].columns[1].ty = Type::Scalar(Scalar::I64);
        }),
        Case::new("widen a key", linked(Scalar::I32), |s| {
            s.tables[0].columns[0].ty = Type::Scalar(Scalar::I64);
        }),
        Case::shop("widen a key of text without a rewrite", |s| {
            s.tables[0].columns[1].max_len = Some(60);
        }),
        Case::new(
            "widen a key of text that is referenced",
            {
                let mut old = shop();
                old.tables[1].columns[2].max_len = Some(50);
                let by_email = ForeignKey {
                    name: "by_email".into(),
                    columns: vec![ColumnId(2)],
                    target_columns: vec!["email".into()],
                    ..old.tables[1].foreign_keys[0].clone()
                };
                old.tables[1].foreign_keys.push(by_email);
                old
            },
            |s| {
                s.tables[0].columns[1].max_len = Some(60);
                s.tables[1].columns[2].max_len = Some(60);
            },
        ),
    ]
}

fn numbered() -> Vec<Case> {
    let to = |name: &str, from: Option<Identity>, to: Option<Identity>| {
        let mut old = shop();
        old.tables[0].columns[0].identity = from;
        Case::new(name, old, |s| s.tables[0].columns[0].identity = to)
    };
    let (always, usual, serial) = (
        Some(Identity::Always),
        Some(Identity::ByDefault),
        Some(Identity::Serial),
    );
    let sequence = |name: &str, sequence: Sequence| {
        Case::shop(name, |s| {
            s.tables[0].columns[0].sequence = Some(Box::new(sequence));
        })
    };
    vec![
        to("number a column", None, always),
        to("number a column by serial", None, serial),
        to("stop numbering", usual, None),
        to("stop a serial", serial, None),
        to("number always", usual, always),
        to("from serial to identity", serial, usual),
        sequence(
            "options of a sequence",
            Sequence {
                increment: Some(10),
                ..Sequence::default()
            },
        ),
        sequence(
            "the name of a sequence",
            Sequence {
                name: Some("numbers".into()),
                ..Sequence::default()
            },
        ),
    ]
}
