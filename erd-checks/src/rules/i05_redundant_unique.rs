//! I05: a unique key that another one implies.

use crate::indexing::{self, covers, is_served};
use crate::{Check, Report, Rule, Scope, keys};
use erd_core::schema::{Index, Schema, Table, TableId, Target, UniqueScope};
use erd_core::{Level, Site};

const DOCS: &str = r"# I05 redundant_unique

## What it does
Warns about a unique key whose columns hold all columns of another unique key, or of the primary key, over the same rows
or more. A key that a foreign key references is left alone, because a composite reference needs exactly that key; so is
one whose index alone serves an access path or a foreign key.

## Why
If `id` is unique, `(id, email)` is unique too. The second key rejects nothing that the first one lets through, and every
write pays for its index.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(unique(email, name))]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(unique, max_len = 254)]
    pub email: String,
    #[erd(max_len = 80)]
    pub name: String,
}
```

## Good
```rust
    #[erd(unique, max_len = 254)]
    pub email: String,
```

## Source
Rules of active_record_doctor and database_consistency; that PostgreSQL needs the key as the target of a composite
reference was executed on 15.20.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "I05",
    slug: "redundant_unique",
    level: Level::Warn,
    scope: Scope::Graph,
    silenceable: true,
    why: "it rejects nothing that the smaller key lets through, and every write maintains it",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    for walker in schema.walk_tables() {
        let table = walker.table();
        let key = indexing::primary_key(table);
        for (i, index) in table.indexes.iter().enumerate() {
            let others = table.indexes.iter().enumerate();
            let smaller = key.as_ref().filter(|key| implies(key, index)).or_else(|| {
                others
                    // Of two over the same columns the first one stays.
                    .filter(|(j, other)| *j != i && (*j < i || !implies(index, other)))
                    .map(|(_, other)| other)
                    .find(|other| implies(other, index))
            });
            let Some(smaller) = smaller else {
                continue;
            };
            if is_key_again(table, index)
                || is_referenced(schema, walker.id(), index)
                || is_read(table, i)
            {
                continue;
            }
            let name = table.path();
            report.enter(walker.id());
            report
                .find(
                    Site::Index(i),
                    format!(
                        "`{}` of `{name}` holds every column of the unique `{}`",
                        index.name, smaller.name
                    ),
                )
                .help(format!("remove `{}`", index.name));
        }
    }
}

/// Whether `small` forbids every two rows that `large` forbids.
fn implies(small: &Index, large: &Index) -> bool {
    let (Some(few), Some(many)) = (small.key_columns(), large.key_columns()) else {
        return false;
    };
    let plain = |index: &Index| {
        index.is_unique() && index.is_btree() && index.keys.iter().all(|key| key.opclass.is_none())
    };
    let rows = (small.predicate.is_empty() || small.predicate == large.predicate)
        && (small.scope != UniqueScope::Live || large.scope == UniqueScope::Live);
    let nulls = small.nulls_not_distinct || !large.nulls_not_distinct;
    plain(small) && plain(large) && rows && nulls && keys::contains_all(&many, &few)
}

/// The primary key once more is I06.
fn is_key_again(table: &Table, index: &Index) -> bool {
    let key = table.primary_key.as_ref().map(|key| &key.columns);
    key.is_some() && index.key_columns().as_ref() == key
}

/// Whether a foreign key references exactly these columns.
fn is_referenced(schema: &Schema, table: TableId, index: &Index) -> bool {
    let Some(columns) = index.key_columns() else {
        return false;
    };
    schema.walk_tables().any(|owner| {
        owner.table().foreign_keys.iter().any(|fk| {
            let here = match fk.target {
                Target::Own => owner.id() == table,
                Target::Table(target) => target == table,
                Target::Path(_) => false,
            };
            here && fk.target_columns.len() == columns.len()
                && columns
                    .iter()
                    .all(|c| fk.target_columns.contains(&schema[table][*c].name))
        })
    })
}

/// Whether an access path or a foreign key of the table has no other index.
fn is_read(table: &Table, index: usize) -> bool {
    let mut without = table.clone();
    let index = without.indexes.remove(index);
    let mut paths = table.intent.access.iter();
    paths.any(|p| is_served(table, p) && !is_served(&without, p))
        || table.foreign_keys.iter().any(|fk| {
            let other = |other: Index| covers(&without, &other, &fk.columns);
            covers(table, &index, &fk.columns) && !indexing::all_indexes(&without).any(other)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, schema, table};

    fn users() -> Builder {
        table("users")
            .columns(["id", "tenant_id", "email"])
            .primary_key(["id"])
    }

    fn count(builder: Builder) -> usize {
        of_schema(&RULE, &schema([builder])).len()
    }

    #[test]
    fn bad() {
        let found = of_schema(&RULE, &schema([users().unique(["tenant_id", "id"])]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
        assert_eq!(
            found[0].message,
            "`users_tenant_id_id_key` of `users` holds every column of the unique `users_pkey`"
        );
        let both = ["tenant_id", "email"];
        assert_eq!(count(users().unique(["email"]).unique(both)), 1);
        assert_eq!(count(users().unique(both).unique(["email"])), 1);
        let turned = users().unique(both).unique(["email", "tenant_id"]);
        assert_eq!(count(turned), 1, "the second one is superfluous");
        let live = users().deleted_at().unique(["email"]);
        let live = live.scope(UniqueScope::Ever).unique(both);
        assert_eq!(count(live.scope(UniqueScope::Live)), 1);
    }

    #[test]
    fn ok() {
        let both = ["tenant_id", "email"];
        assert_eq!(count(users().unique(both)), 0);
        let live = users().deleted_at().unique(["email"]);
        let live = live.scope(UniqueScope::Live).unique(both);
        assert_eq!(count(live.scope(UniqueScope::Ever)), 0);
        let nulls = users().unique(["email"]).unique(both);
        assert_eq!(count(nulls.last_index(|i| i.nulls_not_distinct = true)), 0);
        assert_eq!(count(users().unique(["id"])), 0, "that is I06");
    }

    #[test]
    fn a_referenced_key_is_needed() {
        let posts = table("posts")
            .columns(["id", "tenant_id", "user_id"])
            .primary_key(["id"])
            .foreign_key(
                ["tenant_id", "user_id"],
                Target::Table(TableId(0)),
                &["tenant_id", "id"],
            );
        let both = schema([users().unique(["tenant_id", "id"]), posts]);
        assert!(of_schema(&RULE, &both).is_empty());
    }

    #[test]
    fn an_index_that_is_read_is_needed() {
        let read = users()
            .unique(["tenant_id", "id"])
            .access(&["tenant_id"], &["id"]);
        assert_eq!(count(read), 0);
        let key = users().unique(["tenant_id", "id"]);
        assert_eq!(count(key.references(["tenant_id"], "Tenant")), 0);
    }
}
