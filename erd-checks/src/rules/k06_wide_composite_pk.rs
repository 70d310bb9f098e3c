//! K06: every secondary index of InnoDB holds the whole primary key.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Column, PrimaryKey, Table, Type};
use erd_core::{Dialect, Family, Level, Scalar, Site};

const DOCS: &str = r"# K06 wide_composite_pk

## What it does
Warns about a primary key of more than 3 columns, or of several columns that take more than 64 bytes together, in a table
with secondary indexes. Texts and octets count with their `max_len`; those without one are not counted.

## Why
InnoDB (MySQL, MariaDB) appends the primary key to every entry of every secondary index, and reads rows by it. A wide key
is paid for once per index, and by every table that references it.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(primary_key(tenant_id, year, month, number))]
pub struct Invoice {
    pub tenant_id: i64,
    pub year: i16,
    pub month: i16,
    pub number: i32,
    #[erd(index)]
    pub due_on: NaiveDate,
}
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(unique(tenant_id, year, month, number))]
pub struct Invoice {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub tenant_id: i64,
    pub year: i16,
    pub month: i16,
    pub number: i32,
    #[erd(index)]
    pub due_on: NaiveDate,
}
```

## Source
MySQL manual, `Clustered and Secondary Indexes`; a rule of SchemaCrawler. The limits are erd's own.
";

const MAX_COLUMNS: usize = 3;
const MAX_BYTES: u64 = 64;

/// The rule.
pub static RULE: Rule = Rule {
    id: "K06",
    slug: "wide_composite_pk",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "InnoDB copies the primary key into every entry of every secondary index",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(key) = table
        .primary_key
        .as_ref()
        .filter(|key| key.columns.len() > 1)
    else {
        return;
    };
    let clusters = Dialect::ALL
        .into_iter()
        .any(|dialect| dialect.is(Family::MySql) && report.is_target(dialect));
    if table.indexes.is_empty() || !clusters {
        return;
    }
    let name = table.path();
    let message = if key.columns.len() > MAX_COLUMNS {
        format!(
            "the primary key of `{name}` has {} columns",
            key.columns.len()
        )
    } else {
        let bytes = bytes(table, key);
        if bytes <= MAX_BYTES {
            return;
        }
        format!("the primary key of `{name}` takes up to {bytes} bytes")
    };
    let fields = path::field_list(table, &key.columns);
    report.find(Site::PrimaryKey, message).help(format!(
        "add a surrogate key, and keep these as `unique({fields})`"
    ));
}

fn bytes(table: &Table, key: &PrimaryKey) -> u64 {
    key.columns.iter().map(|c| width(&table[*c])).sum()
}

/// Bytes of a value, at most; 0 where nobody says.
fn width(column: &Column) -> u64 {
    match column.ty {
        Type::Scalar(Scalar::Uuid) => 16,
        Type::Scalar(Scalar::Text | Scalar::Bytes) => column.max_len.unwrap_or(0).into(),
        Type::Scalar(_) => 8,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn text(len: u32) -> impl FnOnce(&mut Column) {
        move |c| {
            c.ty = Type::Scalar(Scalar::Text);
            c.max_len = Some(len);
        }
    }

    fn count(builder: Builder) -> usize {
        of_entity(&RULE, builder).len()
    }

    #[test]
    fn bad() {
        let four = ["a", "b", "c", "d"];
        let four = table("t").columns(four).primary_key(four).index(["d"]);
        let found = of_entity(&RULE, four);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "the primary key of `t` has 4 columns");
        let wide = table("t").columns(["a"]).column("b", text(60));
        let found = of_entity(&RULE, wide.primary_key(["a", "b"]).index(["b"]));
        assert!(found[0].message.ends_with("takes up to 68 bytes"));
    }

    #[test]
    fn ok() {
        let three = ["a", "b", "c"];
        assert_eq!(
            count(table("t").columns(three).primary_key(three).index(["c"])),
            0
        );
        let four = ["a", "b", "c", "d"];
        assert_eq!(count(table("t").columns(four).primary_key(four)), 0);
        let single = table("t").column("a", text(200)).primary_key(["a"]);
        assert_eq!(count(single.columns(["b"]).index(["b"])), 0);
        let narrow = table("t").columns(["a"]).column("b", text(56));
        assert_eq!(count(narrow.primary_key(["a", "b"]).index(["b"])), 0);
    }
}
