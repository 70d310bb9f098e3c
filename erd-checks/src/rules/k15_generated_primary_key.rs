//! K15: a key whose value the engine computes.

use crate::refusal::Refusal;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::Since::Always;
use erd_core::schema::Table;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# K15 generated_primary_key

## What it does
Rejects a virtual generated column in a primary key, and a stored one where MariaDB or SQLite is a target.

## Why
No engine keeps a virtual column in the index of a primary key. MariaDB (error 1903) and SQLite take no generated column
there at all; PostgreSQL and MySQL take a stored one.

## Bad
```rust
#[erd(generated = "lower(email)", primary_key)]
pub handle: String,
```

## Good
```rust
#[erd(primary_key)]
pub handle: String,
```

## Source
MySQL manual, "CREATE TABLE and Generated Columns"; SQLite, "Generated Columns" 2.3; executed on PostgreSQL 18.4, MySQL
9.7.4, MariaDB 11.8.9 and SQLite.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "K15",
    slug: "generated_primary_key",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: false,
    why: "the engines reject the table",
    docs: DOCS,
    check: Check::Entity(check),
};

const OF_VIRTUAL: [Refusal; 4] = [
    (Dialect::Postgres, Always),
    (Dialect::MySql, Always),
    (Dialect::MariaDb, Always),
    (Dialect::Sqlite, Always),
];
const OF_STORED: [Refusal; 2] = [(Dialect::MariaDb, Always), (Dialect::Sqlite, Always)];

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(key) = &table.primary_key else {
        return;
    };
    for id in key.columns.iter().copied() {
        let Some(generated) = &table[id].generated else {
            continue;
        };
        let engines: &[Refusal] = if generated.stored {
            &OF_STORED
        } else {
            &OF_VIRTUAL
        };
        let Some(refused) = report.refused_by(engines) else {
            continue;
        };
        let subject = path::columns(table, &[id]);
        let kind = if generated.stored {
            "stored"
        } else {
            "virtual"
        };
        report
            .find(
                Site::Column(id),
                format!("`{subject}` is a {kind} generated column and part of the primary key"),
            )
            .level(refused.level())
            .silenceable(refused.level() == Level::Warn)
            .why(refused.why("the table"))
            .help("make it a plain column that the application fills")
            .help("take another primary key, and make this one `unique`");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::schema::{Generated, Sql};

    fn users(stored: bool) -> Builder {
        let users = table("users").columns(["email"]);
        let users = users.column("handle", |c| {
            let sql = Sql::new("lower(email)");
            c.generated = Some(Generated { sql, stored });
        });
        users.primary_key(["handle"])
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, users(false));
        assert_eq!(found[0].level, Level::Deny);
        assert_eq!(
            found[0].message,
            "`users.handle` is a virtual generated column and part of the primary key"
        );
        assert_eq!(of_entity(&RULE, users(true))[0].level, Level::Warn);
        let found = of_entity_on(&RULE, users(true), &[Dialect::Sqlite]);
        assert_eq!((found[0].level, found[0].silenceable), (Level::Deny, false));
        for on in Dialect::ALL {
            assert_eq!(of_entity_on(&RULE, users(false), &[on]).len(), 1);
        }
    }

    #[test]
    fn ok() {
        let on = [Dialect::Postgres, Dialect::MySql];
        assert!(of_entity_on(&RULE, users(true), &on).is_empty());
        assert!(of_entity(&RULE, table("t").columns(["id"]).primary_key(["id"])).is_empty());
    }
}
