//! I17: pages need a sort in which no two rows are equal.

use crate::indexing::{is_total, path_words};
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{Order, Table};
use erd_core::{Level, Site};

const DOCS: &str = r"# I17 keyset_without_tiebreak

## What it does
Warns about an access path with `limit` whose sort leaves rows equal: the columns of `by` and `order` together hold no
primary or unique key. A column of `order` that may be NULL does not count, because NULLs are equal in a sort and distinct
in a unique key.

## Why
Rows that are equal in the sort come in any order, and in another one at the next query. The next page, which starts after
the last row seen, skips some of them or shows them twice; nobody notices until two rows share a timestamp.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(
    index(customer_id, created_at desc),
    access(by(customer_id), order(created_at desc), limit)
)]
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
#[erd(
    index(customer_id, created_at desc, id desc),
    access(by(customer_id), order(created_at desc, id desc), limit)
)]
```

## Source
PostgreSQL manual 7.6, LIMIT and OFFSET; MySQL manual 8.2.1.19, LIMIT Query Optimization.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "I17",
    slug: "keyset_without_tiebreak",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "rows that are equal in the sort are skipped by the next page or shown twice",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, access) in table.intent.access.iter().enumerate() {
        let Some((_, last)) = access.order.last() else {
            continue;
        };
        if !access.limit || is_total(table, access) {
            continue;
        }
        let Some(key) = &table.primary_key else {
            continue;
        };
        let name = table.path();
        let sort: Vec<&str> = access
            .order
            .iter()
            .map(|(column, _)| table[*column].name.as_str())
            .collect();
        let direction: Order = *last;
        let mut fixed = access.clone();
        let missing = key.columns.iter().filter(|column| {
            !access.by.contains(column) && access.order.iter().all(|(c, _)| c != *column)
        });
        fixed.order.extend(missing.map(|c| (*c, direction)));
        report
            .find(
                Site::Access(i),
                format!(
                    "pages of `{name}` are sorted by `{}`, in which rows can be equal",
                    sort.join(", ")
                ),
            )
            .help(format!(
                "append the primary key, here and to the index: `{}`",
                path_words(table, &fixed)
            ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::UniqueScope;

    fn orders() -> Builder {
        table("orders")
            .columns(["id", "customer_id", "number"])
            .nullable("at")
            .primary_key(["id"])
    }

    fn count(builder: Builder) -> usize {
        of_entity(&RULE, builder).len()
    }

    #[test]
    fn bad() {
        let found = of_entity(
            &RULE,
            orders().access(&["customer_id"], &["at desc"]).limit(),
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
        assert_eq!(
            found[0].message,
            "pages of `orders` are sorted by `at`, in which rows can be equal"
        );
        assert_eq!(
            found[0].help,
            ["append the primary key, here and to the index: \
                 `access(by(customer_id), order(at desc, id desc), limit)`"]
        );
        let nulls = orders().unique(["at"]).access(&[], &["at"]).limit();
        assert_eq!(count(nulls), 1);
        let live = orders().deleted_at().unique(["number"]);
        let live = live.scope(UniqueScope::Live);
        assert_eq!(count(live.access(&[], &["number"]).limit()), 1);
    }

    #[test]
    fn ok() {
        assert_eq!(count(orders().access(&[], &["at", "id"]).limit()), 0);
        assert_eq!(count(orders().access(&["customer_id"], &["at"])), 0);
        assert_eq!(count(orders().access(&["customer_id"], &[]).limit()), 0);
        let number = orders().unique(["customer_id", "number"]);
        let page = number.access(&["customer_id"], &["number"]).limit();
        assert_eq!(count(page), 0);
        let live = orders().deleted_at().unique(["number"]);
        let live = live.scope(UniqueScope::Live);
        assert_eq!(count(live.access(&[], &["number"]).limit().live()), 0);
    }
}
