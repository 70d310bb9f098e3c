//! I07: an index that nothing declared needs.

use crate::indexing::{self, Edit, advise, covers, is_redundant, same, serves};
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{ColumnId, Index, IndexKind, KeyPart, Table};
use erd_core::{Level, Site};

const DOCS: &str = r"# I07 declared_index_unused

## What it does
Warns about an index of an entity with access paths that serves none of them, no foreign key, and neither partitioning
nor retention. Unique keys work without being read. Indexes on expressions and of methods other than btree are left alone:
a path cannot say what they are for. An entity without any access path is left alone too.

## Why
Every insert writes to every index, and so does every update that cannot avoid it. An index that no query uses only costs:
time, disk, cache, and locks.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(access(by(sku)))]
pub struct Product {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(index, max_len = 40)]
    pub sku: String,
    #[erd(index)]
    pub weight: i32,
}
```

## Good
```rust
#[erd(access(by(sku)), access(range(weight)))]
```
or no index on `weight`.

## Source
PostgreSQL manual 11.12, Examining Index Usage; Winand, SQL Performance Explained, chapter 8.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "I07",
    slug: "declared_index_unused",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "every write maintains it, and no declared query reads it",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    if table.intent.access.is_empty() {
        return;
    }
    let advice = advise(table);
    for (i, index) in table.indexes.iter().enumerate() {
        // An index that is to be reordered or extended is another rule's finding, and so is a redundant one.
        let judged = advice.iter().any(
            |advice| matches!(&advice.edit, Edit::Reorder(at, _) | Edit::Extend(at, _) if *at == i),
        );
        let whole = index.is_btree() && index.key_columns().is_some();
        if index.kind == IndexKind::Plain
            && whole
            && !judged
            && !is_needed(table, index)
            && !is_judged_by_others(table, i)
        {
            let name = table.path();
            report
                .find(
                    Site::Index(i),
                    format!(
                        "`{}` serves no access path and no foreign key of `{name}`",
                        index.name
                    ),
                )
                .help("remove it, or declare the query that needs it: `access(by(..))`");
        }
    }
}

fn is_needed(table: &Table, index: &Index) -> bool {
    let intent = &table.intent;
    let first = index.keys.first().map(|key| &key.part);
    let leads = |column: &ColumnId| first == Some(&KeyPart::Column(*column));
    let by_time = |column: &ColumnId| intent.retention.is_some() && table[*column].role.is_some();
    let mut partition = intent.partition.iter().flat_map(|p| &p.columns);
    intent.access.iter().any(|p| serves(table, index, p))
        || table
            .foreign_keys
            .iter()
            .any(|fk| covers(table, index, &fk.columns) || fk.columns.iter().any(leads))
        || partition.any(leads)
        || intent.tenant.iter().any(leads)
        || (0..table.columns.len())
            .map(ColumnId)
            .any(|c| leads(&c) && by_time(&c))
}

fn is_judged_by_others(table: &Table, at: usize) -> bool {
    let index = &table.indexes[at];
    let others = table.indexes.iter().enumerate().filter(|(i, _)| *i != at);
    let mut others = others.map(|(_, other)| other);
    others.any(|other| is_redundant(index, other) || same(index, other))
        || indexing::primary_key(table).is_some_and(|key| is_redundant(index, &key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn products() -> Builder {
        table("products")
            .columns(["id", "sku", "weight", "maker_id"])
            .primary_key(["id"])
            .access(&["sku"], &[])
            .index(["sku"])
    }

    fn count(builder: Builder) -> usize {
        of_entity(&RULE, builder).len()
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, products().index(["weight"]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
        assert_eq!(
            found[0].message,
            "`products_weight_idx` serves no access path and no foreign key of `products`"
        );
    }

    #[test]
    fn ok() {
        assert_eq!(count(products()), 0);
        assert_eq!(
            count(products().index(["weight"]).access(&[], &["weight"])),
            0
        );
        assert_eq!(count(products().unique(["weight"])), 0);
        let key = products().index(["maker_id"]);
        assert_eq!(count(key.references(["maker_id"], "Maker")), 0);
        let gin = products().index(["weight"]);
        assert_eq!(
            count(gin.last_index(|i| i.method = Some("gin".to_owned()))),
            0
        );
        let silent = table("products")
            .columns(["id", "weight"])
            .index(["weight"]);
        assert_eq!(count(silent), 0);
    }

    #[test]
    fn what_another_rule_reports_is_not_repeated() {
        assert_eq!(count(products().index(["weight"]).index(["weight"])), 0);
        let reordered = products()
            .access(&["weight"], &["maker_id"])
            .index(["maker_id", "weight"]);
        assert_eq!(count(reordered), 0);
    }
}
