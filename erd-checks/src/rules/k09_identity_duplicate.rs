//! K09: one generated number per table, an integer, at the head of a key.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::Since::Always;
use erd_core::schema::{ColumnId, KeyPart, Table, Type};
use erd_core::since;
use erd_core::{Dialect, Level, Scalar, Site};

const DOCS: &str = r"# K09 identity_duplicate

## What it does
Rejects a second identity column of a table, one whose type is not an integer (a `bool`, where PostgreSQL is a target), and
one with which neither the primary key nor an index starts.

## Why
No engine generates anything but numbers, and PostgreSQL, SQLite and MySQL from 8.4 on (error 1063) nothing but integers;
MariaDB and earlier versions of MySQL take a float and stop where it cannot hold the next number, so on these alone it is a
warning. MySQL, MariaDB (error 1075) and SQLite know
one generated number per table, and only as a key. PostgreSQL takes the rest: where it is the only target of `erd.toml`,
only the type matters.

## Bad
```rust
#[erd(primary_key, identity)]
pub id: i64,
#[erd(identity)]
pub number: i64,
```

## Good
```rust
#[erd(primary_key, identity)]
pub id: i64,
/// Given by the application.
#[erd(unique)]
pub number: i64,
```

## Source
MySQL manual, `Using AUTO_INCREMENT`; SQLite, `SQLite Autoincrement`; PostgreSQL manual, CREATE TABLE (compatibility).
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "K09",
    slug: "identity_duplicate",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "MySQL, MariaDB and SQLite reject the table",
    docs: DOCS,
    check: Check::Entity(check),
};

const WHY_FLOAT: &str =
    "inserts fail with a duplicate key once the float cannot hold the next number";

fn check(table: &Table, report: &mut Report<'_>) {
    let generated: Vec<ColumnId> = (0..table.columns.len())
        .map(ColumnId)
        .filter(|id| table[*id].identity.is_some())
        .collect();
    let strict = Dialect::ALL
        .into_iter()
        .any(|dialect| dialect != Dialect::Postgres && report.is_target(dialect));
    let integers = report.refused_by(&[
        (Dialect::Postgres, Always),
        (Dialect::MySql, since(&[8, 4])),
        (Dialect::Sqlite, Always),
    ]);
    for (n, id) in generated.iter().enumerate() {
        let subject = path::columns(table, &[*id]);
        let site = Site::Column(*id);
        if let Some(name) = not_an_integer(&table[*id].ty) {
            // MySQL, MariaDB and SQLite make an integer of it.
            if table[*id].ty == Type::Scalar(Scalar::Bool)
                && report.refused_by(&[(Dialect::Postgres, Always)]).is_none()
            {
                continue;
            }
            let float = matches!(table[*id].ty, Type::Scalar(Scalar::F32 | Scalar::F64));
            let (level, why) = match (float, &integers) {
                (true, None) => (Level::Warn, WHY_FLOAT.to_owned()),
                (true, Some(refused)) => (Level::Deny, refused.why("the table")),
                (false, _) => (Level::Deny, "every engine rejects the table".to_owned()),
            };
            report
                .find(site, format!("`{subject}` is an identity and {name}"))
                .why(why)
                .level(level)
                .silenceable(level == Level::Warn)
                .help("make it an `i64`, or leave `identity` out");
        } else if !strict {
            // PostgreSQL numbers any column of integers.
        } else if n > 0 {
            let first = path::columns(table, &generated[..1]);
            report
                .find(
                    site,
                    format!("`{subject}` is a second identity, after `{first}`"),
                )
                .help("keep one identity");
        } else if !leads_a_key(table, *id) {
            report
                .find(site, format!("no key starts with the identity `{subject}`"))
                .help("make it the primary key, or add `#[erd(unique)]`");
        }
    }
}

/// What a type is called when it is known and not a whole number.
fn not_an_integer(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Named(_) | Type::Unknown => None,
        Type::Scalar(scalar) if scalar.integer().is_some() => None,
        Type::Scalar(scalar) => Some(scalar.rust_name()),
        Type::Array(_) => Some("an array"),
        Type::Enum(_) => Some("an enum"),
    }
}

/// Whether the primary key or an index starts with a column.
fn leads_a_key(table: &Table, id: ColumnId) -> bool {
    let primary = table.primary_key.as_ref();
    primary.is_some_and(|key| key.columns.first() == Some(&id))
        || table.indexes.iter().any(|index| {
            index
                .keys
                .first()
                .is_some_and(|key| key.part == KeyPart::Column(id))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::schema::Identity;

    fn numbered(builder: Builder, name: &str, scalar: Scalar) -> Builder {
        builder.column(name, |c| {
            c.ty = Type::Scalar(scalar);
            c.identity = Some(Identity::ByDefault);
        })
    }

    #[test]
    fn bad() {
        let two = numbered(table("t"), "id", Scalar::I64).primary_key(["id"]);
        let found = of_entity(
            &RULE,
            numbered(two, "number", Scalar::I32).unique(["number"]),
        );
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`t.number` is a second identity, after `t.id`"
        );
        let text = numbered(table("t"), "id", Scalar::Text).primary_key(["id"]);
        let found = of_entity(&RULE, text);
        assert_eq!(found[0].message, "`t.id` is an identity and text");
        assert!(!found[0].silenceable);
        let keyless = numbered(table("t").columns(["id"]), "number", Scalar::I64);
        assert_eq!(of_entity(&RULE, keyless.primary_key(["id"])).len(), 1);
    }

    #[test]
    fn a_float_is_refused_where_the_engine_refuses_it() {
        let float = |targets: &[Dialect]| {
            let table = numbered(table("t"), "id", Scalar::F64).primary_key(["id"]);
            of_entity_on(&RULE, table, targets)[0].level
        };
        assert_eq!(float(&[]), Level::Deny);
        assert_eq!(float(&[Dialect::MariaDb, Dialect::Sqlite]), Level::Deny);
        assert_eq!(float(&[Dialect::MariaDb]), Level::Warn);
        assert_eq!(float(&[Dialect::MySql]), Level::Deny);
    }

    #[test]
    fn ok() {
        let id = || numbered(table("t"), "id", Scalar::I64);
        assert!(of_entity(&RULE, id().primary_key(["id"])).is_empty());
        let unique = id().columns(["other"]).primary_key(["other"]);
        assert!(of_entity(&RULE, unique.unique(["id"])).is_empty());
        let newtype = id().edit(|t| t.columns[0].ty = Type::Unknown);
        assert!(of_entity(&RULE, newtype.primary_key(["id"])).is_empty());
    }
}
