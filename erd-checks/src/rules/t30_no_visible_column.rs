//! T30: a table shows something.

use crate::{Check, Report, Rule, Scope};
use erd_core::Since::Always;
use erd_core::schema::Table;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r"# T30 no_visible_column

## What it does
Rejects a table all of whose columns are `invisible`, where MySQL or MariaDB is a target.

## Why
`SELECT *` would have no column. MySQL (error 4028) and MariaDB (error 1113) refuse the table; the others have no
invisible columns, and leave the word out.

## Bad
```rust
pub struct Note {
    #[erd(primary_key, identity, invisible)]
    pub id: i64,
}
```

## Good
```rust
pub struct Note {
    #[erd(primary_key, identity, invisible)]
    pub id: i64,
    pub text: String,
}
```

## Source
MySQL manual, `Invisible Columns`; executed on MySQL 9.7.4, MariaDB 10.11.19 and 11.8.9.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "T30",
    slug: "no_visible_column",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "MySQL and MariaDB reject the table",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    if table.columns.is_empty() || !table.columns.iter().all(|c| c.invisible) {
        return;
    }
    let engines = [(Dialect::MySql, Always), (Dialect::MariaDb, Always)];
    let Some(refused) = report.refused_by(&engines) else {
        return;
    };
    let name = table.path();
    report
        .find(
            Site::Entity,
            format!("all columns of `{name}` are invisible"),
        )
        .level(refused.level())
        .why(refused.why("the table"))
        .help("take `invisible` from one of them");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, of_entity_on, table};

    #[test]
    fn all_or_not_all() {
        let hidden = || table("t").column("a", |c| c.invisible = true);
        let found = of_entity_on(&RULE, hidden(), &[Dialect::MySql]);
        assert_eq!(found[0].message, "all columns of `t` are invisible");
        assert_eq!(found[0].level, Level::Deny);
        assert_eq!(of_entity(&RULE, hidden())[0].level, Level::Warn);
        assert!(of_entity_on(&RULE, hidden(), &[Dialect::Postgres]).is_empty());
        assert!(of_entity(&RULE, hidden().columns(["b"])).is_empty());
    }
}
