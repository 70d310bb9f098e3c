//! N08: a list of columns is a table.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Column, ColumnId, Table, Type};
use erd_core::{Level, Site};
use std::collections::BTreeMap;

const DOCS: &str = r"# N08 incrementing_columns

## What it does
Warns of three or more columns of one type whose names differ only in a number that counts up (`phone1`, `phone2`,
`phone3`). Two of them (`address1`, `address2`) and names with a number of their own (`sha256`, `ipv4`) are left alone.

## Why
The fourth value has no place, a search must look at every column, and no constraint keeps a value from being there twice.

## Bad
```rust
pub phone1: Option<String>,
pub phone2: Option<String>,
pub phone3: Option<String>,
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(primary_key(person_id, position))]
pub struct PhoneNumber {
    #[erd(references(Person, on_delete = cascade))]
    pub person_id: i64,
    pub position: i32,
    pub number: String,
}
```

## Source
First normal form; SQL Antipatterns, multicolumn attributes; SchemaCrawler and pg-index-health have the same check.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "N08",
    slug: "incrementing_columns",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "one value more has no place, and a search must look at every column",
    docs: DOCS,
    check: Check::Entity(check),
};

/// How many in a row are a list and no coincidence.
const ENOUGH: usize = 3;

fn check(table: &Table, report: &mut Report<'_>) {
    let mut groups: BTreeMap<&str, Vec<(u32, ColumnId)>> = BTreeMap::new();
    for (i, column) in table.columns.iter().enumerate() {
        if let Some((stem, number)) = numbered(&column.name) {
            groups.entry(stem).or_default().push((number, ColumnId(i)));
        }
    }
    for mut group in groups.into_values() {
        group.sort_unstable();
        let Some(run) = group
            .chunk_by(|a, b| b.0 == a.0 + 1 && same_type(&table[a.1], &table[b.1]))
            .find(|run| run.len() >= ENOUGH)
        else {
            continue;
        };
        let columns: Vec<ColumnId> = run.iter().map(|(_, column)| *column).collect();
        let subject = path::columns(table, &columns);
        report
            .find(
                Site::Column(columns[0]),
                format!(
                    "`{subject}` are one list, spread over {} columns",
                    columns.len()
                ),
            )
            .help("make an entity of them that references this one, with a row for each value");
    }
}

/// `phone_` and 3 of `phone_3`.
fn numbered(name: &str) -> Option<(&str, u32)> {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &name[stem.len()..];
    if stem.is_empty() || digits.starts_with('0') && digits.len() > 1 {
        return None;
    }
    Some((stem, digits.parse().ok()?))
}

/// Types that are known, and the same.
fn same_type(a: &Column, b: &Column) -> bool {
    a.ty == b.ty && a.ty != Type::Unknown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};
    use erd_core::Scalar;

    #[test]
    fn bad() {
        let found = of_entity(
            &RULE,
            table("people").columns(["phone1", "phone2", "phone3"]),
        );
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`people.(phone1, phone2, phone3)` are one list, spread over 3 columns"
        );
        let apart = ["tag_2", "id", "tag_1", "tag_0", "tag_9"];
        assert_eq!(of_entity(&RULE, table("people").columns(apart)).len(), 1);
    }

    #[test]
    fn ok() {
        for names in [
            ["address1", "address2", "address"],
            ["md5", "sha1", "sha256"],
            ["ipv4", "ipv6", "ipv8"],
            ["1", "2", "3"],
            ["p50", "p95", "p99"],
        ] {
            assert!(
                of_entity(&RULE, table("t").columns(names)).is_empty(),
                "{names:?}"
            );
        }
        let mixed = table("t").columns(["a1", "a2"]);
        let mixed = mixed.column("a3", |c| c.ty = Type::Scalar(Scalar::Text));
        assert!(of_entity(&RULE, mixed).is_empty());
        let unknown = table("t").columns(["a1", "a2", "a3"]);
        let unknown = unknown.edit(|t| {
            for column in &mut t.columns {
                column.ty = Type::Unknown;
            }
        });
        assert!(of_entity(&RULE, unknown).is_empty());
    }
}
