//! F07: SET NULL needs columns that can be NULL.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Action, ColumnId, ForeignKey, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r"# F07 set_null_on_not_null

## What it does
Rejects `on_delete = set_null` and `on_update = set_null` on a foreign key with a column that is NOT NULL. SET NULL nulls
every column of a composite key, the shared tenant column too.

## Why
MySQL and MariaDB reject the constraint. PostgreSQL and SQLite accept it, and then every delete of a referenced row
fails with a violated NOT NULL: the schema promises a delete that can never happen. An `allow` is heard where `erd.toml`
names targets and neither MySQL nor MariaDB is one.

## Bad
```rust
#[erd(references(User, on_delete = set_null), index)]
pub author_id: i64,
```

## Good
```rust
#[erd(references(User, on_delete = set_null), index)]
pub author_id: Option<i64>,
```

## Source
Executed on PostgreSQL 15.20, MariaDB 10.11.19 and SQLite 3.40.1; SQL:2016 4.18.3.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "F07",
    slug: "set_null_on_not_null",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "MySQL and MariaDB reject it; elsewhere every delete of a referenced row fails",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    // What PostgreSQL and SQLite have, an import of theirs must be able to say.
    let rejected = report.is_target(Dialect::MySql) || report.is_target(Dialect::MariaDb);
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        if !fk.is_enforced() {
            continue;
        }
        let Some((clause, written)) = set_null(fk) else {
            continue;
        };
        let strict: Vec<ColumnId> = written
            .iter()
            .copied()
            .filter(|c| !table[*c].nullable)
            .collect();
        if strict.is_empty() {
            continue;
        }
        let subject = path::columns(table, &fk.columns);
        let columns = table.column_list(&strict);
        let message = if fk.columns.len() == 1 {
            format!("`{subject}` is NOT NULL and its foreign key says `{clause} = set_null`")
        } else {
            format!(
                "the foreign key `{subject}` says `{clause} = set_null` and ({columns}) is NOT NULL"
            )
        };
        let fields = path::field_list(table, &strict);
        report
            .find(Site::ForeignKey(i), message)
            .help(format!("make `{fields}` an `Option`"))
            .help(format!(
                "write `{clause} = restrict` or `{clause} = cascade`"
            ))
            .silenceable(!rejected);
    }
}

/// The clause that sets NULL, and the columns that it sets.
fn set_null(fk: &ForeignKey) -> Option<(&'static str, &[ColumnId])> {
    match (fk.on_delete, fk.on_update) {
        (Some(Action::SetNull), Some(Action::SetNull)) => Some(("on_delete", &fk.columns)),
        (Some(Action::SetNull), _) => Some(("on_delete", fk.set_on_delete())),
        (_, Some(Action::SetNull)) => Some(("on_update", &fk.columns)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check_entity_with;
    use crate::testing::{of_entity, table, targets};

    #[test]
    fn bad() {
        let posts = table("posts")
            .columns(["author_id"])
            .references(["author_id"], "User")
            .on_delete(Action::SetNull);
        let found = of_entity(&RULE, posts);
        assert_eq!(found.len(), 1);
        assert!(
            found[0]
                .message
                .starts_with("`posts.author_id` is NOT NULL")
        );
        let tenant = table("posts")
            .columns(["tenant_id"])
            .nullable("author_id")
            .references(["tenant_id", "author_id"], "User")
            .on_delete(Action::SetNull);
        let found = of_entity(&RULE, tenant);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("(tenant_id) is NOT NULL"));
        let update = table("posts")
            .columns(["author_id"])
            .references(["author_id"], "User")
            .last_key(|fk| fk.on_update = Some(Action::SetNull));
        assert_eq!(of_entity(&RULE, update).len(), 1);
    }

    #[test]
    fn what_an_engine_accepts_can_be_allowed() {
        let posts = || {
            table("posts")
                .columns(["author_id"])
                .references(["author_id"], "User")
                .on_delete(Action::SetNull)
        };
        assert!(!of_entity(&RULE, posts())[0].silenceable);
        let config = targets(&[Dialect::Postgres]);
        let found = check_entity_with(&posts().done(), &config);
        assert!(found.iter().any(|f| f.id == "F07" && f.silenceable));
    }

    #[test]
    fn ok() {
        let optional = table("posts")
            .nullable("author_id")
            .references(["author_id"], "User")
            .on_delete(Action::SetNull);
        assert!(of_entity(&RULE, optional).is_empty());
        let restrict = table("posts")
            .columns(["author_id"])
            .references(["author_id"], "User")
            .on_delete(Action::Restrict);
        assert!(of_entity(&RULE, restrict).is_empty());
        let one_of_two = table("posts")
            .columns(["tenant_id"])
            .nullable("author_id")
            .references(["tenant_id", "author_id"], "User")
            .on_delete(Action::SetNull)
            .last_key(|fk| fk.set_columns = vec![ColumnId(1)]);
        assert!(of_entity(&RULE, one_of_two).is_empty());
    }
}
