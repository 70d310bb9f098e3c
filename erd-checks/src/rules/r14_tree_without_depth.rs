//! R14: how deep a tree may grow.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{ForeignKeyWalker, Schema, Table, TableWalker};
use erd_core::{Level, Site};

const DOCS: &str = r#"# R14 tree_without_depth

## What it does
Reports a reference of an entity to itself where nothing bounds or stores the way up: no column named for a depth, level or
path, and no closure table (a junction of the entity with itself). Off unless it is asked for.

## Why
Nothing but the application keeps a row from being its own ancestor. A recursive query over such a loop never ends, and
one over a deep tree reads a level at a time.

## Bad
```rust
#[erd(references(Category, on_delete = restrict), index)]
pub parent_id: Option<i64>,
```

## Good
```rust
#[erd(references(Category, on_delete = restrict), index)]
pub parent_id: Option<i64>,
#[erd(check(depth_is_bounded = "depth BETWEEN 0 AND 8"))]
pub depth: i16,
```

## Source
SQL Antipatterns, naive trees; PostgreSQL manual, "Recursive Queries".
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "R14",
    slug: "tree_without_depth",
    level: Level::Allow,
    scope: Scope::Graph,
    silenceable: true,
    why: "nothing keeps a row from being its own ancestor, and a recursive query over that never ends",
    docs: DOCS,
    check: Check::Schema(check),
};

const WORDS: [&str; 5] = ["depth", "level", "path", "lineage", "ancestors"];

fn check(schema: &Schema, report: &mut Report<'_>) {
    for fk in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
        let table = fk.table().table();
        if fk.foreign_key().is_self_reference() && !knows_the_way(table) && !has_closure(fk) {
            let subject = path::columns(table, &fk.foreign_key().columns);
            report.enter(fk.table().id());
            report
                .find(
                    Site::ForeignKey(fk.index()),
                    format!("`{subject}` makes a tree, and nothing bounds its depth"),
                )
                .help("add a `depth` with a check, a path, or a closure table");
        }
    }
}

fn knows_the_way(table: &Table) -> bool {
    table.columns.iter().any(|column| {
        let name = column.name.to_ascii_lowercase();
        name.split('_').any(|word| WORDS.contains(&word))
    })
}

/// Whether some other table references the tree twice: ancestor and descendant.
fn has_closure(fk: ForeignKeyWalker<'_>) -> bool {
    let tree = fk.table();
    let mut others = tree
        .referencing_keys()
        .filter(|r| r.table().id() != tree.id());
    others.any(|one| {
        let twins = tree.referencing_keys();
        let twins = twins.filter(|two| two.table().id() == one.table().id());
        one.table().junction && twins.count() > 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, schema, table};

    fn tree() -> Builder {
        table("nodes")
            .columns(["id"])
            .nullable("parent_id")
            .points_home(["parent_id"])
    }

    fn closure() -> Builder {
        table("node_paths")
            .columns(["ancestor", "descendant"])
            .points_at(["ancestor"], 0)
            .points_at(["descendant"], 0)
    }

    #[test]
    fn bad() {
        assert_eq!(of_schema(&RULE, &schema([tree()])).len(), 1);
        assert_eq!(of_schema(&RULE, &schema([tree(), closure()])).len(), 1);
    }

    #[test]
    fn ok() {
        for name in ["depth", "tree_path", "Level"] {
            let known = tree().columns([name]);
            assert!(of_schema(&RULE, &schema([known])).is_empty(), "{name}");
        }
        let closed = closure().edit(|t| t.junction = true);
        assert!(of_schema(&RULE, &schema([tree(), closed])).is_empty());
    }
}
