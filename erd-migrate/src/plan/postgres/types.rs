//! What a change of a type costs, and what it loses (rules M11 and M12).

use erd_core::Dialect;
use erd_core::effect::{MOST_BYTES, Retype, SqlType, retype};
use erd_ddl::expression::Class;

/// Name and arguments of a type in its normal form.
fn parts(ty: &str) -> (&str, Vec<u32>) {
    match ty.split_once('(') {
        Some((name, rest)) => {
            let arguments = rest.trim_end_matches(')').split(',');
            (
                name,
                arguments.filter_map(|n| n.trim().parse().ok()).collect(),
            )
        }
        None => (ty, Vec::new()),
    }
}

/// Whether the values stay as they are on disk, and the table and its indexes with them.
pub(in crate::plan) fn is_compatible(old: &str, new: &str) -> bool {
    let (old, new) = (SqlType::parse(old), SqlType::parse(new));
    retype(&old, &new, Dialect::Postgres, MOST_BYTES) == Retype::Catalog
}

/// Whether a value may come out of the change as another, without an error (seen on PostgreSQL 15 and 18).
pub(in crate::plan) fn is_lossy(old: &str, new: &str) -> bool {
    let ((from, a), (to, b)) = (parts(old), parts(new));
    let scale = |arguments: &[u32]| arguments.get(1).copied().unwrap_or(0);
    let digits = |arguments: &[u32]| arguments.first().copied();
    let whole = |name: &str| matches!(name, "smallint" | "integer" | "bigint");
    // Of seconds, where nothing is said there are six.
    let rounds = digits(&a).unwrap_or(6) > digits(&b).unwrap_or(6);
    match (from, to) {
        ("bit", "bit" | "varbit") => digits(&b).is_some_and(|most| most < digits(&a).unwrap_or(1)),
        ("numeric", "numeric") => !b.is_empty() && (a.is_empty() || scale(&a) > scale(&b)),
        ("numeric", to) if whole(to) => a.is_empty() || scale(&a) > 0,
        ("real" | "double precision", to) if whole(to) || to == "numeric" => true,
        ("numeric", "real") => digits(&a).is_none_or(|digits| digits > 6),
        ("numeric", "double precision") => digits(&a).is_none_or(|digits| digits > 15),
        ("double precision" | "bigint" | "integer", "real")
        | ("bigint", "double precision")
        | ("timestamp" | "timestamptz", "date" | "time" | "timetz")
        | ("timetz" | "interval", "time")
        // Of keys that an object has twice, the last one stays.
        | ("json", "jsonb") => true,
        ("time" | "timetz" | "timestamp" | "timestamptz" | "interval", to)
            if Class::of(to) == Class::Time || to == "interval" =>
        {
            rounds
        }
        // Blanks at the end are none of its value.
        (from, "char") => from != "char" && (from == "json" || Class::of(from) == Class::Text),
        (from, to) => match (Class::of(from), Class::of(to)) {
            (Class::Number, Class::Bool) | (Class::Text, Class::Number | Class::Time) => true,
            (Class::Text, _) => matches!(to, "interval" | "jsonb"),
            _ => false,
        },
    }
}

/// Whether every value has one in the other type.
pub(in crate::plan) fn is_total(old: &str, new: &str) -> bool {
    let ((from, _), (to, b)) = (parts(old), parts(new));
    let rank = |name: &str| {
        let order = ["smallint", "integer", "bigint", "numeric"];
        order.iter().position(|n| *n == name)
    };
    is_compatible(old, new)
        || (Class::of(to) == Class::Text && b.is_empty() && to != "char")
        || (b.is_empty() && matches!((rank(from), rank(to)), (Some(a), Some(b)) if a <= b))
        || (rank(from).is_some() && matches!(to, "boolean" | "double precision"))
        || matches!(
            (from, to),
            ("boolean", "smallint" | "integer" | "bigint" | "numeric")
                | ("real", "double precision")
                | (
                    "timestamp" | "timestamptz",
                    "timestamp" | "timestamptz" | "date"
                )
                | ("date", "timestamp" | "timestamptz")
        )
}

