//! What an engine does to a table whose column gets another type.

use super::sql_type::SqlType;
use crate::{Dialect, Family};

/// What happens to the rows and the indexes, from the cheapest to the dearest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Retype {
    /// The catalog alone changes.
    Catalog,
    /// The rows stay; MySQL takes `ALGORITHM=INPLACE` for it, and no other.
    InPlace,
    /// The rows stay, and the indexes that compare the column are built anew.
    Indexes,
    /// The table is written anew.
    Rewrite,
}

impl Retype {
    /// Whether every row stays as it is.
    pub fn keeps_rows(self) -> bool {
        self < Self::Rewrite
    }
}

/// The most bytes of a character, where the character set is not known: `utf8mb4`.
pub const MOST_BYTES: u32 = 4;

/// What the engine does. `bytes` is the most that one character of the column may take; it counts on MySQL and MariaDB
/// alone. What is not known is a rewrite.
///
/// Sources: PostgreSQL 18, "ALTER TABLE", Notes; MySQL 9.7, "Online DDL Operations", Extending VARCHAR column size; MariaDB
/// 11.8, "InnoDB Online DDL Operations with the INSTANT Alter Algorithm". Each pair of the tests was tried on a server.
pub fn retype(from: &SqlType, to: &SqlType, dialect: Dialect, bytes: u32) -> Retype {
    match (dialect.family(), dialect) {
        (Family::Postgres, _) => in_postgres(from, to),
        (Family::MySql, Dialect::MariaDb) => in_mariadb(from, to, bytes),
        (Family::MySql, _) => in_mysql(from, to, bytes),
        (Family::Sqlite, _) => Retype::Rewrite,
    }
}

fn in_postgres(from: &SqlType, to: &SqlType) -> Retype {
    let same = from.name == to.name && from.args == to.args && from.array == to.array;
    if from.array || to.array {
        return kept(same);
    }
    // No number is no limit.
    let wider = match (from.args.first(), to.args.first()) {
        (_, None) => true,
        (Some(from), Some(to)) => from <= to,
        (None, Some(_)) => false,
    };
    let is_text = |name: &str| matches!(name, "varchar" | "text" | "citext");
    match (from.name.as_str(), to.name.as_str()) {
        ("numeric", "numeric") => kept(match (&from.args[..], &to.args[..]) {
            (_, []) => true,
            ([p, rest @ ..], [q, scale @ ..]) => {
                p <= q && rest.first().unwrap_or(&0) == scale.first().unwrap_or(&0)
            }
            ([], _) => false,
        }),
        (a, b) if is_text(a) && is_text(b) => match kept(b != "varchar" || wider) {
            // It has an operator class of its own.
            Retype::Catalog if (a == "citext") != (b == "citext") => Retype::Indexes,
            other => other,
        },
        ("cidr", "inet") => Retype::Catalog,
        ("timestamp" | "timestamptz" | "time" | "timetz" | "interval", _)
            if from.name == to.name =>
        {
            // Six digits are all that there are.
            kept(to.args.first().unwrap_or(&6) >= from.args.first().unwrap_or(&6))
        }
        ("varbit", "varbit") => kept(wider),
        _ => kept(same),
    }
}

fn kept(keeps: bool) -> Retype {
    if keeps {
        Retype::Catalog
    } else {
        Retype::Rewrite
    }
}

fn in_mysql(from: &SqlType, to: &SqlType, bytes: u32) -> Retype {
    match grown(from, to, bytes) {
        // The length of a value takes one byte up to 255 bytes, and two beyond.
        Some((from, to)) if (from > 255) == (to > 255) => Retype::InPlace,
        Some(_) => Retype::Rewrite,
        None => kept(is_stored_alike(from, to)),
    }
}

fn in_mariadb(from: &SqlType, to: &SqlType, bytes: u32) -> Retype {
    match grown(from, to, bytes) {
        // It finds a second byte by itself in values that could not use the first one's highest bit.
        Some((from, to)) => kept(!((128..256).contains(&from) && to > 255)),
        None => kept(is_stored_alike(from, to)),
    }
}

/// The lengths of a `VARCHAR` that gets longer, in bytes.
fn grown(from: &SqlType, to: &SqlType, bytes: u32) -> Option<(u32, u32)> {
    let (was, is) = (*from.args.first()?, *to.args.first()?);
    let grows = from.name == "varchar" && to.name == "varchar" && was <= is;
    grows.then(|| (was.saturating_mul(bytes), is.saturating_mul(bytes)))
}

