//! I09: indexes with too many keys or too long ones.

use crate::indexing::{covers, serves};
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{Column, Index, IndexKind, KeyPart, Table, Type};
use erd_core::{Dialect, Level, Scalar, Site};

const DOCS: &str = r"# I09 index_too_wide

## What it does
Looks at the keys of each index.

- More than 32 are rejected: PostgreSQL (payload counted) and MariaDB refuse them. More than 16 are a warning: MySQL
  refuses them, and where it is a target in `erd.toml` they are rejected, in the primary key too.
- More than 5 are a warning, and 4 or 5 are reported on request, in an index that is not unique and that no declared
  access path and no foreign key needs.
- Text that together may take more than 3,072 bytes, with 4 bytes a character, is rejected where `erd.toml` names MySQL or
  MariaDB, and a warning where it names no target: MySQL refuses the index, MariaDB cuts a plain one to a prefix with only a
  note and makes a unique one a hash, which erd does not write.
- A btree on text without `max_len` is rejected where `erd.toml` names MySQL or MariaDB, which refuse it (error 1170), and
  else reported on request: PostgreSQL refuses the *row* whose value is too long for a page of the index (2,704 bytes after
  compression).

## Why
A wide index is large and slow to write, and few queries use its last keys. One that an engine cuts or refuses works on
the developer's machine and not in production.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(index(country, city, street, house, floor, door))]
pub struct Address { /* .. */ }
```

## Good
```rust
#[erd(index(city, street))]
pub struct Address { /* .. */ }
```
or declare the query that needs all of them with `access(by(..))`. For long text, index `prefix(..)` of it on MySQL and
MariaDB, or a hash of it in a generated column.

## Source
PostgreSQL manual, appendix K (`INDEX_MAX_KEYS`); MySQL manual 17.22; MariaDB and PostgreSQL are asked by the tests of
this rule.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "I09",
    slug: "index_too_wide",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "every write maintains all of its keys, and few queries use the last ones",
    docs: DOCS,
    check: Check::Entity(check),
};

/// Most keys of an index of PostgreSQL (with payload) and MariaDB.
const MAX_KEYS: usize = 32;
/// Most keys of an index of MySQL.
const MAX_MYSQL_KEYS: usize = 16;
/// Keys that are many, and those that are a few too many.
const MANY_KEYS: usize = 5;
const SOME_KEYS: usize = 3;
/// Longest key of InnoDB, in bytes, and bytes of a character of utf8mb4.
const MAX_BYTES: u32 = 3072;
const CHARACTER: u32 = 4;

fn check(table: &Table, report: &mut Report<'_>) {
    let key = table
        .primary_key
        .as_ref()
        .map_or(0, |key| key.columns.len());
    let others = [Dialect::Postgres, Dialect::MariaDb];
    if key > MAX_KEYS && others.into_iter().any(|d| report.is_target(d)) {
        let name = table.path();
        report
            .find(
                Site::PrimaryKey,
                format!("the primary key of `{name}` has {key} columns; engines take {MAX_KEYS}"),
            )
            .level(Level::Deny)
            .why("PostgreSQL and MariaDB refuse to create the table")
            .help("number the rows with an `identity`, and make these columns `unique`");
    } else if key > MAX_MYSQL_KEYS && report.is_target(Dialect::MySql) {
        let (name, level) = (table.path(), mysql_level(report));
        report
            .find(
                Site::PrimaryKey,
                format!(
                    "the primary key of `{name}` has {key} columns; MySQL takes {MAX_MYSQL_KEYS}"
                ),
            )
            .level(level)
            .why("MySQL refuses to create the table")
            .help("number the rows with an `identity`, and make these columns `unique`");
    }
    for (i, index) in table.indexes.iter().enumerate() {
        keys(table, i, index, report);
        if index.is_btree() {
            bytes(table, i, index, report);
        }
    }
}

fn keys(table: &Table, i: usize, index: &Index, report: &mut Report<'_>) {
    let name = table.path();
    let count = index.keys.len();
    let with_payload = count + index.include.len();
    let subject = &index.name;
    let mysql = report.is_target(Dialect::MySql);
    let postgres = report.is_target(Dialect::Postgres) && with_payload > MAX_KEYS;
    let mariadb = report.is_target(Dialect::MariaDb) && count > MAX_KEYS;
    let (message, level, why) = if postgres || mariadb {
        (
            format!("`{subject}` of `{name}` has {with_payload} columns; engines take {MAX_KEYS}"),
            Level::Deny,
            "PostgreSQL and MariaDB refuse to create it",
        )
    } else if mysql && count > MAX_MYSQL_KEYS {
        (
            format!("`{subject}` of `{name}` has {count} keys; MySQL takes {MAX_MYSQL_KEYS}"),
            mysql_level(report),
            "MySQL refuses to create it",
        )
    } else if count > SOME_KEYS && index.kind == IndexKind::Plain && !is_needed(table, index) {
        let level = if count > MANY_KEYS {
            Level::Warn
        } else {
            Level::Allow
        };
        (
            format!("`{subject}` of `{name}` has {count} keys, and no declared query needs them"),
            level,
            RULE.why,
        )
    } else {
        return;
    };
    report
        .find(Site::Index(i), message)
        .level(level)
        .why(why)
        .help("keep the first keys that queries need, or declare the query: `access(by(..), order(..))`");
}

/// What MySQL refuses is rejected where it is named.
fn mysql_level(report: &Report<'_>) -> Level {
    if report.names_target(Dialect::MySql) {
        Level::Deny
    } else {
        Level::Warn
    }
}

fn is_needed(table: &Table, index: &Index) -> bool {
    let mut paths = table.intent.access.iter();
    // All of the keys must be needed, so one key less must not do.
    let mut shorter = index.clone();
    shorter.keys.pop();
    paths.any(|p| serves(table, index, p) && !serves(table, &shorter, p))
        || table
            .foreign_keys
            .iter()
            .any(|fk| covers(table, index, &fk.columns) && !covers(table, &shorter, &fk.columns))
}

/// What a key may take in InnoDB.
enum Width {
    Bytes(u32),
    Unbounded,
}

fn bytes(table: &Table, i: usize, index: &Index, report: &mut Report<'_>) {
    let mut sum = 0_u32;
    let mut unbounded = None;
    for key in &index.keys {
        let KeyPart::Column(column) = key.part else {
            continue;
        };
        match width(&table[column], key.prefix_len) {
            Width::Bytes(bytes) => sum = sum.saturating_add(bytes),
            Width::Unbounded => unbounded = Some(column),
        }
    }
    let name = table.path();
    let subject = &index.name;
    let family = [Dialect::MySql, Dialect::MariaDb];
    let mysql = family.into_iter().any(|d| report.is_target(d));
    let named = family.into_iter().any(|d| report.names_target(d));
    let level = |usual| if named { Level::Deny } else { usual };
    if let Some(column) = unbounded {
        let text = &table[column].name;
        report
            .find(
                Site::Index(i),
                format!("`{subject}` of `{name}` holds `{text}`, whose length has no limit"),
            )
            .level(level(Level::Allow))
            .why("PostgreSQL refuses the first row whose value is too long for the index, and MySQL the index")
            .help("bound it with `max_len`, or index a hash of it");
    } else if mysql && sum > MAX_BYTES {
        report
            .find(
                Site::Index(i),
                format!("the keys of `{subject}` of `{name}` may take {sum} bytes; InnoDB takes {MAX_BYTES}"),
            )
            .level(level(RULE.level))
            .why("MySQL refuses it; MariaDB cuts a plain index to a prefix, and makes a unique one a hash, with only a note")
            .help("lower `max_len`, or index a hash of the value");
    }
}

fn width(column: &Column, prefix: Option<u32>) -> Width {
    let length = prefix.or(column.max_len);
    match (&column.ty, length) {
        _ if !column.sql_type.is_empty() => Width::Bytes(0),
        (Type::Scalar(Scalar::Text), Some(n)) => Width::Bytes(n.saturating_mul(CHARACTER)),
        (Type::Scalar(Scalar::Bytes), Some(n)) => Width::Bytes(n),
        (Type::Scalar(Scalar::Text | Scalar::Bytes), None) => Width::Unbounded,
        (Type::Scalar(_), _) => Width::Bytes(8),
        _ => Width::Bytes(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    const NAMES: [&str; 34] = [
        "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r",
        "s", "t", "u", "v", "w", "x", "y", "z", "aa", "ab", "ac", "ad", "ae", "af", "ag", "ah",
    ];

    fn with(count: usize) -> Builder {
        let names = &NAMES[..count];
        let table = table("wide").columns(names.iter().copied());
        table.index(names.iter().copied())
    }

    fn text(max_len: Option<u32>) -> Builder {
        let table = table("pages").column("url", |c| {
            c.ty = Type::Scalar(Scalar::Text);
            c.max_len = max_len;
        });
        table.index(["url"])
    }

    fn levels(builder: Builder) -> Vec<Level> {
        let found = of_entity(&RULE, builder);
        found.iter().map(|f| f.level).collect()
    }

    #[test]
    fn bad() {
        assert_eq!(levels(with(4)), [Level::Allow]);
        assert_eq!(levels(with(6)), [Level::Warn]);
        assert_eq!(levels(with(17)), [Level::Warn]);
        assert_eq!(levels(with(33)), [Level::Deny]);
        let payload = with(34).last_index(|i| {
            i.include = i.key_columns().unwrap_or_default().split_off(2);
            i.keys.truncate(2);
        });
        assert_eq!(levels(payload), [Level::Deny]);
        assert_eq!(levels(text(Some(800))), [Level::Warn]);
        assert_eq!(levels(text(None)), [Level::Allow]);
    }

    #[test]
    fn ok() {
        assert!(levels(with(3)).is_empty());
        assert!(levels(with(6).access(&["a", "b", "c", "d", "e", "f"], &[])).is_empty());
        let unique = with(6).last_index(|i| i.kind = IndexKind::Unique);
        assert!(levels(unique).is_empty());
        assert!(levels(text(Some(768))).is_empty());
        let prefix = text(None).last_index(|i| i.keys[0].prefix_len = Some(100));
        assert!(levels(prefix).is_empty());
    }
}
