//! I06: the primary key indexed once more.

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{ColumnId, Index, Order, Table};
use erd_core::{Level, Site};

const DOCS: &str = r"# I06 index_repeats_pk

## What it does
Warns about an index, unique or not, whose keys are the columns of the primary key in the same order and over all rows.

## Why
A primary key has an index of its own, and in InnoDB and SQLite it often *is* the table. The second one is written with
every row and never better than the first. It tends to come from a habit of marking each `id` as `unique` or `index`.

## Bad
```rust
#[derive(erd::Entity)]
pub struct Customer {
    #[erd(primary_key, identity, unique)]
    pub id: i64,
}
```

## Good
```rust
    #[erd(primary_key, identity)]
    pub id: i64,
```

## Source
PostgreSQL manual 5.5.4, Primary Keys; rules of active_record_doctor and pt-duplicate-key-checker.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "I06",
    slug: "index_repeats_pk",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "every write maintains both, and the primary key answers the same queries",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, index) in table.indexes.iter().enumerate() {
        if repeats_key(table, index) {
            let name = table.path();
            report
                .find(
                    Site::Index(i),
                    format!("`{}` repeats the primary key of `{name}`", index.name),
                )
                .help(format!("remove `{}`", index.name));
        }
    }
}

/// Whether an index is the primary key's once more: the same columns, all in one direction.
pub(super) fn repeats_key(table: &Table, index: &Index) -> bool {
    let key: Option<&Vec<ColumnId>> = table.primary_key.as_ref().map(|key| &key.columns);
    let one_way = [Order::Asc, Order::Desc]
        .into_iter()
        .any(|order| index.keys.iter().all(|key| key.order == order));
    let plain = index
        .keys
        .iter()
        .all(|key| key.opclass.is_none() && key.nulls.is_none());
    key.is_some()
        && index.key_columns().as_ref() == key
        && index.is_btree()
        && !index.is_partial()
        && index.include.is_empty()
        && one_way
        && plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::i04_redundant_prefix_index as i04;
    use crate::testing::{Builder, of_entity, table};

    fn lines() -> Builder {
        table("lines")
            .columns(["order_id", "line_no", "total"])
            .primary_key(["order_id", "line_no"])
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, lines().index(["order_id", "line_no"]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
        assert_eq!(
            found[0].message,
            "`lines_order_id_line_no_idx` repeats the primary key of `lines`"
        );
        let unique = lines().unique(["order_id", "line_no"]);
        assert_eq!(of_entity(&RULE, unique).len(), 1);
    }

    #[test]
    fn it_replaces_i04() {
        let plain = lines().index(["order_id", "line_no"]);
        assert!(of_entity(&i04::RULE, plain).is_empty());
    }

    #[test]
    fn ok() {
        let turned = lines().index(["line_no", "order_id"]);
        assert!(of_entity(&RULE, turned).is_empty());
        assert!(of_entity(&RULE, lines().index(["order_id"])).is_empty());
        let covering = lines().index(["order_id", "line_no"]);
        let covering = covering.last_index(|i| i.include = vec![ColumnId(2)]);
        assert!(of_entity(&RULE, covering).is_empty());
        let some = lines().index(["order_id", "line_no"]).filter("total > 0");
        assert!(of_entity(&RULE, some).is_empty());
    }
}
