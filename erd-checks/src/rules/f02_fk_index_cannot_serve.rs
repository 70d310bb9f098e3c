//! F02: an index that looks as if it served a foreign key and does not.

use super::f01_fk_without_index as f01;
use crate::cover::{Cover, Obstacle, cover};
use crate::{Check, Report, Rule, Scope, keys, path};
use erd_core::schema::Table;
use erd_core::{Level, Site};

const DOCS: &str = r#"# F02 fk_index_cannot_serve

## What it does
Rejects a foreign key whose only index cannot find the referencing rows: it holds some of the rows only, has the columns
behind others or as payload (`include`), holds a prefix of the value, or is of a kind that has no lookup by equality (full
text). Warns when an index starts with some but not all columns of a composite foreign key, and of a BRIN index: the
engine then reads more rows than it needs, with BRIN few only while the rows lie in the order of the column. On MySQL and
MariaDB alone, which make an index of their own, it is not asked.

## Why
As for F01, and worse, because a look at the schema shows an index. On PostgreSQL 15 and SQLite the check of a foreign
key reads the whole table although there is an index `WHERE deleted_at IS NULL` on the column: rows outside of the
predicate reference too.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(index(customer_id; where = "deleted_at IS NULL"))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict))]
    pub customer_id: i64,
    #[erd(deleted_at)]
    pub deleted_at: Option<DateTime<Utc>>,
}
```

## Good
```rust
#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict), index)]
    pub customer_id: i64,
    #[erd(deleted_at)]
    pub deleted_at: Option<DateTime<Utc>>,
}
```

## Source
Plans of the foreign key check, read on PostgreSQL 15.20 and SQLite 3.40.1; GitLab, "Foreign keys and associations".
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F02",
    slug: "fk_index_cannot_serve",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "deleting or updating a referenced row scans the whole referencing table although an index seems to be there",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    if !f01::is_asked(report) {
        return;
    }
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        if !fk.is_enforced() || keys::repeats_earlier(table, i) {
            continue;
        }
        let subject = path::columns(table, &fk.columns);
        let target = path::target(report.tables, table, &fk.target);
        match cover(table, &fk.columns) {
            Cover::Full | Cover::Missing => {}
            Cover::Unusable(index, obstacle) => {
                let because = because(&obstacle);
                let verb = if obstacle == Obstacle::Ranges {
                    "hardly serves"
                } else {
                    "cannot serve"
                };
                report
                    .find(
                        Site::ForeignKey(i),
                        format!(
                            "`{index}` {verb} the reference `{subject}` to `{target}`: {because}"
                        ),
                    )
                    .level(level(&obstacle))
                    .why(why(table, &target, &obstacle))
                    .help(f01::help(table, fk));
            }
            Cover::Part(index, n) => {
                let total = fk.columns.len();
                report
                    .find(
                        Site::ForeignKey(i),
                        format!("`{index}` starts with only {n} of the {total} columns of the reference `{subject}` to `{target}`"),
                    )
                    .level(Level::Warn)
                    .why(format!(
                        "deleting or updating a row of `{target}` reads every row that shares these {n} and filters the rest"
                    ))
                    .help(f01::help(table, fk));
            }
        }
    }
}

fn level(obstacle: &Obstacle<'_>) -> Level {
    match obstacle {
        Obstacle::Ranges => Level::Warn,
        _ => Level::Deny,
    }
}

/// What it costs; in a junction, which is read from both sides, more.
fn why(table: &Table, target: &str, obstacle: &Obstacle<'_>) -> String {
    let why = f01::why(table, target);
    if table.junction && *obstacle == Obstacle::NotFirst {
        format!("{why}, and listing what is linked to one row of `{target}` does too")
    } else {
        why
    }
}

fn because(obstacle: &Obstacle<'_>) -> String {
    match obstacle {
        Obstacle::LiveOnly => "it holds live rows only, and deleted rows reference too".to_owned(),
        Obstacle::Predicate(sql) => {
            format!("it holds only the rows where `{sql}`, and the others reference too")
        }
        Obstacle::Method(method) => format!("a {method} index has no lookup by equality"),
        Obstacle::Ranges => {
            "a brin index finds ranges of pages, few only where the rows lie in its order"
                .to_owned()
        }
        Obstacle::Prefix => "it holds only a prefix of the value".to_owned(),
        Obstacle::NotFirst => "other columns come first in it".to_owned(),
        Obstacle::Included => "it has the value as payload and is not sorted by it".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::Dialect;
    use erd_core::schema::{ColumnId, UniqueScope};

    fn orders() -> Builder {
        table("orders")
            .columns(["id", "tenant_id", "customer_id"])
            .primary_key(["id"])
            .references(["customer_id"], "Customer")
    }

    #[test]
    fn bad() {
        let partial = orders().index(["customer_id"]).filter("deleted_at IS NULL");
        let found = of_entity(&RULE, partial);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`orders_customer_id_idx` cannot serve the reference `orders.customer_id` to `Customer`: it holds only the \
             rows where `deleted_at IS NULL`, and the others reference too"
        );
        assert_eq!(found[0].level, Level::Deny);
        let second = orders().index(["tenant_id", "customer_id"]);
        assert_eq!(of_entity(&RULE, second).len(), 1);
        let payload = orders().index(["tenant_id"]);
        let payload = payload.last_index(|i| i.include = vec![ColumnId(2)]);
        assert_eq!(of_entity(&RULE, payload).len(), 1);
    }

    #[test]
    fn the_key_of_a_junction_serves_its_first_reference() {
        let members = table("members")
            .columns(["user_id", "group_id"])
            .primary_key(["user_id", "group_id"])
            .references(["user_id"], "User")
            .references(["group_id"], "Group")
            .edit(|t| t.junction = true);
        let found = of_entity(&RULE, members);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "members.group_id");
        let both = "and listing what is linked to one row of `Group` does too";
        assert!(found[0].why.ends_with(both), "{}", found[0].why);
    }

    #[test]
    fn an_index_over_live_rows_is_none() {
        let live = orders()
            .deleted_at()
            .unique(["customer_id"])
            .last_index(|i| i.scope = UniqueScope::Live);
        let found = of_entity(&RULE, live);
        assert_eq!(found.len(), 1);
        assert!(
            found[0]
                .message
                .ends_with("it holds live rows only, and deleted rows reference too")
        );
    }

    #[test]
    fn a_part_of_the_columns_is_a_warning() {
        let part = table("orders")
            .columns(["id", "tenant_id", "customer_id"])
            .primary_key(["id"])
            .references(["tenant_id", "customer_id"], "Customer")
            .index(["tenant_id"]);
        let found = of_entity(&RULE, part);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
        assert!(found[0].message.contains("only 1 of the 2 columns"));
    }

    #[test]
    fn ok() {
        let skips_nulls = orders()
            .index(["customer_id"])
            .filter("customer_id IS NOT NULL");
        assert!(of_entity(&RULE, skips_nulls).is_empty());
        let also_plain = orders()
            .index(["customer_id"])
            .filter("deleted_at IS NULL")
            .index(["customer_id"]);
        assert!(of_entity(&RULE, also_plain).is_empty());
    }

    #[test]
    fn a_range_of_pages_is_a_warning() {
        let brin = orders()
            .index(["customer_id"])
            .last_index(|i| i.method = Some("brin".to_owned()));
        let found = of_entity(&RULE, brin);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
        assert!(found[0].message.contains("hardly serves"));
    }

    #[test]
    fn innodb_makes_its_own() {
        let partial = || orders().index(["customer_id"]).filter("x > 1");
        let family = [Dialect::MySql, Dialect::MariaDb];
        assert!(of_entity_on(&RULE, partial(), &family).is_empty());
        assert_eq!(
            of_entity_on(&RULE, partial(), &[Dialect::Postgres]).len(),
            1
        );
    }

    #[test]
    fn it_replaces_f01() {
        let partial = orders().index(["customer_id"]).filter("x > 1");
        assert!(of_entity(&f01::RULE, partial).is_empty());
    }
}
