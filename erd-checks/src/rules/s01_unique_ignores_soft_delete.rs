//! S01: a unique key of a soft-deletable entity must say which rows it speaks of.

use crate::words::mentions;
use crate::{Check, Report, Rule, Scope, keys, path};
use erd_core::schema::{ColumnId, Index, KeyPart, Table, UniqueScope};
use erd_core::{Level, Site};

const DOCS: &str = r"# S01 unique_ignores_soft_delete

## What it does
Rejects a unique key of a soft-deletable entity that says neither `scope = live` nor `scope = ever`. A key that holds the
whole primary key, or that has a `where` of its own, is left alone.

## Why
A soft-deleted row stays in the index. The user who deleted the account cannot register again with the same address, and
the error names a row that no screen shows.

## Bad
```rust
#[derive(erd::Entity)]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(unique)]
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
`scope = live` is a partial index on PostgreSQL and SQLite and a generated column on MySQL and MariaDB. `scope = ever`
says that a value is never used twice, as for an account number.

## Source
Reports in twenty (#26216), devlane (#376), paranoia (#208); executed on PostgreSQL 15.20, MariaDB 10.11.19, SQLite 3.40.1.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "S01",
    slug: "unique_ignores_soft_delete",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "a soft-deleted row keeps its value for ever, and nobody can create it again",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(soft_delete) = table.soft_delete() else {
        return;
    };
    for (i, index) in table.indexes.iter().enumerate() {
        if index.is_unique()
            && index.scope == UniqueScope::Unstated
            && index.predicate.is_empty()
            && !speaks_of(table, index, soft_delete.column())
            && !keys::holds_primary_key(table, &keys::columns_among_keys(index))
        {
            let name = table.path();
            let subject = &index.name;
            let deleted = &table[soft_delete.column()].name;
            let (live, ever) = spellings(table, index);
            report
                .find(
                    Site::Index(i),
                    format!("`{subject}` counts the soft-deleted rows of `{name}` (see `{deleted}`) and nobody said whether it should"),
                )
                .help(format!("write `{live}` if a deleted value may be used again"))
                .help(format!("write `{ever}` if it may not"));
        }
    }
}

/// Whether the key already depends on the column that says whether a row lives.
fn speaks_of(table: &Table, index: &Index, deleted: ColumnId) -> bool {
    index.keys.iter().any(|key| match &key.part {
        KeyPart::Column(column) => *column == deleted,
        KeyPart::Expression(sql) => sql.texts().any(|text| mentions(text, &table[deleted].name)),
    })
}

/// The attribute with either scope.
fn spellings(table: &Table, index: &Index) -> (String, String) {
    match index.key_columns() {
        Some(columns) if columns.len() > 1 => {
            let list = path::field_list(table, &columns);
            (
                format!("unique({list}; scope = live)"),
                format!("unique({list}; scope = ever)"),
            )
        }
        _ => (
            "unique(scope = live)".to_owned(),
            "unique(scope = ever)".to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::{IndexKey, Sql};

    fn users() -> Builder {
        table("users").columns(["id", "email"]).primary_key(["id"])
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, users().deleted_at().unique(["email"]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "users.users_email_key");
        assert!(found[0].help[0].starts_with("write `unique(scope = live)`"));
        let flag = users().deleted_flag().unique(["email"]);
        assert_eq!(of_entity(&RULE, flag).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, users().unique(["email"])).is_empty());
        for scope in [UniqueScope::Live, UniqueScope::Ever] {
            let said = users().deleted_at().unique(["email"]).scope(scope);
            assert!(of_entity(&RULE, said).is_empty());
        }
        let own = users().deleted_at().unique(["email"]);
        assert!(of_entity(&RULE, own.filter("deleted_at IS NULL")).is_empty());
        let target = users().deleted_at().unique(["email", "id"]);
        assert!(of_entity(&RULE, target).is_empty());
        let plain = users().deleted_at().index(["email"]);
        assert!(of_entity(&RULE, plain).is_empty());
    }

    #[test]
    fn an_expression_over_the_column_knows_what_it_does() {
        let users = users().deleted_at().unique(["email"]).last_index(|i| {
            i.keys.push(IndexKey {
                part: KeyPart::Expression(Sql::new("coalesce(deleted_at, 'epoch')")),
                ..IndexKey::column(ColumnId(0))
            });
        });
        assert!(of_entity(&RULE, users).is_empty());
    }
}
