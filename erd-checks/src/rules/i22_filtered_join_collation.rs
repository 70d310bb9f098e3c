//! I22: a join of texts with different collations.

use super::f03_fk_type_mismatch::names;
use crate::types::Relation;
use crate::{Check, Report, Rule, Scope, pairs};
use erd_core::schema::{Schema, TableWalker};
use erd_core::{Dialect, Family, Level, Site};

const DOCS: &str = r#"# I22 filtered_join_collation

## What it does
Where MySQL or MariaDB is a target, warns about a `loose` reference whose two columns are texts of different collations.
For an enforced reference this is F03: the engines refuse the constraint.

## Why
A join compares in one collation. The text of the other side is converted row by row, and its index cannot be used.

## Bad
```rust
#[derive(erd::Entity)]
pub struct Visit {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Page.url, loose(cleanup = "sweep")), index, max_len = 200, collate(mysql = "utf8mb4_bin"))]
    pub url: String,
}
```

## Good
```rust
    #[erd(references(Page.url, loose(cleanup = "sweep")), index, max_len = 200)]
    pub url: String,
```

## Source
MySQL manual 8.3.1: columns compared by a join use an index only with the same collation. Not executed.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "I22",
    slug: "filtered_join_collation",
    level: Level::Warn,
    scope: Scope::Graph,
    silenceable: true,
    why: "a join converts one side row by row, and cannot use its index",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    let family = Dialect::ALL.into_iter().filter(|d| d.is(Family::MySql));
    if !family.into_iter().any(|dialect| report.is_target(dialect)) {
        return;
    }
    for fk in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
        if fk.foreign_key().is_enforced() {
            continue;
        }
        for (n, verdict) in pairs::resolved(schema, fk, &report.targets())
            .into_iter()
            .enumerate()
        {
            if verdict.relation == Relation::Collation {
                let (column, key) = names(fk, n);
                report.enter(fk.table().id());
                report
                    .find(
                        Site::ForeignKey(fk.index()),
                        format!("`{column}` and `{key}` are texts of different collations"),
                    )
                    .help("give both the same `collate`");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, schema, table};
    use erd_core::Scalar;
    use erd_core::schema::{Sql, TableId, Target, Type};

    fn text(name: &'static str, collation: &'static str) -> Builder {
        table(name).column("url", |c| {
            c.ty = Type::Scalar(Scalar::Text);
            c.max_len = Some(200);
            c.collation = Sql::new(collation);
        })
    }

    fn count(collation: &'static str, loose: bool) -> usize {
        let pages = text("pages", "utf8mb4_bin").primary_key(["url"]);
        let visits = text("visits", collation)
            .foreign_key(["url"], Target::Table(TableId(0)), &["url"])
            .last_key(|fk| fk.loose = loose.then(|| "sweep".to_owned()));
        of_schema(&RULE, &schema([pages, visits])).len()
    }

    #[test]
    fn bad() {
        assert_eq!(count("utf8mb4_general_ci", true), 1);
    }

    #[test]
    fn ok() {
        assert_eq!(count("utf8mb4_bin", true), 0);
        assert_eq!(count("utf8mb4_general_ci", false), 0, "that is F03");
    }
}
