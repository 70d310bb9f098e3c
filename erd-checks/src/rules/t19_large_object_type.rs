//! T19: large values among small ones.

use crate::columns::{each, scalar, spelling};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Mark, Table};
use erd_core::{Dialect, Level, Scalar, Site};

const DOCS: &str = r#"# T19 large_object_type

## What it does
Warns of PostgreSQL's `oid` and `lo` as the type of a column, and of a spelled `longblob` that is not marked
`blob_store`. A `Vec<u8>` without `max_len`, which is a `longblob` on MySQL and MariaDB, is warned of where these are
named targets.

## Why
Large objects of PostgreSQL are not deleted with their row: orphans pile up. A value of megabytes in a row that is
read for its other columns pushes everything else out of the buffer pool.

## Bad
```rust
#[erd(sql_type(postgres = "oid"))]
pub scan: i64,
```

## Good
```rust
#[erd(blob_store)]
pub scan: Vec<u8>, // in a table of its own
```

## Source
PostgreSQL manual, chapter 35 "Large Objects" and `lo`. Heuristic.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T19",
    slug: "large_object_type",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "large objects outlive their rows, and large values push the others out of memory",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (id, column) in each(table) {
        let subject = || path::columns(table, &[id]);
        let site = Site::Column(id);
        let oid = spelling(column, Dialect::Postgres).is_some_and(|s| s.is(&["oid", "lo"]));
        if oid && report.is_target(Dialect::Postgres) {
            report
                .find(
                    site,
                    format!(
                        "`{}` points at a large object, which outlives its row",
                        subject()
                    ),
                )
                .help("use `Vec<u8>`, in a table of its own, or an object store");
            continue;
        }
        let family = [Dialect::MySql, Dialect::MariaDb];
        let spelled = |d: &Dialect| spelling(column, *d).is_some_and(|s| s.is(&["longblob"]));
        let implied = |d: &Dialect| {
            scalar(column, *d) == Some(Scalar::Bytes)
                && column.max_len.is_none()
                && report.names_target(*d)
        };
        let large = family
            .iter()
            .any(|d| report.is_target(*d) && (spelled(d) || implied(d)));
        if large && !column.is(Mark::BlobStore) {
            report
                .find(
                    site,
                    format!(
                        "`{}` is a LONGBLOB of up to 4 GB among the other columns",
                        subject()
                    ),
                )
                .help("add `#[erd(max_len = ..)]` where values are small")
                .help("move it to a table of its own and mark it `#[erd(blob_store)]`");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, of_entity_on, table};
    use erd_core::schema::{Sql, Type};

    fn bytes() -> crate::testing::Builder {
        table("files").column("body", |c| c.ty = Type::Scalar(Scalar::Bytes))
    }

    #[test]
    fn bad() {
        let oid = table("files").column("body", |c| c.sql_type = Sql::new("oid"));
        assert!(of_entity(&RULE, oid)[0].message.contains("large object"));
        assert!(
            of_entity_on(&RULE, bytes(), &[Dialect::MySql])[0]
                .message
                .contains("LONGBLOB")
        );
        let spelled = bytes().edit(|t| t.columns[0].sql_type = Sql::new("longblob"));
        assert_eq!(of_entity(&RULE, spelled).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, bytes()).is_empty());
        let marked = bytes().edit(|t| t.columns[0].marks = vec![Mark::BlobStore]);
        assert!(of_entity_on(&RULE, marked, &[Dialect::MySql]).is_empty());
        let short = bytes().edit(|t| t.columns[0].max_len = Some(32));
        assert!(of_entity_on(&RULE, short, &[Dialect::MySql]).is_empty());
    }
}
