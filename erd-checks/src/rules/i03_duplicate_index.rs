//! I03: the same index twice.

use crate::indexing::same;
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::Table;
use erd_core::{Level, Site};

const DOCS: &str = r#"# I03 duplicate_index

## What it does
Rejects two indexes of a table with the same keys (columns or expressions, direction, place of NULLs, operator class), the
same payload, rows, method and uniqueness. Only their names differ.

## Why
Every write maintains both, and no query is faster for it. MySQL warns about it (1831) and announces to refuse it.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(index(customer_id; name = "by_customer"))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict), index)]
    pub customer_id: i64,
}
```

## Good
```rust
    #[erd(references(Customer, on_delete = restrict), index)]
    pub customer_id: i64,
```

## Source
MySQL error reference, 1831; rules of splinter (0009), pg-index-health, pt-duplicate-key-checker.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "I03",
    slug: "duplicate_index",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "every write maintains both, and no query is faster for it",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, index) in table.indexes.iter().enumerate() {
        if let Some(first) = table.indexes[..i].iter().find(|first| same(first, index)) {
            let (subject, first) = (&index.name, &first.name);
            let name = table.path();
            report
                .find(
                    Site::Index(i),
                    format!("`{subject}` and `{first}` are the same index of `{name}`"),
                )
                .help(format!("remove `{subject}` or `{first}`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::{ColumnId, Index, IndexKind, Order};

    fn orders() -> Builder {
        table("orders")
            .columns(["id", "customer_id", "total"])
            .primary_key(["id"])
            .index(["customer_id"])
    }

    #[test]
    fn bad() {
        let twice = orders()
            .index(["customer_id"])
            .last_index(|i| i.name = "by_customer".to_owned());
        let found = of_entity(&RULE, twice);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`by_customer` and `orders_customer_id_idx` are the same index of `orders`"
        );
        let unique = orders().unique(["total"]).unique(["total"]);
        let unique = unique.last_index(|i| i.kind = IndexKind::Unique);
        assert_eq!(of_entity(&RULE, unique).len(), 1);
    }

    #[test]
    fn ok() {
        let edits: [fn(&mut Index); 5] = [
            |i| i.keys[0].order = Order::Desc,
            |i| i.keys[0].opclass = Some("text_pattern_ops".to_owned()),
            |i| i.method = Some("hash".to_owned()),
            |i| i.include = vec![ColumnId(2)],
            |i| i.predicate = erd_core::schema::Sql::new("total > 0"),
        ];
        for edit in edits {
            let other = orders().index(["customer_id"]).last_index(edit);
            assert!(of_entity(&RULE, other).is_empty());
        }
        let unique = orders().unique(["customer_id"]);
        assert!(of_entity(&RULE, unique).is_empty());
    }
}
