//! What MySQL and MariaDB have in common. One backend; a [`Flavour`] is data, and says where they part.

mod audit;
mod backend;
mod key;
mod marker;
mod partition;
mod served;
mod table;
mod triggers;
mod types;
mod version;

pub(super) use key::check_table;
pub(super) use marker::all as markers;
pub(super) use marker::columns as marker_columns;
pub(crate) use served::serving;
pub(super) use table::tail as table_tail;
pub(super) use triggers::trigger;
pub(super) use types::{Flavour, enumeration, now, scalar};

use super::{IndexSql, is_enclosed, parenthesised};
use crate::error::{Code, Errors};
use crate::render::{At, Lowered, Scope, index_parts};
use crate::script::Script;
use erd_core::schema::{Check, Identity, Index, Maintenance, Role, Schema, Type};
use erd_core::{Capability, Dialect, Scalar};

/// Features that both lack; `$title` is the engine's name.
macro_rules! lacks {
    ($title:literal $(, $more:expr)* $(,)?) => {
        &[
            Lack::new(
Code::ArrayType,
concat!($title, " has no arrays"),
"use JSON, a table of its own, or `sql_type` with \"json\" for this dialect and encode it yourself",
),
            Lack::new(
Code::PartialIndex,
concat!($title, " has no partial indexes"),
"write the predicate for the other dialects only, `where(postgres = \"...\", sqlite = \"...\")`: the index then holds all rows here",
),
            Lack::new(
Code::IncludeColumns,
concat!($title, " indexes have no INCLUDE columns"),
"append the columns to the keys of a plain index",
),
            Lack::new(
Code::NullsOrder,
concat!($title, " indexes hold NULLs as the smallest values"),
"leave `nulls` out, or index a generated column that says whether it is NULL",
),
            Lack::new(
Code::IndexMethod,
concat!("InnoDB, the engine of ", $title, " tables, has btree, fulltext and spatial indexes only"),
"leave `using` out",
),
            Lack::new(
Code::OperatorClass,
concat!($title, " has no operator classes"),
"leave `opclass` out",
),
            Lack::new(
Code::KeyCollation,
concat!($title, " indexes sort by the collation of the column"),
"give the column the collation: `collate = \"...\"`",
),
            Lack::new(
Code::StorageParameters,
concat!($title, " indexes have no storage parameters"),
"leave `with` out",
),
            Lack::new(
Code::NullsNotDistinct,
concat!("NULLs are always distinct in unique keys of ", $title),
"make the column NOT NULL with a value that stands for none",
),
            Lack::new(
Code::DeferrableUnique,
concat!($title, " checks unique keys at once"),
"leave `deferrable` out",
),
            Lack::new(
Code::DeferrableForeignKey,
concat!("InnoDB, the engine of ", $title, " tables, checks foreign keys at once"),
"leave `deferrable` out; where a cycle needs it, make the field an `Option`",
),
            Lack::new(
Code::UnboundedDecimal,
concat!("a decimal without precision is an integer to ", $title),
"bound it: `precision(12, 2)`",
),
            Lack::new(
Code::UnboundedKey,
concat!($title, " cannot index text or bytes without a limit on their length"),
"bound the column with `max_len`, or index its beginning: `column prefix(100)`",
),
            Lack::new(
Code::Exclusion,
concat!($title, " has no exclusion constraints"),
"guard it in the application, under a lock; or lead the table on PostgreSQL only",
),
            Lack::new(
Code::MatchFull,
concat!("InnoDB, the engine of ", $title, " tables, knows MATCH SIMPLE only"),
"add a check that all columns are NULL or none",
),
            Lack::new(
Code::SetColumns,
concat!($title, " sets all columns of a foreign key, not some"),
"use `set_null` without columns, or a trigger",
),
            $($more,)*
        ]
    };
}
pub(super) use lacks;

/// Longest name, in characters (MySQL manual 9.2.1; MariaDB, "Identifier Names").
pub(super) const MAX_NAME: usize = 64;

/// What stands around names.
pub(super) const MARK: char = '`';

/// A name in backquotes.
pub(super) fn quote(name: &str) -> String {
    super::quoted(name, MARK)
}

/// A string as SHOW CREATE TABLE prints it, and as every `sql_mode` but `NO_BACKSLASH_ESCAPES` reads it: backslashes are
/// doubled, and NUL and the ends of lines, which the clients of both drop or change, are escapes.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\'' => out.push_str("''"),
            '\0' => out.push_str("\\0"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            other => out.push(other),
        }
    }
    out.push('\'');
    out
}

/// A collation is a word; anything else is quoted.
pub(super) fn collation(text: &str) -> String {
    if text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        text.to_owned()
    } else {
        quote(text)
    }
}

