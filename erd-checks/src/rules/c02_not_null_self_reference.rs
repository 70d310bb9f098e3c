//! C02: a tree needs a root.

use crate::graph::{ProjectDef, project::is_among, start, text};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::def::EntityDef;
use erd_core::schema::{Deferrable, ForeignKey, Schema, Table, TableWalker};
use erd_core::text::Text;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# C02 not_null_self_reference

## What it does
Rejects a foreign key of a table to itself whose columns are all NOT NULL, unless it is `deferrable`. A nullable one is
an ordinary tree and is never reported. It is a warning where neither
MySQL nor MariaDB is a target.

## Why
The first row must reference itself. PostgreSQL and SQLite accept that, because they check at the end of the statement;
the row's key must be known before the insert, so an identity column does not do. MariaDB and MySQL check row by row:
several rows that reference one another cannot be inserted together, and the row that references itself can never be
deleted again (error 1451).

## Bad
```rust
#[erd(references(Category, on_delete = restrict), index)]
pub parent_id: i64,
```

## Good
```rust
/// NULL for a root.
#[erd(references(Category, on_delete = restrict), index)]
pub parent_id: Option<i64>,
```

## Source
Executed on PostgreSQL 15.20, MariaDB 10.11.19 and SQLite 3.40.1; MySQL manual, "FOREIGN KEY Constraints".
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "C02",
    slug: "not_null_self_reference",
    level: Level::Deny,
    scope: Scope::Pair,
    silenceable: true,
    why: "PostgreSQL and SQLite need a key known before the insert; MySQL and MariaDB can then never delete that first row",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    let level = level(&report.targets());
    for fk in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
        let (table, key) = (fk.table().table(), fk.foreign_key());
        if !key.is_self_reference() || !is_mandatory(table, key) {
            continue;
        }
        let subject = path::columns(table, &key.columns);
        let fields = path::field_list(table, &key.columns);
        report.enter(fk.table().id());
        report
            .find(Site::ForeignKey(fk.index()), message(&subject).as_str())
            .help(help(&fields, key.columns.len()).as_str())
            .level(level);
    }
}

/// PostgreSQL and SQLite take a first row that references itself, and give it back.
const fn level(targets: &[Dialect]) -> Level {
    if is_among(targets, Dialect::MySql) || is_among(targets, Dialect::MariaDb) {
        Level::Deny
    } else {
        Level::Warn
    }
}

/// Whether every row must reference another at the moment it is inserted.
fn is_mandatory(table: &Table, fk: &ForeignKey) -> bool {
    fk.is_enforced()
        && fk.deferrable == Deferrable::No
        && fk.columns.iter().all(|c| !table[*c].nullable)
}

/// The same, during const evaluation: also through another name of the struct, which the derive would not know.
pub(crate) const fn explain(
    entity: &EntityDef,
    foreign_key: usize,
    project: &ProjectDef,
    out: &mut Option<Text>,
) {
    let fk = &entity.foreign_keys[foreign_key];
    if !fk.enforced || fk.deferrable {
        return;
    }
    let mut fields = Text::new();
    let mut i = 0;
    while i < fk.len() {
        let column = fk.column(i);
        if entity.columns[column].nullable {
            return;
        }
        fields.push(if i > 0 { ", " } else { "" });
        fields.push(entity.field(column));
        i += 1;
    }
    let site = Site::ForeignKey(foreign_key);
    if !project.stops(&RULE, level(project.targets), entity, site) {
        return;
    }
    let subject = text::path(entity, fk.columns);
    let message = message(subject.as_str());
    let help = help(fields.as_str(), fk.len());
    let help = &[help.as_str()];
    text::push_finding(start(out), &RULE, message.as_str(), RULE.why, help, true);
}

const fn message(subject: &str) -> Text {
    let text = Text::new().with("`").with(subject);
    text.with("` references its own table and is NOT NULL, so the first row must reference itself")
}

const fn help(fields: &str, count: usize) -> Text {
    let text = Text::new().with(if count == 1 {
        "make `"
    } else {
        "make one of `"
    });
    text.with(fields).with("` an `Option`: NULL for a root")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, of_schema_on, schema, table};
    use erd_core::Finding;
    use erd_core::schema::ColumnId;

    fn found(tree: Builder) -> Vec<Finding> {
        of_schema(&RULE, &schema([tree]))
    }

    #[test]
    fn bad() {
        let tree = table("categories")
            .columns(["id", "parent_id"])
            .points_home(["parent_id"]);
        let tree = schema([tree]);
        let found = of_schema(&RULE, &tree);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Deny);
        let level = |dialect| of_schema_on(&RULE, &tree, &[dialect])[0].level;
        assert_eq!(level(Dialect::MariaDb), Level::Deny);
        assert_eq!(level(Dialect::Sqlite), Level::Warn);
        assert_eq!(found[0].path, "categories.parent_id");
        assert!(found[0].help[0].starts_with("make `parent_id` an `Option`"));
    }

    #[test]
    fn ok() {
        let tree = || table("categories").columns(["id"]);
        let root = tree().nullable("parent_id").points_home(["parent_id"]);
        assert!(found(root).is_empty());
        let tenant = tree()
            .columns(["tenant_id"])
            .nullable("parent_id")
            .points_home(["tenant_id", "parent_id"]);
        assert!(found(tenant).is_empty());
        let at_commit = tree()
            .columns(["parent_id"])
            .points_home(["parent_id"])
            .last_key(|fk| fk.deferrable = Deferrable::InitiallyDeferred);
        assert!(found(at_commit).is_empty());
        let thread = tree()
            .columns(["thread_id"])
            .points_home(["thread_id"])
            .allow(RULE.slug, Site::Column(ColumnId(1)));
        assert!(found(thread).is_empty());
        let loose = tree()
            .columns(["parent_id"])
            .points_home(["parent_id"])
            .last_key(|fk| fk.loose = Some(String::new()));
        assert!(found(loose).is_empty());
        let other = tree().columns(["a"]).references(["a"], "Other");
        assert!(found(other).is_empty());
    }
}
