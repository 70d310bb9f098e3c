//! I18: an index on a column that changes all the time.

use crate::words::mentions;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{ColumnId, Index, KeyPart, Mark, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r"# I18 hot_update_indexed

## What it does
Warns about an index that holds a column declared `hot_update`: as a key, as payload, in an expression or in its
predicate. A column of a foreign key is left alone, because the foreign key needs its index.

## Why
PostgreSQL writes the new version of a row beside the old one and leaves all indexes alone, unless a column in one of them
changed (a heap-only tuple). One index on a counter makes each increment write to every index of the table, and leaves as
many dead entries behind. The other engines write to the one index twice.

## Bad
```rust
#[derive(erd::Entity)]
pub struct Video {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(hot_update, index)]
    pub views: i64,
}
```

## Good
```rust
#[derive(erd::Entity)]
pub struct Video {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(hot_update)]
    pub views: i64,
}
```
Sort by a copy that a job refreshes, or keep the counter in a table of its own.

## Source
PostgreSQL manual 73.7, Heap-Only Tuples; a test of this rule counts them on PostgreSQL, with and without the index.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "I18",
    slug: "hot_update_indexed",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "each change of the column writes to every index of the table, and leaves a dead entry in each",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let references = |column: ColumnId| {
        let mut keys = table.foreign_keys.iter();
        keys.any(|fk| fk.columns.contains(&column))
    };
    let hot: Vec<ColumnId> = (0..table.columns.len())
        .map(ColumnId)
        .filter(|c| table[*c].is(Mark::HotUpdate) && !references(*c))
        .collect();
    for (i, index) in table.indexes.iter().enumerate() {
        for column in hot.iter().filter(|c| holds(table, index, **c)) {
            let subject = path::columns(table, &[*column]);
            report
                .find(
                    Site::Index(i),
                    format!(
                        "`{}` holds `{subject}`, which is declared `hot_update`",
                        index.name
                    ),
                )
                .help("take the column out of the index, or keep it in a table of its own");
        }
    }
}

fn holds(table: &Table, index: &Index, column: ColumnId) -> bool {
    let name = &table[column].name;
    let predicates = [Dialect::Postgres, Dialect::Sqlite]
        .into_iter()
        .filter_map(|dialect| index.predicate.get(dialect));
    index.include.contains(&column)
        || predicates.into_iter().any(|sql| mentions(sql, name))
        || index.keys.iter().any(|key| match &key.part {
            KeyPart::Column(key) => *key == column,
            KeyPart::Expression(sql) => sql.texts().any(|text| mentions(text, name)),
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn videos() -> Builder {
        table("videos")
            .columns(["id", "owner_id"])
            .column("views", |c| c.marks.push(Mark::HotUpdate))
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, videos().index(["owner_id", "views"]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
        assert_eq!(
            found[0].message,
            "`videos_owner_id_views_idx` holds `videos.views`, which is declared `hot_update`"
        );
        let partial = videos().index(["owner_id"]).filter("views > 100");
        assert_eq!(of_entity(&RULE, partial).len(), 1);
        let payload = videos().index(["owner_id"]);
        let payload = payload.last_index(|i| i.include = vec![ColumnId(2)]);
        assert_eq!(of_entity(&RULE, payload).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, videos().index(["owner_id"])).is_empty());
        let key = videos().index(["views"]).references(["views"], "Counter");
        assert!(of_entity(&RULE, key).is_empty());
    }
}
