//! S02: a unique key that ends in a nullable deletion time protects nothing.

use crate::{Check, Report, Rule, Scope, keys, path};
use erd_core::schema::{SoftDelete, Table};
use erd_core::{Level, Site};

const DOCS: &str = r"# S02 unique_with_nullable_deleted_at

## What it does
Rejects a unique key that includes the nullable `deleted_at` column, unless it says `nulls_not_distinct`, has a `where`
of its own, or holds the whole primary key.

## Why
NULLs are distinct in a unique key. Live rows all have NULL there, so any number of live duplicates gets in: the index
costs writes and protects nothing. PostgreSQL, MariaDB, MySQL and SQLite agree.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(unique(email, deleted_at))]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub email: String,
    #[erd(deleted_at)]
    pub deleted_at: Option<DateTime<Utc>>,
}
```

## Good
```rust
    #[erd(unique(scope = live))]
    pub email: String,
```

## Source
SQL:2016 4.18.3.2 (unique constraints); executed on PostgreSQL 15.20, MariaDB 10.11.19, SQLite 3.40.1; go-admin #863.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "S02",
    slug: "unique_with_nullable_deleted_at",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "NULLs are distinct, so any number of live duplicates gets in: the index protects nothing",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(SoftDelete::Timestamp(deleted)) = table.soft_delete() else {
        return;
    };
    for (i, index) in table.indexes.iter().enumerate() {
        let mut columns = keys::columns_among_keys(index);
        if index.is_unique()
            && columns.contains(&deleted)
            && table[deleted].nullable
            && !index.nulls_not_distinct
            && index.predicate.is_empty()
            && !keys::holds_primary_key(table, &columns)
        {
            let subject = &index.name;
            let null = path::columns(table, &[deleted]);
            columns.retain(|c| *c != deleted);
            let rest = path::field_list(table, &columns);
            report
                .find(
                    Site::Index(i),
                    format!("`{subject}` includes `{null}`, which is NULL in every live row"),
                )
                .help(format!("write `unique({rest}; scope = live)` instead"))
                .help("add `nulls_not_distinct` (PostgreSQL 15 and later)");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::UniqueScope;

    fn users() -> Builder {
        table("users")
            .columns(["id", "email"])
            .deleted_at()
            .primary_key(["id"])
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, users().unique(["email", "deleted_at"]));
        assert_eq!(found.len(), 1);
        assert!(found[0].help[0].contains("unique(email; scope = live)"));
        for scope in [UniqueScope::Live, UniqueScope::Ever] {
            let said = users().unique(["email", "deleted_at"]).scope(scope);
            assert_eq!(of_entity(&RULE, said).len(), 1);
        }
    }

    #[test]
    fn ok() {
        let live = users().unique(["email"]).scope(UniqueScope::Live);
        assert!(of_entity(&RULE, live).is_empty());
        let equal = users().unique(["email", "deleted_at"]);
        let equal = equal.last_index(|i| i.nulls_not_distinct = true);
        assert!(of_entity(&RULE, equal).is_empty());
        let dead = users().unique(["email", "deleted_at"]);
        assert!(of_entity(&RULE, dead.filter("deleted_at IS NOT NULL")).is_empty());
        let plain = users().index(["email", "deleted_at"]);
        assert!(of_entity(&RULE, plain).is_empty());
    }

    #[test]
    fn it_replaces_s01() {
        let users = users().unique(["email", "deleted_at"]);
        assert!(of_entity(&super::super::s01_unique_ignores_soft_delete::RULE, users).is_empty());
    }
}
