//! Partitions, which CREATE TABLE ends with.

use super::quote;
use crate::error::{Code, Errors};
use crate::render::Scope;
use erd_core::Dialect;
use erd_core::schema::{
    ForeignKey, Partition, PartitionKind, PartitionTable, SubPartition, TimeKey,
};

/// ` PARTITION BY ..` on lines of its own; nothing where the table is not partitioned.
pub(super) fn clause(scope: &Scope<'_>) -> String {
    let Some(partition) = &scope.table.intent.partition else {
        return String::new();
    };
    let mut lines = vec![format!("\nPARTITION BY {}", by(scope, partition))];
    let sub = partition.parts.iter().find_map(|p| p.partition.as_ref());
    let numbered = sub.is_some() && partition.parts.iter().all(has_default_names);
    if let Some(sub) = sub {
        lines.push(format!("SUBPARTITION BY {}", scope.verbatim(&sub.by)));
        if numbered {
            lines.push(format!("SUBPARTITIONS {}", sub.parts.len()));
        }
    }
    let mut parts: Vec<String> = partition
        .parts
        .iter()
        .map(|part| self::part(scope, "PARTITION", part, !numbered))
        .collect();
    // The engine makes no table without a partition, and those of days and months come with the days and months.
    if let (Some(_), false, true) = (
        partition.over_time,
        partition.default,
        partition.parts.is_empty(),
    ) {
        let key = TimeKey::of(partition.key.as_deref(), &start_column(scope, partition));
        parts.push(format!(
            "PARTITION {} VALUES LESS THAN ({})",
            quote("p_start"),
            match key {
                Some(TimeKey::Seconds) => "1",
                Some(TimeKey::Days) => "TO_DAYS('1970-01-01')",
                _ => "'1970-01-01'",
            }
        ));
    }
    if partition.default && !partition.parts.iter().any(takes_the_rest) {
        parts.push(format!(
            "PARTITION {} {}",
            quote("p_default"),
            rest(partition)
        ));
    }
    if parts.is_empty() {
        lines.extend(partition.count.map(|count| format!("PARTITIONS {count}")));
    } else {
        lines.push(format!("({})", parts.join(",\n ")));
    }
    lines.join("\n")
}

/// The method and its key. COLUMNS and KEY take columns of any type; an expression has to be an integer.
fn by(scope: &Scope<'_>, partition: &Partition) -> String {
    let columns = scope.columns(&partition.columns);
    match (&partition.key, partition.kind) {
        (None, PartitionKind::Range) => format!("RANGE COLUMNS ({columns})"),
        (None, PartitionKind::List) => format!("LIST COLUMNS ({columns})"),
        (None, PartitionKind::Hash) => format!("KEY ({columns})"),
        (Some(key), PartitionKind::Range) => format!("RANGE ({})", scope.verbatim(key)),
        (Some(key), PartitionKind::List) => format!("LIST ({})", scope.verbatim(key)),
        // `LINEAR HASH (..)`, `KEY ()`: the method is part of the text.
        (Some(key), PartitionKind::Hash) if is_method(key) => scope.verbatim(key),
        (Some(key), PartitionKind::Hash) => format!("HASH ({})", scope.verbatim(key)),
    }
}

fn start_column(scope: &Scope<'_>, partition: &Partition) -> String {
    let first = partition.columns.first();
    first.map_or_else(String::new, |id| scope.table[*id].name.clone())
}

fn is_method(key: &str) -> bool {
    let words: Vec<String> = key
        .split(|c: char| !c.is_ascii_alphanumeric())
        .take(2)
        .map(str::to_ascii_uppercase)
        .collect();
    let word = |i: usize| words.get(i).map_or("", String::as_str);
    match word(0) {
        "LINEAR" => matches!(word(1), "HASH" | "KEY"),
        "HASH" | "KEY" => key.trim_end().ends_with(')') && word(1).is_empty(),
        _ => false,
    }
}

