//! I14: parts of an index that some dialect lacks.

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{Index, IndexKey, KeyPart, NullsOrder, Order, Table};
use erd_core::{Dialect, Family, Level, Site};

const DOCS: &str = r#"# I14 unsupported_index_feature

## What it does
Lists, for each index, the targets that cannot have it as it is declared: a plain partial index on MySQL and MariaDB;
`include`, operator classes, methods, storage parameters and `nulls_not_distinct` outside of PostgreSQL; expressions on
MariaDB; prefix lengths on PostgreSQL and SQLite. Rejects it where `erd.toml` names the target; without targets it is
reported on request only, because an application may run on one dialect only, and because writing DDL for a dialect that
lacks the part is an error with the same text.

## Why
The schema works on the developer's database and cannot be created on another target.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(index(customer_id; where = "paid_at IS NULL"))]
pub struct Invoice { /* .. */ }
```

## Good
```rust
#[erd(index(customer_id; where(postgres = "paid_at IS NULL", sqlite = "paid_at IS NULL")))]
pub struct Invoice { /* .. */ }
```
The index then holds all rows on MySQL and MariaDB. An expression works on MariaDB as a generated column with an index.

## Source
The manuals of the four engines, CREATE INDEX; each line is executed by the tests of the DDL on PostgreSQL, MariaDB and
SQLite.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "I14",
    slug: "unsupported_index_feature",
    level: Level::Allow,
    scope: Scope::Entity,
    silenceable: true,
    why: "the index cannot be created on every target",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, index) in table.indexes.iter().enumerate() {
        for dialect in Dialect::ALL {
            if !report.is_target(dialect) {
                continue;
            }
            let lacks: Vec<&str> = lacks(index, dialect).collect();
            if !lacks.is_empty() {
                let name = table.path();
                let level = if report.names_target(dialect) {
                    Level::Deny
                } else {
                    RULE.level
                };
                report
                    .find(
                        Site::Index(i),
                        format!(
                            "{} cannot have `{}` of `{name}`: {}",
                            dialect.title(),
                            index.name,
                            lacks.join(", ")
                        ),
                    )
                    .level(level)
                    .help(format!(
                        "leave it out, or name your targets in `erd.toml` if {} is none",
                        dialect.title()
                    ));
            }
        }
    }
}

/// The parts of an index that a dialect lacks.
fn lacks(index: &Index, dialect: Dialect) -> impl Iterator<Item = &'static str> {
    use Dialect::{MariaDb, Postgres, Sqlite};
    let any = |has: fn(&IndexKey) -> bool| index.keys.iter().any(has);
    let mysql = dialect.is(Family::MySql);
    let postgres = dialect == Postgres;
    let method = index.method.as_deref().unwrap_or("btree");
    let foreign_method = match dialect {
        Postgres => matches!(method, "fulltext" | "spatial"),
        Sqlite => method != "btree",
        MariaDb if method == "vector" => false,
        _ => !matches!(method, "btree" | "hash" | "fulltext" | "spatial"),
    };
    let partial = index.predicate.get(dialect).is_some() && !index.is_unique();
    let low = |key: &IndexKey| {
        matches!(
            (key.order, key.nulls),
            (Order::Asc, Some(NullsOrder::Last)) | (Order::Desc, Some(NullsOrder::First))
        )
    };
    [
        (mysql && partial, "it is partial"),
        (!postgres && !index.include.is_empty(), "it has `include`"),
        (
            dialect == MariaDb && any(|key| matches!(key.part, KeyPart::Expression(_))),
            "it has an expression",
        ),
        (
            !postgres && any(|key| key.opclass.is_some()),
            "it has an operator class",
        ),
        (
            !mysql && any(|key| key.prefix_len.is_some()),
            "it has a prefix length",
        ),
        (
            !postgres && index.keys.iter().any(low),
            "it moves NULLs to the other end",
        ),
        (
            !postgres && index.nulls_not_distinct,
            "it has `nulls_not_distinct`",
        ),
        (
            !postgres && index.with.is_some(),
            "it has storage parameters",
        ),
        (foreign_method, "it has another access method"),
    ]
    .into_iter()
    .filter_map(|(lacks, what)| lacks.then_some(what))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::schema::{ColumnId, Sql};

    fn invoices() -> Builder {
        table("invoices")
            .columns(["id", "customer_id"])
            .index(["customer_id"])
    }

    fn who(edit: fn(&mut Index)) -> Vec<String> {
        let found = of_entity(&RULE, invoices().last_index(edit));
        let first = |message: &str| message.split(' ').next().unwrap_or_default().to_owned();
        found.iter().map(|f| first(&f.message)).collect()
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, invoices().filter("customer_id > 3"));
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].level, Level::Allow);
        assert_eq!(
            found[0].message,
            "MySQL cannot have `invoices_customer_id_idx` of `invoices`: it is partial"
        );
        assert_eq!(
            who(|i| i.include = vec![ColumnId(0)]),
            ["MySQL", "MariaDB", "SQLite"]
        );
        assert_eq!(
            who(|i| i.keys[0].part = KeyPart::Expression(Sql::new("abs(id)"))),
            ["MariaDB"]
        );
        assert_eq!(
            who(|i| i.keys[0].prefix_len = Some(8)),
            ["PostgreSQL", "SQLite"]
        );
        assert_eq!(
            who(|i| i.method = Some("gin".to_owned())),
            ["MySQL", "MariaDB", "SQLite"]
        );
        assert_eq!(
            who(|i| i.method = Some("fulltext".to_owned())),
            ["PostgreSQL", "SQLite"]
        );
        assert_eq!(
            who(|i| i.keys[0].nulls = Some(NullsOrder::Last)),
            ["MySQL", "MariaDB", "SQLite"]
        );
    }

    #[test]
    fn a_target_that_is_named_rejects_it() {
        let filtered = || invoices().filter("customer_id > 3");
        let found = of_entity_on(&RULE, filtered(), &[Dialect::MySql]);
        assert_eq!(found[0].level, Level::Deny);
        assert!(of_entity_on(&RULE, filtered(), &[Dialect::Sqlite]).is_empty());
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, invoices()).is_empty());
        let some = invoices().last_index(|i| {
            i.predicate = Sql {
                any: None,
                by_dialect: vec![(Dialect::Postgres, "customer_id > 3".to_owned())],
            };
        });
        assert!(of_entity(&RULE, some).is_empty());
    }
}
