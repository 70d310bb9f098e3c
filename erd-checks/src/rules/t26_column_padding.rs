//! T26: holes between columns.

use crate::columns::scalar;
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::Table;
use erd_core::{Dialect, Level, Scalar, Site};

const DOCS: &str = r#"# T26 column_padding

## What it does
Notes a table whose columns of fixed size stand in an order that costs PostgreSQL more than 8 bytes a row for
alignment. Only columns before the first one of variable size are counted: after it the holes depend on the values.

## Why
A billion rows with 12 bytes of nothing each are 12 GB of disk, and of memory.

## Bad
```rust
pub active: bool,
pub id: i64,
pub paid: bool,
pub cents: i64,
```

## Good
```rust
pub id: i64,
pub cents: i64,
pub active: bool,
pub paid: bool,
```

## Source
PostgreSQL manual, 73.6 "Database Page Layout"; Atlas PG110. Reported on request only.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T26",
    slug: "column_padding",
    level: Level::Allow,
    scope: Scope::Entity,
    silenceable: true,
    why: "each row holds bytes of nothing, on disk and in memory",
    docs: DOCS,
    check: Check::Entity(check),
};

/// What is no reason to reorder anything.
const TOLERATED: usize = 8;

fn check(table: &Table, report: &mut Report<'_>) {
    if !report.is_target(Dialect::Postgres) {
        return;
    }
    let mut at: usize = 0;
    let mut holes: usize = 0;
    for column in &table.columns {
        let Some((size, align)) = scalar(column, Dialect::Postgres).and_then(layout) else {
            break;
        };
        let start = at.next_multiple_of(align);
        holes += start - at;
        at = start + size;
    }
    if holes > TOLERATED {
        let message = format!(
            "{holes} bytes of each row of `{}` are holes between columns",
            table.path()
        );
        report
            .find(Site::Entity, message)
            .help("put columns of eight bytes first, then those of four, two and one");
    }
}

/// Size and alignment of a type of fixed size.
const fn layout(scalar: Scalar) -> Option<(usize, usize)> {
    Some(match scalar {
        Scalar::Bool => (1, 1),
        Scalar::I8 | Scalar::U8 | Scalar::I16 => (2, 2),
        Scalar::I32 | Scalar::U16 | Scalar::F32 | Scalar::Date => (4, 4),
        Scalar::I64
        | Scalar::U32
        | Scalar::F64
        | Scalar::Time
        | Scalar::Timestamp
        | Scalar::TimestampTz => (8, 8),
        Scalar::Uuid => (16, 1),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};
    use erd_core::schema::Type;

    fn of(types: &[Scalar]) -> Vec<erd_core::Finding> {
        let add = |table: crate::testing::Builder, ty: &Scalar| {
            table.column("c", |c| c.ty = Type::Scalar(*ty))
        };
        of_entity(&RULE, types.iter().fold(table("orders"), add))
    }

    #[test]
    fn bad() {
        let found = of(&[Scalar::Bool, Scalar::I64, Scalar::Bool, Scalar::I64]);
        assert_eq!(
            found[0].message,
            "14 bytes of each row of `orders` are holes between columns"
        );
    }

    #[test]
    fn ok() {
        assert!(of(&[Scalar::I64, Scalar::I64, Scalar::Bool, Scalar::Bool]).is_empty());
        assert!(of(&[Scalar::Bool, Scalar::I64, Scalar::I64]).is_empty());
        assert!(
            of(&[
                Scalar::Text,
                Scalar::Bool,
                Scalar::I64,
                Scalar::Bool,
                Scalar::I64
            ])
            .is_empty()
        );
    }
}
