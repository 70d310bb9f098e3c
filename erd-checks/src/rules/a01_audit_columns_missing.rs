//! A01: when a row was made and changed.

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{Role, Shard, Table};
use erd_core::{Level, Site};

const DOCS: &str = r"# A01 audit_columns_missing

## What it does
Reports an entity without `created_at`, or without `updated_at`. Junctions, reference tables and the `updated_at` of an
`append_only` are left alone. Off unless it is asked for: whether a project wants these columns is its own policy.

## Why
When something went wrong, nobody can tell which rows are from before and which from after.

## Bad
```rust
#[derive(erd::Entity)]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
}
```

## Good
```rust
#[derive(erd::Columns)]
pub struct Audit {
    #[erd(created_at)]
    pub created_at: DateTime<Utc>,
    #[erd(updated_at)]
    pub updated_at: DateTime<Utc>,
}

#[derive(erd::Entity)]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(embed)]
    pub audit: Audit,
}
```

## Source
active_record_doctor (table_without_timestamps); Bytebase, required columns.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "A01",
    slug: "audit_columns_missing",
    level: Level::Allow,
    scope: Scope::Entity,
    silenceable: true,
    why: "nobody can tell when a row was made or changed",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    if table.junction || table.intent.shard == Some(Shard::Reference) {
        return;
    }
    let has = |role: fn(Role) -> bool| table.find_role(role).is_some();
    let mut missing = Vec::new();
    if !has(|role| matches!(role, Role::CreatedAt(_))) {
        missing.push("created_at");
    }
    if !has(|role| matches!(role, Role::UpdatedAt(_))) && !table.intent.append_only {
        missing.push("updated_at");
    }
    if !missing.is_empty() {
        let missing = missing.join("` and no `");
        let name = table.path();
        report
            .find(Site::Entity, format!("`{name}` has no `{missing}`"))
            .help("add the fields, or `#[erd(embed)]` a struct with `#[derive(erd::Columns)]` that has them");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::Maintenance;

    fn orders() -> Builder {
        table("orders").columns(["id"])
    }

    fn created(builder: Builder) -> Builder {
        builder.column("created_at", |c| {
            c.role = Some(Role::CreatedAt(Maintenance::Default));
        })
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, orders());
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`orders` has no `created_at` and no `updated_at`"
        );
        let half = of_entity(&RULE, created(orders()));
        assert_eq!(half[0].message, "`orders` has no `updated_at`");
    }

    #[test]
    fn ok() {
        let both = created(orders()).column("touched", |c| {
            c.role = Some(Role::UpdatedAt(Maintenance::Trigger));
        });
        assert!(of_entity(&RULE, both).is_empty());
        let log = created(orders()).edit(|t| t.intent.append_only = true);
        assert!(of_entity(&RULE, log).is_empty());
        assert!(of_entity(&RULE, orders().edit(|t| t.junction = true)).is_empty());
        let list = orders().edit(|t| t.intent.shard = Some(Shard::Reference));
        assert!(of_entity(&RULE, list).is_empty());
    }
}
