//! R17: a row that says nothing is a row all the same.

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{ColumnId, Table};
use erd_core::{Level, Site};

const DOCS: &str = r#"# R17 all_optional

## What it does
Reports an entity with two or more columns beside its key, audit columns and references not counted, that may all be NULL.
Off unless it is asked for.

## Why
A row with nothing but a number is allowed, so sooner or later there is one. Whoever reads the table must be ready for
every combination of missing values.

## Bad
```rust
#[derive(erd::Entity)]
pub struct Contact {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub email: Option<String>,
    pub phone: Option<String>,
}
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(check(can_be_reached = "email IS NOT NULL OR phone IS NOT NULL"))]
pub struct Contact {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub email: Option<String>,
    pub phone: Option<String>,
}
```

## Source
pg-index-health, tables with all columns nullable; SchemaCrawler.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "R17",
    slug: "all_optional",
    level: Level::Allow,
    scope: Scope::Entity,
    silenceable: true,
    why: "a row that says nothing is allowed, and readers must be ready for it",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let is_data = |column: &ColumnId| {
        let in_key = table
            .primary_key
            .as_ref()
            .is_some_and(|key| key.columns.contains(column));
        let references = table
            .foreign_keys
            .iter()
            .any(|fk| fk.columns.contains(column));
        !in_key && !references && table[*column].role.is_none()
    };
    let data: Vec<ColumnId> = (0..table.columns.len())
        .map(ColumnId)
        .filter(is_data)
        .collect();
    // A check that speaks of several columns is the invariant that was missing.
    let checked = table.checks.iter().any(|check| check.column.is_none());
    if data.len() > 1 && data.iter().all(|c| table[*c].nullable) && !checked {
        let name = table.path();
        report
            .find(
                Site::Entity,
                format!(
                    "all {} values of a row of `{name}` may be missing",
                    data.len()
                ),
            )
            .help("make what every row has no `Option`, or add a check of what must be there");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::{Check as CheckConstraint, Sql};

    fn contacts() -> Builder {
        table("contacts")
            .columns(["id"])
            .nullable("email")
            .nullable("phone")
            .primary_key(["id"])
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, contacts());
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "all 2 values of a row of `contacts` may be missing"
        );
        assert_eq!(of_entity(&RULE, contacts().deleted_at()).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, contacts().columns(["name"])).is_empty());
        let one = table("notes")
            .columns(["id"])
            .nullable("text")
            .primary_key(["id"]);
        assert!(of_entity(&RULE, one).is_empty());
        let checked = contacts().edit(|t| {
            t.checks.push(CheckConstraint {
                no_inherit: false,
                enforced: true,
                name: "reachable".to_owned(),
                sql: Sql::new("email IS NOT NULL OR phone IS NOT NULL"),
                column: None,
                validated: true,
            });
        });
        assert!(of_entity(&RULE, checked).is_empty());
    }
}
