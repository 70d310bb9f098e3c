//! How long keys are. InnoDB takes 3,072 bytes; MariaDB shortens what is longer, or turns a unique key into a hash.

use crate::error::{Code, Errors};
use crate::render::{At, Scope, lower};
use erd_core::Dialect;
use erd_core::schema::{ColumnId, Index, KeyPart};

/// Longest key, in bytes (MySQL manual 17.22, "InnoDB Limits").
const MAX_KEY: u32 = 3072;

/// What a column adds to a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Width {
    Bytes(u32),
    /// Text or octets without a limit that a key could have.
    Unbounded,
}

/// Reports keys without a limit, and keys that are too long.
pub(crate) fn check_table(scope: &Scope<'_>, errors: &mut Errors) {
    let table = scope.table;
    super::table::check(scope, errors);
    if !super::table::is_innodb(table) {
        // Other engines have other limits.
        return;
    }
    if let Some(key) = &table.primary_key {
        whole(scope, &key.name, &key.columns, errors);
    }
    for key in table.foreign_keys.iter().filter(|key| key.is_enforced()) {
        whole(scope, &key.name, &key.columns, errors);
    }
    for index in &table.indexes {
        if matches!(index.method.as_deref(), Some("fulltext" | "spatial"))
            || is_long_unique(scope, index)
        {
            continue;
        }
        check(scope, &index.name, keys(index), errors);
    }
}

fn keys(index: &Index) -> impl Iterator<Item = (ColumnId, Option<u32>)> {
    index.keys.iter().filter_map(|key| match key.part {
        KeyPart::Column(column) => Some((column, key.prefix_len)),
        KeyPart::Expression(_) => None,
    })
}

/// A unique key of MariaDB that is longer than a btree's, and stated to be a hash.
pub(super) fn is_long_unique(scope: &Scope<'_>, index: &Index) -> bool {
    let mut errors = Errors::new(scope.dialect());
    if scope.dialect() != Dialect::MariaDb
        || !index.is_unique()
        || index.method.as_deref() != Some("hash")
    {
        return false;
    }
    check(scope, &index.name, keys(index), &mut errors);
    errors.len() > 0
}

fn whole(scope: &Scope<'_>, name: &str, columns: &[ColumnId], errors: &mut Errors) {
    check(scope, name, columns.iter().map(|c| (*c, None)), errors);
}

fn check(
    scope: &Scope<'_>,
    name: &str,
    keys: impl Iterator<Item = (ColumnId, Option<u32>)>,
    errors: &mut Errors,
) {
    let mut sum = 0_u32;
    for (column, prefix) in keys {
        let at = scope.at(column);
        // What is wrong with the type is reported where the column is rendered.
        let mut ignored = Errors::new(scope.dialect());
        let sql = lower(&at, &mut ignored).sql.to_ascii_lowercase();
        let bytes = match (width(&sql, &at), prefix) {
            (_, Some(length)) => length.saturating_mul(character(&sql, &at)),
            (Width::Bytes(bytes), None) => bytes,
            (Width::Unbounded, None) => {
                at.lacks(Code::UnboundedKey, errors);
                return;
            }
        };
        sum = sum.saturating_add(bytes);
    }
    if sum > MAX_KEY {
        errors.add(
            Code::KeyTooLong,
            scope.table,
            Some(name),
            format!(
                "the key has {sum} bytes, at 4 for a character; {} takes {MAX_KEY}",
                scope.dialect().title()
            ),
            "lower `max_len`, index a `prefix`, or use an ascii collation",
        );
    }
}

/// The width of a type as it is spelled. Types that are not known here count as nothing.
fn width(sql: &str, at: &At<'_>) -> Width {
    let word = sql.split(|c: char| !c.is_ascii_alphanumeric()).next();
    let length = || {
        let (_, rest) = sql.split_once('(')?;
        let (digits, _) = rest.split_once(')')?;
        digits.trim().parse::<u32>().ok()
    };
    Width::Bytes(match word.unwrap_or_default() {
        "tinytext" | "text" | "mediumtext" | "longtext" | "tinyblob" | "blob" | "mediumblob"
        | "longblob" | "json" => return Width::Unbounded,
        "varchar" | "char" => length().unwrap_or(1).saturating_mul(character(sql, at)),
        "varbinary" | "binary" => length().unwrap_or(1),
        "tinyint" | "year" => 1,
        "smallint" | "enum" => 2,
        "date" => 3,
        "int" | "integer" | "float" => 4,
        "time" => 6,
        "bigint" | "double" | "datetime" => 8,
        "uuid" => 16,
        _ => 0,
    })
}

/// Bytes of a character in the column's character set, which its collation names.
fn character(sql: &str, at: &At<'_>) -> u32 {
    if sql.contains("binary") || sql.contains("blob") {
        return 1;
    }
    let options = &at.scope.table.options;
    let collation = at.column.collation.get(at.scope.dialect());
    let set = collation
        .and_then(|c| c.trim().split('_').next())
        .or(options.charset.as_deref());
    match set.map(str::to_ascii_lowercase).as_deref() {
        Some("ascii" | "latin1" | "binary") => 1,
        Some("utf8" | "utf8mb3") => 3,
        _ => 4,
    }
}
