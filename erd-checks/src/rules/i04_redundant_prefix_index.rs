//! I04: an index that another one starts with.

use super::i06_index_repeats_pk::repeats_key;
use crate::indexing::{self, is_redundant};
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::Table;
use erd_core::{Level, Site};

const DOCS: &str = r"# I04 redundant_prefix_index

## What it does
Warns about an index whose keys another index of the table, or the primary key, starts with: same method, rows and
operator classes, same directions (or all of them reversed), payload included in the other. A unique index is not
reported, because its uniqueness is its work, nor is one of MySQL's prefix lengths.

## Why
The longer index answers every question of the shorter one. The shorter one costs every write, and disk and cache.
Sometimes it is kept on purpose, because it is smaller: say so with an `allow`.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(index(customer_id), index(customer_id, created_at))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict))]
    pub customer_id: i64,
    #[erd(created_at)]
    pub created_at: DateTime<Utc>,
}
```

## Good
```rust
#[erd(index(customer_id, created_at))]
```

## Source
MySQL manual, `sys.schema_redundant_indexes`; rules of pg-index-health, Skeema, pt-duplicate-key-checker.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "I04",
    slug: "redundant_prefix_index",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "every write maintains it, and the longer index answers the same queries",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let key = indexing::primary_key(table);
    for (i, index) in table.indexes.iter().enumerate() {
        // All of the primary key, and not only its beginning, is I06.
        if repeats_key(table, index) {
            continue;
        }
        let others = table.indexes.iter().enumerate();
        let longer = others
            .filter(|(j, _)| *j != i)
            .find(|(j, other)| {
                // Of two that replace each other the first one stays.
                is_redundant(index, other) && (*j < i || !is_redundant(other, index))
            })
            .map(|(_, other)| other)
            .or_else(|| key.as_ref().filter(|key| is_redundant(index, key)));
        if let Some(longer) = longer {
            let name = table.path();
            let relation = if index.keys.len() == longer.keys.len() {
                "has the same keys as"
            } else {
                "is the beginning of"
            };
            let (subject, longer) = (&index.name, &longer.name);
            report
                .find(
                    Site::Index(i),
                    format!("`{subject}` {relation} `{longer}`, both of `{name}`"),
                )
                .help(format!("remove `{subject}`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::{ColumnId, Index, Order, Sql};

    fn orders() -> Builder {
        table("orders")
            .columns(["id", "customer_id", "at", "total"])
            .primary_key(["id"])
    }

    fn count(builder: Builder) -> usize {
        of_entity(&RULE, builder).len()
    }

    #[test]
    fn bad() {
        let both = orders().index(["customer_id"]).index(["customer_id", "at"]);
        let found = of_entity(&RULE, both);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
        assert_eq!(
            found[0].message,
            "`orders_customer_id_idx` is the beginning of `orders_customer_id_at_idx`, both of `orders`"
        );
        let key = orders().edit(|t| t.primary_key = None);
        let key = key.primary_key(["id", "at"]).index(["id"]);
        assert_eq!(count(key), 1);
        let same = of_entity(&RULE, orders().index(["total"]).unique(["total"]));
        assert_eq!(
            same[0].message,
            "`orders_total_idx` has the same keys as `orders_total_key`, both of `orders`"
        );
        let backwards = orders().index(["at"]).index(["at"]);
        let backwards = backwards.last_index(|i| i.keys[0].order = Order::Desc);
        assert_eq!(count(backwards), 1);
    }

    #[test]
    fn ok() {
        assert_eq!(
            count(orders().index(["at"]).index(["customer_id", "at"])),
            0
        );
        let unique = orders()
            .unique(["customer_id"])
            .index(["customer_id", "at"]);
        assert_eq!(count(unique), 0);
        let mixed = orders()
            .index(["customer_id", "at"])
            .index(["customer_id", "at"]);
        let mixed = mixed.last_index(|i| i.keys[1].order = Order::Desc);
        assert_eq!(count(mixed), 0);
        let edits: [fn(&mut Index); 5] = [
            |i| i.method = Some("gin".to_owned()),
            |i| i.predicate = Sql::new("total > 0"),
            |i| i.keys[0].opclass = Some("varchar_pattern_ops".to_owned()),
            |i| i.include = vec![ColumnId(3)],
            |i| i.keys[0].prefix_len = Some(8),
        ];
        for edit in edits {
            let long = ["customer_id", "at"];
            let short = orders().index(long).index(["customer_id"]);
            assert_eq!(count(short.last_index(edit)), 0);
        }
    }

    #[test]
    fn a_duplicate_is_another_finding() {
        assert_eq!(count(orders().index(["at"]).index(["at"])), 0);
    }
}
