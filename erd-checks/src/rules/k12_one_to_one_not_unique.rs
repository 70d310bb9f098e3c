//! K12: one-to-one is a unique key.

use crate::{Check, Report, Rule, Scope, keys, path};
use erd_core::schema::{ColumnId, Index, Table};
use erd_core::{Level, Site};

const DOCS: &str = r"# K12 one_to_one_not_unique

## What it does
Rejects a reference that is declared `one_to_one` and whose columns hold neither the primary key nor a unique key. A unique
key among live rows counts.

## Why
Only a unique key keeps a second row out: two requests at the same moment both see none and both insert. From then on each
query reads one of the two, and nobody knows which.

## Bad
```rust
#[erd(references(User, on_delete = cascade, one_to_one), index)]
pub user_id: i64,
```

## Good
```rust
#[erd(references(User, on_delete = cascade, one_to_one), unique)]
pub user_id: i64,
```

## Source
Rules of active_record_doctor (missing_unique_indexes) and database_consistency (HasOne).
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "K12",
    slug: "one_to_one_not_unique",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: false,
    why: "two requests at the same moment insert two rows, and each query reads one of them",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        if !fk.one_to_one || is_unique(table, &fk.columns) {
            continue;
        }
        let subject = path::columns(table, &fk.columns);
        let target = path::target(report.tables, table, &fk.target);
        let fields = path::field_list(table, &fk.columns);
        let help = if fk.columns.len() == 1 {
            "add `#[erd(unique)]` to the field".to_owned()
        } else {
            format!("add `#[erd(unique({fields}))]` to the struct")
        };
        report
            .find(
                Site::ForeignKey(i),
                format!(
                    "`{subject}` is one to one with `{target}` and nothing keeps a second row out"
                ),
            )
            .help(help)
            .help("make it the primary key");
    }
}

/// Whether at most one (living) row has the same values in these columns.
fn is_unique(table: &Table, columns: &[ColumnId]) -> bool {
    let primary = table.primary_key.as_ref();
    let holds = |index: &Index| {
        // A predicate leaves rows out; one that only skips NULLs leaves none out that references anything.
        let whole = index.predicate.texts().all(|sql| {
            crate::predicate::not_null_columns(sql).is_some_and(|names| {
                let mine = |name: &String| {
                    let is = |c: &ColumnId| table[*c].name.eq_ignore_ascii_case(name);
                    columns.iter().any(is)
                };
                names.iter().all(mine)
            })
        });
        index.is_unique()
            && whole
            && index
                .key_columns()
                .is_some_and(|key| keys::contains_all(columns, &key))
    };
    primary.is_some_and(|key| keys::contains_all(columns, &key.columns))
        || table.indexes.iter().any(holds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::UniqueScope;

    fn profiles() -> Builder {
        table("profiles")
            .columns(["id", "user_id"])
            .references(["user_id"], "User")
            .last_key(|fk| fk.one_to_one = true)
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, profiles().primary_key(["id"]).index(["user_id"]));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`profiles.user_id` is one to one with `User` and nothing keeps a second row out"
        );
        let wider = profiles().unique(["user_id", "id"]);
        assert_eq!(of_entity(&RULE, wider).len(), 1);
        let some = profiles().unique(["user_id"]).filter("id > 5");
        assert_eq!(of_entity(&RULE, some).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, profiles().unique(["user_id"])).is_empty());
        assert!(of_entity(&RULE, profiles().primary_key(["user_id"])).is_empty());
        let live = profiles().unique(["user_id"]).scope(UniqueScope::Live);
        assert!(of_entity(&RULE, live).is_empty());
        let skips = profiles().unique(["user_id"]);
        assert!(of_entity(&RULE, skips.filter("user_id IS NOT NULL")).is_empty());
        let many = profiles().last_key(|fk| fk.one_to_one = false);
        assert!(of_entity(&RULE, many).is_empty());
    }
}
