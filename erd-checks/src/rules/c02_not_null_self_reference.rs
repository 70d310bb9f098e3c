//! C02: a tree needs a root.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Deferrable, ForeignKey, Table};
use erd_core::{Level, Site};

const DOCS: &str = r#"# C02 not_null_self_reference

## What it does
Rejects a foreign key of a table to itself whose columns are all NOT NULL, unless it is `deferrable`. A nullable one is
an ordinary tree and is never reported.

## Why
The first row must reference itself. PostgreSQL and SQLite accept that, because they check at the end of the statement;
the row's key must be known before the insert, so an identity column does not do. MariaDB and MySQL check row by row:
several rows that reference one another cannot be inserted together, and the row that references itself can never be
deleted again (error 1451).

## Bad
```rust
#[erd(references(Category), index)]
pub parent_id: i64,
```

## Good
```rust
/// NULL for a root.
#[erd(references(Category), index)]
pub parent_id: Option<i64>,
```

## Source
Executed on PostgreSQL 15.20, MariaDB 10.11.19 and SQLite 3.40.1; MySQL manual, "FOREIGN KEY Constraints".
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "C02",
    slug: "not_null_self_reference",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "PostgreSQL and SQLite need a key known before the insert; MySQL and MariaDB can then never delete that first row",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        if fk.is_self_reference() && is_mandatory(table, fk) {
            let subject = path::columns(table, &fk.columns);
            let fields = path::field_list(table, &fk.columns);
            let whom = if fk.columns.len() == 1 {
                format!("make `{fields}` an `Option`: NULL for a root")
            } else {
                format!("make one of `{fields}` an `Option`: NULL for a root")
            };
            report
                .find(
                    Site::ForeignKey(i),
                    format!("`{subject}` references its own table and is NOT NULL, so the first row must reference itself"),
                )
                .help(whom);
        }
    }
}

/// Whether every row must reference another at the moment it is inserted.
fn is_mandatory(table: &Table, fk: &ForeignKey) -> bool {
    fk.is_enforced()
        && fk.deferrable == Deferrable::No
        && fk.columns.iter().all(|c| !table[*c].nullable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};
    use erd_core::schema::ColumnId;

    #[test]
    fn bad() {
        let tree = table("categories")
            .columns(["id", "parent_id"])
            .points_home(["parent_id"]);
        let found = of_entity(&RULE, tree);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "categories.parent_id");
        assert!(found[0].help[0].starts_with("make `parent_id` an `Option`"));
    }

    #[test]
    fn ok() {
        let tree = || table("categories").columns(["id"]);
        let root = tree().nullable("parent_id").points_home(["parent_id"]);
        assert!(of_entity(&RULE, root).is_empty());
        let tenant = tree()
            .columns(["tenant_id"])
            .nullable("parent_id")
            .points_home(["tenant_id", "parent_id"]);
        assert!(of_entity(&RULE, tenant).is_empty());
        let at_commit = tree()
            .columns(["parent_id"])
            .points_home(["parent_id"])
            .last_key(|fk| fk.deferrable = Deferrable::InitiallyDeferred);
        assert!(of_entity(&RULE, at_commit).is_empty());
        let thread = tree()
            .columns(["thread_id"])
            .points_home(["thread_id"])
            .allow(RULE.slug, Site::Column(ColumnId(1)));
        assert!(of_entity(&RULE, thread).is_empty());
        let loose = tree()
            .columns(["parent_id"])
            .points_home(["parent_id"])
            .last_key(|fk| fk.loose = Some(String::new()));
        assert!(of_entity(&RULE, loose).is_empty());
        let other = tree().columns(["a"]).references(["a"], "Other");
        assert!(of_entity(&RULE, other).is_empty());
    }
}
