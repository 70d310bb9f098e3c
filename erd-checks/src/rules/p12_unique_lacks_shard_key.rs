//! P12: a shard can only vouch for its own rows.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{IndexKey, KeyPart, Shard, Table};
use erd_core::{Level, Site};

const DOCS: &str = r#"# P12 unique_lacks_shard_key

## What it does
Rejects a primary key or a unique key of a sharded table that lacks the column by which it is sharded.

## Why
Each shard sees its own rows. Two shards take the same value, and nothing notices: Citus rejects such a key, and
Vitess needs a lookup vindex for it. An allow with a reason says that there is one.

## Bad
```rust
#[erd(shard_by(tenant_id))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub tenant_id: i64,
}
```

## Good
```rust
#[erd(shard_by(tenant_id), primary_key(tenant_id, id))]
pub struct Order {
    pub id: i64,
    pub tenant_id: i64,
}
```

## Source
Citus manual, "Creating and Modifying Distributed Objects"; Vitess, "Vindexes". It follows from the declaration alone.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "P12",
    slug: "unique_lacks_shard_key",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "two shards take the same value, and nothing notices",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(Shard::By(shard)) = table.intent.shard else {
        return;
    };
    let field = &table[shard].field;
    if let Some(key) = table
        .primary_key
        .as_ref()
        .filter(|key| !key.columns.contains(&shard))
    {
        let all = path::field_list(table, &key.columns);
        let message = format!(
            "the primary key of `{}` lacks `{field}`, by which the table is sharded",
            table.path()
        );
        report.find(Site::PrimaryKey, message).help(format!(
            "write `#[erd(primary_key({field}, {all}))]` on the struct"
        ));
    }
    for (i, index) in table
        .indexes
        .iter()
        .enumerate()
        .filter(|(_, index)| index.is_unique())
    {
        let holds = |key: &IndexKey| matches!(key.part, KeyPart::Column(column) if column == shard);
        if !index.keys.iter().any(holds) {
            let name = path::site(table, Site::Index(i));
            let message =
                format!("the unique key `{name}` lacks `{field}`, by which the table is sharded");
            report
                .find(Site::Index(i), message)
                .help(format!("put `{field}` first in the key"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};
    use erd_core::schema::ColumnId;

    fn orders() -> crate::testing::Builder {
        let table = table("orders").columns(["id", "tenant_id"]);
        table.edit(|t| t.intent.shard = Some(Shard::By(ColumnId(1))))
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, orders().primary_key(["id"]).unique(["id"]));
        assert_eq!(found.len(), 2);
        assert_eq!(
            found[0].message,
            "the primary key of `orders` lacks `tenant_id`, by which the table is sharded"
        );
        assert_eq!(
            found[0].help,
            ["write `#[erd(primary_key(tenant_id, id))]` on the struct"]
        );
    }

    #[test]
    fn ok() {
        let orders = orders()
            .primary_key(["id", "tenant_id"])
            .unique(["tenant_id", "id"])
            .index(["id"]);
        assert!(of_entity(&RULE, orders).is_empty());
        let whole = table("countries").columns(["id"]).primary_key(["id"]);
        let everywhere = whole.edit(|t| t.intent.shard = Some(Shard::Reference));
        assert!(of_entity(&RULE, everywhere).is_empty());
    }
}
