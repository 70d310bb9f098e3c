//! F02: an index that looks as if it served a foreign key and does not.

use super::f01_fk_without_index as f01;
use crate::cover::{Cover, Obstacle, cover};
use crate::{Check, Report, Rule, Scope, keys, path};
use erd_core::schema::{ColumnId, ForeignKey, KeyPart, Table, Type};
use erd_core::since;
use erd_core::{Dialect, Edit, Level, Scalar, Site, naming};

const DOCS: &str = r#"# F02 fk_index_cannot_serve

## What it does
Rejects a foreign key whose only index cannot find the referencing rows: it holds some of the rows only, has the columns
behind others or as payload (`include`), holds a prefix of the value, or is of a kind that has no lookup by equality (full
text). Warns when an index starts with some but not all columns of a composite foreign key, and of a BRIN index: the
engine then reads more rows than it needs, with BRIN few only while the rows lie in the order of the column. Warns where the
columns stand behind others and PostgreSQL from 18 on is the only target that asks, which skips from value to value of those
before; it is silent where these are `bool`. On MySQL and MariaDB alone, which make an index of their own, it is not asked.

## Why
As for F01, and worse, because a look at the schema shows an index. On PostgreSQL 15 and SQLite the check of a foreign
key reads the whole table although there is an index `WHERE deleted_at IS NULL` on the column: rows outside of the
predicate reference too. PostgreSQL 18 searches once for each value of the leading columns: 6 searches for 5 values, 1,001 in
6.6 ms for 1,000, and the whole index for 100,000.

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
Plans of the foreign key check, read on PostgreSQL 15.20 and 18.4 and SQLite 3.40.1; GitLab, "Foreign keys and associations".
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
            Cover::Unusable(index, Obstacle::NotFirst) if skips(report) => {
                let leading = leading(table, index, &fk.columns);
                if leading.iter().all(|id| is_bool(table, *id)) {
                    continue;
                }
                let before = path::columns(table, &leading);
                report
                    .find(
                        Site::ForeignKey(i),
                        format!("`{index}` serves the reference `{subject}` to `{target}` by one search for each value of `{before}`"),
                    )
                    .level(Level::Warn)
                    .why("how many values that are, the declaration does not say; with many, the whole index is read")
                    .help(f01::help(table, fk))
                    .mend(edit(table, fk));
            }
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
                    .help(f01::help(table, fk))
                    .mend(edit(table, fk));
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
                    .help(f01::help(table, fk))
                    .mend(edit(table, fk));
            }
        }
    }
}

/// An index of its own, whatever the field says of the one that is there; none where that one has its name.
fn edit(table: &Table, fk: &ForeignKey) -> Option<Edit> {
    let columns: Vec<&str> = fk.columns.iter().map(|c| table[*c].name.as_str()).collect();
    let name = naming::index(&table.name, &columns);
    let is_free = table.indexes.iter().all(|index| index.name != name);
    is_free.then(|| Edit::Entity(format!("index({})", path::field_list(table, &fk.columns))))
}

/// Whether every target that leaves the index to the schema skips over leading columns: PostgreSQL does from 18 on.
fn skips(report: &Report<'_>) -> bool {
    report.names_targets()
        && report.reaches(Dialect::Postgres, since(&[18]))
        && !report.is_target(Dialect::Sqlite)
}

/// The keys of an index, or of the primary key, before the first of some columns.
fn leading(table: &Table, index: &str, columns: &[ColumnId]) -> Vec<ColumnId> {
    let key = table.primary_key.iter().filter(|key| key.name == index);
    let of_key = key.flat_map(|key| key.columns.iter().copied().map(Some));
    let index = table.indexes.iter().filter(|i| i.name == index);
    let of_index = index
        .flat_map(|index| &index.keys)
        .map(|key| match key.part {
            KeyPart::Column(id) => Some(id),
            KeyPart::Expression(_) => None,
        });
    let all = of_key.chain(of_index);
    all.take_while(|id| id.is_none_or(|id| !columns.contains(&id)))
        .flatten()
        .collect()
}

fn is_bool(table: &Table, id: ColumnId) -> bool {
    table[id].ty == Type::Scalar(Scalar::Bool)
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
    fn postgres_18_skips_over_what_comes_first() {
        use crate::config::{Config, TargetVersion};
        let on = |version: u32, orders: Builder| {
            let version = vec![version];
            let (dialect, line) = (Dialect::Postgres, 1);
            let targets = vec![TargetVersion {
                product: dialect.into(),
                version,
                line,
            }];
            let config = Config {
                targets,
                ..Config::default()
            };
            let mut found = crate::check_entity_with(&orders.done(), &config);
            found.retain(|f| f.id == RULE.id);
            found
                .into_iter()
                .map(|f| (f.level, f.message))
                .collect::<Vec<_>>()
        };
        let second = || orders().index(["tenant_id", "customer_id"]);
        assert_eq!(on(17, second())[0].0, Level::Deny);
        let (level, message) = &on(18, second())[0];
        assert_eq!(*level, Level::Warn);
        assert!(message.ends_with("one search for each value of `orders.tenant_id`"));
        let two = second().edit(|t| t.columns[1].ty = Type::Scalar(Scalar::Bool));
        assert_eq!(on(18, two), []);
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
