//! Partitions, from the text of SHOW CREATE TABLE: the catalog says 0 for the DEFAULT list of MariaDB, and does not say
//! where the files are.

use erd_core::schema::{ObjectName, Partition, PartitionKind, PartitionTable, SubPartition, Table};

use super::read::Reader;
use crate::Kind;
use crate::token::{Token, TokenKind, closing, items, tokens};

impl Reader {
    pub(super) fn partitions(&mut self, position: usize) {
        let Some(clause) = self.shown[position].partition.take() else {
            return;
        };
        let table = &self.schema.tables[position];
        let engine = table.options.engine.as_deref().unwrap_or("InnoDB");
        let partition = parse(&clause, table, engine);
        if partition.is_none() {
            let name = table.name.clone();
            self.name(Kind::Partitioning, name);
        }
        self.schema.tables[position].intent.partition = partition;
    }
}

/// `None` for what the model has no place for: MariaDB's partitions by system time.
fn parse(clause: &str, table: &Table, engine: &str) -> Option<Partition> {
    let found = tokens(clause, crate::token::Lexis::Backslashes);
    let (method, inside, mut at) = method(clause, &found, 0)?;
    let words: Vec<&str> = method.split_whitespace().collect();
    let names = || names(table, inside);
    let (kind, columns, key) = match words[..] {
        ["RANGE", "COLUMNS"] => (PartitionKind::Range, names(), None),
        ["LIST", "COLUMNS"] => (PartitionKind::List, names(), None),
        ["KEY"] if !inside.is_empty() => (PartitionKind::Hash, names(), None),
        ["RANGE"] => (PartitionKind::Range, names(), Some(inside.to_owned())),
        ["LIST"] => (PartitionKind::List, names(), Some(inside.to_owned())),
        ["HASH"] => (PartitionKind::Hash, names(), Some(inside.to_owned())),
        // These say how as well.
        ["KEY"] | ["LINEAR", "HASH" | "KEY"] => {
            let key = format!("{} ({inside})", words.join(" "));
            (PartitionKind::Hash, names(), Some(key))
        }
        _ => return None,
    };
    let mut sub = None;
    let mut subs = 0_u32;
    let mut count = None;
    while let Some(token) = found.get(at) {
        if token.is("subpartition") {
            let (words, inside, end) = self::method(clause, &found, at + 2)?;
            sub = Some(format!("{} ({inside})", spaced(words)));
            at = end;
        } else if token.is("subpartitions") {
            subs = word(found.get(at + 1)?).and_then(|n| n.parse().ok())?;
            at += 2;
        } else if token.is("partitions") {
            count = word(found.get(at + 1)?).and_then(|n| n.parse().ok());
            at += 2;
        } else if token.kind == TokenKind::Open {
            break;
        } else {
            return None;
        }
    }
    let mut parts = Vec::new();
    if found.get(at).is_some() {
        for item in items(&found, at) {
            let mut part = part(clause, item, sub.as_deref(), engine)?;
            if let (None, Some(by)) = (&part.partition, &sub) {
                part.partition = Some(SubPartition {
                    by: by.clone(),
                    parts: (0..subs).map(|n| unnamed(&part.name.name, n)).collect(),
                });
            }
            parts.push(part);
        }
    }
    Some(Partition {
        over_time: None,
        kind,
        columns,
        count: count.filter(|_| parts.is_empty()),
        default: false,
        key,
        parts,
    })
}

/// The words from `at` to the next parenthesis, what is in it, and the position behind it.
fn method<'a>(clause: &'a str, found: &[Token], at: usize) -> Option<(&'a str, &'a str, usize)> {
    let open = (at..found.len()).find(|i| found[*i].kind == TokenKind::Open)?;
    let close = closing(found, open);
    let words = &clause[found.get(at)?.start..found[open].start];
    let inside = clause[found[open].end..found[close].start].trim();
    Some((words.trim(), inside, close + 1))
}

/// `PARTITION p0 VALUES LESS THAN (10) ENGINE = InnoDB (SUBPARTITION s0 ENGINE = InnoDB, ..)`.
fn part(clause: &str, item: &[Token], sub: Option<&str>, engine: &str) -> Option<PartitionTable> {
    let name = item.get(1)?.name()?.to_owned();
    let list = (2..item.len()).find(|i| {
        item[*i].kind == TokenKind::Open && item.get(i + 1).is_some_and(|t| t.is("subpartition"))
    });
    let end = list.unwrap_or(item.len());
    let mut bounds = String::new();
    let mut i = 2;
    while i < end {
        // The engine is the table's.
        if item[i].is("engine") && item.get(i + 2).and_then(word) == Some(engine) {
            i += 3;
            continue;
        }
        if let Some(previous) = item.get(i - 1).filter(|_| !bounds.is_empty())
            && previous.end < item[i].start
        {
            bounds.push(' ');
        }
        bounds.push_str(&clause[item[i].start..item[i].end]);
        i += 1;
    }
    let partition = match (list, sub) {
        (Some(open), Some(by)) => {
            let mut parts = Vec::new();
            for inner in items(item, open) {
                parts.push(part(clause, inner, None, engine)?);
            }
            Some(SubPartition {
                by: by.to_owned(),
                parts,
            })
        }
        _ => None,
    };
    Some(PartitionTable {
        name: ObjectName { schema: None, name },
        bounds,
        partition,
    })
}

