//! L04: a purge finds what it removes.

use super::i01_access_path_unserved::is_small;
use crate::purge::{finds_old_rows, purge};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::Table;
use erd_core::{Edit, Level, Site};

const DOCS: &str = r#"# L04 retention_unserved

## What it does
Rejects `retain("N days")` where nothing finds the old rows: no index begins with the column that says since when
(`deleted_at` of a soft-deletable entity, `created_at` of another one), and the table is not partitioned by ranges of it. An
index over `.. IS NOT NULL` counts. An entity that is declared to stay within 1,000 rows is small enough to be read whole.

## Why
The purge reads the whole table to find a few old rows, each time it runs, and holds locks on what it finds meanwhile. So
it is made to run less often, and then has more to remove.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(retain("90 days"))]
pub struct LoginLog {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(created_at)]
    pub created_at: DateTime<Utc>,
}
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(retain("90 days"))]
pub struct LoginLog {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(created_at, index)]
    pub created_at: DateTime<Utc>,
}
```

## Source
PostgreSQL manual 11.2 and 5.12.1; it follows from the declarations and I01.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "L04",
    slug: "retention_unserved",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "each purge reads the whole table to find a few old rows",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let Some((days, since)) = purge(table).filter(|_| !is_small(table)) else {
        return;
    };
    if finds_old_rows(table, since) {
        return;
    }
    let (name, subject) = (table.path(), path::columns(table, &[since]));
    report
        .find(
            Site::Column(since),
            format!("rows of `{name}` go after {days} days, and no index begins with `{subject}`"),
        )
        .help("add `#[erd(index)]` to the field")
        .mend(Edit::Field(since, "index".to_owned()))
        .help(
            "or drop old partitions: `partition_by(range(..), every = \"1 month\", retain = \"3 months\")`",
        );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::{ColumnId, Maintenance, Partition, PartitionKind, Retention, Role};

    fn log() -> Builder {
        let log = table("logs").columns(["id", "user_id"]).primary_key(["id"]);
        log.column("created_at", |c| {
            c.role = Some(Role::CreatedAt(Maintenance::Default));
        })
        .edit(|t| t.intent.retention = Some(Retention::Days(90)))
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, log());
        assert_eq!(
            found[0].message,
            "rows of `logs` go after 90 days, and no index begins with `logs.created_at`"
        );
        let second = log().index(["user_id", "created_at"]);
        assert_eq!(of_entity(&RULE, second).len(), 1);
        let partial = log().index(["created_at"]).filter("user_id IS NOT NULL");
        assert_eq!(of_entity(&RULE, partial).len(), 1);
        let soft = log().deleted_at().index(["created_at"]);
        assert_eq!(of_entity(&RULE, soft)[0].path, "logs.deleted_at");
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, log().index(["created_at"])).is_empty());
        assert!(of_entity(&RULE, log().index(["created_at", "user_id"])).is_empty());
        let deleted = log().deleted_at().index(["deleted_at"]);
        let partial = deleted.filter("deleted_at IS NOT NULL");
        assert!(of_entity(&RULE, partial).is_empty());
        let cut = log().edit(|t| {
            t.intent.partition = Some(Partition {
                over_time: None,
                kind: PartitionKind::Range,
                columns: vec![ColumnId(2)],
                count: Some(12),
                default: false,
                key: None,
                parts: Vec::new(),
            });
        });
        assert!(of_entity(&RULE, cut).is_empty());
        let kept = log().edit(|t| t.intent.retention = Some(Retention::Forever(String::new())));
        assert!(of_entity(&RULE, kept).is_empty());
        let small = log().edit(|t| t.intent.rows = Some(200));
        assert!(of_entity(&RULE, small).is_empty());
        let unknown = log().edit(|t| t.columns[2].role = None);
        assert!(of_entity(&RULE, unknown).is_empty());
    }
}