/// Whether PostgreSQL has any cast from one to the other, or [`using`] another way. Types that are not known here may
/// have one; `pg_cast` of the server decides in the end.
pub(in crate::plan) fn has_cast(old: &str, new: &str) -> bool {
    let ((from, _), (to, _)) = (parts(old), parts(new));
    // Every type has one to and from text, and what is neither is cast through it.
    let plain = |ty: &str| {
        let known = [
            "uuid", "json", "jsonb", "bytea", "inet", "cidr", "macaddr", "interval",
        ];
        ty.ends_with(']') || known.contains(&ty) || ["tsvector", "xml"].contains(&ty)
    };
    match (Class::of(old), Class::of(new)) {
        (Class::Text, _)
        | (_, Class::Text)
        | (Class::Number, Class::Number)
        | (Class::Bool, Class::Number | Class::Bool)
        | (Class::Other, Class::Other) => true,
        (_, Class::Other) if to == "money" => matches!(from, "integer" | "bigint" | "numeric"),
        (Class::Other, _) if from == "money" => to == "numeric",
        (Class::Number, Class::Bool) => !matches!(from, "real" | "double precision"),
        (Class::Time, Class::Time) => match (from, to) {
            _ if from == to => true,
            ("time", to) => to == "timetz",
            ("timetz", to) => to == "time",
            ("date", to) => to.starts_with("timestamp"),
            ("timestamp", to) => to != "timetz",
            _ => true,
        },
        (Class::Number | Class::Bool, Class::Time) | (Class::Time, Class::Number | Class::Bool) => {
            false
        }
        (Class::Time, Class::Other) => (from, to) == ("time", "interval") || !plain(to),
        (Class::Other, Class::Time) => (from, to) == ("interval", "time") || !plain(from),
        (_, Class::Other) => !plain(to),
        (Class::Other, _) => from == "jsonb" || !plain(from),
    }
}

/// What stands behind USING.
pub(in crate::plan) enum Using {
    /// A cast to the new type.
    Cast(String),
    /// An expression of a type that the server casts to the new one by itself.
    Value(String),
}

impl Using {
    pub(in crate::plan) fn sql(self) -> String {
        match self {
            Self::Cast(sql) | Self::Value(sql) => sql,
        }
    }
}

/// The USING expression; `None` where the server casts by itself.
pub(in crate::plan) fn using(column: &str, old: &str, new: &str, spelled: &str) -> Option<Using> {
    let text = |ty: &str| Class::of(ty) == Class::Text;
    match (parts(old).0, parts(new).0) {
        _ if text(old) && text(new) => None,
        // By itself the server takes bits of the same number alone.
        ("bit", "bit") if old != new => Some(Using::Cast(format!("{column}::{spelled}"))),
        (from, to) if from == to => None,
        // What has no zone is in UTC, here as everywhere.
        ("timestamp", "timestamptz") | ("timestamptz", "timestamp") => {
            Some(Using::Value(format!("{column} AT TIME ZONE 'UTC'")))
        }
        ("smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision", to)
            if Class::of(to) == Class::Number =>
        {
            None
        }
        (_, to) if text(to) => None,
        ("smallint" | "integer" | "bigint" | "numeric", "boolean") => {
            Some(Using::Value(format!("{column} <> 0")))
        }
        ("boolean", to) if Class::of(to) == Class::Number => {
            Some(Using::Cast(format!("{column}::integer::{spelled}")))
        }
        (from, to) if Class::of(from) == Class::Other && Class::of(to) == Class::Other => {
            Some(Using::Cast(format!("{column}::text::{spelled}")))
        }
        _ => Some(Using::Cast(format!("{column}::{spelled}"))),
    }
}

/// Whether an expression in its normal form may give every row another value, so that PostgreSQL writes the table anew.
pub(super) fn is_volatile(normal: &str) -> bool {
    const STABLE: [&str; 21] = [
        "nullif",
        "now",
        "current_date",
        "current_time",
        "localtime",
        "localtimestamp",
        "timezone",
        "statement_timestamp",
        "lower",
        "upper",
        "coalesce",
        "md5",
        "length",
        "concat",
        "abs",
        "round",
        "date_trunc",
        "to_timestamp",
        "make_interval",
        "decode",
        "current_setting",
    ];
    let mut rest = normal;
    while let Some(open) = rest.find('(') {
        let head = &rest[..open];
        let start = head
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
            .map_or(0, |at| at + 1);
        let word = &head[start..];
        let keyword = matches!(
            word,
            "" | "in" | "and" | "or" | "not" | "cast" | "interval" | "extract"
        );
        if !keyword && !STABLE.contains(&word) {
            return true;
        }
        rest = &rest[open + 1..];
    }
    false
}

/// Whether an expression in its normal form is NULL where the session has not said something.
pub(super) fn may_be_null(normal: &str) -> bool {
    ["nullif(", "current_setting("]
        .iter()
        .any(|call| normal.contains(call))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gives_each_row_its_own_value() {
        for text in [
            "gen_random_uuid()",
            "clock_timestamp()",
            "nextval('s')",
            "(1 + random())",
        ] {
            assert!(is_volatile(text), "{text}");
        }
        for text in [
            "now()",
            "'a'",
            "(1 + 1)",
            "timezone('utc',now())",
            "array['(']",
            "nullif(current_setting('erd.actor',true),'')",
        ] {
            assert!(!is_volatile(text), "{text}");
        }
    }
}
