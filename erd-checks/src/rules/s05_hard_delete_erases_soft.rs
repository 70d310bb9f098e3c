//! S05: a cascade must not erase rows that are meant to stay.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Action, Schema, TableWalker};
use erd_core::{Level, Site};

const DOCS: &str = r"# S05 hard_delete_erases_soft

## What it does
Warns of a foreign key with `on_delete = cascade` whose own rows are soft-deleted and whose target's rows are deleted
outright.

## Why
Rows are soft-deleted because somebody wants them back, or must show them later. Deleting the parent removes them for good,
the deleted ones and the living ones, and nothing in the application runs that could notice.

## Bad
```rust
#[derive(erd::Entity)]
pub struct Document {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Folder, on_delete = cascade), index)] // Folder is deleted outright
    pub folder_id: i64,
    #[erd(deleted_at)]
    pub deleted_at: Option<DateTime<Utc>>,
}
```

## Good
```rust
    #[erd(references(Folder, on_delete = restrict), index)]
    pub folder_id: i64,
```
or soft-delete the folder too.

## Source
SQL:2016 4.19, CASCADE.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "S05",
    slug: "hard_delete_erases_soft",
    level: Level::Warn,
    scope: Scope::Pair,
    silenceable: true,
    why: "one delete of the parent removes for good what was kept on purpose",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    for fk in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
        let (table, key) = (fk.table().table(), fk.foreign_key());
        let Some(target) = fk.target().filter(|t| t.soft_delete().is_none()) else {
            continue;
        };
        let cascades = key.is_enforced() && key.on_delete == Some(Action::Cascade);
        if cascades && table.soft_delete().is_some() {
            let (name, subject) = (table.path(), path::columns(table, &key.columns));
            let target = target.table().path();
            report.enter(fk.table().id());
            report
                .find(
                    Site::ForeignKey(fk.index()),
                    format!("`{name}` is soft-deleted, and deleting a row of `{target}` erases its rows through `{subject}`"),
                )
                .help("make it `on_delete = restrict`")
                .help(format!("soft-delete the rows of `{target}` too"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, schema, table};

    fn folders() -> Builder {
        table("folders").columns(["id"]).primary_key(["id"])
    }

    fn documents(action: Action) -> Builder {
        table("documents")
            .columns(["id", "folder_id"])
            .points_at(["folder_id"], 0)
            .on_delete(action)
    }

    #[test]
    fn bad() {
        let both = schema([folders(), documents(Action::Cascade).deleted_at()]);
        let found = of_schema(&RULE, &both);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`documents` is soft-deleted, and deleting a row of `folders` erases its rows through `documents.folder_id`"
        );
    }

    #[test]
    fn ok() {
        let hard = schema([folders(), documents(Action::Cascade)]);
        assert!(of_schema(&RULE, &hard).is_empty());
        let restrict = schema([folders(), documents(Action::Restrict).deleted_at()]);
        assert!(of_schema(&RULE, &restrict).is_empty());
        let cascade = || documents(Action::Cascade).deleted_at();
        let soft = schema([folders().deleted_at(), cascade()]);
        assert!(of_schema(&RULE, &soft).is_empty());
        let loose = cascade().last_key(|fk| fk.loose = Some(String::new()));
        assert!(of_schema(&RULE, &schema([folders(), loose])).is_empty());
    }
}
