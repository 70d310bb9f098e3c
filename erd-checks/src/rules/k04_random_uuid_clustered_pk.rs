//! K04: a table that is sorted by its key wants keys that grow.

use crate::words::mentions;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::Table;
use erd_core::{Dialect, Family, Level, Site};

const DOCS: &str = r#"# K04 random_uuid_clustered_pk

## What it does
Looks at a primary key whose first column has a random UUID (version 4) as its default. Where the default is MySQL's or
MariaDB's, it warns; elsewhere it says so only on request. Keys that the application makes are not seen.

## Why
InnoDB stores a table in the order of its primary key. Random keys go anywhere: pages split, and the whole table competes
for the cache. PostgreSQL stores rows where there is room, but its index has the same trouble: 500,000 rows took 40 MB and
77 MB of log with version 4, and 28 MB and 62 MB with keys that grow.

## Bad
```rust
#[erd(primary_key, default(mariadb = "uuid_v4()"))]
pub id: Uuid,
```

## Good
```rust
#[erd(primary_key, default(mariadb = "uuid_v7()", postgres = "uuidv7()"))]
pub id: Uuid,
```

## Source
MySQL manual, "Clustered and Secondary Indexes"; RFC 9562 section 6.2; measured on PostgreSQL 15.20.
"#;

/// Functions that make random UUIDs.
const RANDOM: [&str; 5] = [
    "gen_random_uuid",
    "uuid_generate_v4",
    "uuidv4",
    "uuid_v4",
    "random_uuid",
];

/// The rule.
pub static RULE: Rule = Rule {
    id: "K04",
    slug: "random_uuid_clustered_pk",
    level: Level::Allow,
    scope: Scope::Entity,
    silenceable: true,
    why: "each insert goes to another page of the key's index, so pages split and the whole index competes for the cache",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let leading = table.primary_key.as_ref().and_then(|k| k.columns.first());
    let Some(id) = leading else {
        return;
    };
    let default = &table[*id].default;
    // MySQL and MariaDB have functions of their own; PostgreSQL's name in a text for all is not for them.
    let targets: Vec<Dialect> = Dialect::ALL
        .into_iter()
        .filter(|dialect| report.is_target(*dialect))
        .collect();
    let own = |dialect: Dialect| {
        let names: &[&str] = if dialect.is(Family::MySql) {
            &["uuid_v4", "random_uuid"]
        } else {
            &RANDOM
        };
        default
            .get(dialect)
            .is_some_and(|sql| names.iter().any(|name| mentions(sql, name)))
    };
    let mut random = targets
        .into_iter()
        .filter(|dialect| own(*dialect))
        .peekable();
    let Some(first) = random.peek().copied() else {
        return;
    };
    let clustered = random.find(|dialect| dialect.is(Family::MySql));
    let dialect = clustered.unwrap_or(first);
    let subject = path::columns(table, &[*id]);
    let entry = report
        .find(
            Site::Column(*id),
            format!(
                "the key `{subject}` is a random UUID on {}",
                dialect.title()
            ),
        )
        .help("generate version 7, which grows with time")
        .help("use an `i64` as the key, and a unique UUID beside it for the public");
    if clustered.is_some() {
        let _ = entry.level(Level::Warn).why(
            "InnoDB stores the table in the order of this key: pages split at each insert, and the whole table competes for the cache",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::Scalar;
    use erd_core::schema::{Sql, Type};

    fn keyed(default: Sql) -> Builder {
        table("tokens")
            .column("id", |c| {
                c.ty = Type::Scalar(Scalar::Uuid);
                c.default = default;
            })
            .primary_key(["id"])
    }

    fn on(dialect: Dialect, sql: &str) -> Sql {
        Sql {
            any: None,
            by_dialect: vec![(dialect, sql.to_owned())],
        }
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, keyed(on(Dialect::MariaDb, "uuid_v4()")));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
        assert!(found[0].message.ends_with("random UUID on MariaDB"));
        let found = of_entity(&RULE, keyed(Sql::new("gen_random_uuid()")));
        assert_eq!(found[0].level, Level::Allow);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, keyed(Sql::new("uuidv7()"))).is_empty());
        assert!(of_entity(&RULE, keyed(Sql::default())).is_empty());
        let second = table("tokens")
            .columns(["tenant_id"])
            .column("id", |c| c.default = Sql::new("uuid_v4()"))
            .primary_key(["tenant_id", "id"]);
        assert!(of_entity(&RULE, second).is_empty());
    }
}
