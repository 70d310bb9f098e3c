//! P14: a shard key has a value, many of them, and stays.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{ColumnId, ForeignKey, Mark, Shard, Table, Type};
use erd_core::{Level, Scalar, Site};

const DOCS: &str = r#"# P14 shard_key_bad

## What it does
Rejects a nullable shard key, a generated one, and one that a foreign key would write (`set_null`, `set_default`,
`on_update = cascade`). Warns of one with few values (a `bool`, an enum), of a time, and of a column marked `hot_update`.

## Why
A row without a value belongs to no shard: Citus rejects its insert. With two values there are two shards. All rows of
one moment go to one shard. A changed key would have to move its row, which neither Citus nor Vitess does in place: Citus
rejects what would change it, and a key that is computed.

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
Citus manual, "Choosing Distribution Column"; Citus 13.2.2. That a row without a key has no shard follows from the
declaration.
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
    if column.generated.is_some() {
        report
            .find(
                Site::Column(id),
                format!("`{subject}` is generated, and the table is sharded by it"),
            )
            .why("Citus rejects a shard key that is computed")
            .help("make it a plain column that the application fills");
    }
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        let Some(clause) = writes(fk, id) else {
            continue;
        };
        report
            .find(
                Site::ForeignKey(i),
                format!(
                    "the foreign key says `{clause}`, which would change the shard key `{subject}`"
                ),
            )
            .why("Citus rejects the constraint: a row stays on its shard")
            .help("write `on_delete = restrict` or `cascade`, and no `on_update`");
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

/// The clause by which a foreign key would write a column.
fn writes(fk: &ForeignKey, column: ColumnId) -> Option<&'static str> {
    if !fk.is_enforced() || !fk.columns.contains(&column) {
        return None;
    }
    fk.writing_clause(fk.set_on_delete().contains(&column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};
    use erd_core::schema::{Action, Generated, Sql};

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
        let (sql, stored) = (Sql::new("id % 8"), true);
        let computed = key(|c| c.generated = Some(Generated { sql, stored }));
        assert_eq!(
            computed[0].message,
            "`orders.tenant_id` is generated, and the table is sharded by it"
        );
        let written = orders().references(["tenant_id", "id"], "Tenant");
        let written = written.last_key(|fk| fk.on_update = Some(Action::Cascade));
        assert_eq!(of_entity(&RULE, written).len(), 1);
        let part = orders().references(["tenant_id", "id"], "Tenant");
        let part = part.on_delete(Action::SetNull);
        let part = part.last_key(|fk| fk.set_columns = vec![ColumnId(0)]);
        assert!(of_entity(&RULE, part).is_empty());
        assert_eq!(key(|c| c.marks = vec![Mark::HotUpdate]).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(key(|_| {}).is_empty());
        assert!(key(|c| c.ty = Type::Unknown).is_empty());
        assert!(of_entity(&RULE, table("orders").nullable("tenant_id")).is_empty());
    }
}
