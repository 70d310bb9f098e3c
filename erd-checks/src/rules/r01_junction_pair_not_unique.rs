//! R01: a link between two rows is there once.

use crate::{Check, Report, Rule, Scope, keys, path};
use erd_core::schema::{ColumnId, ForeignKey, Role, Table};
use erd_core::{Level, Site};

const DOCS: &str = r"# R01 junction_pair_not_unique

## What it does
Rejects a junction whose keys let the same pair be linked twice: no primary key and no unique key holds both references.
A key with a column more (`valid_from`) is a decision, and is left alone.

## Why
Two requests at the same time link the pair twice. Joins through the junction then return each row twice, sums and counts
are wrong, and removing the link removes one of the two.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(junction(User, Group))]
pub struct Membership {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(User, on_delete = restrict), index)]
    pub user_id: i64,
    #[erd(references(Group, on_delete = restrict), index)]
    pub group_id: i64,
}
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(junction(User, Group), primary_key(user_id, group_id))]
pub struct Membership {
    #[erd(references(User, on_delete = restrict))]
    pub user_id: i64,
    #[erd(references(Group, on_delete = restrict), index)]
    pub group_id: i64,
}
```

## Source
active_record_doctor, join tables of `has_and_belongs_to_many`.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "R01",
    slug: "junction_pair_not_unique",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "the same pair gets linked twice, and joins and counts through it double",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let links = links(table);
    if !table.junction || links.len() < 2 || has_pair(table, &links) {
        return;
    }
    let mut columns: Vec<ColumnId> = Vec::new();
    for column in links.iter().flat_map(|fk| &fk.columns) {
        if !columns.contains(column) {
            columns.push(*column);
        }
    }
    let name = table.path();
    let fields = path::field_list(table, &columns);
    let key = if table.primary_key.is_none() {
        format!("add `#[erd(primary_key({fields}))]`")
    } else {
        format!(
            "make the primary key `#[erd(primary_key({fields}))]`, or add `#[erd(unique({fields}))]`"
        )
    };
    report
        .find(
            Site::Entity,
            format!("the junction `{name}` lets the same ({fields}) be linked many times"),
        )
        .help(key)
        .help("drop `junction(..)` if a pair may be linked many times: it is then an entity of its own");
}

/// The references that are linked: not those that say who made the link, and each set of columns once.
pub(super) fn links(table: &Table) -> Vec<&ForeignKey> {
    let is_actor = |fk: &ForeignKey| {
        let mut columns = fk.columns.iter();
        columns.any(|c| table[*c].role.is_some_and(Role::is_actor))
    };
    let keys = table.foreign_keys.iter().enumerate();
    keys.filter(|(i, fk)| !keys::repeats_earlier(table, *i) && !is_actor(fk))
        .map(|(_, fk)| fk)
        .collect()
}

/// Whether some unique key holds two links, or nothing but columns of links.
pub(super) fn has_pair(table: &Table, links: &[&ForeignKey]) -> bool {
    let linked = |column: &ColumnId| links.iter().any(|fk| fk.columns.contains(column));
    let pairs = |columns: &[ColumnId]| {
        let held = links
            .iter()
            .filter(|fk| keys::contains_all(columns, &fk.columns))
            .count();
        held >= 2 || !columns.is_empty() && columns.iter().all(linked)
    };
    let key = table.primary_key.as_ref().map(|key| key.columns.clone());
    let unique = table.indexes.iter().filter(|index| index.is_unique());
    key.into_iter()
        .chain(unique.map(keys::columns_among_keys))
        .any(|columns| pairs(&columns))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::{Maintenance, UniqueScope};

    fn members() -> Builder {
        table("members")
            .columns(["id", "user_id", "group_id", "since"])
            .references(["user_id"], "User")
            .references(["group_id"], "Group")
            .edit(|t| t.junction = true)
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, members().primary_key(["id"]));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "the junction `members` lets the same (user_id, group_id) be linked many times"
        );
        let plain = members().primary_key(["id"]).index(["user_id", "group_id"]);
        assert_eq!(of_entity(&RULE, plain).len(), 1);
    }

    #[test]
    fn ok() {
        let by_key = members().primary_key(["group_id", "user_id"]);
        assert!(of_entity(&RULE, by_key).is_empty());
        let unique = || {
            members()
                .primary_key(["id"])
                .unique(["user_id", "group_id"])
        };
        assert!(of_entity(&RULE, unique()).is_empty());
        let live = unique().deleted_at().scope(UniqueScope::Live);
        assert!(of_entity(&RULE, live).is_empty());
        let dated = members().primary_key(["user_id", "group_id", "since"]);
        assert!(of_entity(&RULE, dated).is_empty());
        let one_each = members().primary_key(["id"]).unique(["user_id"]);
        assert!(
            of_entity(&RULE, one_each).is_empty(),
            "stricter than the pair"
        );
        let no_junction = members().primary_key(["id"]).edit(|t| t.junction = false);
        assert!(of_entity(&RULE, no_junction).is_empty());
    }

    #[test]
    fn who_made_the_link_is_no_part_of_it() {
        let made = members()
            .primary_key(["id"])
            .edit(|t| t.columns[3].role = Some(Role::CreatedBy(Maintenance::Application)))
            .references(["since"], "User");
        let found = of_entity(&RULE, made);
        assert!(found[0].help[0].contains("(user_id, group_id)"));
    }
}
