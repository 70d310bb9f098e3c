//! P19: what partitions of MySQL and MariaDB do not take.

use crate::columns::spelling;
use crate::refusal::{Refusal, Refused};
use crate::stored::{Stored, stored};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::Since::Always;
use erd_core::schema::{Column, Partition, PartitionKind, PartitionTable, Table, Type};
use erd_core::since;
use erd_core::{Dialect, Level, Scalar, Site};

const DOCS: &str = r#"# P19 partition_refused

## What it does
Rejects, where PostgreSQL is a target, a partitioned table by a list of several columns, with storage parameters (`with`),
with a `no_inherit` check, or unlogged (from 18 on, which earlier versions forget). Rejects, where MySQL or MariaDB is a
target, a table that is partitioned by range or list of a column whose type the engines do not cut: a float, a decimal, a
`timestamp`, a text without a length, JSON. On MySQL also a partitioned table with a full-text or spatial index, and one
of another engine than InnoDB. Without targets in `erd.toml`, and where a partition for all values is the only one, it is
a warning.

## Why
The engines refuse the table: MySQL and MariaDB with the errors 1214, 1178, 1502 and 1659, the last one for each partition
that has a bound; PostgreSQL with 42P17, 42809, 42P16 and 0A000.

## Bad
```rust
#[erd(partition_by(range(score), default))]
pub struct Reading {
    // ..
    pub score: f64,
}
```

## Good
```rust
#[erd(partition_by(range(day), default))]
pub struct Reading {
    // ..
    pub day: NaiveDate,
}
```

## Source
MySQL manual, "Partitioning Limitations" and "COLUMNS Partitioning"; executed on MySQL 9.7.4, MariaDB 10.11.19 and 11.8.9.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "P19",
    slug: "partition_refused",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "the engines refuse the table",
    docs: DOCS,
    check: Check::Entity(check),
};

const FAMILY: [Refusal; 2] = [(Dialect::MySql, Always), (Dialect::MariaDb, Always)];
/// MariaDB takes full text there, and 11.8 shapes too, which 10.11 refuses.
const INDEXES: Refusal = (Dialect::MySql, Always);
const MYSQL: Refusal = (Dialect::MySql, since(&[8]));

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(partition) = &table.intent.partition else {
        return;
    };
    if let Some(refused) = report.refused_by(&[INDEXES]) {
        indexes(table, &refused, report);
    }
    keys(table, partition, report);
    on_postgres(table, partition, report);
    let engine = table.options.engine.as_deref();
    let other =
        engine.filter(|e| !["innodb", "ndb", "ndbcluster"].contains(&e.to_lowercase().as_str()));
    if let (Some(engine), Some(refused)) = (other, report.refused_by(&[MYSQL])) {
        let name = table.path();
        report
            .find(
                Site::Entity,
                format!("`{name}` is partitioned, and its engine is {engine}"),
            )
            .level(refused.level())
            .why(refused.why("the table"))
            .help("leave `engine` out, which is InnoDB");
    }
}

/// What PostgreSQL has at single partitions only.
fn on_postgres(table: &Table, partition: &Partition, report: &mut Report<'_>) {
    let with = table.options.with.as_ref();
    let own = with.is_some() && report.names_target(Dialect::Postgres);
    let list = partition.kind == PartitionKind::List && partition.columns.len() > 1;
    let checks = table.checks.iter().position(|check| check.no_inherit);
    let faults = [
        (
            own,
            Always,
            Site::Entity,
            "has storage parameters",
            "leave `with` out",
        ),
        (
            list,
            Always,
            Site::Entity,
            "lists several columns",
            "partition by one of them",
        ),
        (
            table.options.unlogged,
            since(&[18]),
            Site::Entity,
            "is unlogged",
            "leave `unlogged` out",
        ),
        (
            checks.is_some(),
            Always,
            Site::Check(checks.unwrap_or_default()),
            "has a check that partitions do not inherit",
            "leave `no_inherit` out",
        ),
    ];
    let name = table.path();
    for (is_so, version, site, what, help) in faults {
        let refused = report.refused_by(&[(Dialect::Postgres, version)]);
        let Some(refused) = refused.filter(|_| is_so) else {
            continue;
        };
        report
            .find(site, format!("`{name}` is partitioned, and {what}"))
            .level(refused.level())
            .why(refused.why("the table"))
            .help(help);
    }
}

fn indexes(table: &Table, refused: &Refused, report: &mut Report<'_>) {
    for (i, index) in table.indexes.iter().enumerate() {
        let Some(method @ ("fulltext" | "spatial")) = index.method.as_deref() else {
            continue;
        };
        let name = table.path();
        report
            .find(
                Site::Index(i),
                format!("`{}` is {method}, and `{name}` is partitioned", index.name),
            )
            .level(refused.level())
            .why(refused.why("the table"))
            .help("leave the index or `partition_by` out");
    }
}

