//! L07: an unlogged table is empty after a crash.

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::Table;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# L07 unlogged_durable

## What it does
Warns of an UNLOGGED table, where PostgreSQL is a target, that is not declared `ephemeral`.

## Why
PostgreSQL empties such a table after a crash, and its replicas never have any of its rows: after a failover it is empty
too.

## Bad
```rust
#[erd(options(unlogged))]
pub struct Cart { /* .. */ }
```

## Good
```rust
#[erd(ephemeral, options(unlogged))]
pub struct Cart { /* .. */ } // its rows can be made again
```

## Source
PostgreSQL manual, CREATE TABLE, "UNLOGGED".
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "L07",
    slug: "unlogged_durable",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "the table is empty after a crash and after a failover",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    if table.options.unlogged && !table.intent.ephemeral && report.is_target(Dialect::Postgres) {
        let name = table.path();
        report
            .find(
                Site::Entity,
                format!("`{name}` is unlogged, and nobody said that its rows may be lost"),
            )
            .help("add `#[erd(ephemeral)]` if they can be made again")
            .help("or leave `unlogged` out");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};

    fn unlogged(ephemeral: bool) -> Builder {
        table("carts").columns(["id"]).edit(|t| {
            t.options.unlogged = true;
            t.intent.ephemeral = ephemeral;
        })
    }

    #[test]
    fn bad() {
        assert_eq!(of_entity(&RULE, unlogged(false)).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, unlogged(true)).is_empty());
        assert!(of_entity(&RULE, table("carts").columns(["id"])).is_empty());
        assert!(of_entity_on(&RULE, unlogged(false), &[Dialect::MySql]).is_empty());
    }
}