/// Whether MySQL and MariaDB store the values of both alike.
fn is_stored_alike(from: &SqlType, to: &SqlType) -> bool {
    if from.name != to.name {
        return false;
    }
    // The number of bytes of a value grows with that of the values: of an enum at 256, of a set with each eighth member,
    // and there are no sets of five to seven bytes.
    let bytes = |count: usize| match (from.name.as_str(), count.div_ceil(8)) {
        ("enum", _) => 1 + count / 256,
        (_, eighths @ 0..=4) => eighths,
        _ => 8,
    };
    match from.name.as_str() {
        "enum" | "set" => {
            to.values.starts_with(&from.values)
                && bytes(from.values.len()) == bytes(to.values.len())
        }
        // A display width changes nothing in the rows.
        "tinyint" | "smallint" | "mediumint" | "integer" | "bigint" => true,
        _ => from.args == to.args,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each(dialect: Dialect, pairs: &[(&str, &str, Retype)]) {
        for (from, to, effect) in pairs {
            let (a, b) = (SqlType::parse(from), SqlType::parse(to));
            assert_eq!(
                retype(&a, &b, dialect, MOST_BYTES),
                *effect,
                "{dialect}: {from} to {to}"
            );
        }
    }

    #[test]
    fn postgresql_keeps_what_means_the_same_on_disk() {
        let kept = [
            ("varchar(20)", "varchar(40)"),
            ("character varying(20)", "text"),
            ("text", "varchar"),
            ("decimal(10, 2)", "numeric(12, 2)"),
            ("numeric(10, 2)", "numeric"),
            ("cidr", "inet"),
            ("timestamptz(3)", "timestamp(6) with time zone"),
            ("int4", "integer"),
            ("timestamp", "timestamp(6)"),
            ("interval", "interval(6)"),
            ("interval(3)", "interval(6)"),
            ("time", "time(6)"),
            ("timetz", "timetz(6)"),
            ("varbit(8)", "varbit(9)"),
            ("text[]", "text[]"),
        ];
        each(
            Dialect::Postgres,
            &kept.map(|(a, b)| (a, b, Retype::Catalog)),
        );
        let built = [
            ("text", "citext"),
            ("citext", "text"),
            ("citext", "varchar"),
        ];
        each(
            Dialect::Postgres,
            &built.map(|(a, b)| (a, b, Retype::Indexes)),
        );
        let written = [
            ("varchar(40)", "varchar(20)"),
            ("text", "varchar(20)"),
            ("numeric(10, 2)", "numeric(12, 3)"),
            ("numeric", "numeric(12, 3)"),
            ("integer", "bigint"),
            ("char(3)", "text"),
            ("timestamp", "timestamptz"),
            ("inet", "cidr"),
            ("timestamp", "timestamp(3)"),
            ("interval(6)", "interval(3)"),
            ("time", "time(5)"),
            ("varbit", "varbit(6)"),
            ("bit(8)", "bit(9)"),
            ("citext", "varchar(20)"),
            ("varchar(10)[]", "varchar(20)[]"),
            ("\"Mood\"", "\"mood\""),
            ("geometry(Point,4326)", "geometry(Polygon,4326)"),
        ];
        each(
            Dialect::Postgres,
            &written.map(|(a, b)| (a, b, Retype::Rewrite)),
        );
    }

    #[test]
    fn mysql_and_mariadb_count_the_bytes_of_a_length() {
        use Retype::{Catalog, InPlace, Rewrite};
        let eight = "set('a','b','c','d','e','f','g','h')";
        let nine = "set('a','b','c','d','e','f','g','h','i')";
        for (from, to, mysql, mariadb) in [
            ("varchar(10)", "varchar(63)", InPlace, Catalog),
            ("varchar(31)", "varchar(64)", Rewrite, Catalog),
            ("varchar(63)", "varchar(64)", Rewrite, Rewrite),
            ("varchar(64)", "varchar(63)", Rewrite, Rewrite),
            ("varchar(100)", "varchar(256)", InPlace, Catalog),
            // No server takes such a length; who reads it stays upright.
            ("varchar(63)", "varchar(4294967295)", Rewrite, Rewrite),
            ("int", "bigint", Rewrite, Rewrite),
            ("int", "int unsigned", Rewrite, Rewrite),
            ("int(10)", "int", Catalog, Catalog),
            ("enum('a','b')", "enum('a','b','c')", Catalog, Catalog),
            ("enum('a','b')", "enum('b','a')", Rewrite, Rewrite),
            ("set('a','b')", "set('a','b','c')", Catalog, Catalog),
            (eight, nine, Rewrite, Rewrite),
        ] {
            each(Dialect::MySql, &[(from, to, mysql)]);
            each(Dialect::MariaDb, &[(from, to, mariadb)]);
        }
    }
}
