//! Types, and which changes of a type leave the rows as they are.

use std::fmt;

/// A column's type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SqlType {
    /// Name in lower case, one for all its spellings: `int` and `integer` are `integer`.
    pub(crate) name: String,
    /// Numbers in parentheses: `numeric(10, 2)`.
    pub(crate) args: Vec<u32>,
    /// Whether it is an array.
    pub(crate) array: bool,
    /// The values of MySQL's `ENUM` and `SET`.
    pub(crate) values: Vec<String>,
    /// Whether a collation is stated.
    pub(crate) collated: bool,
}

impl SqlType {
    /// A type by name, in any spelling.
    pub(crate) fn new(name: &str, args: Vec<u32>) -> Self {
        Self {
            name: canonical(&name.to_lowercase()).to_owned(),
            args,
            ..Self::default()
        }
    }

    /// Whether it is an integer of at most four bytes.
    pub(crate) fn is_narrow_integer(&self) -> bool {
        !self.array
            && matches!(
                self.name.as_str(),
                "smallint" | "integer" | "mediumint" | "tinyint"
            )
    }

    /// Whether PostgreSQL changes a column to `to` without writing the table anew ("ALTER TABLE", Notes; each pair was
    /// tried on a server).
    pub(crate) fn keeps_rows_in_postgres(&self, to: &Self) -> bool {
        if self.array || to.array {
            return self.array == to.array && self.name == to.name && self.args == to.args;
        }
        let wider = |from: &[u32], to: &[u32]| match (from.first(), to.first()) {
            (_, None) => true,
            (Some(from), Some(to)) => from <= to,
            (None, Some(_)) => false,
        };
        let text = |name: &str| matches!(name, "varchar" | "text" | "citext");
        match (self.name.as_str(), to.name.as_str()) {
            ("numeric", "numeric") => match (self.args.as_slice(), to.args.as_slice()) {
                (_, []) => true,
                ([p, rest @ ..], [q, scale @ ..]) => {
                    p <= q && rest.first().unwrap_or(&0) == scale.first().unwrap_or(&0)
                }
                ([], _) => false,
            },
            ("varchar" | "text" | "citext", "text" | "citext") | ("cidr", "inet") => true,
            (from, "varchar") if text(from) => wider(&self.args, &to.args),
            ("timestamp" | "timestamptz" | "time" | "timetz" | "interval", _)
                if self.name == to.name =>
            {
                // Six digits are all that there are.
                to.args.first().unwrap_or(&6) >= self.args.first().unwrap_or(&6)
            }
            ("varbit", "varbit") => wider(&self.args, &to.args),
            (from, to_name) => from == to_name && self.args == to.args,
        }
    }

    /// Whether PostgreSQL orders and compares the values of `to` otherwise, so that it builds the indexes of such a column
    /// anew although the rows stay: `citext` has an operator class of its own.
    pub(crate) fn compares_otherwise(&self, to: &Self) -> bool {
        (self.name == "citext") != (to.name == "citext")
    }

    /// Whether MySQL and MariaDB change a column to `to` in place: the same type, or a longer `VARCHAR` whose length
    /// still takes one byte, or two in both ("Online DDL Operations", Extending VARCHAR). Bytes are counted at four to a
    /// character.
    pub(crate) fn keeps_rows_in_mysql(&self, to: &Self) -> bool {
        if self.name != to.name {
            return false;
        }
        match self.name.as_str() {
            "varchar" => match (self.args.first(), to.args.first()) {
                (Some(from), Some(to)) => from <= to && (from * 4 > 255) == (to * 4 > 255),
                _ => false,
            },
            "enum" | "set" => to.values.starts_with(&self.values),
            // A display width changes nothing in the rows.
            "tinyint" | "smallint" | "mediumint" | "integer" | "bigint" => true,
            _ => self.args == to.args,
        }
    }
}

impl fmt::Display for SqlType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if !self.args.is_empty() {
            let args: Vec<String> = self.args.iter().map(u32::to_string).collect();
            write!(f, "({})", args.join(", "))?;
        }
        f.write_str(if self.array { "[]" } else { "" })
    }
}

