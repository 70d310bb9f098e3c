//! S10: a link that was soft-deleted must not block the same link.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::Table;
use erd_core::{Level, Site};

const DOCS: &str = r"# S10 soft_deleted_junction_key

## What it does
Rejects a junction entity that is soft-deletable and whose primary key is made of its references.

## Why
Removing a link leaves its row, and with it its key. Linking the same pair again then fails with a duplicate key.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(junction(User, Group), primary_key(user_id, group_id))]
pub struct Membership {
    #[erd(references(User, on_delete = restrict))]
    pub user_id: i64,
    #[erd(references(Group, on_delete = restrict), index)]
    pub group_id: i64,
    #[erd(deleted_at)]
    pub deleted_at: Option<DateTime<Utc>>,
}
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(junction(User, Group), unique(user_id, group_id; scope = live), index(user_id), index(group_id))]
pub struct Membership {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(User, on_delete = restrict))]
    pub user_id: i64,
    #[erd(references(Group, on_delete = restrict))]
    pub group_id: i64,
    #[erd(deleted_at)]
    pub deleted_at: Option<DateTime<Utc>>,
}
```

## Source
Follows from the uniqueness of primary keys (SQL:2016 4.18.3.2).
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "S10",
    slug: "soft_deleted_junction_key",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "linking the same pair again collides with the dead row",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let (Some(soft_delete), Some(key)) = (table.soft_delete(), &table.primary_key) else {
        return;
    };
    let deleted = soft_delete.column();
    let links: Vec<_> = key.columns.iter().filter(|c| **c != deleted).collect();
    let references = |column| {
        table
            .foreign_keys
            .iter()
            .any(|fk| fk.columns.contains(column))
    };
    if table.junction && !links.is_empty() && links.iter().all(|c| references(c)) {
        let name = table.path();
        let links: Vec<_> = links.into_iter().copied().collect();
        let fields = path::field_list(table, &links);
        report
            .find(
                Site::PrimaryKey,
                format!("the junction `{name}` is soft-deleted and its primary key is ({fields})"),
            )
            .help(format!("add a field `#[erd(primary_key, identity)] id: i64` and write `unique({fields}; scope = live)`"))
            .help("drop the soft delete: a removed link is seldom missed");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn members() -> Builder {
        table("members")
            .columns(["id", "user_id", "group_id"])
            .references(["user_id"], "User")
            .references(["group_id"], "Group")
    }

    fn junction(builder: Builder) -> Builder {
        builder.edit(|t| t.junction = true)
    }

    #[test]
    fn bad() {
        let members = members().deleted_at().primary_key(["user_id", "group_id"]);
        let found = of_entity(&RULE, junction(members));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].site, Site::PrimaryKey);
    }

    #[test]
    fn ok() {
        let surrogate = members().deleted_at().primary_key(["id"]);
        assert!(of_entity(&RULE, junction(surrogate)).is_empty());
        let hard = members().primary_key(["user_id", "group_id"]);
        assert!(of_entity(&RULE, junction(hard)).is_empty());
        let undeclared = members().deleted_at().primary_key(["user_id", "group_id"]);
        assert!(of_entity(&RULE, undeclared).is_empty());
    }
}
