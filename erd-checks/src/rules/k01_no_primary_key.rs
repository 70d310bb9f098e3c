//! K01: every table needs a key.

use crate::{Check, Report, Rule, Scope, keys};
use erd_core::schema::Table;
use erd_core::{Level, Site};

const DOCS: &str = r#"# K01 no_primary_key

## What it does
Rejects an entity that has neither a primary key nor a unique key whose columns are all NOT NULL.

## Why
Without a key no row can be named. Logical replication refuses UPDATE and DELETE on such a table, online schema change
tools (gh-ost, Vitess) refuse the table, and a row that was inserted twice can only be mended by hand.

## Bad
```rust
#[derive(erd::Entity)]
pub struct Visit {
    pub page: String,
    pub seen_at: DateTime<Utc>,
}
```

## Good
```rust
#[derive(erd::Entity)]
pub struct Visit {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub page: String,
    pub seen_at: DateTime<Utc>,
}
```

## Source
PostgreSQL manual, "Logical Replication: Publication" (replica identity); rules of splinter, Skeema, active_record_doctor.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "K01",
    slug: "no_primary_key",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "no row can be named: replication refuses updates and deletes, and a duplicate cannot be removed",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    if table.primary_key.is_none() && !keys::has_not_null_unique(table) {
        let name = table.path();
        report
            .find(Site::Entity, format!("`{name}` has no primary key"))
            .help("add `#[erd(primary_key)]` to a field, or `#[erd(primary_key(a, b))]` to the struct");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};
    use erd_core::schema::{IndexKind, UniqueScope};

    #[test]
    fn bad() {
        let found = of_entity(&RULE, table("visits").columns(["page"]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "`visits` has no primary key");
        let nullable = table("visits").nullable("page").unique(["page"]);
        assert_eq!(of_entity(&RULE, nullable).len(), 1);
        let some_rows = table("visits").columns(["page"]).unique(["page"]);
        let some_rows = some_rows.scope(UniqueScope::Live);
        assert_eq!(of_entity(&RULE, some_rows).len(), 1);
    }

    #[test]
    fn ok() {
        let keyed = table("visits").columns(["id"]).primary_key(["id"]);
        assert!(of_entity(&RULE, keyed).is_empty());
        let unique = table("visits").columns(["a", "b"]).unique(["a", "b"]);
        assert!(of_entity(&RULE, unique).is_empty());
        let index = table("visits").columns(["a"]).index(["a"]);
        let index = index.last_index(|i| i.kind = IndexKind::Unique);
        assert!(of_entity(&RULE, index).is_empty());
        let allowed = table("log").columns(["a"]);
        let allowed = allowed.allow(RULE.slug, Site::Entity);
        assert!(of_entity(&RULE, allowed).is_empty());
    }
}
