//! I04: an index that another one starts with.

use super::i03_duplicate_index::same;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{
    ColumnId, Index, IndexKey, IndexKind, KeyPart, NullsOrder, Order, Sql, Table, UniqueScope,
};
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
    #[erd(references(Customer))]
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
    let key = table.primary_key.as_ref().map(|key| {
        let kind = IndexKind::Unique;
        Index::new(key.name.clone(), kind, key.columns.iter().copied())
    });
    for (i, index) in table.indexes.iter().enumerate() {
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
            let name = path::table(table);
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

/// Whether `long` does all the work of `short`, which is not a duplicate of it.
fn is_redundant(short: &Index, long: &Index) -> bool {
    let is_plain = short.kind == IndexKind::Plain;
    let rows = |index: &Index| (index.predicate.clone(), index.scope == UniqueScope::Live);
    let prefixed = |index: &Index| index.keys.iter().any(|key| key.prefix_len.is_some());
    is_plain
        && !same(short, long)
        && short.is_btree()
        && long.is_btree()
        && !prefixed(short)
        && !prefixed(long)
        && rows(short) == rows(long)
        && starts_with(long, short)
        && holds_payload(long, short)
}

fn starts_with(long: &Index, short: &Index) -> bool {
    let pairs = || short.keys.iter().zip(&long.keys);
    short.keys.len() <= long.keys.len()
        && (pairs().all(|(a, b)| Sort::of(a) == Sort::of(b))
            || pairs().all(|(a, b)| Sort::of(a).reversed() == Sort::of(b)))
}

fn holds_payload(long: &Index, short: &Index) -> bool {
    let is_key = |c: &ColumnId| {
        let part = KeyPart::Column(*c);
        long.keys.iter().any(|key| key.part == part)
    };
    let has = |c: &ColumnId| long.include.contains(c) || is_key(c);
    short.include.iter().all(has)
}

/// What an index key sorts by, with the place of NULLs spelled out. Where nobody says it, every engine reverses it with
/// the direction, so PostgreSQL's default (last when ascending) stands for all.
#[derive(PartialEq)]
struct Sort<'a> {
    column: Option<ColumnId>,
    expression: Option<&'a Sql>,
    opclass: Option<&'a str>,
    descending: bool,
    nulls_first: bool,
}

impl<'a> Sort<'a> {
    fn of(key: &'a IndexKey) -> Self {
        let (column, expression) = match &key.part {
            KeyPart::Column(column) => (Some(*column), None),
            KeyPart::Expression(sql) => (None, Some(sql)),
        };
        let descending = key.order == Order::Desc;
        Self {
            column,
            expression,
            opclass: key.opclass.as_deref(),
            descending,
            nulls_first: key.nulls.map_or(descending, |n| n == NullsOrder::First),
        }
    }

    fn reversed(self) -> Self {
        Self {
            descending: !self.descending,
            nulls_first: !self.nulls_first,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

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
        assert_eq!(count(orders().index(["id"])), 1);
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
