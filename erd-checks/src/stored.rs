//! What MySQL and MariaDB store for a column, as far as an index asks.

use crate::columns::spelling;
use crate::scan;
use erd_core::schema::{Column, Table, Type};
use erd_core::{Capability, Dialect, Scalar};

/// A kind of stored values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stored {
    /// Text; whether it is a TEXT, which has no length of its own.
    Text { unbounded: bool },
    /// JSON that is a type of its own.
    Json,
    /// A number, a time, bits.
    Plain,
    /// Octets.
    Bytes,
    /// A point or another shape.
    Shape,
    /// A vector.
    Vector,
    /// One or several of a list of texts.
    Listed,
}

/// Longest VARCHAR of four bytes a character that a row can hold.
const MOST: u32 = 16383;

impl Stored {
    /// What it is called in a message.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::Json => "JSON",
            Self::Plain => "a number or a time",
            Self::Bytes => "octets",
            Self::Shape => "a geometry",
            Self::Vector => "a vector",
            Self::Listed => "an ENUM or a SET",
        }
    }
}

/// What the engine stores for a column; `None` where the declaration does not tell.
pub(crate) fn stored(column: &Column, dialect: Dialect) -> Option<Stored> {
    if let Some(spelling) = spelling(column, dialect) {
        let word = spelling.name.split_whitespace().next().unwrap_or_default();
        return Some(match word {
            "varchar" | "char" | "nvarchar" | "nchar" | "character" => {
                Stored::Text { unbounded: false }
            }
            "text" | "tinytext" | "mediumtext" | "longtext" => Stored::Text { unbounded: true },
            "json" => json(dialect),
            "bool" | "boolean" | "tinyint" | "smallint" | "mediumint" | "int" | "integer"
            | "bigint" | "decimal" | "numeric" | "float" | "double" | "real" | "date"
            | "datetime" | "timestamp" | "time" | "year" | "bit" => Stored::Plain,
            "binary" | "varbinary" | "blob" | "tinyblob" | "mediumblob" | "longblob" => {
                Stored::Bytes
            }
            "geometry" | "point" | "linestring" | "polygon" | "multipoint" | "multilinestring"
            | "multipolygon" | "geometrycollection" | "geomcollection" => Stored::Shape,
            "vector" => Stored::Vector,
            "enum" | "set" => Stored::Listed,
            _ => return None,
        });
    }
    let Type::Scalar(scalar) = &column.ty else {
        return None;
    };
    Some(match scalar {
        Scalar::Text => Stored::Text {
            unbounded: column.max_len.is_none_or(|length| length > MOST),
        },
        Scalar::Json => json(dialect),
        Scalar::Bytes => Stored::Bytes,
        Scalar::Uuid => return None,
        _ => Stored::Plain,
    })
}

/// The vector that an expression reads, which MySQL takes in no check, computed column or key (error 3064).
pub(crate) fn vector_read<'t>(sql: &str, dialect: Dialect, table: &'t Table) -> Option<&'t Column> {
    let is_vector = |column: &&Column| stored(column, dialect) == Some(Stored::Vector);
    match dialect {
        Dialect::MySql => scan::columns(sql, dialect, table).find(is_vector),
        _ => None,
    }
}

fn json(dialect: Dialect) -> Stored {
    if dialect.has(Capability::JsonType) {
        Stored::Json
    } else {
        Stored::Text { unbounded: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::schema::Sql;

    #[test]
    fn words_decide_before_types() {
        let mut column = Column::new("a", Type::Scalar(Scalar::Text));
        let text = |unbounded| Some(Stored::Text { unbounded });
        assert_eq!(stored(&column, Dialect::MySql), text(true));
        column.max_len = Some(20);
        assert_eq!(stored(&column, Dialect::MySql), text(false));
        column.sql_type = Sql::new("POINT NOT NULL SRID 4326");
        assert_eq!(stored(&column, Dialect::MySql), Some(Stored::Shape));
        column.sql_type = Sql::new("json");
        assert_eq!(stored(&column, Dialect::MySql), Some(Stored::Json));
        assert_eq!(stored(&column, Dialect::MariaDb), text(true));
        column.sql_type = Sql::new("citext");
        assert_eq!(stored(&column, Dialect::MySql), None);
    }
}