/// A subpartition that nobody named, under the name that the server gives it.
fn unnamed(part: &str, number: u32) -> PartitionTable {
    PartitionTable {
        name: ObjectName {
            schema: None,
            name: format!("{part}sp{number}"),
        },
        bounds: String::new(),
        partition: None,
    }
}

fn word(token: &Token) -> Option<&str> {
    match &token.kind {
        TokenKind::Word(word) => Some(word),
        _ => None,
    }
}

fn spaced(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Columns that a key names, in order.
fn names(table: &Table, key: &str) -> Vec<erd_core::schema::ColumnId> {
    let mut columns = Vec::new();
    for token in tokens(key, crate::token::Lexis::Backslashes) {
        if let TokenKind::Name(name) | TokenKind::Word(name) = &token.kind
            && let Some(id) = table.find_column(name)
            && !columns.contains(&id)
        {
            columns.push(id);
        }
    }
    match &table.primary_key {
        // KEY () is the primary key.
        Some(primary) if key.is_empty() => primary.columns.clone(),
        _ => columns,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::Scalar;
    use erd_core::schema::{Column, ColumnId, Type};

    fn table() -> Table {
        let mut table = Table::new("t");
        for name in ["id", "r"] {
            table
                .columns
                .push(Column::new(name, Type::Scalar(Scalar::I32)));
        }
        table
    }

    fn read(text: &str) -> Option<Partition> {
        let shown = super::super::show::parse(text)?;
        parse(&shown.partition?, &table(), "InnoDB")
    }

    #[test]
    fn mysql_writes_it_into_a_comment() {
        let partition = read(
            "CREATE TABLE `t` (\n  `id` int\n) ENGINE=InnoDB\n/*!50100 PARTITION BY RANGE (year(`r`))\n\
             SUBPARTITION BY HASH (`id`)\nSUBPARTITIONS 2\n\
             (PARTITION p0 VALUES LESS THAN (1990) ENGINE = InnoDB,\n PARTITION p1 VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */",
        )
        .unwrap();
        assert_eq!(partition.key.as_deref(), Some("year(`r`)"));
        assert_eq!(partition.columns, [ColumnId(1)]);
        let bounds: Vec<_> = partition.parts.iter().map(|p| p.bounds.as_str()).collect();
        assert_eq!(
            bounds,
            ["VALUES LESS THAN (1990)", "VALUES LESS THAN MAXVALUE"]
        );
        let sub = partition.parts[1].partition.as_ref().unwrap();
        assert_eq!(sub.by, "HASH (`id`)");
        let names: Vec<_> = sub.parts.iter().map(|p| p.name.name.as_str()).collect();
        assert_eq!(names, ["p1sp0", "p1sp1"]);
    }

    #[test]
    fn options_and_defaults_are_kept() {
        let partition = read(
            "CREATE TABLE `t` (\n  `id` int COMMENT '\\n PARTITION BY x'\n) ENGINE=InnoDB\n PARTITION BY LIST  COLUMNS(`id`)\n\
             (PARTITION `a` VALUES IN (1,2) COMMENT = 'x, (y)' ENGINE = InnoDB,\n PARTITION `c` DEFAULT ENGINE = InnoDB)",
        )
        .unwrap();
        assert_eq!(partition.kind, PartitionKind::List);
        assert_eq!(
            partition.parts[0].bounds,
            "VALUES IN (1,2) COMMENT = 'x, (y)'"
        );
        assert_eq!(partition.parts[1].bounds, "DEFAULT");
        assert!(
            read("CREATE TABLE t (\n  `id` int\n)\n PARTITION BY SYSTEM_TIME LIMIT 10\n").is_none()
        );
    }

    #[test]
    fn a_number_of_hashes_is_a_count() {
        let partition =
            read("CREATE TABLE t (\n  `id` int\n)\n PARTITION BY LINEAR KEY (`id`)\nPARTITIONS 3")
                .unwrap();
        assert_eq!(partition.count, Some(3));
        assert_eq!(partition.key.as_deref(), Some("LINEAR KEY (`id`)"));
        assert!(partition.parts.is_empty());
    }
}
