//! Keys, indexes, checks, exclusions, foreign keys.

use super::{Case, shop};
use erd_core::Scalar;
use erd_core::schema::{
    Action, Check, ColumnId, Deferrable, Exclusion, Index, IndexKey, IndexKind, Schema, Sql,
    TableId, Target,
};
use testkit::schema::{column, id, schema, table};

pub(super) fn cases() -> Vec<Case> {
    let mut all = indexes();
    all.extend(keys());
    all.extend(checks());
    all.extend(foreign_keys());
    all.extend(renames());
    all
}

fn indexes() -> Vec<Case> {
    let index = |name: &str, kind: IndexKind| {
        Case::shop(name, |s| {
            let mut index = Index::new("orders_quantity", kind, [ColumnId(3)]);
            index.comment = Some("what sells".into());
            s.tables[1].indexes.push(index);
        })
    };
    let unique = || IndexKind::UniqueConstraint(Deferrable::InitiallyImmediate);
    vec![
        index("add an index", IndexKind::Plain),
        index("drop an index", IndexKind::Plain).back("drop an index"),
        index("add a unique index", IndexKind::Unique),
        index("add a unique constraint", unique()),
        index("", unique()).back("drop a unique constraint"),
        Case::shop("a unique constraint beside a key of its columns", |s| {
            let kind = IndexKind::UniqueConstraint(Deferrable::No);
            s.tables[1]
                .indexes
                .push(Index::new("orders_again", kind, [ColumnId(0)]));
        }),
        Case::shop("change an index", |s| {
            s.tables[1].indexes[0]
                .keys
                .push(IndexKey::column(ColumnId(3)));
        }),
        Case::shop("change a unique constraint", |s| {
            s.tables[0].indexes[0]
                .keys
                .push(IndexKey::column(ColumnId(0)));
        }),
        Case::shop("comment an index", |s| {
            s.tables[1].indexes[0].comment = Some("for the list".into());
        }),
        Case::new(
            "a unique index becomes a constraint",
            {
                let mut old = shop();
                old.tables[0].indexes[0].kind = IndexKind::Unique;
                old
            },
            |s| {
                s.tables[0].indexes[0].kind = IndexKind::UniqueConstraint(Deferrable::No);
            },
        ),
    ]
}

fn keys() -> Vec<Case> {
    let bare = || {
        let mut old = schema(
            [],
            [table(
                "notes",
                [column("a", Scalar::I64), column("b", Scalar::I64)],
            )],
        );
        old.tables[0].primary_key = None;
        old.tables[0].columns[0].nullable = true;
        old
    };
    let key = || {
        Case::new("add a primary key", bare(), |s| {
            s.tables[0] = table(
                "notes",
                [column("a", Scalar::I64), column("b", Scalar::I64)],
            )
            .0;
        })
    };
    let rooms = |s: &mut Schema, method: &str| {
        s.tables[1].exclusions.push(Exclusion {
            name: "apart".into(),
            definition: format!("USING {method} (quantity WITH =)"),
            deferrable: Deferrable::No,
        });
    };
    vec![
        key(),
        key().back("drop a primary key"),
        Case::shop("another primary key", |s| {
            s.tables[1].primary_key.as_mut().expect("a key").columns =
                vec![ColumnId(0), ColumnId(1)];
        }),
        Case::shop("a primary key that is referenced includes a column", |s| {
            let key = s.tables[0].primary_key.as_mut().expect("a key");
            key.include.push(ColumnId(1));
        }),
        Case::new(
            "a unique key that is referenced includes a column",
            {
                let mut old = shop();
                let mut by_email = column("email", Scalar::Text);
                by_email.max_len = Some(50);
                let letters = table("letters", [id(), by_email]);
                old.tables
                    .push(letters.references(&["email"], 0, &["email"], None).0);
                old
            },
            |s| s.tables[0].indexes[0].include.push(ColumnId(0)),
        ),
        Case::shop("add an exclusion", move |s| rooms(s, "btree")),
        Case::shop("", move |s| rooms(s, "btree")).back("drop an exclusion"),
        Case::new(
            "change an exclusion",
            {
                let mut old = shop();
                rooms(&mut old, "btree");
                old
            },
            move |s| {
                s.tables[1].exclusions.clear();
                rooms(s, "hash");
            },
        ),
    ]
}

fn checks() -> Vec<Case> {
    let small = |s: &mut Schema| {
        s.tables[1]
            .checks
            .push(Check::new("small", Sql::new("quantity < 900")));
    };
    vec![
        Case::shop("add a check", small),
        Case::shop("", small).back("drop a check"),
        Case::shop("change a check", |s| {
            s.tables[1].checks[0].sql = Sql::new("quantity > -5");
        }),
        Case::new(
            "validate a check",
            {
                let mut old = shop();
                old.tables[1].checks[0].validated = false;
                old
            },
            |s| s.tables[1].checks[0].validated = true,
        ),
    ]
}

fn foreign_keys() -> Vec<Case> {
    let without = || {
        let mut old = shop();
        old.tables[1].foreign_keys.clear();
        old
    };
    vec![
        Case::new("add a foreign key", without(), |s| {
            s.tables[1].foreign_keys = shop().tables.remove(1).foreign_keys;
        }),
        Case::shop("drop a foreign key", |s| s.tables[1].foreign_keys.clear()),
        Case::shop("add a reference to itself", |s| {
            s.tables[1].columns.push({
                let mut parent = column("parent_id", Scalar::I64);
                parent.nullable = true;
                parent
            });
            let mut key = s.tables[1].foreign_keys[0].clone();
            key.name = "orders_parent_id_fkey".into();
            key.columns = vec![ColumnId(5)];
            key.target = Target::Table(TableId(1));
            s.tables[1].foreign_keys.push(key);
        }),
        Case::shop("change what a foreign key does", |s| {
            s.tables[1].foreign_keys[0].on_delete = Some(Action::Restrict);
        }),
        Case::shop("a deferrable foreign key", |s| {
            s.tables[1].foreign_keys[0].deferrable = Deferrable::InitiallyDeferred;
        }),
        Case::new(
            "validate a foreign key",
            {
                let mut old = shop();
                old.tables[1].foreign_keys[0].validated = false;
                old
            },
            |s| s.tables[1].foreign_keys[0].validated = true,
        ),
        Case::new(
            "reference another table",
            {
                let mut old = shop();
                old.tables.push(table("people", [id()]).0);
                old
            },
            |s| s.tables[1].foreign_keys[0].target = Target::Table(TableId(2)),
        ),
    ]
}

fn renames() -> Vec<Case> {
    vec![
        Case::shop("rename what has a name", |s| {
            s.tables[1].indexes[0].name = "by_customer".into();
            s.tables[1].checks[0].name = "many".into();
            s.tables[1].foreign_keys[0].name = "of_customer".into();
            s.tables[1].primary_key.as_mut().expect("a key").name = "orders_key".into();
            s.tables[0].indexes[0].name = "one_email".into();
        }),
        Case::new(
            "rename an exclusion",
            {
                let mut old = shop();
                old.tables[1].exclusions.push(Exclusion {
                    name: "apart".into(),
                    definition: "USING btree (quantity WITH =)".into(),
                    deferrable: Deferrable::No,
                });
                old
            },
            |s| s.tables[1].exclusions[0].name = "asunder".into(),
        ),
    ]
}
