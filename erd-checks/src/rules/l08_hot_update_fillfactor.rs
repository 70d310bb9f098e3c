//! L08: rows that change all the time need room beside them.

use crate::columns::each;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Mark, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# L08 hot_update_fillfactor

## What it does
Suggests a `fillfactor` below 100 for a table with a `hot_update` column, where PostgreSQL is a target.

## Why
PostgreSQL writes a changed row anew. Where its page has room, the indexes need not change (a HOT update); with the default
fillfactor of 100 pages are full from the start, and each update writes to every index.

## Bad
```rust
#[erd(hot_update)]
pub views: i64,
```

## Good
```rust
#[erd(options(with = "fillfactor = 85"))]
pub struct Post {
    #[erd(hot_update)]
    pub views: i64,
    // ..
}
```

## Source
PostgreSQL manual, 73.7 "Heap-Only Tuples (HOT)" and CREATE TABLE, "fillfactor". Heuristic.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "L08",
    slug: "hot_update_fillfactor",
    level: Level::Allow,
    scope: Scope::Entity,
    silenceable: true,
    why: "pages are full, so each update moves the row and writes to every index",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    if !report.is_target(Dialect::Postgres) || leaves_room(table) {
        return;
    }
    if let Some((id, _)) = each(table).find(|(_, column)| column.is(Mark::HotUpdate)) {
        let (name, subject) = (table.path(), path::columns(table, &[id]));
        report
            .find(
                Site::Column(id),
                format!("`{subject}` is declared `hot_update`, and the pages of `{name}` leave no room for that"),
            )
            .help("add `options(with = \"fillfactor = 85\")` to the struct");
    }
}

/// Whether the storage parameters have a fillfactor below 100.
fn leaves_room(table: &Table) -> bool {
    let parameters = table.options.with.as_deref().unwrap_or_default();
    parameters.split(',').any(|parameter| {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        let percent = value.trim().trim_matches('\'').parse::<u32>();
        name.trim().eq_ignore_ascii_case("fillfactor") && percent.is_ok_and(|percent| percent < 100)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};

    fn posts(with: Option<&str>) -> Builder {
        let posts = table("posts").columns(["id"]);
        let posts = posts.column("views", |c| c.marks.push(Mark::HotUpdate));
        posts.edit(|t| t.options.with = with.map(str::to_owned))
    }

    #[test]
    fn bad() {
        for with in [
            None,
            Some("fillfactor = 100"),
            Some("autovacuum_enabled = false"),
        ] {
            assert_eq!(of_entity(&RULE, posts(with)).len(), 1, "{with:?}");
        }
    }

    #[test]
    fn ok() {
        for with in [
            "fillfactor = 85",
            "autovacuum_enabled=true, FILLFACTOR='70'",
        ] {
            assert!(of_entity(&RULE, posts(Some(with))).is_empty(), "{with}");
        }
        assert!(of_entity_on(&RULE, posts(None), &[Dialect::MySql]).is_empty());
        assert!(of_entity(&RULE, table("posts").columns(["id"])).is_empty());
    }
}
