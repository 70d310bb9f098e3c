//! C04: InnoDB cascades fifteen levels deep.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Action, Schema};
use erd_core::{Dialect, Family, Level, Site};

const DOCS: &str = r"# C04 self_cascade_depth

## What it does
Warns about `on_delete = cascade` on a reference of a table to itself, where MySQL or MariaDB is a target.

## Why
InnoDB follows a cascade 15 levels deep. A tree that is deeper cannot be deleted at its root: the statement fails (error
193 on MariaDB) and deletes nothing. Test data is seldom that deep.

## Bad
```rust
#[erd(references(Comment, on_delete = cascade), index)]
pub parent_id: Option<i64>,
```

## Good
```rust
#[erd(references(Comment, on_delete = restrict), index)]
pub parent_id: Option<i64>,
```
Then the application deletes from the leaves, in batches.

## Source
MySQL manual, `FOREIGN KEY Constraints` (15 levels); a tree of 20 levels, executed on MariaDB 10.11.19.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "C04",
    slug: "self_cascade_depth",
    level: Level::Warn,
    scope: Scope::Graph,
    silenceable: true,
    why: "MySQL and MariaDB follow 15 levels: a deeper tree cannot be deleted at its root",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    let asked = Dialect::ALL
        .into_iter()
        .any(|dialect| dialect.is(Family::MySql) && report.is_target(dialect));
    if !asked {
        return;
    }
    for table in schema.walk_tables() {
        for fk in table.foreign_keys() {
            let key = fk.foreign_key();
            let own = fk.target().is_some_and(|target| target.id() == table.id());
            if !own || !key.is_enforced() || key.on_delete != Some(Action::Cascade) {
                continue;
            }
            let subject = path::columns(table.table(), &key.columns);
            report.enter(table.id());
            report
                .find(
                    Site::ForeignKey(fk.index()),
                    format!("`{subject}` deletes a tree level by level"),
                )
                .help("write `on_delete = restrict`, and delete from the leaves, in batches");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, schema, table};

    #[test]
    fn bad() {
        let tree = table("comments")
            .columns(["id"])
            .nullable("parent_id")
            .points_home(["parent_id"])
            .on_delete(Action::Cascade);
        let found = of_schema(&RULE, &schema([tree]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "comments.parent_id");
    }

    #[test]
    fn ok() {
        let tree = || {
            table("comments")
                .columns(["id"])
                .nullable("parent_id")
                .points_home(["parent_id"])
        };
        let kept = tree().on_delete(Action::Restrict);
        assert!(of_schema(&RULE, &schema([kept])).is_empty());
        let targets = "[targets]\npostgres = \"15\"\n";
        let config = crate::config::read(targets).expect("a good file");
        let schema = schema([tree().on_delete(Action::Cascade)]);
        let checked = crate::check_schema_with(&schema, &config);
        assert!(checked.findings.iter().all(|f| f.id != RULE.id));
    }
}