fn keys(table: &Table, partition: &Partition, report: &mut Report<'_>) {
    if partition.kind == PartitionKind::Hash || partition.key.is_some() {
        return;
    }
    for id in partition.columns.iter().copied() {
        let is_refused = |(dialect, _): &&Refusal| is_uncut(&table[id], *dialect);
        let engines: Vec<Refusal> = FAMILY.iter().filter(is_refused).copied().collect();
        let Some(refused) = report.refused_by(&engines) else {
            continue;
        };
        let subject = path::columns(table, &[id]);
        // Alone, a partition for all values is taken, and none that has a bound beside it.
        let compares = is_long(&table[id]) || partition.parts.iter().any(has_value);
        let (level, why) = if compares {
            (refused.level(), refused.why("the table"))
        } else {
            (Level::Warn, refused.why("each partition that has a bound"))
        };
        report
            .find(
                Site::Column(id),
                format!("`{subject}` has a type by whose ranges and lists no table is partitioned"),
            )
            .level(level)
            .why(why)
            .help("partition by a date, a datetime, an integer or a text with `max_len`")
            .help("partition by `hash`");
    }
}

/// Whether a partition has a bound that values are compared with.
fn has_value(part: &PartitionTable) -> bool {
    let bounds = part.bounds.to_ascii_uppercase();
    !bounds.is_empty() && bounds.trim() != "DEFAULT" && !bounds.contains("MAXVALUE")
}

/// Whether the column is a text or the like without a length, which no partition is made by.
fn is_long(column: &Column) -> bool {
    let long = |dialect: &Dialect| {
        let ty = stored(column, *dialect);
        matches!(ty, Some(Stored::Text { unbounded: true } | Stored::Json))
    };
    FAMILY.iter().any(|(dialect, _)| long(dialect))
}

/// Whether RANGE COLUMNS and LIST COLUMNS refuse the column's type.
fn is_uncut(column: &Column, dialect: Dialect) -> bool {
    if let Some(spelling) = spelling(column, dialect) {
        let word = spelling.name.split_whitespace().next().unwrap_or_default();
        return matches!(
            word,
            "float"
                | "double"
                | "real"
                | "decimal"
                | "numeric"
                | "timestamp"
                | "json"
                | "bit"
                | "year"
        ) || word.ends_with("text")
            || word.ends_with("blob");
    }
    let Type::Scalar(scalar) = &column.ty else {
        return false;
    };
    match scalar {
        Scalar::F32 | Scalar::F64 | Scalar::Decimal | Scalar::Json => true,
        Scalar::Text | Scalar::Bytes => column.max_len.is_none(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, events, of_entity, of_entity_on};
    use erd_core::schema::Sql;

    fn by(kind: PartitionKind, ty: Scalar) -> Builder {
        events(kind).edit(|t| t.columns[1].ty = Type::Scalar(ty))
    }

    #[test]
    fn types() {
        let range = PartitionKind::Range;
        for on in [Dialect::MySql, Dialect::MariaDb] {
            let count = |builder| of_entity_on(&RULE, builder, &[on]).len();
            for ty in [Scalar::F64, Scalar::Decimal, Scalar::Text, Scalar::Json] {
                assert_eq!(count(by(range, ty)), 1, "{ty:?}");
            }
            for ty in [Scalar::Date, Scalar::Timestamp, Scalar::I64, Scalar::Bool] {
                assert_eq!(count(by(range, ty)), 0, "{ty:?}");
            }
            let timestamp = by(range, Scalar::Timestamp);
            let timestamp = timestamp.edit(|t| t.columns[1].sql_type = Sql::new("timestamp(6)"));
            assert_eq!(count(timestamp), 1);
            assert_eq!(count(by(PartitionKind::Hash, Scalar::F64)), 0);
        }
        assert_eq!(
            of_entity(&RULE, by(range, Scalar::F64))[0].level,
            Level::Warn
        );
        let others = [Dialect::Postgres, Dialect::Sqlite];
        assert!(of_entity_on(&RULE, by(range, Scalar::F64), &others).is_empty());
    }

    #[test]
    fn postgres_has_it_at_partitions() {
        let day = || by(PartitionKind::Range, Scalar::Date);
        let count = |builder: Builder| of_entity_on(&RULE, builder, &[Dialect::Postgres]).len();
        assert_eq!(count(day()), 0);
        assert_eq!(
            count(day().edit(|t| t.options.with = Some("fillfactor=70".to_owned()))),
            1
        );
        let unlogged = day().edit(|t| t.options.unlogged = true);
        assert_eq!(count(unlogged), 1);
        let checked = day().edit(|t| {
            let mut check = erd_core::schema::Check::new("c", Sql::new("id > 0"));
            check.no_inherit = true;
            t.checks.push(check);
        });
        assert_eq!(count(checked), 1);
    }

    #[test]
    fn indexes_and_engines() {
        let day = || by(PartitionKind::Range, Scalar::Date);
        let full = || {
            day()
                .index(["id"])
                .last_index(|i| i.method = Some("fulltext".to_owned()))
        };
        assert!(of_entity_on(&RULE, full(), &[Dialect::MariaDb]).is_empty());
        let found = of_entity_on(&RULE, full(), &[Dialect::MySql]);
        assert_eq!(
            found[0].message,
            "`events_id_idx` is fulltext, and `events` is partitioned"
        );
        let mine = || day().edit(|t| t.options.engine = Some("MyISAM".to_owned()));
        assert_eq!(of_entity_on(&RULE, mine(), &[Dialect::MySql]).len(), 1);
        assert!(of_entity_on(&RULE, mine(), &[Dialect::MariaDb]).is_empty());
        assert!(of_entity(&RULE, day().index(["id"])).is_empty());
    }
}
