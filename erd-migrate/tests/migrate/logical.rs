//! Schemas of different dialects: what they mean.

use crate::diff::shop;
use erd_core::schema::{Deferrable, Index, IndexKind, Schema, Sql, Type};
use erd_core::{Dialect, Scalar};
use erd_migrate::diff_logical;
use testkit::schema::{With as _, column, table};

fn lines(old: &Schema, new: &Schema) -> Vec<String> {
    let entries = diff_logical(old, Dialect::Postgres, new, Dialect::Sqlite);
    entries.iter().map(ToString::to_string).collect()
}

#[test]
fn what_an_engine_says_in_its_own_way_is_no_difference() {
    let mut old = shop();
    old.tables.push(
        table(
            "flags",
            [
                column("a", Scalar::I64),
                column("on", Scalar::Bool).default("true"),
            ],
        )
        .0,
    );
    let mut new = old.clone();
    // A boolean is a number, a key is a key, and names and indexes are aside.
    new.tables[2].columns[1].ty = Type::Scalar(Scalar::I32);
    new.tables[2].columns[1].default = Sql::new("1");
    let key = new.tables[2].primary_key.take().expect("a key");
    new.tables[2].indexes.push(Index::new(
        "k",
        IndexKind::UniqueConstraint(Deferrable::No),
        key.columns,
    ));
    new.tables[1].indexes.clear();
    new.tables[1].foreign_keys[0].name = "fk_0".into();
    assert_eq!(lines(&old, &new), [""; 0]);
}

#[test]
fn what_they_mean_differs() {
    let mut new = shop();
    new.tables[1].columns[2].nullable = false;
    new.tables[1].columns[3].default = Sql::default();
    new.tables[0].columns[1].ty = Type::Scalar(Scalar::I64);
    new.tables[1].foreign_keys.clear();
    new.tables[0].indexes.clear();
    assert_eq!(
        lines(&shop(), &new),
        [
            "~ column customers.email: type text -> type i64",
            "- key customers(email)",
            "~ column orders.note: null -> not null",
            "~ column orders.quantity: default 1 -> no default",
            "- foreign key orders(customer_id) to customers(id) on delete cascade",
        ]
    );
}
