//! I08: more indexes than writes can bear.

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::Table;
use erd_core::{Dialect, Family, Level, Site};

const DOCS: &str = r"# I08 too_many_indexes

## What it does
Warns about an entity with more than 10 indexes and unique keys beside its primary key. More than 64, with the primary key,
are rejected where MySQL or MariaDB is a target.

## Why
Each insert writes to every index. On PostgreSQL a query that locks more than 16 relations, of which each index of a table
is one, leaves the fast path of its lock manager, and all sessions contend for the shared table. MySQL and MariaDB take 64
keys and refuse the table that has more (error 1069).

## Bad
```rust
#[derive(erd::Entity)]
#[erd(index(a), index(b), index(c), index(d), index(e), index(f), index(g), index(h), index(i), index(j), index(k))]
pub struct Report { /* .. */ }
```

## Good
```rust
#[erd(access(by(a), order(b)), index(a, b), access(by(c)), index(c))]
pub struct Report { /* .. */ }
```
Declared access paths show which indexes serve none of them (I07); I04 shows those that another one replaces.

## Source
PostgreSQL source, `FP_LOCK_SLOTS_PER_BACKEND` before version 18; MySQL manual 17.22, InnoDB Limits; MariaDB refuses 65
keys in a test of this rule.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "I08",
    slug: "too_many_indexes",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "every insert writes to all of them, and a query that locks many of them contends with all sessions",
    docs: DOCS,
    check: Check::Entity(check),
};

/// Most indexes of a table beside its primary key.
const MANY: usize = 10;
/// Most that MySQL and MariaDB take, the primary key among them.
const MOST: usize = 64;

fn check(table: &Table, report: &mut Report<'_>) {
    let count = table.indexes.len();
    if count <= MANY {
        return;
    }
    let keys = count + usize::from(table.primary_key.is_some());
    let refused = keys > MOST
        && Dialect::ALL
            .into_iter()
            .any(|dialect| dialect.is(Family::MySql) && report.is_target(dialect));
    let name = table.path();
    let help = "remove those that no query needs: declare the queries with `access(..)`, and I07 names them";
    if refused {
        report
            .find(
                Site::Entity,
                format!("`{name}` has {keys} keys; MySQL and MariaDB take {MOST}"),
            )
            .level(Level::Deny)
            .why("MySQL and MariaDB refuse to create the table")
            .help(help);
    } else {
        report
            .find(Site::Entity, format!("`{name}` has {count} indexes"))
            .help(help);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn with(count: usize) -> Builder {
        let names: Vec<String> = (0..count).map(|i| format!("c{i}")).collect();
        let mut table = table("reports").columns(names.iter().map(String::as_str));
        for name in &names {
            table = table.index([name.as_str()]);
        }
        table
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, with(11));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
        assert_eq!(found[0].message, "`reports` has 11 indexes");
        let found = of_entity(&RULE, with(65));
        assert_eq!(found[0].level, Level::Deny);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, with(10)).is_empty());
    }
}
