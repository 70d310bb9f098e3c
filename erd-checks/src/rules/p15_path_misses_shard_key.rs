//! P15: a read that asks every shard.

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{Shard, Table};
use erd_core::{Level, Site};

const DOCS: &str = r#"# P15 path_misses_shard_key

## What it does
Warns of an access path of a sharded table that does not compare the shard key with `=`.

## Why
The router does not know the shard, asks all of them, and waits for the slowest.

## Bad
```rust
#[erd(shard_by(tenant_id), access(by(number)))]
```

## Good
```rust
#[erd(shard_by(tenant_id), access(by(tenant_id, number)))]
```

## Source
Vitess, "VTGate"; Citus manual, "Querying Distributed Tables". Heuristic.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "P15",
    slug: "path_misses_shard_key",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "the read asks every shard and waits for the slowest",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(Shard::By(shard)) = table.intent.shard else {
        return;
    };
    for (i, access) in table.intent.access.iter().enumerate() {
        if !access.by.contains(&shard) {
            let field = &table[shard].field;
            let message = format!(
                "an access path of `{}` asks every shard: it does not compare `{field}`",
                table.path()
            );
            report
                .find(Site::Access(i), message)
                .help(format!("add `{field}` to `by`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, read, table};
    use erd_core::schema::ColumnId;

    fn orders() -> crate::testing::Builder {
        let table = table("orders").columns(["id", "tenant_id"]);
        table.edit(|t| t.intent.shard = Some(Shard::By(ColumnId(1))))
    }

    #[test]
    fn bad() {
        let found = of_entity(
            &RULE,
            orders().edit(|t| t.intent.access.push(read(&[0], Some(1)))),
        );
        assert_eq!(
            found[0].message,
            "an access path of `orders` asks every shard: it does not compare `tenant_id`"
        );
    }

    #[test]
    fn ok() {
        let orders = orders().edit(|t| t.intent.access.push(read(&[1, 0], None)));
        assert!(of_entity(&RULE, orders).is_empty());
        let whole = table("orders")
            .columns(["id"])
            .edit(|t| t.intent.access.push(read(&[0], None)));
        assert!(of_entity(&RULE, whole).is_empty());
    }
}
