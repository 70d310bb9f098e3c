//! K02: NULL cannot identify a row.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::Table;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# K02 nullable_pk_column

## What it does
Rejects a primary key column that is an `Option`.

## Why
The SQL standard makes primary key columns NOT NULL. PostgreSQL, MySQL and MariaDB do so silently, and the application
then meets an error it was told cannot happen. SQLite does not, unless the table is `strict` or without a rowid: it stores
any number of rows whose key is NULL.

It can be allowed where the targets in `erd.toml` are SQLite alone, for tables that exist: `id TEXT PRIMARY KEY` without
NOT NULL is common there, and only a rebuild of the table changes it.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(primary_key(country, region))]
pub struct Tax {
    pub country: String,
    pub region: Option<String>,
}
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(primary_key(country, region))]
pub struct Tax {
    pub country: String,
    /// Empty for the whole country.
    pub region: String,
}
```

## Source
SQL:2016 4.18.3; SQLite, "Quirks, Caveats, and Gotchas": primary keys can sometimes contain NULLs.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "K02",
    slug: "nullable_pk_column",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "SQLite stores many rows whose key is NULL; the other engines silently make the column NOT NULL",
    docs: DOCS,
    check: Check::Entity(check),
};

const WHY_MADE: &str =
    "the engines silently make the column NOT NULL, and refuse what the type allows";

fn check(table: &Table, report: &mut Report<'_>) {
    let targets = report.targets();
    let sqlite_alone = report.names_targets() && targets.iter().all(|d| *d == Dialect::Sqlite);
    let makes_not_null = table.strict || table.options.without_rowid;
    let stores_null = report.is_target(Dialect::Sqlite) && !makes_not_null;
    let key = table.primary_key.iter().flat_map(|key| &key.columns);
    for column in key.filter(|c| table[**c].nullable) {
        let subject = path::columns(table, &[*column]);
        report
            .find(
                Site::Column(*column),
                format!("`{subject}` is part of the primary key and may be NULL"),
            )
            .why(if stores_null { RULE.why } else { WHY_MADE })
            .help("make the field's type `T` instead of `Option<T>`: NULL cannot identify a row")
            .silenceable(sqlite_alone);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, of_entity_on, table};
    use erd_core::schema::ColumnId;

    #[test]
    fn bad() {
        let taxes = table("taxes").columns(["country"]).nullable("region");
        let found = of_entity(&RULE, taxes.primary_key(["country", "region"]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].site, Site::Column(ColumnId(1)));
        assert!(found[0].message.starts_with("`taxes.region` is part"));
        assert!(!found[0].silenceable);
    }

    #[test]
    fn what_sqlite_stores_can_be_allowed_on_sqlite_alone() {
        let silenceable = |dialects: &[Dialect]| {
            let tags = table("tags").nullable("id").primary_key(["id"]);
            of_entity_on(&RULE, tags, dialects)[0].silenceable
        };
        assert!(silenceable(&[Dialect::Sqlite]));
        assert!(!silenceable(&[Dialect::Sqlite, Dialect::Postgres]));
    }

    #[test]
    fn ok() {
        let taxes = table("taxes").columns(["country"]).nullable("region");
        assert!(of_entity(&RULE, taxes.primary_key(["country"])).is_empty());
    }
}