fn canonical(name: &str) -> &str {
    match name {
        "int" | "int4" | "integer" => "integer",
        "int8" => "bigint",
        "int2" => "smallint",
        "decimal" | "dec" => "numeric",
        "character varying" | "nvarchar" => "varchar",
        "character" | "bpchar" | "nchar" => "char",
        "bool" => "boolean",
        "float8" | "double precision" => "double",
        "float4" => "real",
        "timestamp with time zone" => "timestamptz",
        "timestamp without time zone" => "timestamp",
        "time with time zone" => "timetz",
        "time without time zone" => "time",
        "bit varying" => "varbit",
        "serial4" => "serial",
        "serial8" => "bigserial",
        "serial2" => "smallserial",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ty(name: &str, args: &[u32]) -> SqlType {
        SqlType::new(name, args.to_vec())
    }

    #[test]
    fn what_postgresql_keeps() {
        let kept = [
            (ty("varchar", &[20]), ty("varchar", &[40])),
            (ty("character varying", &[20]), ty("text", &[])),
            (ty("text", &[]), ty("varchar", &[])),
            (ty("decimal", &[10, 2]), ty("numeric", &[12, 2])),
            (ty("numeric", &[10, 2]), ty("numeric", &[])),
            (ty("cidr", &[]), ty("inet", &[])),
            (
                ty("timestamptz", &[3]),
                ty("timestamp with time zone", &[6]),
            ),
            (ty("int4", &[]), ty("integer", &[])),
            (ty("timestamp", &[]), ty("timestamp", &[6])),
            (ty("timestamptz", &[]), ty("timestamptz", &[6])),
            (ty("interval", &[]), ty("interval", &[6])),
            (ty("time", &[]), ty("time", &[6])),
            (ty("timetz", &[]), ty("timetz", &[6])),
            (ty("interval", &[3]), ty("interval", &[6])),
            (ty("text", &[]), ty("citext", &[])),
            (ty("citext", &[]), ty("varchar", &[])),
            (ty("varbit", &[8]), ty("varbit", &[9])),
        ];
        for (from, to) in kept {
            assert!(from.keeps_rows_in_postgres(&to), "{from} to {to}");
        }
        let written = [
            (ty("varchar", &[40]), ty("varchar", &[20])),
            (ty("text", &[]), ty("varchar", &[20])),
            (ty("numeric", &[10, 2]), ty("numeric", &[12, 3])),
            (ty("numeric", &[]), ty("numeric", &[12, 3])),
            (ty("integer", &[]), ty("bigint", &[])),
            (ty("char", &[3]), ty("text", &[])),
            (ty("timestamp", &[]), ty("timestamptz", &[])),
            (ty("inet", &[]), ty("cidr", &[])),
            (ty("timestamp", &[]), ty("timestamp", &[3])),
            (ty("interval", &[6]), ty("interval", &[3])),
            (ty("time", &[]), ty("time", &[5])),
            (ty("varbit", &[]), ty("varbit", &[6])),
            (ty("bit", &[8]), ty("bit", &[9])),
            (ty("citext", &[]), ty("varchar", &[20])),
        ];
        for (from, to) in written {
            assert!(!from.keeps_rows_in_postgres(&to), "{from} to {to}");
        }
    }

    #[test]
    fn what_mysql_keeps() {
        assert!(ty("varchar", &[10]).keeps_rows_in_mysql(&ty("varchar", &[60])));
        assert!(ty("varchar", &[100]).keeps_rows_in_mysql(&ty("varchar", &[256])));
        assert!(!ty("varchar", &[60]).keeps_rows_in_mysql(&ty("varchar", &[70])));
        assert!(!ty("varchar", &[20]).keeps_rows_in_mysql(&ty("varchar", &[10])));
        assert!(!ty("int", &[]).keeps_rows_in_mysql(&ty("bigint", &[])));
        let of = |values: &[&str]| SqlType {
            values: values.iter().map(|v| (*v).to_owned()).collect(),
            ..ty("enum", &[])
        };
        assert!(of(&["a"]).keeps_rows_in_mysql(&of(&["a", "b"])));
        assert!(!of(&["a", "b"]).keeps_rows_in_mysql(&of(&["b", "a"])));
    }
}
