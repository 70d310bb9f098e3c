//! I01: a declared access path needs an index that serves it.

use crate::indexing::{Advice, Edit, advise, attribute, path_words};
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::Table;
use erd_core::{Level, Site};

const DOCS: &str = r#"# I01 access_path_unserved

## What it does
Rejects an access path that no index serves, and prints the index to add, or the existing one to extend. An index serves
a path when its first keys are the columns of `by`, in any order, and the next ones those of `order`, in that order, all
in these directions or all in the opposite ones; the column of `range` is the first of `order`, or the next key where
nothing is sorted. Primary and unique keys count. An index over live rows counts for a `live` path. A `by` that holds a
whole unique key finds one row and needs nothing else.

The printed index puts the columns of `by` in the order that serves most paths of the entity and covers a foreign key.
No index serves a range on one column and a sort that starts with another: an index for either will do. An entity whose
primary key is `bounded`, or whose `rows` are, to 1,000 is small enough to be read whole.

## Why
The path is what the application does all day. Without an index that fits it, the engine reads rows that it throws away,
or sorts them all for one page, and it reads more of them with every row that is added: fast in tests, slow in a year.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(access(by(customer_id), order(created_at desc, id desc), limit))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict), index)]
    pub customer_id: i64,
    #[erd(created_at)]
    pub created_at: DateTime<Utc>,
}
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(
    index(customer_id, created_at desc, id desc),
    access(by(customer_id), order(created_at desc, id desc), limit)
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

## Source
PostgreSQL manual 11.3 to 11.5; MySQL manual 8.3.6 and 8.2.1.16; "The SQLite Query Optimizer Overview", 2; plans are
read on PostgreSQL, MariaDB and SQLite by the tests of this rule.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "I01",
    slug: "access_path_unserved",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "the query reads or sorts rows that it does not return, and more of them with every row added",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    if is_small(table) {
        return;
    }
    for Advice { paths, edit } in advise(table) {
        let index = attribute(table, edit.index());
        let (help, edit) = match &edit {
            // The index is there, in the wrong order: that is I02.
            Edit::Reorder(..) => continue,
            Edit::Extend(at, _) => {
                let old = &table.indexes[*at].name;
                (
                    format!("extend `{old}`: make it `{index}` on the struct"),
                    None,
                )
            }
            Edit::Add(_) => {
                let words = index
                    .strip_prefix("#[erd(")
                    .and_then(|w| w.strip_suffix(")]"));
                let edit = words.map(|words| erd_core::Edit::Entity(words.to_owned()));
                (format!("add `{index}` to the struct"), edit)
            }
        };
        let name = table.path();
        let (first, more) = (paths[0], paths.len() - 1);
        let words = path_words(table, &table.intent.access[first]);
        let message = match more {
            0 => format!("no index of `{name}` serves `{words}`"),
            1 => format!("no index of `{name}` serves `{words}` and one more path"),
            _ => format!("no index of `{name}` serves `{words}` and {more} more paths"),
        };
        report
            .find(Site::Access(first), message)
            .help(help)
            .mend(edit);
    }
}

/// Most rows that are read whole as fast as through an index.
const SMALL: u64 = 1000;

/// Whether it is declared to stay so small that no index is needed.
pub(super) fn is_small(table: &Table) -> bool {
    let key = table.primary_key.iter().flat_map(|key| &key.columns);
    let bounds = key.filter_map(|c| table[*c].bound());
    bounds.chain(table.intent.rows).any(|rows| rows <= SMALL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::{ColumnId, Mark};

    fn orders() -> Builder {
        table("orders")
            .columns(["id", "customer_id", "at"])
            .primary_key(["id"])
            .access(&["customer_id"], &["at desc", "id desc"])
            .limit()
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, orders());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Deny);
        assert_eq!(found[0].site, Site::Access(0));
        assert_eq!(
            found[0].message,
            "no index of `orders` serves `access(by(customer_id), order(at desc, id desc), limit)`"
        );
        assert_eq!(
            found[0].help,
            ["add `#[erd(index(customer_id, at desc, id desc))]` to the struct"]
        );
        let found = of_entity(&RULE, orders().index(["customer_id"]));
        assert_eq!(
            found[0].help,
            ["extend `orders_customer_id_idx`: make it \
                 `#[erd(index(customer_id, at desc, id desc))]` on the struct"]
        );
    }

    #[test]
    fn one_missing_index_is_one_finding() {
        let two = orders().access(&["customer_id"], &[]).range("at");
        let found = of_entity(&RULE, two);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.ends_with("and one more path"));
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, orders().index(["customer_id", "at", "id"])).is_empty());
        let allowed = orders().allow(RULE.slug, Site::Column(ColumnId(1)));
        assert!(of_entity(&RULE, allowed).is_empty());
        let by_key = table("orders").columns(["id"]).primary_key(["id"]);
        assert!(of_entity(&RULE, by_key.access(&["id"], &[])).is_empty());
    }

    #[test]
    fn a_small_table_is_read_whole() {
        let bounded = |n| orders().edit(|t| t.columns[0].marks.push(Mark::Bounded(n)));
        assert!(of_entity(&RULE, bounded(200)).is_empty());
        assert_eq!(of_entity(&RULE, bounded(20_000)).len(), 1);
        assert!(of_entity(&RULE, orders().edit(|t| t.intent.rows = Some(50))).is_empty());
    }
}
