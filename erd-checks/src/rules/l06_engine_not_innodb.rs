//! L06: MySQL's other engines keep less than they are told.

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{ForeignKey, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# L06 engine_not_innodb

## What it does
Rejects a table of MySQL or MariaDB that is stored by an engine which loses rows in a crash or keeps none (MyISAM, MEMORY,
CSV, ARCHIVE, MERGE, BLACKHOLE), and a foreign key of a table whose engine has none (all but InnoDB and NDB). An
`ephemeral` entity may be in MEMORY.

## Why
MyISAM writes without a log: after a crash the table is repaired, and what was being written is lost. It has no transactions
either, so a rollback leaves half of a change. It takes a FOREIGN KEY clause and forgets it.

## Bad
```rust
#[erd(options(engine = "MyISAM"))]
pub struct Order { /* .. */ }
```

## Good
```rust
pub struct Order { /* .. */ } // stored by InnoDB
```

## Source
MySQL manual, "Alternative Storage Engines"; Skeema, `lint-engine`. Executed on MariaDB.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "L06",
    slug: "engine_not_innodb",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "a crash loses rows, a rollback leaves half of a change, and foreign keys are forgotten",
    docs: DOCS,
    check: Check::Entity(check),
};

/// Engines that lose rows in a crash, or keep none.
const UNSAFE: [&str; 8] = [
    "myisam",
    "memory",
    "heap",
    "csv",
    "archive",
    "merge",
    "mrg_myisam",
    "blackhole",
];
/// Engines with foreign keys.
const WITH_KEYS: [&str; 4] = ["innodb", "xtradb", "ndb", "ndbcluster"];

fn check(table: &Table, report: &mut Report<'_>) {
    let family = [Dialect::MySql, Dialect::MariaDb];
    let Some(engine) = &table.options.engine else {
        return;
    };
    if !family.into_iter().any(|dialect| report.is_target(dialect)) {
        return;
    }
    let name = table.path();
    let is = |list: &[&str]| list.iter().any(|e| e.eq_ignore_ascii_case(engine));
    let meant = table.intent.ephemeral && is(&["memory", "heap"]);
    let references = table.foreign_keys.iter().any(ForeignKey::is_enforced);
    let message = if references && !is(&WITH_KEYS) {
        format!("`{name}` has foreign keys, and its engine {engine} forgets them")
    } else if is(&UNSAFE) && !meant {
        format!("`{name}` is stored by {engine}, which a crash leaves without some of its rows")
    } else {
        return;
    };
    let mut entry = report
        .find(Site::Entity, message)
        .help("leave `engine` out: InnoDB stores it then");
    if is(&["memory", "heap"]) {
        entry = entry.help("or say that its rows may be lost: `#[erd(ephemeral)]`");
    }
    let _ = entry;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};

    fn stored(engine: &str) -> Builder {
        let orders = table("orders").columns(["id", "customer_id"]);
        orders.edit(|t| t.options.engine = Some(engine.to_owned()))
    }

    #[test]
    fn bad() {
        for engine in ["MyISAM", "MEMORY", "csv"] {
            assert_eq!(of_entity(&RULE, stored(engine)).len(), 1, "{engine}");
        }
        let aria = stored("Aria").references(["customer_id"], "Customer");
        assert!(of_entity(&RULE, aria)[0].message.contains("forgets them"));
    }

    #[test]
    fn ok() {
        for engine in ["InnoDB", "NDBCLUSTER", "ROCKSDB", "Aria"] {
            assert!(of_entity(&RULE, stored(engine)).is_empty(), "{engine}");
        }
        assert!(of_entity(&RULE, table("orders").columns(["id"])).is_empty());
        let cache = stored("MEMORY").edit(|t| t.intent.ephemeral = true);
        assert!(of_entity(&RULE, cache).is_empty());
        assert!(of_entity_on(&RULE, stored("MyISAM"), &[Dialect::Postgres]).is_empty());
    }
}
