//! N11: names that MySQL and MariaDB do not take.

use super::n03_duplicate_object_name::objects;
use crate::refusal::Refusal;
use crate::{Check, Report, Rule, Scope, columns};
use erd_core::Since::Always;
use erd_core::schema::Table;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# N11 name_refused

## What it does
Rejects a table, a column or an index whose name ends with a blank, or has a character beyond U+FFFF such as an emoji, and an
index with the name `PRIMARY`, where MySQL or MariaDB is a target. Without targets in `erd.toml` it is a warning.

## Why
MySQL and MariaDB refuse a blank at the end (errors 1103, 1166 and 1280), in backquotes too. MySQL writes `?` for a character
of four bytes, so that the object has another name than the code says; MariaDB refuses it (error 1300). `PRIMARY` is the name
of every primary key (error 1280).

## Bad
```rust
#[erd(table = "orders ")]
pub struct Order { /* .. */ }
```

## Good
```rust
#[erd(table = "orders")]
pub struct Order { /* .. */ }
```

## Source
MySQL manual, "Schema Object Names"; executed on MySQL 9.7.4, MariaDB 10.11.19 and 11.8.9.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "N11",
    slug: "name_refused",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "MySQL and MariaDB reject the name",
    docs: DOCS,
    check: Check::Entity(check),
};

const FAMILY: [Refusal; 2] = [(Dialect::MySql, Always), (Dialect::MariaDb, Always)];

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(refused) = report.refused_by(&FAMILY) else {
        return;
    };
    let columns = columns::each(table).map(|(id, c)| (Site::Column(id), c.name.as_str()));
    let objects = objects(table).into_iter();
    let objects = objects.filter_map(|(_, name, site)| match site {
        Site::Entity | Site::Index(_) => Some((site, name)),
        _ => None,
    });
    for (site, name) in objects.chain(columns) {
        let (what, help) = if name.ends_with(' ') {
            ("ends with a blank", "take the blank away")
        } else if name.chars().any(|c| c > '\u{ffff}') {
            (
                "has a character of four bytes",
                "write it in other characters",
            )
        } else if is_primary(name, site) {
            ("is the primary key's", "give the index another name")
        } else {
            continue;
        };
        let owner = table.path();
        report
            .find(site, format!("the name `{name}` of `{owner}` {what}"))
            .level(refused.level())
            .why(refused.why("the name"))
            .help(help);
    }
}

/// Whether an index is called as every primary key is.
fn is_primary(name: &str, site: Site) -> bool {
    matches!(site, Site::Index(_)) && name.eq_ignore_ascii_case("primary")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, of_entity_on, table};

    #[test]
    fn a_blank_at_the_end() {
        let bad = || table("orders ").columns(["id ", "n"]).index(["n"]);
        let bad = || bad().last_index(|i| i.name = "by n ".to_owned());
        for on in [Dialect::MySql, Dialect::MariaDb] {
            let found = of_entity_on(&RULE, bad(), &[on]);
            assert_eq!(found.len(), 3);
            assert!(found.iter().all(|f| f.level == Level::Deny));
        }
        assert_eq!(of_entity(&RULE, bad())[0].level, Level::Warn);
        let primary = || {
            let users = table("users").columns(["n"]).index(["n"]);
            users.last_index(|i| i.name = "Primary".to_owned())
        };
        assert_eq!(of_entity_on(&RULE, primary(), &[Dialect::MySql]).len(), 1);
        assert!(of_entity_on(&RULE, primary(), &[Dialect::Sqlite]).is_empty());
        let emoji = table("t").columns(["\u{1f600}"]);
        assert_eq!(of_entity(&RULE, emoji).len(), 1);
        assert!(of_entity(&RULE, table("t").columns(["\u{540d}"])).is_empty());
        assert!(of_entity_on(&RULE, bad(), &[Dialect::Postgres]).is_empty());
        assert!(of_entity(&RULE, table("my orders").columns(["a b"])).is_empty());
    }
}
