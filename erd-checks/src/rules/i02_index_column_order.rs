//! I02: an index with the right columns in the wrong order.

use super::i01_access_path_unserved::is_small;
use crate::indexing::{Advice, Edit, advise, attribute, path_words};
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{IndexKey, KeyPart, Table};
use erd_core::{Level, Site};

const DOCS: &str = r"# I02 index_column_order

## What it does
Rejects an index that has exactly the columns of an access path first, but in an order or in directions that do not serve
it, where nothing else needs it as it is. It stands in for I01, which would ask for a further index.

## Why
An index finds a run of neighbours. Columns compared with `=` must come first; behind a column compared by range, or
sorted by, a column only filters. How many values a column has does not matter: on PostgreSQL 15 with 1,000,000 rows,
`status = .. AND created_at > ..` read 4 pages through `(status, created_at)` and 2,997 through `(created_at, status)`.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(index(created_at, status), access(by(status), range(created_at)))]
pub struct Job {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub status: i16,
    #[erd(created_at)]
    pub created_at: DateTime<Utc>,
}
```

## Good
```rust
#[erd(index(status, created_at), access(by(status), range(created_at)))]
```

## Source
PostgreSQL manual 11.3; measured on PostgreSQL 15.20. PostgreSQL and SQLite plans are read by the tests of this rule.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "I02",
    slug: "index_column_order",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "behind a range or a sort a column only filters, so the query reads all of the range or sorts all it finds",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    if is_small(table) {
        return;
    }
    for Advice { paths, edit } in advise(table) {
        let Edit::Reorder(at, index) = &edit else {
            continue;
        };
        let old = &table.indexes[*at];
        let parts = |keys: &[IndexKey]| -> Vec<KeyPart> {
            keys.iter().map(|key| key.part.clone()).collect()
        };
        let how = if parts(&old.keys) == parts(&index.keys) {
            "other directions"
        } else {
            "another order"
        };
        let words = path_words(table, &table.intent.access[paths[0]]);
        report
            .find(
                Site::Index(*at),
                format!("`{}` has the columns of `{words}` in {how}", old.name),
            )
            .help(format!("reorder it: `{}`", attribute(table, index)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::i01_access_path_unserved as i01;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::Order;

    fn jobs() -> Builder {
        table("jobs")
            .columns(["id", "status", "at"])
            .primary_key(["id"])
            .access(&["status"], &[])
            .range("at")
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, jobs().index(["at", "status"]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Deny);
        assert_eq!(
            found[0].message,
            "`jobs_at_status_idx` has the columns of `access(by(status), range(at))` in another order"
        );
        assert_eq!(found[0].help, ["reorder it: `#[erd(index(status, at))]`"]);
        let sorted = table("jobs")
            .columns(["id", "status", "at"])
            .access(&[], &["at desc", "id desc"])
            .index(["at", "id"])
            .last_index(|i| i.keys[0].order = Order::Desc);
        let found = of_entity(&RULE, sorted);
        assert!(found[0].message.ends_with("in other directions"));
    }

    #[test]
    fn it_replaces_i01() {
        assert!(of_entity(&i01::RULE, jobs().index(["at", "status"])).is_empty());
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, jobs().index(["status", "at"])).is_empty());
        let needed = jobs().index(["at", "status"]).access(&[], &[]).range("at");
        assert!(of_entity(&RULE, needed).is_empty());
        assert!(of_entity(&RULE, jobs().index(["at"])).is_empty());
    }
}
