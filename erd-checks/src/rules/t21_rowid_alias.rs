//! T21: only `INTEGER PRIMARY KEY` numbers its rows.

use crate::columns::{is_spelled_for, spelling};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::Table;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# T21 rowid_alias

## What it does
Rejects an `identity` column that is a table's only key column and whose type is spelled for SQLite as anything but
`INTEGER`.

## Why
Only a column declared exactly `INTEGER PRIMARY KEY` is the rowid, which SQLite generates. With `INT` or `BIGINT` the
column is an ordinary one: an insert without a value fails, or stores NULL where the column may be NULL.

## Bad
```rust
#[erd(primary_key, identity, sql_type(sqlite = "BIGINT"))]
pub id: i64,
```

## Good
```rust
#[erd(primary_key, identity)]
pub id: i64,
```

## Source
SQLite, "ROWIDs and the INTEGER PRIMARY KEY". Executed on SQLite.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T21",
    slug: "rowid_alias",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: false,
    why: "SQLite generates no value for it, so an insert without one fails",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let sqlite = Dialect::Sqlite;
    let Some(key) = table.primary_key.as_ref().filter(|k| k.columns.len() == 1) else {
        return;
    };
    let id = key.columns[0];
    let column = &table[id];
    let meant = is_spelled_for(column, sqlite) || report.names_target(sqlite);
    let other = spelling(column, sqlite).filter(|s| s.name != "integer" || s.arguments.is_some());
    if let Some(spelled) = other.filter(|_| meant && column.identity.is_some()) {
        let subject = path::columns(table, &[id]);
        let name = spelled.name.to_uppercase();
        let message = format!("`{subject}` is generated, and SQLite does not generate a `{name}`");
        report
            .find(Site::Column(id), message)
            .help("spell it `INTEGER`, or leave `sql_type` out");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};
    use erd_core::schema::Sql;

    fn orders(sql: &str) -> crate::testing::Builder {
        table("orders")
            .column("id", |c| {
                c.identity = Some(erd_core::schema::Identity::ByDefault);
                c.sql_type.by_dialect = vec![(Dialect::Sqlite, sql.to_owned())];
            })
            .primary_key(["id"])
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, orders("bigint"));
        assert_eq!(
            found[0].message,
            "`orders.id` is generated, and SQLite does not generate a `BIGINT`"
        );
        assert_eq!(of_entity(&RULE, orders("INT")).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, orders("INTEGER")).is_empty());
        let given = orders("bigint").edit(|t| t.columns[0].identity = None);
        assert!(of_entity(&RULE, given).is_empty());
        let common = orders("").edit(|t| t.columns[0].sql_type = Sql::new("bigint"));
        assert!(of_entity(&RULE, common).is_empty());
    }
}
