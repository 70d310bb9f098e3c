//! Partitions. A declaration that does not name them leaves them to whoever makes them.

use super::normal::Pairing;
use super::{Step, TableChange, TablePair};
use erd_core::schema::{ColumnId, Partition, PartitionKind, PartitionTable};
use erd_core::{Capability, Family};
use erd_ddl::expression::statement;

pub(super) fn compare(pairing: &Pairing<'_>, pair: TablePair, steps: &mut Vec<Step>) {
    if !pairing.dialect.has(Capability::Partitions) {
        return;
    }
    let old = pairing.old_table(pair).intent.partition.as_ref();
    let new = pairing.new_table_of(pair).intent.partition.as_ref();
    let shape = |partition: &Partition, columns: Option<Vec<ColumnId>>| {
        let key = partition.key.as_deref();
        let key = key.map(|text| statement(text, pairing.dialect));
        (partition.kind, columns.filter(|_| key.is_none()), key)
    };
    let old_shape = old.map(|p| shape(p, pairing.new_columns(pair, &p.columns)));
    let new_shape = new.map(|p| shape(p, Some(p.columns.clone())));
    if old_shape != new_shape {
        steps.push(Step::AlterTable {
            table: pair,
            changes: vec![TableChange::Partition],
        });
        return;
    }
    let (Some(old), Some(new)) = (old, new) else {
        return;
    };
    let text = |sql: &str| {
        let text = statement(sql, pairing.dialect);
        if pairing.dialect.is(Family::MySql) {
            counted(&text)
        } else {
            text
        }
    };
    let same = |a: &PartitionTable, b: &PartitionTable| {
        a.name == b.name && text(&a.bounds) == text(&b.bounds)
    };
    if is_cut_otherwise(old, new, &text) {
        steps.push(Step::AlterTable {
            table: pair,
            changes: vec![TableChange::Partition],
        });
        return;
    }
    // Without a list they are made as time goes on; by hash they are a number.
    let over_time = old.over_time.is_some() || new.over_time.is_some();
    if new.parts.is_empty() || new.kind == PartitionKind::Hash || over_time {
        return;
    }
    // What the declaration calls `default` is a partition by some name, which MySQL and MariaDB keep with its bounds.
    let rest = new.default && !new.parts.iter().any(takes_the_rest);
    for (i, part) in old.parts.iter().enumerate() {
        if rest && takes_the_rest(part) {
            continue;
        }
        if !new.parts.iter().any(|other| same(part, other)) {
            steps.push(Step::DropPartition {
                table: pair,
                old: i,
            });
        }
    }
    for (i, part) in new.parts.iter().enumerate() {
        if !old.parts.iter().any(|other| same(part, other)) {
            steps.push(Step::AddPartition {
                table: pair,
                new: i,
            });
        }
    }
}

/// Whether another number of HASH partitions is wanted, a DEFAULT one without a list of the others, or a partition that
/// stays has other partitions of its own: rows would have to move.
fn is_cut_otherwise(old: &Partition, new: &Partition, text: &impl Fn(&str) -> String) -> bool {
    let twin = |part: &PartitionTable, all: &[PartitionTable]| {
        let mut all = all.iter();
        let same = |other: &&PartitionTable| {
            other.name == part.name && text(&other.bounds) == text(&part.bounds)
        };
        all.find(same).cloned()
    };
    let number = |partition: &Partition| {
        let listed = u32::try_from(partition.parts.len()).unwrap_or(u32::MAX);
        Some(partition.count.unwrap_or(listed)).filter(|number| *number > 0)
    };
    if new.kind == PartitionKind::Hash {
        return matches!((number(old), number(new)), (Some(a), Some(b)) if a != b);
    }
    let all =
        |partition: &Partition| partition.default || partition.parts.iter().any(takes_the_rest);
    // One that is listed is added like any other.
    let unlisted = new.default && !new.parts.iter().any(takes_the_rest);
    let over_time = old.over_time.is_some() || new.over_time.is_some();
    if new.parts.is_empty() || over_time || (unlisted && !all(old)) {
        return all(old) != all(new);
    }
    let pairs = old.parts.iter();
    let mut open: Vec<_> = pairs
        .filter_map(|part| Some((part.clone(), twin(part, &new.parts)?)))
        .collect();
    while let Some((a, b)) = open.pop() {
        let (a, b) = match (a.partition, b.partition) {
            (None, None) => continue,
            (Some(a), Some(b)) => (a, b),
            _ => return true,
        };
        if text(&a.by) != text(&b.by) || a.parts.len() != b.parts.len() {
            return true;
        }
        for part in &a.parts {
            match twin(part, &b.parts) {
                Some(other) => open.push((part.clone(), other)),
                None => return true,
            }
        }
    }
    false
}

/// Whether the partition takes every row that no other one does, as MySQL and MariaDB write it.
fn takes_the_rest(part: &PartitionTable) -> bool {
    let bounds = part.bounds.to_ascii_uppercase();
    bounds.trim() == "DEFAULT" || bounds.contains("MAXVALUE")
}

/// Bounds with the number that MySQL and MariaDB keep in place of `TO_DAYS('2024-01-31')`.
fn counted(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("to_days '") {
        let Some((date, after)) = behind.split_once('\'') else {
            break;
        };
        out.push_str(before);
        let number = days(date).map(|days| days.to_string());
        out.push_str(&number.unwrap_or_else(|| format!("to_days '{date}'")));
        rest = after;
    }
    out + rest
}

/// Days from the year 0, as `TO_DAYS` counts them.
fn days(date: &str) -> Option<i64> {
    let mut parts = date
        .get(..10)?
        .split('-')
        .map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // March is the first month, so that the day that comes and goes is the last one.
    let year = year - i64::from(month <= 2);
    let months = (month + 9) % 12;
    let leap = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(365 * year + leap + (153 * months + 2) / 5 + day - 1 + 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_the_servers_do() {
        // SELECT TO_DAYS(..) on MySQL 9.7.
        for (date, number) in [
            ("1970-01-01", 719_528),
            ("2020-01-01", 737_790),
            ("2020-02-29", 737_849),
            ("2024-12-31", 739_616),
        ] {
            assert_eq!(days(date), Some(number), "{date}");
        }
        assert_eq!(
            counted("values less than to_days '2020-01-01'"),
            "values less than 737790"
        );
        assert_eq!(counted("in 'to_days 1'"), "in 'to_days 1'");
    }
}
