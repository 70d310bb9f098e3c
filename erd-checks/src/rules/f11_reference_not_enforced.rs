//! F11: a column that looks like a reference and is none.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{ColumnId, Mark, Table, Type};
use erd_core::{Level, Site};

const DOCS: &str = r#"# F11 reference_not_enforced

## What it does
Says, on request, which columns are called `.._id`, have the type of a key, and are in no foreign key. Not reported:
columns marked `external_id`, the whole of a primary key, copies (`copied_from`), exclusive arcs, and the number beside a
`.._type`, which is another matter.

## Why
Nothing keeps the number of a deleted row out, and nothing removes it. A name proves nothing, so this is never more than a
hint.

## Bad
```rust
pub customer_id: i64,
```

## Good
```rust
#[erd(references(Customer, on_delete = restrict), index)]
pub customer_id: i64,

/// The payment provider's number.
#[erd(external_id)]
pub charge_id: String,
```

## Source
GitLab, "Foreign keys and associations" (names of columns); SQL Antipatterns, chapter `Keyless Entry`.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F11",
    slug: "reference_not_enforced",
    level: Level::Allow,
    scope: Scope::Entity,
    silenceable: true,
    why: "if it is a reference, nothing keeps it from dangling",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for id in (0..table.columns.len()).map(ColumnId) {
        let name = &table[id].name;
        let Some(stem) = name.strip_suffix("_id").filter(|stem| !stem.is_empty()) else {
            continue;
        };
        if !is_key_like(&table[id].ty) || is_explained(table, id, stem) {
            continue;
        }
        let subject = path::columns(table, &[id]);
        report
            .find(
                Site::Column(id),
                format!("`{subject}` is called like a reference and is none"),
            )
            .help("declare `references(..)`, or `loose(cleanup = ..)` with it where no constraint is possible")
            .help("mark it `external_id` where it is a number of somebody else's");
    }
}

fn is_key_like(ty: &Type) -> bool {
    use erd_core::Scalar::{Text, Uuid};
    match ty {
        Type::Scalar(scalar) => scalar.integer().is_some() || matches!(scalar, Text | Uuid),
        Type::Unknown | Type::Named(_) => true,
        Type::Array(_) | Type::Enum(_) => false,
    }
}

/// Whether the declaration says what the column is.
fn is_explained(table: &Table, id: ColumnId, stem: &str) -> bool {
    let column = &table[id];
    let refers = table.foreign_keys.iter().any(|fk| fk.columns.contains(&id));
    let in_arc = table.intent.arcs.iter().any(|a| a.columns.contains(&id));
    let primary = table.primary_key.as_ref();
    let names_rows = primary.is_some_and(|key| key.columns == [id]);
    let kind = format!("{stem}_type");
    refers
        || in_arc
        || names_rows
        || column.is(Mark::ExternalId)
        || column.role.is_some()
        || column.copied_from.is_some()
        || column.identity.is_some()
        || table.find_column(&kind).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::Scalar;

    fn count(builder: Builder) -> usize {
        of_entity(&RULE, builder).len()
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, table("orders").columns(["id", "customer_id"]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Allow);
        assert_eq!(
            found[0].message,
            "`orders.customer_id` is called like a reference and is none"
        );
    }

    #[test]
    fn ok() {
        let orders = || table("orders").columns(["customer_id"]);
        assert_eq!(count(orders().references(["customer_id"], "Customer")), 0);
        assert_eq!(count(orders().primary_key(["customer_id"])), 0);
        assert_eq!(count(orders().columns(["customer_type"])), 0);
        assert_eq!(count(table("orders").columns(["id", "paid", "grid"])), 0);
        let external = table("orders").column("charge_id", |c| c.marks = vec![Mark::ExternalId]);
        assert_eq!(count(external), 0);
        let flag = |c: &mut erd_core::schema::Column| c.ty = Type::Scalar(Scalar::Bool);
        assert_eq!(count(table("orders").column("has_id", flag)), 0);
    }
}