fn part(scope: &Scope<'_>, word: &str, part: &PartitionTable, listed: bool) -> String {
    let mut sql = format!("{word} {}", quote(&part.name.name));
    if !part.bounds.trim().is_empty() {
        sql.push(' ');
        sql.push_str(&scope.verbatim(&part.bounds));
    }
    if let Some(sub) = &part.partition
        && listed
    {
        let subs: Vec<String> = sub
            .parts
            .iter()
            .map(|part| self::part(scope, "SUBPARTITION", part, false))
            .collect();
        sql.push_str("\n (");
        sql.push_str(&subs.join(",\n  "));
        sql.push(')');
    }
    sql
}

/// Whether the subpartitions have the names that the engine gives, so that their number says everything.
fn has_default_names(part: &PartitionTable) -> bool {
    let Some(sub) = &part.partition else {
        return false;
    };
    let mut subs = sub.parts.iter().enumerate();
    subs.all(|(n, s)| s.name.name == format!("{}sp{n}", part.name.name) && s.bounds.is_empty())
}

fn takes_the_rest(part: &PartitionTable) -> bool {
    let bounds = part.bounds.to_ascii_uppercase();
    bounds.trim() == "DEFAULT" || bounds.contains("MAXVALUE")
}

fn rest(partition: &Partition) -> String {
    if partition.kind == PartitionKind::List {
        return "DEFAULT".to_owned();
    }
    let most = vec!["MAXVALUE"; partition.columns.len().max(1)];
    format!("VALUES LESS THAN ({})", most.join(", "))
}

/// Reports partitions that the engine does not take.
pub(super) fn check(scope: &Scope<'_>, errors: &mut Errors) {
    let Some(partition) = &scope.table.intent.partition else {
        return;
    };
    let title = scope.dialect().title();
    let mut refuse = |message: String, help: &str| {
        errors.add(Code::Partition, scope.table, None, message, help);
    };
    if partition.parts.is_empty()
        && partition.kind != PartitionKind::Hash
        && !partition.default
        && partition.over_time.is_none()
    {
        refuse(
            "the table has no partition, so it would take no row".to_owned(),
            "state the first ones, `partition(\"name\", \"VALUES LESS THAN (..)\")`, or `default` for a partition that takes all other rows",
        );
    }
    let list_default = partition.kind == PartitionKind::List
        && (partition.default || partition.parts.iter().any(takes_the_rest));
    if list_default && scope.dialect() == Dialect::MySql {
        refuse(
            format!("{title} has no partition for the values that no list holds"),
            "list all values, or partition by range",
        );
    }
    let keyed = scope.table.foreign_keys.iter().any(ForeignKey::is_enforced)
        || scope
            .walker
            .referencing_keys()
            .any(|key| key.foreign_key().is_enforced());
    if keyed {
        refuse(
            format!(
                "partitioned tables of {title} have no foreign keys, and are not referenced by any"
            ),
            "leave `partition_by` out, or make the references `loose`",
        );
    }
    let foreign = |part: &PartitionTable| part.bounds.trim_start().starts_with("FOR VALUES");
    if let Some(part) = partition.parts.iter().find(|part| foreign(part)) {
        refuse(
            format!(
                "the bounds of partition `{}` are written for PostgreSQL",
                part.name
            ),
            "write `VALUES LESS THAN (..)` or `VALUES IN (..)`",
        );
    }
    let mut subs = partition.parts.iter().filter_map(|p| p.partition.as_ref());
    if let Some(sub) = subs.find(|sub| !is_hashed(sub)) {
        refuse(
            format!(
                "subpartitions of {title} are by HASH or KEY, not by `{}`",
                sub.by
            ),
            "cut them by hash, or make one level of partitions",
        );
    }
}

fn is_hashed(sub: &SubPartition) -> bool {
    let upper = sub.by.trim_start().to_ascii_uppercase();
    ["HASH", "KEY", "LINEAR"]
        .iter()
        .any(|word| upper.starts_with(word))
}
