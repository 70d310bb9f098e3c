//! T18: the same unique key means different things.

use crate::columns::scalar;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Column, KeyPart, Table};
use erd_core::{Dialect, Level, Scalar, Site};

const DOCS: &str = r#"# T18 ci_collation_unique

## What it does
Warns of a unique key on text without a collation, in a project that names MySQL or MariaDB and also PostgreSQL or
SQLite as targets. Without named targets it is reported on request.

## Why
The default collation of MySQL and MariaDB takes 'a' for 'A'. PostgreSQL and SQLite do not. What one engine stores,
the other rejects as a duplicate, and a copy from one to the other fails.

## Bad
```rust
#[erd(unique)]
pub email: String,
```

## Good
```rust
#[erd(unique, collate(mysql = "utf8mb4_0900_bin", mariadb = "utf8mb4_nopad_bin"))]
pub email: String,
```

## Source
Executed on MariaDB, PostgreSQL and SQLite.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T18",
    slug: "ci_collation_unique",
    level: Level::Allow,
    scope: Scope::Entity,
    silenceable: true,
    why: "values that one engine stores side by side are duplicates to the other",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let folding = [Dialect::MySql, Dialect::MariaDb];
    let exact = [Dialect::Postgres, Dialect::Sqlite];
    let Some(dialect) = folding.into_iter().find(|d| report.is_target(*d)) else {
        return;
    };
    if !exact.iter().any(|d| report.is_target(*d)) {
        return;
    }
    let level = if report.names_target(dialect) {
        Level::Warn
    } else {
        Level::Allow
    };
    for (i, index) in table
        .indexes
        .iter()
        .enumerate()
        .filter(|(_, index)| index.is_unique())
    {
        let loose = index.keys.iter().find_map(|key| match key.part {
            KeyPart::Column(id) if is_folded(&table[id], dialect) => Some(id),
            _ => None,
        });
        let Some(id) = loose else {
            continue;
        };
        let subject = path::columns(table, &[id]);
        let title = dialect.title();
        let message = format!(
            "`{subject}` is unique in any case of its letters on {title}, and in each of them elsewhere"
        );
        report
            .find(Site::Index(i), message)
            .level(level)
            .help(
                "pin it: `collate(mysql = \"utf8mb4_0900_bin\", mariadb = \"utf8mb4_nopad_bin\")`",
            )
            .help("store the lower case of it, with a check");
    }
}

/// Whether it is text that has the dialect's default collation.
fn is_folded(column: &Column, dialect: Dialect) -> bool {
    scalar(column, dialect) == Some(Scalar::Text) && column.collation.get(dialect).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, of_entity_on, table};
    use erd_core::schema::{Sql, Type};

    fn users(collation: Sql) -> crate::testing::Builder {
        let users = table("users").column("email", |c| {
            c.ty = Type::Scalar(Scalar::Text);
            c.collation = collation;
        });
        users.unique(["email"])
    }

    #[test]
    fn bad() {
        let both = [Dialect::Postgres, Dialect::MariaDb];
        let found = of_entity_on(&RULE, users(Sql::default()), &both);
        assert_eq!(found[0].level, Level::Warn);
        assert!(found[0].message.contains("on MariaDB"));
        assert_eq!(
            of_entity(&RULE, users(Sql::default()))[0].level,
            Level::Allow
        );
    }

    #[test]
    fn ok() {
        let both = [Dialect::Postgres, Dialect::MariaDb];
        assert!(of_entity_on(&RULE, users(Sql::new("utf8mb4_bin")), &both).is_empty());
        assert!(
            of_entity_on(
                &RULE,
                users(Sql::default()),
                &[Dialect::MariaDb, Dialect::MySql]
            )
            .is_empty()
        );
        assert!(of_entity_on(&RULE, users(Sql::default()), &[Dialect::Postgres]).is_empty());
        assert!(of_entity_on(&RULE, table("users").columns(["n"]).unique(["n"]), &both).is_empty());
    }
}
