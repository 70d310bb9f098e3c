//! R03: a junction has a key already.

use super::r01_junction_pair_not_unique as r01;
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{Schema, Table};
use erd_core::{Level, Site};

const DOCS: &str = r"# R03 junction_surrogate

## What it does
Reports a junction with a primary key of its own, whose pair is unique and whose key nothing references. Soft-deletable
junctions need one (S10). Off unless it is asked for.

## Why
The pair is a key already. The other one costs an index and a sequence, and no query uses it.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(junction(User, Group), unique(user_id, group_id))]
pub struct Membership {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(User, on_delete = restrict))]
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
SchemaCrawler (useless surrogate key); SQL Antipatterns, ID required.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "R03",
    slug: "junction_surrogate",
    level: Level::Allow,
    scope: Scope::Graph,
    silenceable: true,
    why: "the second key costs an index and a sequence, and no query uses it",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    for walker in schema.walk_tables() {
        let table = walker.table();
        if has_surrogate(table) && walker.referencing_keys().next().is_none() {
            let name = table.path();
            report.enter(walker.id());
            report
                .find(
                    Site::PrimaryKey,
                    format!("the pair is a key of the junction `{name}` already, and nothing references its primary key"),
                )
                .help("make the pair the primary key and remove the field");
        }
    }
}

/// A junction with a key beside its pair.
fn has_surrogate(table: &Table) -> bool {
    let links = r01::links(table);
    let Some(key) = &table.primary_key else {
        return false;
    };
    let own = |c| !links.iter().any(|fk| fk.columns.contains(c));
    table.junction
        && table.soft_delete().is_none()
        && links.len() > 1
        && key.columns.iter().all(own)
        && r01::has_pair(table, &links)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, schema, table};

    fn members() -> Builder {
        table("members")
            .columns(["id", "user_id", "group_id"])
            .points_at(["user_id"], 0)
            .points_at(["group_id"], 0)
            .edit(|t| t.junction = true)
    }

    fn found(members: Builder, more: Option<Builder>) -> usize {
        let people = table("people").columns(["id"]).primary_key(["id"]);
        let all = [people, members].into_iter().chain(more);
        of_schema(&RULE, &schema(all)).len()
    }

    fn surrogate() -> Builder {
        members()
            .primary_key(["id"])
            .unique(["user_id", "group_id"])
    }

    #[test]
    fn bad() {
        assert_eq!(found(surrogate(), None), 1);
    }

    #[test]
    fn ok() {
        assert_eq!(
            found(members().primary_key(["user_id", "group_id"]), None),
            0
        );
        assert_eq!(found(surrogate().deleted_at(), None), 0);
        let badges = table("badges").columns(["member_id"]);
        let badges = badges.points_at(["member_id"], 1);
        assert_eq!(found(surrogate(), Some(badges)), 0);
        assert_eq!(
            found(members().primary_key(["id"]), None),
            0,
            "that is R01's"
        );
    }
}
