//! R16: an entity that has nothing to do with the others.

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::Schema;
use erd_core::{Level, Site};

const DOCS: &str = r"# R16 isolated_entity

## What it does
Reports an entity that references none and is referenced by none. Off unless it is asked for: queues, settings and logs
are often so, and rightly.

## Why
Sometimes a reference was forgotten, and sometimes a whole table.

## Bad
```rust
#[derive(erd::Entity)]
pub struct Invoice {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub order_id: i64,
}
```

## Good
```rust
    #[erd(references(Order, on_delete = restrict), index)]
    pub order_id: i64,
```

## Source
pg-index-health, tables not linked to others; SchemaSpy, orphan tables.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "R16",
    slug: "isolated_entity",
    level: Level::Allow,
    scope: Scope::Graph,
    silenceable: true,
    why: "perhaps a reference was forgotten",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    for walker in schema.walk_tables() {
        let mut out = walker
            .foreign_keys()
            .filter(|fk| !fk.foreign_key().is_self_reference());
        let mut into = walker
            .referencing_keys()
            .filter(|fk| fk.table().id() != walker.id());
        if out.next().is_none() && into.next().is_none() && schema.tables.len() > 1 {
            let name = walker.table().path();
            report.enter(walker.id());
            report
                .find(
                    Site::Entity,
                    format!("`{name}` references no entity, and none references it"),
                )
                .help("add the reference that is missing, if one is");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, schema, table};

    #[test]
    fn bad() {
        let both = schema([
            table("a").columns(["id"]),
            table("b").columns(["id"]).points_home(["id"]),
        ]);
        assert_eq!(of_schema(&RULE, &both).len(), 2);
    }

    #[test]
    fn ok() {
        let linked = schema([
            table("a").columns(["id"]),
            table("b").columns(["a_id"]).points_at(["a_id"], 0),
        ]);
        assert!(of_schema(&RULE, &linked).is_empty());
        let single = schema([table("a").columns(["id"])]);
        assert!(of_schema(&RULE, &single).is_empty());
    }
}
