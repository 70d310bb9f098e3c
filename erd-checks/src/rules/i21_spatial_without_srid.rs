//! I21: a spatial index that MySQL ignores.

use crate::words::mentions;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{KeyPart, Table, Type};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# I21 spatial_without_srid

## What it does
Where MySQL is a target, warns about a SPATIAL index on a column whose MySQL type names no spatial reference system.

## Why
Without an SRID the values of the column may be of different systems, which an index cannot compare: MySQL keeps the index
up to date and never uses it.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(index(place; using = spatial))]
pub struct Shop {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(sql_type = "point")]
    pub place: Vec<u8>,
}
```

## Good
```rust
    #[erd(sql_type(mysql = "point SRID 4326"))]
    pub place: Vec<u8>,
```

## Source
MySQL manual 10.3.3, SPATIAL Index Optimization; MySQL 9.7: the tests show it.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "I21",
    slug: "spatial_without_srid",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "MySQL maintains the index and never uses it",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    if !report.is_target(Dialect::MySql) {
        return;
    }
    for (i, index) in table.indexes.iter().enumerate() {
        if index.method.as_deref() != Some("spatial") {
            continue;
        }
        for key in &index.keys {
            let KeyPart::Column(column) = key.part else {
                continue;
            };
            // A declaration states the type as SQL; of a database it is one without a logical form.
            let ty = match &table[column].ty {
                Type::Named(name) => Some(name.as_str()),
                _ => table[column].sql_type.get(Dialect::MySql),
            };
            let Some(ty) = ty else {
                continue;
            };
            if !mentions(ty, "srid") {
                let subject = path::columns(table, &[column]);
                report
                    .find(
                        Site::Index(i),
                        format!("`{}` is on `{subject}`, which has no SRID", index.name),
                    )
                    .help(format!("add one: `sql_type(mysql = \"{ty} SRID 4326\")`"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::Sql;

    fn shops(ty: &str) -> Builder {
        table("shops")
            .column("place", |c| c.sql_type = Sql::new(ty))
            .index(["place"])
    }

    fn spatial(builder: Builder) -> Builder {
        builder.last_index(|i| i.method = Some("spatial".to_owned()))
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, spatial(shops("point")));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
        assert_eq!(
            found[0].message,
            "`shops_place_idx` is on `shops.place`, which has no SRID"
        );
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, spatial(shops("point SRID 4326"))).is_empty());
        assert!(of_entity(&RULE, shops("point")).is_empty());
    }
}