/// `AUTO_INCREMENT`, whose column must be the first of a key; there is one per table.
pub(super) fn identity(
    at: &At<'_>,
    _identity: Identity,
    lowered: &Lowered,
    errors: &mut Errors,
) -> String {
    let table = at.scope.table;
    let title = at.scope.dialect().title();
    // MyISAM and Aria count for each value of the columns before it.
    let starts = !table::is_innodb(table)
        || table
            .primary_key
            .as_ref()
            .is_some_and(|k| k.columns.first() == Some(&at.id))
        || table.indexes.iter().any(|i| {
            i.key_columns()
                .is_some_and(|columns| columns.first() == Some(&at.id))
        });
    if !starts {
        at.refuse(
            Code::Identity,
            errors,
            format!("{title} generates numbers only for the first column of a key"),
            "put it first in the primary key, or add `#[erd(index)]`",
        );
    }
    if table
        .columns
        .iter()
        .filter(|c| c.identity.is_some())
        .count()
        > 1
    {
        at.refuse(
            Code::Identity,
            errors,
            format!("{title} generates numbers for one column of a table"),
            "keep one identity",
        );
    }
    if lowered.sql.starts_with("decimal") || lowered.sql.contains("char") {
        at.refuse(
            Code::Identity,
            errors,
            format!("{title} generates integers only"),
            "use `i64`",
        );
    }
    if let Some(sequence) = &at.column.sequence
        && (sequence.increment.is_some_and(|n| n != 1)
            || sequence.min.is_some_and(|n| n != 1)
            || sequence.max.is_some()
            || sequence.cycle)
    {
        at.refuse(
            Code::Identity,
            errors,
            format!("{title} counts up by one; only the first number can be chosen"),
            "leave `increment`, `min`, `max` and `cycle` out",
        );
    }
    " AUTO_INCREMENT".to_owned()
}

/// A TIMESTAMP is NOT NULL unless it says NULL, where `explicit_defaults_for_timestamp` is off.
pub(super) fn null(lowered: &Lowered) -> &'static str {
    let timestamp = lowered.sql.get(..9);
    if timestamp.is_some_and(|start| start.eq_ignore_ascii_case("timestamp")) {
        " NULL"
    } else {
        ""
    }
}

/// A literal stays; an expression gets parentheses, and so does anything on a type whose default must be an expression.
/// `CURRENT_TIMESTAMP` takes a number of digits and no parentheses.
pub(super) fn default_value(text: &str, lowered: &Lowered) -> String {
    let plain = |suffix: &str| lowered.sql.ends_with(suffix);
    if plain("text") || plain("blob") || plain("json") {
        return if is_enclosed(text) || text.eq_ignore_ascii_case("NULL") {
            text.to_owned()
        } else {
            format!("({text})")
        };
    }
    let upper = text.to_ascii_uppercase();
    let digits = upper
        .strip_prefix("CURRENT_TIMESTAMP(")
        .or_else(|| upper.strip_prefix("NOW("));
    let now = digits
        .and_then(|d| d.strip_suffix(')'))
        .is_some_and(|d| d.trim().chars().all(|c| c.is_ascii_digit()));
    if now || is_literal(text) {
        text.to_owned()
    } else if matches!(upper.as_str(), "CURRENT_DATE" | "CURRENT_TIME") {
        format!("({text})")
    } else {
        parenthesised(text)
    }
}

/// The current moment with as many digits as the column has, which MySQL wants where the text says none (error 1067); an
/// expression where the column is no time.
fn with_digits(at: &At<'_>, text: String) -> String {
    const MOMENTS: [&str; 7] = [
        "NOW()",
        "CURRENT_TIMESTAMP",
        "CURRENT_TIMESTAMP()",
        "LOCALTIME",
        "LOCALTIME()",
        "LOCALTIMESTAMP",
        "LOCALTIMESTAMP()",
    ];
    let is_moment = MOMENTS.iter().any(|m| text.trim().eq_ignore_ascii_case(m));
    if at.scope.dialect() != Dialect::MySql || !is_moment {
        return text;
    }
    types::clock(at).unwrap_or_else(|| format!("({text})"))
}

/// A string with escapes, or the digits of a bit or binary value: `'a\'b'`, `b'101'`, `X'00ff'`, `0x00ff`.
fn is_literal(text: &str) -> bool {
    if let Some(digits) = text.strip_prefix("0x") {
        return !digits.is_empty() && digits.chars().all(|c| c.is_ascii_hexdigit());
    }
    let (digits, string) = match text.as_bytes() {
        [b'b' | b'B' | b'x' | b'X', b'\'', ..] => (true, &text[1..]),
        _ => (false, text),
    };
    let Some(inner) = string.strip_prefix('\'').and_then(|s| s.strip_suffix('\'')) else {
        return false;
    };
    if digits {
        return inner.chars().all(|c| c.is_ascii_hexdigit());
    }
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        let closed = match c {
            '\\' => chars.next().is_none(),
            '\'' => chars.next() != Some('\''),
            _ => false,
        };
        if closed {
            return false;
        }
    }
    true
}

/// What ON UPDATE sets the column to, where it takes it.
fn on_update(at: &At<'_>) -> Option<String> {
    if at.column.generated.is_some() {
        return None;
    }
    if let Some(text) = at.column.on_update.get(at.scope.dialect()) {
        return Some(with_digits(at, at.scope.verbatim(text)));
    }
    match at.column.role {
        Some(Role::UpdatedAt(Maintenance::Trigger)) => types::clock(at),
        _ => None,
    }
}

