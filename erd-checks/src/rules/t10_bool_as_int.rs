//! T10: a flag is a `bool`.

use crate::columns::each;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Table, Type};
use erd_core::{Level, Scalar, Site};

const DOCS: &str = r"# T10 bool_as_int

## What it does
Warns of an `i8`, `u8`, `i16` or one-character text whose name is that of a flag: `is_..`, `has_..`, `.._flag`.
Columns of a foreign key are left alone.

## Why
2, 'Y' and '' get in, and every reader has another idea of what they mean.

## Bad
```rust
pub is_active: i16,
```

## Good
```rust
pub is_active: bool,
```

## Source
B. Karwin, SQL Antipatterns. Heuristic: it goes by the name.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "T10",
    slug: "bool_as_int",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "values other than the two get in, and each reader takes them otherwise",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (id, column) in each(table) {
        let name = column.name.as_str();
        let flag = (name.starts_with("is_") || name.starts_with("has_") || name.ends_with("_flag"))
            && !name.ends_with("_count");
        let narrow = match column.ty {
            Type::Scalar(Scalar::I8 | Scalar::U8 | Scalar::I16) => column.sql_type.is_empty(),
            Type::Scalar(Scalar::Text) => column.max_len == Some(1),
            _ => false,
        };
        let references = || table.foreign_keys.iter().any(|fk| fk.columns.contains(&id));
        if flag && narrow && !references() {
            let message = format!(
                "`{}` is a flag that holds more than two values",
                path::columns(table, &[id])
            );
            report.find(Site::Column(id), message).help(format!(
                "make `{}` a `bool`, or an enum with `#[derive(erd::DbEnum)]`",
                column.field
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};
    use erd_core::schema::Sql;

    fn small(name: &str, scalar: Scalar) -> Vec<erd_core::Finding> {
        let table = table("users").column(name, |c| {
            c.ty = Type::Scalar(scalar);
            c.max_len = Some(1);
        });
        of_entity(&RULE, table)
    }

    #[test]
    fn bad() {
        let found = small("is_active", Scalar::I16);
        assert_eq!(
            found[0].message,
            "`users.is_active` is a flag that holds more than two values"
        );
        assert_eq!(small("archived_flag", Scalar::Text).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(small("is_active", Scalar::Bool).is_empty());
        assert!(small("has_children_count", Scalar::I16).is_empty());
        assert!(small("island_id", Scalar::I16).is_empty());
        assert!(small("is_active", Scalar::I64).is_empty());
        let spelled = table("users").column("is_active", |c| {
            c.ty = Type::Scalar(Scalar::I8);
            c.sql_type = Sql::new("boolean");
        });
        assert!(of_entity(&RULE, spelled).is_empty());
    }
}
