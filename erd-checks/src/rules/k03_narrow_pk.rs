//! K03: a generated key must not run out.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Column, Table, Type};
use erd_core::{Edit, Level, Scalar, Site};

const DOCS: &str = r"# K03 narrow_pk

## What it does
Warns about an identity column in the primary key whose type holds fewer than 2^32 values (`i8`, `u8`, `i16`, `u16`,
`i32`), unless it is declared `bounded(max_rows = N)` with an N that fits. Keys that the application supplies, and foreign
keys, are not looked at: they have the type of what they name.

## Why
Numbers are used up by deleted rows and failed inserts too. When they are, every insert fails, and the way out is to
rewrite the table and everything that references it. An `i32` lasts for 2,147,483,647 inserts, an `i16` for 32,767.

## Bad
```rust
#[erd(primary_key, identity)]
pub id: i32,
```

## Good
```rust
#[erd(primary_key, identity)]
pub id: i64,

/// There are about 250 countries.
#[erd(primary_key, identity, bounded(max_rows = 1000))]
pub country_id: i16,
```

## Source
PostgreSQL manual 8.1 `Numeric Types`; rules of squawk (prefer-bigint-over-int), active_record_doctor, Skeema.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "K03",
    slug: "narrow_pk",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "when the numbers run out every insert fails, and the key's table and all that reference it must be rewritten",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(key) = &table.primary_key else {
        return;
    };
    for id in &key.columns {
        let column = &table[*id];
        let Some((name, largest)) = narrow(column) else {
            continue;
        };
        let subject = path::columns(table, &[*id]);
        match column.bound() {
            None => report.find(
                Site::Column(*id),
                format!("the generated key `{subject}` is `{name}`, which ends at {largest}"),
            ),
            Some(rows) if rows > largest => report.find(
                Site::Column(*id),
                format!(
                    "`{subject}` is declared for {rows} rows and is `{name}`, which ends at {largest}"
                ),
            ),
            Some(_) => continue,
        }
        .help(format!("make `{}` an `i64`", column.field))
        .mend(Edit::Type {
            column: *id,
            from: name,
            to: Scalar::I64.rust_name(),
        })
        .help("declare `bounded(max_rows = ..)` where the number of rows has a limit");
    }
}

/// Name and greatest value of a generated column's type, when that is small.
fn narrow(column: &Column) -> Option<(&'static str, u64)> {
    let Type::Scalar(scalar) = column.ty else {
        return None;
    };
    let largest = match scalar {
        Scalar::I8 => i8::MAX.unsigned_abs().into(),
        Scalar::U8 => u8::MAX.into(),
        Scalar::I16 => i16::MAX.unsigned_abs().into(),
        Scalar::U16 => u16::MAX.into(),
        Scalar::I32 => i32::MAX.unsigned_abs().into(),
        _ => return None,
    };
    column.identity.map(|_| (scalar.rust_name(), largest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::{ColumnId, Identity, Mark};

    fn countries(scalar: Scalar, edit: impl FnOnce(&mut Column)) -> Builder {
        table("countries")
            .column("id", |c| {
                c.ty = Type::Scalar(scalar);
                c.identity = Some(Identity::ByDefault);
                edit(c);
            })
            .primary_key(["id"])
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, countries(Scalar::I32, |_| {}));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "the generated key `countries.id` is `i32`, which ends at 2147483647"
        );
        let beyond = countries(Scalar::I16, |c| c.marks = vec![Mark::Bounded(40_000)]);
        let found = of_entity(&RULE, beyond);
        assert!(found[0].message.contains("declared for 40000 rows"));
    }

    #[test]
    fn ok() {
        let bounded = countries(Scalar::I16, |c| c.marks = vec![Mark::Bounded(300)]);
        assert!(of_entity(&RULE, bounded).is_empty());
        assert!(of_entity(&RULE, countries(Scalar::I64, |_| {})).is_empty());
        let supplied = countries(Scalar::I16, |c| c.identity = None);
        assert!(of_entity(&RULE, supplied).is_empty());
        let unknown = countries(Scalar::I16, |c| c.ty = Type::Unknown);
        assert!(of_entity(&RULE, unknown).is_empty());
        let allowed = countries(Scalar::I32, |_| {}).allow(RULE.slug, Site::Column(ColumnId(0)));
        assert!(of_entity(&RULE, allowed).is_empty());
    }
}
