//! N01: names that no engine keeps as they are.

use crate::{Check, Report, Rule, Scope};
use erd_core::naming::MAX_IDENTIFIER_BYTES;
use erd_core::schema::{ColumnId, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# N01 identifier_too_long

## What it does
Rejects the name of a namespace, table, column, constraint or index that is longer than 63 bytes. Where the targets in
`erd.toml` are MySQL and MariaDB alone, it may have 64 characters, and on SQLite alone any number. Names that erd makes
itself are cut to fit, with a hash at the end, and are never reported.

## Why
PostgreSQL cuts a name after 63 bytes with nothing but a notice: the object then has another name than the code says,
and two long names can become the same one. MySQL and MariaDB reject names over 64 characters (1059, 1103).

## Bad
```rust
#[erd(index(name = "orders_that_were_placed_by_customers_of_the_loyalty_programme_by_date"))]
pub placed_at: DateTime<Utc>,
```

## Good
```rust
#[erd(index(name = "orders_loyalty_placed_at_idx"))]
pub placed_at: DateTime<Utc>,
```

## Source
PostgreSQL manual 4.1.1 (NAMEDATALEN); MySQL manual, "Identifier Length Limits"; executed on MariaDB 10.11.19.
"#;

/// Characters that MySQL and MariaDB keep.
const MYSQL_CHARS: usize = 64;

/// The rule.
pub static RULE: Rule = Rule {
    id: "N01",
    slug: "identifier_too_long",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "PostgreSQL silently cuts it, so the object gets another name than the code says; MySQL and MariaDB reject it",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let postgres = report.is_target(Dialect::Postgres);
    let mysql = report.is_target(Dialect::MySql) || report.is_target(Dialect::MariaDb);
    let mut look = |site, kind, name: &str| {
        let (bytes, chars, owner) = (name.len(), name.chars().count(), table.path());
        let keeps = if postgres && bytes > MAX_IDENTIFIER_BYTES {
            format!("{bytes} bytes, and PostgreSQL keeps {MAX_IDENTIFIER_BYTES}")
        } else if mysql && chars > MYSQL_CHARS {
            format!("{chars} characters, and MySQL and MariaDB keep {MYSQL_CHARS}")
        } else {
            return;
        };
        report
            .find(
                site,
                format!("the {kind} `{name}` of `{owner}` has {keeps}"),
            )
            .help(advice(kind))
            .silenceable(chars <= MYSQL_CHARS);
    };
    look(
        Site::Entity,
        "namespace",
        table.schema.as_deref().unwrap_or_default(),
    );
    look(Site::Entity, "name", &table.name);
    for (i, column) in table.columns.iter().enumerate() {
        look(Site::Column(ColumnId(i)), "column", &column.name);
    }
    if let Some(key) = &table.primary_key {
        look(Site::PrimaryKey, "primary key", &key.name);
    }
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        look(Site::ForeignKey(i), "foreign key", &fk.name);
    }
    for (i, index) in table.indexes.iter().enumerate() {
        look(Site::Index(i), "index", &index.name);
    }
    for (i, check) in table.checks.iter().enumerate() {
        look(Site::Check(i), "check", &check.name);
    }
}

fn advice(kind: &str) -> &'static str {
    match kind {
        "namespace" => "give a shorter `schema = \"..\"`",
        "name" => "give a shorter `table = \"..\"`",
        "column" => "give a shorter `column = \"..\"`",
        _ => "give a shorter `name = \"..\"`, or leave it out: names that erd makes always fit",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, of_entity_on, table};

    #[test]
    fn bad() {
        let long = "x".repeat(MAX_IDENTIFIER_BYTES + 1);
        let found = of_entity(&RULE, table(&long).columns([long.as_str()]));
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].site, Site::Column(ColumnId(0)));
        assert!(found[0].silenceable, "MySQL keeps 64 characters");
        let index = table("t").columns(["a"]).index(["a"]);
        let index = index.last_index(|i| i.name = "é".repeat(40));
        assert_eq!(of_entity(&RULE, index).len(), 1);
        let longer = "x".repeat(MYSQL_CHARS + 1);
        assert!(!of_entity(&RULE, table(&longer))[0].silenceable);
    }

    #[test]
    fn ok() {
        let fits = "x".repeat(MAX_IDENTIFIER_BYTES);
        let table = table(&fits).columns([fits.as_str()]).index([fits.as_str()]);
        assert!(of_entity(&RULE, table).is_empty());
    }

    #[test]
    fn what_the_targets_keep() {
        let found = |chars: usize, dialects: &[Dialect]| {
            of_entity_on(&RULE, table(&"x".repeat(chars)), dialects).len()
        };
        let mysql = [Dialect::MySql, Dialect::MariaDb];
        assert_eq!((found(64, &mysql), found(65, &mysql)), (0, 1));
        assert_eq!(found(64, &[Dialect::Postgres]), 1);
        assert_eq!(found(200, &[Dialect::Sqlite]), 0);
    }
}
