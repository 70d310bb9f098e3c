//! R10: a counter on a row that everybody needs is a queue.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{ColumnId, Mark, Sync, Table};
use erd_core::{Level, Site};

const DOCS: &str = r#"# R10 counter_cache

## What it does
Warns of a `counter` in an entity with a column that is declared `hot_update`, the counter itself or another. A counter in
a table of its own, whose primary key is its reference, is the mend; one that a job fills in (`copied_from(.., sync =
job("..")`) is left alone. In other entities a counter is reported only where it is asked for.

## Why
Each insert of a child updates the same row of the parent and holds its lock until it commits. The inserts queue up behind
one another, and behind whoever changes the parent for another reason.

## Bad
```rust
#[erd(counter, hot_update)]
pub likes: i64,
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(primary_key(post_id))]
pub struct PostLikes {
    #[erd(references(Post, on_delete = cascade))]
    pub post_id: i64,
    #[erd(counter, hot_update)]
    pub likes: i64,
}
```

## Source
PostgreSQL manual, "Row-Level Locks".
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "R10",
    slug: "counter_cache",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "each insert that it counts locks the same row until it commits, and the inserts queue up",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    if is_side_table(table) {
        return;
    }
    let hot = table.columns.iter().any(|c| c.is(Mark::HotUpdate));
    for (i, column) in table.columns.iter().enumerate() {
        let by_job = matches!(&column.copied_from, Some(copy) if matches!(copy.sync, Sync::Job(_)));
        if column.is(Mark::Counter) && column.generated.is_none() && !by_job {
            let subject = path::columns(table, &[ColumnId(i)]);
            let name = table.path();
            report
                .find(
                    Site::Column(ColumnId(i)),
                    format!(
                        "`{subject}` counts other rows, and each of them locks its row of `{name}`"
                    ),
                )
                .level(if hot { Level::Warn } else { Level::Allow })
                .help(format!(
                    "move it to a table whose primary key references `{name}`"
                ))
                .help("or add up the changes in a job");
        }
    }
}

/// Whether the primary key is a reference: a table beside another.
fn is_side_table(table: &Table) -> bool {
    table.primary_key.as_ref().is_some_and(|key| {
        table
            .foreign_keys
            .iter()
            .any(|fk| crate::keys::same_set(&fk.columns, &key.columns))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn posts(marks: &[Mark]) -> Builder {
        table("posts")
            .columns(["id"])
            .column("likes", |c| c.marks = marks.to_vec())
            .primary_key(["id"])
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, posts(&[Mark::Counter, Mark::HotUpdate]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
        assert_eq!(
            found[0].message,
            "`posts.likes` counts other rows, and each of them locks its row of `posts`"
        );
        let cold = of_entity(&RULE, posts(&[Mark::Counter]));
        assert_eq!(cold[0].level, Level::Allow);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, posts(&[Mark::HotUpdate])).is_empty());
        let side = posts(&[Mark::Counter, Mark::HotUpdate]).references(["id"], "Post");
        assert!(of_entity(&RULE, side).is_empty());
    }
}
