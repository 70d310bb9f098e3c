//! S03: a unique key that ends in a deletion flag lets a value be deleted once.

use crate::{Check, Report, Rule, Scope, keys, path};
use erd_core::schema::{SoftDelete, Table, UniqueScope};
use erd_core::{Level, Site};

const DOCS: &str = r"# S03 unique_with_deleted_flag

## What it does
Rejects a unique key that includes the boolean soft-delete column, unless it is `scope = live`, has a `where` of its own,
or holds the whole primary key.

## Why
The key allows one live and one deleted row per value. Deleting the value a second time collides with the first deleted
row, and the delete fails.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(unique(email, is_deleted))]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub email: String,
    #[erd(soft_delete)]
    pub is_deleted: bool,
}
```

## Good
```rust
    #[erd(unique(scope = live))]
    pub email: String,
```

## Source
paranoia #138, #140, #146.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "S03",
    slug: "unique_with_deleted_flag",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "the second delete of the same value collides with the first deleted row and fails",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(SoftDelete::Flag(deleted)) = table.soft_delete() else {
        return;
    };
    for (i, index) in table.indexes.iter().enumerate() {
        let mut columns = keys::columns_among_keys(index);
        if index.is_unique()
            && columns.contains(&deleted)
            && index.scope != UniqueScope::Live
            && index.predicate.is_empty()
            && !keys::holds_primary_key(table, &columns)
        {
            let subject = &index.name;
            let flag = path::columns(table, &[deleted]);
            columns.retain(|c| *c != deleted);
            let rest = path::field_list(table, &columns);
            report
                .find(
                    Site::Index(i),
                    format!("`{subject}` includes the flag `{flag}`, so each value can be deleted only once"),
                )
                .help(format!("write `unique({rest}; scope = live)` instead"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn users() -> Builder {
        table("users")
            .columns(["id", "email"])
            .deleted_flag()
            .primary_key(["id"])
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, users().unique(["email", "is_deleted"]));
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("`users.is_deleted`"));
    }

    #[test]
    fn ok() {
        let live = users().unique(["email", "is_deleted"]);
        assert!(of_entity(&RULE, live.scope(UniqueScope::Live)).is_empty());
        let own = users().unique(["email", "is_deleted"]);
        assert!(of_entity(&RULE, own.filter("NOT is_deleted")).is_empty());
        let plain = users().index(["email", "is_deleted"]);
        assert!(of_entity(&RULE, plain).is_empty());
        let time = table("users").columns(["email"]).deleted_at();
        assert!(of_entity(&RULE, time.unique(["email", "deleted_at"])).is_empty());
    }
}