/// `COMMENT '..'`, cut to what the engine keeps; `limit` in characters.
fn comment(text: &str, limit: usize) -> String {
    let text = if text.chars().count() > limit {
        let start: String = text.chars().take(limit - 3).collect();
        format!("{start}...")
    } else {
        text.to_owned()
    };
    format!("COMMENT {}", literal(&text))
}

/// What follows a column's default. A check that MariaDB has in the column stands at its end.
pub(super) fn column_tail(at: &At<'_>) -> String {
    let mut tail = on_update(at).map_or_else(String::new, |text| format!(" ON UPDATE {text}"));
    if let Some(text) = &at.column.comment {
        tail.push(' ');
        tail.push_str(&comment(text, COLUMN_COMMENT));
    }
    let checks = at.scope.table.checks.iter();
    for check in checks.filter(|check| check.column == Some(at.id)) {
        if let Some(text) = check.sql.get(at.scope.dialect())
            && is_in_column(&at.scope, check)
        {
            tail.push_str(" CHECK (");
            tail.push_str(&at.scope.verbatim(text));
            tail.push(')');
        }
    }
    tail
}

/// Whether a check is part of a column's definition: it has the column's name, as MariaDB calls it.
pub(super) fn is_in_column(scope: &Scope<'_>, check: &Check) -> bool {
    let column = check.column.map(|id| &scope.table[id].name);
    scope.dialect() == Dialect::MariaDb && column == Some(&check.name)
}

/// Longest comment of a column and of a table, in characters.
const COLUMN_COMMENT: usize = 1024;
/// See [`COLUMN_COMMENT`].
const TABLE_COMMENT: usize = 2048;

/// All indexes stand in CREATE TABLE: a foreign key needs one at once, and would make its own.
pub(super) fn index(
    scope: &Scope<'_>,
    index: &Index,
    flavour: &Flavour,
    errors: &mut Errors,
) -> IndexSql {
    version::check_index(scope, index, errors);
    let parts = index_parts(scope, index, errors);
    let mut keys = parts.keys;
    if let Some(marker) = marker::of(scope, index) {
        keys.push_str(", ");
        keys.push_str(&quote(&marker));
    }
    let kind = match index.method.as_deref() {
        Some("fulltext") => "FULLTEXT ",
        Some("spatial") => "SPATIAL ",
        Some("vector") => "VECTOR ",
        _ if index.is_unique() => "UNIQUE ",
        _ => "",
    };
    let mut sql = format!("{kind}KEY {} ({keys})", quote(&index.name));
    match index.method.as_deref() {
        Some("hash") => sql.push_str(" USING HASH"),
        // Elsewhere it is what goes without saying.
        Some("btree") if table::is_memory(scope.table) => sql.push_str(" USING BTREE"),
        _ => {}
    }
    if let Some(parser) = &index.parser {
        sql.push_str(" WITH PARSER ");
        sql.push_str(&quote(parser));
    }
    if let Some(text) = &index.comment {
        sql.push(' ');
        sql.push_str(&comment(text, COLUMN_COMMENT));
    }
    if index.invisible {
        sql.push(' ');
        sql.push_str(flavour.ignored);
    }
    IndexSql::Inside(sql)
}

/// The methods of InnoDB. It takes `hash` and silently makes a btree, but for a unique key of MariaDB that is longer than
/// a btree's; other engines have hashes.
pub(super) fn has_method(scope: &Scope<'_>, index: &Index) -> bool {
    match index.method.as_deref().unwrap_or("btree") {
        "btree" | "fulltext" | "spatial" => true,
        "vector" => scope.backend.engine.may_have(Capability::VectorIndexes),
        "hash" => !table::is_innodb(scope.table) || key::is_long_unique(scope, index),
        // MyISAM and Aria call those of SPATIAL so.
        "rtree" => !table::is_innodb(scope.table),
        _ => false,
    }
}

/// Databases that tables name.
pub(super) fn create_databases(schema: &Schema, out: &mut Script) {
    let mut names: Vec<&str> = Vec::new();
    for name in schema.tables.iter().filter_map(|t| t.schema.as_deref()) {
        if !names.contains(&name) {
            names.push(name);
            let sql = format!(
                "CREATE DATABASE IF NOT EXISTS {} CHARACTER SET utf8mb4",
                quote(name)
            );
            out.push(None, sql);
        }
    }
}

/// Whether the column holds a day and no time, which ON UPDATE cannot set.
fn is_date(at: &At<'_>) -> bool {
    at.sql_type()
        .map_or(matches!(at.column.ty, Type::Scalar(Scalar::Date)), |text| {
            text.trim().eq_ignore_ascii_case("date")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_do_not_end_a_string() {
        for literal in [
            r"'a\'b'", "'a''b'", "b'101'", "X'00ff'", "0x00FF", "''", r"'\\'",
        ] {
            assert!(is_literal(literal), "{literal}");
        }
        for other in ["'a' || 'b'", r"'a\'", "b'1' + b'0'", "now()", "'", "x"] {
            assert!(!is_literal(other), "{other}");
        }
    }
}
