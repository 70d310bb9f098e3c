//! A02: the time of creation is known for every row.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Column, ColumnId, Role, Table, Type};
use erd_core::{Level, Scalar, Site};

const DOCS: &str = r"# A02 audit_column_nullable_or_no_default

## What it does
Warns of a time of creation that may be NULL: a field with `created_at`, or a time whose name is `created_at`,
`created_on`, `inserted_at` or `inserted_on`. One that is NOT NULL and has no default is left alone: an insert that
forgets it fails at once.

## Why
Every row was made at some time. A row from a script, a migration or another service leaves a hole, and each query that
sorts or filters by the time drops it or puts it at the wrong end.

## Bad
```rust
#[erd(created_at)]
pub created_at: Option<DateTime<Utc>>,
```

## Good
```rust
#[erd(created_at)]
pub created_at: DateTime<Utc>,
```

## Source
active_record_doctor (missing_non_null_constraint).
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "A02",
    slug: "audit_column_nullable_or_no_default",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "inserts that leave it out make holes, and queries by time lose these rows",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, column) in table.columns.iter().enumerate() {
        if column.nullable && column.generated.is_none() && is_creation(column) {
            let subject = path::columns(table, &[ColumnId(i)]);
            let field = &column.field;
            let help = if column.role.is_some() {
                format!("make `{field}` no `Option`: the database fills it in")
            } else {
                format!(
                    "make `{field}` no `Option` and add `#[erd(created_at)]`: the database then fills it in"
                )
            };
            report
                .find(
                    Site::Column(ColumnId(i)),
                    format!("`{subject}` may be NULL, and every row was made at some time"),
                )
                .help(help);
        }
    }
}

/// Whether it says when the row was made; a name says so only of a time without another role.
fn is_creation(column: &Column) -> bool {
    if let Some(role) = column.role {
        return matches!(role, Role::CreatedAt(_));
    }
    let name = column.name.to_ascii_lowercase();
    matches!(
        column.ty,
        Type::Scalar(Scalar::Timestamp | Scalar::TimestampTz | Scalar::Date)
    ) && ["created_at", "created_on", "inserted_at", "inserted_on"].contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::Maintenance;

    fn orders(name: &str, nullable: bool, role: Option<Role>) -> Builder {
        table("orders").column(name, |c| {
            c.ty = Type::Scalar(Scalar::TimestampTz);
            c.nullable = nullable;
            c.role = role;
        })
    }

    #[test]
    fn bad() {
        let role = Some(Role::CreatedAt(Maintenance::Default));
        let found = of_entity(&RULE, orders("born", true, role));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "orders.born");
        let named = of_entity(&RULE, orders("created_at", true, None));
        assert!(named[0].help[0].contains("#[erd(created_at)]"));
    }

    #[test]
    fn ok() {
        let role = Some(Role::CreatedAt(Maintenance::Application));
        assert!(of_entity(&RULE, orders("created_at", false, role)).is_empty());
        assert!(of_entity(&RULE, orders("created_at", false, None)).is_empty());
        assert!(of_entity(&RULE, orders("shipped_at", true, None)).is_empty());
        let deleted = Some(Role::DeletedAt);
        assert!(of_entity(&RULE, orders("created_at", true, deleted)).is_empty());
        let flag = table("orders").nullable("created_at");
        assert!(of_entity(&RULE, flag).is_empty(), "a number is no time");
    }
}
