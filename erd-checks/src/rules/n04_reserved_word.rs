//! N04: names that SQL needs for itself.

use crate::reserved::{is_reserved, is_value};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{ColumnId, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# N04 reserved_word

## What it does
Warns of a table or column whose name is reserved by a dialect that `erd.toml` names as a target. Where it names none: by
every dialect (`order`, `group`, `check`, `references` ..), or with a value of its own in PostgreSQL (`user`,
`current_date` ..). Words such as MySQL's `key` and `rank` are then reported only where they are asked for.

## Why
What erd and diesel write is always quoted. SQL that people write is not: a report or a console session fails with a
syntax error, and `SELECT user FROM accounts` answers on PostgreSQL, with the name of the database role.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(table = "order")]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub user: String,
}
```

## Good
```rust
#[derive(erd::Entity)]
pub struct Order { // the table is `orders`
    #[erd(primary_key, identity)]
    pub id: i64,
    pub user_name: String,
}
```

## Source
PostgreSQL manual, appendix C; MySQL 8.4 manual, "Keywords and Reserved Words"; tried on PostgreSQL 15.20, MariaDB 10.11.19
and SQLite 3.40.1.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "N04",
    slug: "reserved_word",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "SQL written by hand fails on it unless every mention is quoted",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let name = table.path();
    judge(report, Site::Entity, &table.name, || {
        format!("the table `{name}`")
    });
    for (i, column) in table.columns.iter().enumerate() {
        judge(report, Site::Column(ColumnId(i)), &column.name, || {
            format!("`{}`", path::columns(table, &[ColumnId(i)]))
        });
    }
}

fn judge(report: &mut Report<'_>, site: Site, word: &str, subject: impl Fn() -> String) {
    let by: Vec<Dialect> = Dialect::ALL
        .into_iter()
        .filter(|dialect| report.is_target(*dialect) && is_reserved(*dialect, word))
        .collect();
    if by.is_empty() {
        return;
    }
    let titles: Vec<&str> = by.iter().map(|dialect| dialect.title()).collect();
    let everywhere = by.len() == Dialect::ALL.len();
    let who = if everywhere {
        "every dialect".to_owned()
    } else {
        titles.join(", ")
    };
    let certain = everywhere || report.names_targets();
    let value = is_value(word) && by.contains(&Dialect::Postgres);
    let attribute = if site == Site::Entity {
        "table"
    } else {
        "column"
    };
    let entry = report
        .find(
            site,
            format!("{} has a name that is reserved by {who}", subject()),
        )
        .level(if certain || value {
            Level::Warn
        } else {
            Level::Allow
        })
        .help(format!(
            "rename it, or keep the Rust name and say `{attribute} = \"..\"`"
        ));
    if value {
        entry.why(format!(
            "`SELECT {word} FROM ..` without quotes is no error on PostgreSQL: it answers with the session's own {word}"
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};

    #[test]
    fn bad() {
        let found = of_entity(&RULE, table("order").columns(["id", "Group"]));
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|f| f.level == Level::Warn));
        assert_eq!(
            found[0].message,
            "the table `order` has a name that is reserved by every dialect"
        );
        let value = of_entity(&RULE, table("orders").columns(["user"]));
        assert_eq!(value[0].level, Level::Warn);
        assert!(value[0].why.contains("the session's own user"));
    }

    #[test]
    fn a_word_of_some_dialects_waits_to_be_asked_for() {
        let found = of_entity(&RULE, table("settings").columns(["key", "rank", "index"]));
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|f| f.level == Level::Allow));
        assert_eq!(
            found[1].message,
            "`settings.rank` has a name that is reserved by MySQL"
        );
    }

    #[test]
    fn ok() {
        let names = [
            "id", "type", "name", "status", "value", "date", "position", "level",
        ];
        assert!(of_entity(&RULE, table("orders").columns(names)).is_empty());
    }
}
