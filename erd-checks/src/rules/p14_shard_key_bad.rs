//! P14: a shard key has a value, many of them, and stays.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Mark, Shard, Table, Type};
use erd_core::{Level, Scalar, Site};

const DOCS: &str = r#"# P14 shard_key_bad

## What it does
Rejects a nullable shard key. Warns of one with few values (a `bool`, an enum), of a time, and of a column marked
`hot_update`.

## Why
A row without a value belongs to no shard: Citus rejects its insert. With two values there are two shards. All rows of
one moment go to one shard. A changed key would have to move its row, which neither Citus nor Vitess does in place.

## Bad
```rust
#[erd(shard_by(tenant_id))]
pub struct Order {
    // ..
    pub tenant_id: Option<i64>,
}
```

## Good
```rust
#[erd(shard_by(tenant_id))]
pub struct Order {
    // ..
    pub tenant_id: i64,
}
```

## Source
Citus manual, "Choosing Distribution Column". That a row without a key has no shard follows from the declaration.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "P14",
    slug: "shard_key_bad",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "a row without a key has no shard, and one key for many rows makes one shard hot",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(Shard::By(id)) = table.intent.shard else {
        return;
    };
    let column = &table[id];
    let subject = path::columns(table, &[id]);
    if column.nullable {
        report
            .find(
                Site::Column(id),
                format!("`{subject}` may be NULL, and the table is sharded by it"),
            )
            .why("a row without a value belongs to no shard")
            .silenceable(false)
            .help(format!(
                "make `{}` NOT NULL: take the `Option` away",
                column.field
            ));
        return;
    }
    let fault = match &column.ty {
        Type::Scalar(Scalar::Bool) | Type::Enum(_) => "has few values: most shards stay empty",
        Type::Scalar(Scalar::Date | Scalar::Timestamp | Scalar::TimestampTz) => {
            "is a time: all new rows go where now is"
        }
        _ if column.is(Mark::HotUpdate) => "changes often: each change would move its row",
        _ => return,
    };
    report
        .find(
            Site::Column(id),
            format!("the shard key `{subject}` {fault}"),
        )
        .level(Level::Warn)
        .help("shard by an id that many rows share and none changes, such as the tenant's");
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

    fn key(edit: impl FnOnce(&mut erd_core::schema::Column)) -> Vec<erd_core::Finding> {
        of_entity(&RULE, orders().edit(|t| edit(&mut t.columns[1])))
    }

    #[test]
    fn bad() {
        let nullable = key(|c| c.nullable = true);
        assert_eq!(
            nullable[0].message,
            "`orders.tenant_id` may be NULL, and the table is sharded by it"
        );
        assert_eq!(nullable[0].level, Level::Deny);
        let time = key(|c| c.ty = Type::Scalar(Scalar::TimestampTz));
        assert_eq!(time[0].level, Level::Warn);
        assert_eq!(key(|c| c.ty = Type::Enum("region".to_owned())).len(), 1);
        assert_eq!(key(|c| c.marks = vec![Mark::HotUpdate]).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(key(|_| {}).is_empty());
        assert!(key(|c| c.ty = Type::Unknown).is_empty());
        assert!(of_entity(&RULE, table("orders").nullable("tenant_id")).is_empty());
    }
}
