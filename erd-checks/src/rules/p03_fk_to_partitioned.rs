//! P03: a reference to a partitioned table carries its partition key.

use super::f05_fk_target_not_unique as f05;
use crate::graph::{edge, text};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::def::{EntityDef, ForeignKeyDef, position};
use erd_core::schema::{ColumnId, ForeignKeyWalker, Schema, TableWalker};
use erd_core::text::Text;
use erd_core::{Level, Site};

const DOCS: &str = r"# P03 fk_to_partitioned

## What it does
Rejects a foreign key to a partitioned table that does not name each column by which that table is partitioned, and so
names no unique key of it. F05 is silent then.

## Why
A unique key of a partitioned table holds the partition key. A foreign key that leaves it out finds no unique key, and
PostgreSQL rejects it.

## Bad
```rust
#[erd(references(Event.id, on_delete = restrict), index)] // Event has primary_key(id, day) and is partitioned by day
pub event_id: i64,
```

## Good
```rust
#[erd(foreign_key((event_id, event_day) references Event, on_delete = restrict), index(event_id, event_day))]
pub struct Remark {
    pub event_id: i64,
    pub event_day: NaiveDate,
    // ..
}
```

## Source
PostgreSQL manual, 5.12.2.3. Executed on PostgreSQL.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "P03",
    slug: "fk_to_partitioned",
    level: Level::Deny,
    scope: Scope::Pair,
    silenceable: false,
    why: "PostgreSQL rejects the constraint: no unique key of the target is without its partition key",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    for fk in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
        let Some(target) = fk.target().filter(|_| f05::is_broken_in(fk)) else {
            continue;
        };
        let (table, names) = (target.table(), &fk.foreign_key().target_columns);
        let Some(missing) = missing_in(fk) else {
            continue;
        };
        let column = path::columns(fk.table().table(), &fk.foreign_key().columns);
        let missing = &table[missing];
        let key = path::names(table, names);
        let name = if table.entity.is_empty() {
            &table.name
        } else {
            &table.entity
        };
        report.enter(fk.table().id());
        let message = message(&column, &key, &missing.name);
        report
            .find(Site::ForeignKey(fk.index()), message.as_str())
            .help(help(name, &missing.field).as_str())
            .help(LOOSE);
    }
}

/// The first column that the target of a resolved foreign key is partitioned by and that the key does not name.
pub(crate) fn missing_in(fk: ForeignKeyWalker<'_>) -> Option<ColumnId> {
    let key = fk.foreign_key();
    let target = fk.target().filter(|_| key.is_enforced())?.table();
    let partition = target.intent.partition.as_ref()?;
    if key.target_columns.is_empty() {
        return None;
    }
    let named = |id: &&ColumnId| key.target_columns.contains(&target[**id].name);
    partition.columns.iter().find(|id| !named(id)).copied()
}

/// The same, during const evaluation.
pub(crate) const fn missing(fk: &ForeignKeyDef) -> Option<usize> {
    let Some(partition) = fk.target.extra.partition else {
        return None;
    };
    if !fk.enforced || fk.fields.is_empty() {
        return None;
    }
    let mut i = 0;
    while 2 * i < partition.columns.len() {
        let wanted = position(partition.columns, i);
        let mut named = false;
        let mut n = 0;
        while n < fk.field_count() {
            if let Some(column) = edge::target_column(fk, n) {
                named |= column == wanted;
            }
            n += 1;
        }
        if !named {
            return Some(wanted);
        }
        i += 1;
    }
    None
}

/// Says what is missing, during const evaluation.
pub(crate) const fn explain(
    entity: &EntityDef,
    fk: &'static ForeignKeyDef,
    missing: usize,
    out: &mut Text,
) {
    let column = text::path(entity, fk.columns);
    let key = text::target_path(fk);
    let (name, field) = (fk.target.column_name(missing), fk.target.field(missing));
    let message = message(column.as_str(), key.as_str(), name);
    let carry = help(text::entity_name(fk.target), field);
    let help = &[carry.as_str(), LOOSE];
    text::push_finding(out, &RULE, message.as_str(), RULE.why, help, false);
}

const LOOSE: &str = "make the reference `loose`, with the job that removes what dangles";

const fn message(column: &str, key: &str, missing: &str) -> Text {
    let text = Text::new()
        .with("`")
        .with(column)
        .with("` references `")
        .with(key);
    text.with("`, and that table is partitioned by `")
        .with(missing)
        .with("` too")
}

const fn help(entity: &str, field: &str) -> Text {
    let text = Text::new().with("add a column for `").with(field);
    text.with("` of `")
        .with(entity)
        .with("` and reference both")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, schema, table};
    use erd_core::schema::{Partition, PartitionKind, TableId, Target};

    fn found(
        names: &[&str],
        edit: impl FnOnce(&mut erd_core::schema::ForeignKey),
    ) -> Vec<erd_core::Finding> {
        let events = table("events")
            .columns(["id", "day"])
            .primary_key(["id", "day"])
            .edit(|t| {
                t.intent.partition = Some(Partition {
                    over_time: None,
                    key: None,
                    parts: Vec::new(),
                    kind: PartitionKind::Range,
                    columns: vec![ColumnId(1)],
                    count: Some(12),
                    default: false,
                });
            });
        let remarks = table("remarks")
            .columns(names.iter().copied())
            .foreign_key(names.iter().copied(), Target::Table(TableId(0)), names)
            .last_key(edit);
        let schema = schema([events, remarks]);
        assert!(of_schema(&f05::RULE, &schema).is_empty());
        of_schema(&RULE, &schema)
    }

    #[test]
    fn bad() {
        let found = found(&["id"], |_| {});
        assert_eq!(
            found[0].message,
            "`remarks.id` references `events.id`, and that table is partitioned by `day` too"
        );
        assert_eq!(
            found[0].help[0],
            "add a column for `day` of `T` and reference both"
        );
    }

    #[test]
    fn ok() {
        assert!(found(&["id", "day"], |_| {}).is_empty());
    }
}
