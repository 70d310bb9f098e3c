//! F15: a composite reference with a NULL in it is not checked at all.

use crate::words::mentions;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{ColumnId, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# F15 half_null_composite_fk

## What it does
Warns about a foreign key with two or more nullable columns, unless a CHECK speaks of all of them. One nullable
column means "no reference" and is never reported.

## Why
As soon as one of the columns is NULL the database checks nothing (MATCH SIMPLE): `(2, 99, NULL)` is stored although no
row has 2 and 99.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(foreign_key((region, site_no) references Site(region, no), on_delete = restrict), index(region, site_no))]
pub struct Device {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub region: Option<i32>,
    pub site_no: Option<i32>,
}
```

## Good
```rust
#[erd(check(site_is_whole = "(region IS NULL) = (site_no IS NULL)"))]
```

## Source
SQL:2016 4.18.3.3 (MATCH); executed on PostgreSQL 15.20. erd has no MATCH FULL, which MySQL and SQLite lack too.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F15",
    slug: "half_null_composite_fk",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "when one of the columns is NULL the others are not checked at all",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        let nullable: Vec<ColumnId> = fk
            .columns
            .iter()
            .copied()
            .filter(|c| table[*c].nullable)
            .collect();
        // MATCH FULL refuses such a row by itself.
        if !fk.is_enforced() || fk.match_full || nullable.len() < 2 || is_checked(table, &nullable)
        {
            continue;
        }
        let subject = path::columns(table, &fk.columns);
        let target = path::target(report.tables, table, &fk.target);
        let columns = table.column_list(&nullable);
        let condition: Vec<String> = nullable
            .windows(2)
            .map(|pair| {
                let [a, b] = [pair[0], pair[1]].map(|c| &table[c].name);
                format!("({a} IS NULL) = ({b} IS NULL)")
            })
            .collect();
        report
            .find(
                Site::ForeignKey(i),
                format!("`{subject}` references `{target}` only when none of {columns} is NULL"),
            )
            .help(format!(
                "add `#[erd(check(\"{}\"))]` to the struct",
                condition.join(" AND ")
            ))
            .help("make all but one of them not an `Option`");
    }
}

/// Whether a condition says which of the columns may be NULL together.
fn is_checked(table: &Table, columns: &[ColumnId]) -> bool {
    table.checks.iter().any(|check| {
        Dialect::ALL
            .into_iter()
            .filter_map(|dialect| check.sql.get(dialect))
            .any(|sql| columns.iter().all(|c| mentions(sql, &table[*c].name)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::{Check as Condition, Sql};

    fn devices() -> Builder {
        table("devices")
            .nullable("region")
            .nullable("site_no")
            .references(["region", "site_no"], "Site")
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, devices());
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`devices.(region, site_no)` references `Site` only when none of region, site_no is NULL"
        );
        assert_eq!(
            found[0].help[0],
            "add `#[erd(check(\"(region IS NULL) = (site_no IS NULL)\"))]` to the struct"
        );
    }

    #[test]
    fn ok() {
        let checked = devices().edit(|t| {
            t.checks.push(Condition {
                no_inherit: false,
                enforced: true,
                name: "whole".to_owned(),
                sql: Sql::new("num_nulls(region, site_no) IN (0, 2)"),
                column: None,
                validated: true,
            });
        });
        assert!(of_entity(&RULE, checked).is_empty());
        let one = table("devices")
            .columns(["tenant_id"])
            .nullable("site_no")
            .references(["tenant_id", "site_no"], "Site");
        assert!(of_entity(&RULE, one).is_empty());
        let loose = devices().last_key(|fk| fk.loose = Some(String::new()));
        assert!(of_entity(&RULE, loose).is_empty());
        let full = devices().last_key(|fk| fk.match_full = true);
        assert!(of_entity(&RULE, full).is_empty());
    }
}
