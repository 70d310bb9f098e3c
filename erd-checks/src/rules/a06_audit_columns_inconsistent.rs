//! A06: one role, one name, one type.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Column, ColumnId, Role, Schema, TableId, Type};
use erd_core::{Level, Scalar, Site};

const DOCS: &str = r"# A06 audit_columns_inconsistent

## What it does
Warns where a column with a role (`created_at`, `updated_at`, `created_by` ...) has another name than most entities of the
schema give it, or, of a time, another type.

## Why
Jobs that go over many tables (exports, purges, syncs) look for the column by name. They pass over the one table that has
another, and nobody notices.

## Bad
```rust
#[erd(created_at)]
pub created: DateTime<Utc>, // `created_at` in every other entity
```

## Good
```rust
#[erd(created_at)]
pub created_at: DateTime<Utc>,
```
Shared fields in a struct with `#[derive(erd::Columns)]` and `#[erd(embed)]` cannot drift.

## Source
pg-index-health (columns with the same name and different types).
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "A06",
    slug: "audit_columns_inconsistent",
    level: Level::Warn,
    scope: Scope::Graph,
    silenceable: true,
    why: "jobs that go over all tables by the column's name pass over this one",
    docs: DOCS,
    check: Check::Schema(check),
};

type Is = fn(Role) -> bool;

/// The roles in words, without who maintains them.
const ROLES: [(&str, Is); 7] = [
    ("created_at", |role| matches!(role, Role::CreatedAt(_))),
    ("updated_at", |role| matches!(role, Role::UpdatedAt(_))),
    ("created_by", |role| matches!(role, Role::CreatedBy(_))),
    ("updated_by", |role| matches!(role, Role::UpdatedBy(_))),
    ("deleted_at", |role| role == Role::DeletedAt),
    ("soft_delete", |role| role == Role::DeletedFlag),
    ("deleted_by", |role| role == Role::DeletedBy),
];

fn check(schema: &Schema, report: &mut Report<'_>) {
    for (word, is) in ROLES {
        let found: Vec<(usize, ColumnId, &Column)> = schema
            .tables
            .iter()
            .enumerate()
            .filter_map(|(t, table)| table.find_role(is).map(|c| (t, c, &table[c])))
            .collect();
        let name = usual(found.iter().map(|(_, _, c)| c.name.as_str()));
        let ty = usual(found.iter().filter_map(|(_, _, c)| time(c)));
        for (t, id, column) in &found {
            let subject = path::columns(&schema.tables[*t], &[*id]);
            let other_name = name.filter(|(usual, _)| *usual != column.name);
            let other_type = ty.filter(|(usual, _)| time(column).is_some_and(|own| own != *usual));
            let (message, help) = if let Some((usual, n)) = other_name {
                (
                    format!(
                        "`{subject}` is the `{word}` here, and {} it `{usual}`",
                        call(n)
                    ),
                    format!("name the field `{usual}`, or say `column = \"{usual}\"`"),
                )
            } else if let Some((usual, n)) = other_type {
                let (own, usual) = (rust_name(time(column)), usual.rust_name());
                (
                    format!(
                        "`{subject}` is {own}, and the `{word}` of {} is {usual}",
                        others(n)
                    ),
                    format!("make it {usual} too"),
                )
            } else {
                continue;
            };
            report.enter(TableId(*t));
            report.find(Site::Column(*id), message).help(help);
        }
    }
}

/// What occurs most often, the first of equals, and how often.
fn usual<T: Copy + PartialEq>(all: impl Iterator<Item = T>) -> Option<(T, usize)> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    for one in all {
        match counts.iter_mut().find(|(seen, _)| *seen == one) {
            Some((_, n)) => *n += 1,
            None => counts.push((one, 1)),
        }
    }
    let most = counts.iter().map(|(_, n)| *n).max()?;
    counts.into_iter().find(|(_, n)| *n == most)
}

fn time(column: &Column) -> Option<Scalar> {
    match column.ty {
        Type::Scalar(
            scalar @ (Scalar::Date | Scalar::Time | Scalar::Timestamp | Scalar::TimestampTz),
        ) if column.sql_type.is_empty() => Some(scalar),
        _ => None,
    }
}

fn rust_name(scalar: Option<Scalar>) -> &'static str {
    scalar.map_or("something else", Scalar::rust_name)
}

fn call(n: usize) -> String {
    if n == 1 {
        "another entity calls".to_owned()
    } else {
        format!("{n} other entities call")
    }
}

fn others(n: usize) -> String {
    if n == 1 {
        "another entity".to_owned()
    } else {
        format!("{n} other entities")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, schema, table};
    use erd_core::schema::Maintenance;

    fn node(table_name: &str, column: &str, scalar: Scalar) -> Builder {
        table(table_name).column(column, |c| {
            c.ty = Type::Scalar(scalar);
            c.role = Some(Role::CreatedAt(Maintenance::Default));
        })
    }

    #[test]
    fn bad() {
        let names = schema([
            node("a", "created", Scalar::TimestampTz),
            node("b", "created_at", Scalar::TimestampTz),
            node("c", "created_at", Scalar::TimestampTz),
        ]);
        let found = of_schema(&RULE, &names);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`a.created` is the `created_at` here, and 2 other entities call it `created_at`"
        );
        let types = schema([
            node("a", "created_at", Scalar::TimestampTz),
            node("b", "created_at", Scalar::Timestamp),
        ]);
        let found = of_schema(&RULE, &types);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`b.created_at` is a timestamp without zone, and the `created_at` of another entity is a timestamp with zone"
        );
    }

    #[test]
    fn ok() {
        let same = schema([
            node("a", "created_at", Scalar::TimestampTz),
            node("b", "created_at", Scalar::TimestampTz),
            table("c").columns(["created"]),
        ]);
        assert!(of_schema(&RULE, &same).is_empty());
        let other_role = table("b").column("changed", |c| {
            c.role = Some(Role::UpdatedAt(Maintenance::Trigger));
        });
        let both = schema([node("a", "created_at", Scalar::TimestampTz), other_role]);
        assert!(of_schema(&RULE, &both).is_empty());
    }
}
