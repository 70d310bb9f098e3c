//! P04: MySQL has partitions or foreign keys.

use crate::graph::{ProjectDef, project::names, start, text};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::def::{EntityDef, ForeignKeyDef};
use erd_core::schema::{Schema, Table, TableWalker};
use erd_core::text::Text;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# P04 fk_and_partition_mysql

## What it does
Rejects an enforced foreign key of a partitioned table, or to one, in a project that names MySQL or MariaDB as a
target. Without named targets it is reported on request: the compiler does not know the engine.

## Why
InnoDB supports no foreign keys with partitioned tables: the engine rejects the table or the constraint.

## Bad
```rust
#[erd(partition_by(range(day), premake = 12))]
pub struct Event {
    // ..
    #[erd(references(User, on_delete = restrict), index)]
    pub user_id: i64,
}
```

## Good
```rust
#[erd(partition_by(range(day), premake = 12))]
pub struct Event {
    // ..
    #[erd(references(User, loose(cleanup = "purge_events")), index)]
    pub user_id: i64,
}
```

## Source
MySQL manual, 26.6.2; errors 1506 and 150 of MariaDB. Executed on MariaDB.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "P04",
    slug: "fk_and_partition_mysql",
    level: Level::Deny,
    scope: Scope::Pair,
    silenceable: false,
    why: "InnoDB has no foreign keys with partitioned tables, and rejects them",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    let family = [Dialect::MySql, Dialect::MariaDb];
    let Some(dialect) = family.into_iter().find(|d| report.is_target(*d)) else {
        return;
    };
    let named = report.names_target(dialect);
    let cut = |table: &Table| table.intent.partition.is_some();
    for fk in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
        let Some(target) = fk.target().filter(|_| fk.foreign_key().is_enforced()) else {
            continue;
        };
        let table = fk.table();
        let (own, theirs) = (cut(table.table()), cut(target.table()));
        if !own && !theirs {
            continue;
        }
        let subject = path::columns(table.table(), &fk.foreign_key().columns);
        let divided = (if own { table.table() } else { target.table() }).path();
        let message = message(&subject, &divided, dialect);
        report.enter(table.id());
        report
            .find(Site::ForeignKey(fk.index()), message.as_str())
            .level(if named { Level::Deny } else { Level::Allow })
            .help(HELP[0])
            .help(HELP[1]);
    }
}

/// Whether one of the two tables is partitioned.
pub(crate) const fn is_candidate(entity: &EntityDef, fk: &ForeignKeyDef) -> bool {
    entity.extra.partition.is_some() || fk.target.extra.partition.is_some()
}

/// The same, during const evaluation, where MySQL or MariaDB is named or the project asks for it.
pub(crate) const fn explain(
    entity: &EntityDef,
    foreign_key: usize,
    project: &ProjectDef,
    out: &mut Option<Text>,
) {
    let fk = &entity.foreign_keys[foreign_key];
    let asked =
        project.targets.is_empty() && matches!(project.level(&RULE, Level::Allow), Level::Deny);
    let dialect = if asked || names(project.targets, Dialect::MySql) {
        Dialect::MySql
    } else if names(project.targets, Dialect::MariaDb) {
        Dialect::MariaDb
    } else {
        return;
    };
    if !fk.enforced || !is_candidate(entity, fk) {
        return;
    }
    let subject = text::path(entity, fk.columns);
    let own = entity.extra.partition.is_some();
    let mut divided = Text::new();
    text::push_table(&mut divided, if own { entity } else { fk.target });
    let message = message(subject.as_str(), divided.as_str(), dialect);
    text::push_finding(start(out), &RULE, message.as_str(), RULE.why, &HELP, false);
}

const HELP: [&str; 2] = [
    "make the reference `loose`, with the job that removes what dangles",
    "leave `partition_by` out",
];

const fn message(subject: &str, divided: &str, dialect: Dialect) -> Text {
    let text = Text::new().with("`").with(subject);
    let text = text.with("` is a foreign key, `").with(divided);
    let text = text.with("` is partitioned, and ").with(dialect.title());
    text.with(" has only one of the two")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, of_schema_on, schema, table};
    use erd_core::schema::{ColumnId, Partition, PartitionKind};

    fn events(loose: bool) -> Schema {
        let partition = Partition {
            over_time: None,
            key: None,
            parts: Vec::new(),
            kind: PartitionKind::Hash,
            columns: vec![ColumnId(0)],
            count: Some(8),
            default: false,
        };
        let events = table("events")
            .columns(["id", "user_id"])
            .points_at(["user_id"], 0)
            .last_key(|fk| fk.loose = loose.then(String::new))
            .edit(|t| t.intent.partition = Some(partition));
        schema([table("users").columns(["id"]).primary_key(["id"]), events])
    }

    #[test]
    fn bad() {
        let found = of_schema_on(&RULE, &events(false), &[Dialect::MariaDb]);
        assert_eq!(found[0].level, Level::Deny);
        assert_eq!(
            found[0].message,
            "`events.user_id` is a foreign key, `events` is partitioned, and MariaDB has only one of the two"
        );
        assert_eq!(of_schema(&RULE, &events(false))[0].level, Level::Allow);
        let mut turned = events(false);
        turned.tables[0].intent.partition = turned.tables[1].intent.partition.take();
        assert!(
            of_schema(&RULE, &turned)[0]
                .message
                .contains("`users` is partitioned")
        );
    }

    #[test]
    fn ok() {
        assert!(of_schema_on(&RULE, &events(true), &[Dialect::MariaDb]).is_empty());
        assert!(of_schema_on(&RULE, &events(false), &[Dialect::Postgres]).is_empty());
    }
}
