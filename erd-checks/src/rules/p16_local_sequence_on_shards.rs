//! P16: each shard counts for itself.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Shard, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# P16 local_sequence_on_shards

## What it does
Warns of an `identity` column in the primary key of a sharded table, where MySQL or MariaDB is a named target;
elsewhere it is reported on request, because Citus gives each worker its own range.

## Why
AUTO_INCREMENT counts on each shard from one: the same id is given out on all of them.

## Bad
```rust
#[erd(shard_by(tenant_id))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    // ..
}
```

## Good
```rust
#[erd(shard_by(tenant_id), primary_key(tenant_id, id))]
pub struct Order {
    pub id: uuid::Uuid, // version 7
    // ..
}
```

## Source
Vitess, "Vitess Sequences". Heuristic: a router may number the rows itself.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "P16",
    slug: "local_sequence_on_shards",
    level: Level::Allow,
    scope: Scope::Entity,
    silenceable: true,
    why: "the same id is given out on each shard",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let (Some(Shard::By(_)), Some(key)) = (table.intent.shard, &table.primary_key) else {
        return;
    };
    let named = [Dialect::MySql, Dialect::MariaDb]
        .into_iter()
        .any(|d| report.names_target(d));
    for id in key
        .columns
        .iter()
        .copied()
        .filter(|id| table[*id].identity.is_some())
    {
        let subject = path::columns(table, &[id]);
        report
            .find(
                Site::Column(id),
                format!("each shard numbers `{subject}` from one"),
            )
            .level(if named { Level::Warn } else { Level::Allow })
            .help("use a UUID of version 7, or a sequence that the router keeps");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, of_entity_on, table};
    use erd_core::schema::ColumnId;

    fn orders() -> crate::testing::Builder {
        let table = table("orders").columns(["id", "tenant_id"]);
        table.edit(|t| t.intent.shard = Some(Shard::By(ColumnId(1))))
    }

    fn numbered() -> crate::testing::Builder {
        let number =
            |t: &mut Table| t.columns[0].identity = Some(erd_core::schema::Identity::ByDefault);
        orders().edit(number).primary_key(["tenant_id", "id"])
    }

    #[test]
    fn bad() {
        let found = of_entity_on(&RULE, numbered(), &[Dialect::MySql]);
        assert_eq!(found[0].message, "each shard numbers `orders.id` from one");
        assert_eq!(found[0].level, Level::Warn);
        assert_eq!(of_entity(&RULE, numbered())[0].level, Level::Allow);
    }

    #[test]
    fn ok() {
        let given = orders().primary_key(["tenant_id", "id"]);
        assert!(of_entity(&RULE, given).is_empty());
        let everywhere = numbered().edit(|t| t.intent.shard = Some(Shard::Reference));
        assert!(of_entity(&RULE, everywhere).is_empty());
        assert!(of_entity(&RULE, table("orders").columns(["id"])).is_empty());
    }
}
