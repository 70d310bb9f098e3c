//! T28: what PostgreSQL does not do with a virtual generated column.

use crate::{Check, Report, Rule, Scope, columns, path, scan};
use erd_core::Since::Always;
use erd_core::schema::{Column, ColumnId, Exclusion, Index, KeyPart, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# T28 virtual_column_use

## What it does
Rejects a virtual generated column in an index, a unique key or the predicate of an index, where PostgreSQL is a target;
versions before 18 have no virtual columns at all. Without targets in `erd.toml` it is a warning.

## Why
PostgreSQL 18 computes a virtual column when it is read, and keeps no index over it.

## Bad
```rust
#[erd(generated(virtual = "lower(email)"), index)]
pub handle: String,
```

## Good
```rust
#[erd(generated = "lower(email)", index)]
pub handle: String,
```

## Source
PostgreSQL 18 manual, 5.4 "Generated Columns"; executed on PostgreSQL 18.4.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T28",
    slug: "virtual_column_use",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "PostgreSQL rejects the index",
    docs: DOCS,
    check: Check::Entity(check),
};

const STORE: &str = "store it: write `generated = \"..\"`";

fn check(table: &Table, report: &mut Report<'_>) {
    let is_virtual = |column: &Column| column.generated.as_ref().is_some_and(|g| !g.stored);
    let found: Vec<ColumnId> = columns::each(table)
        .filter(|(_, column)| is_virtual(column))
        .map(|(id, _)| id)
        .collect();
    let Some(refused) = report.refused_by(&[(Dialect::Postgres, Always)]) else {
        return;
    };
    for id in found {
        let subject = path::columns(table, &[id]);
        let excludes = |exclusion: &&Exclusion| {
            scan::reads(&exclusion.definition, Dialect::Postgres, &table[id])
        };
        if let Some(exclusion) = table.exclusions.iter().find(excludes) {
            report
                .find(
                    Site::Column(id),
                    format!(
                        "`{}` excludes by the virtual column `{subject}`",
                        exclusion.name
                    ),
                )
                .level(refused.level())
                .help(STORE);
        }
        for (i, index) in table.indexes.iter().enumerate() {
            if let Some(how) = uses(table, index, id) {
                report
                    .find(
                        Site::Index(i),
                        format!("`{}` {how} the virtual column `{subject}`", index.name),
                    )
                    .level(refused.level())
                    .help(STORE);
            }
        }
    }
}

/// How an index uses a column on PostgreSQL, if it does.
fn uses(table: &Table, index: &Index, id: ColumnId) -> Option<&'static str> {
    let reads = |sql: &str| scan::reads(sql, Dialect::Postgres, &table[id]);
    let is_key = index.keys.iter().any(|key| match &key.part {
        KeyPart::Column(column) => *column == id,
        KeyPart::Expression(sql) => sql.get(Dialect::Postgres).is_some_and(reads),
    });
    if is_key || index.include.contains(&id) {
        return Some("holds");
    }
    let predicate = index.predicate.get(Dialect::Postgres);
    predicate.is_some_and(reads).then_some("is partial by")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::schema::{Generated, Sql};

    fn users(stored: bool) -> Builder {
        table("users").columns(["email"]).column("handle", |c| {
            let sql = Sql::new("lower(email)");
            c.generated = Some(Generated { sql, stored });
        })
    }

    #[test]
    fn bad() {
        let on = [Dialect::Postgres];
        let found = of_entity_on(&RULE, users(false).index(["handle"]), &on);
        assert_eq!(
            found[0].message,
            "`users_handle_idx` holds the virtual column `users.handle`"
        );
        assert_eq!(found[0].level, Level::Deny);
        let unique = || users(false).unique(["handle"]);
        assert_eq!(of_entity(&RULE, unique())[0].level, Level::Warn);
        let partial = users(false).index(["email"]).filter("handle <> ''");
        let found = of_entity_on(&RULE, partial, &on);
        assert!(found[0].message.contains("is partial by"));
    }

    #[test]
    fn ok() {
        let on = [Dialect::Postgres];
        assert!(of_entity_on(&RULE, users(true).index(["handle"]), &on).is_empty());
        assert!(of_entity_on(&RULE, users(false).index(["email"]), &on).is_empty());
        let others = [Dialect::MySql, Dialect::MariaDb, Dialect::Sqlite];
        assert!(of_entity_on(&RULE, users(false).index(["handle"]), &others).is_empty());
    }
}
